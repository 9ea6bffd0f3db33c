//! Cause: a figure copied from the row beside it: two groups or places have the same figure on a day.

use super::another_series::{DifferingAspect, kind_and_words, same_figure};
use super::discrepancy::Discrepancy;
use super::figure_index::{days_beside, figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;
use crate::corpus::Voice;
use crate::model::{Day, Number};

/// By how much two series differ on the day before or after, at least: else they may agree on this day by chance.
const APART: i64 = 20;

/// Looks whether the source gives the same figure for another group or place on this day, where both are parts of a
/// sum that does not add up. Which of the two is the copy is not known.
///
/// Three significant digits are required, and a difference of twenty on the day before or after: figures that change
/// by that much in a day agree by chance on one day in dozens.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    if !discrepancy.is_any_of_many() || significant_digits(&discrepancy.figure) < 3 {
        return None;
    }
    let (corpus, day) = (discrepancy.corpus(), discrepancy.day?);
    let is_too_high = discrepancy.allowed.high.as_ref().is_some_and(|high| discrepancy.figure > *high);
    let (at, aspect) = same_figure(discrepancy).find(|&(at, aspect)| {
        matches!(aspect, DifferingAspect::Key(_, Some(_)))
            && voice_of(corpus.claim(at)) == discrepancy.voice()
            && corpus.series_of(at).is_some_and(|there| are_apart(discrepancy, there, day))
            && has_name(discrepancy, aspect)
    })?;
    let (_, what) = kind_and_words(discrepancy, at, aspect);
    let text = format!(
        "{} is also the figure {what} on that day: one of the two may be a copy of the other",
        discrepancy.shown()
    );
    is_too_high.then(|| discrepancy.reason("copied-row", text))
}

/// Whether the claim itself has a name for the key in which the other differs. If it had none, it would be the whole of the other.
fn has_name(discrepancy: &Discrepancy<'_>, aspect: DifferingAspect) -> bool {
    let DifferingAspect::Key(key, _) = aspect else { return false };
    let scope = discrepancy.corpus().model.registers.scopes.get(discrepancy.claim().scope.0);
    scope.iter().any(|(other, _)| *other == key)
}

/// Whether the source's figures of both series differ enough on the day before or after.
fn are_apart(discrepancy: &Discrepancy<'_>, there: u32, here: Day) -> bool {
    let (corpus, voice) = (discrepancy.corpus(), discrepancy.voice());
    let on = |series: u32, day: Day| figure_on(discrepancy, series, day, voice);
    days_beside(corpus, discrepancy.series, here).any(|day| {
        let both = on(discrepancy.series, day).zip(on(there, day));
        both.is_some_and(|(mine, theirs)| (&mine - &theirs).abs() >= Number::from_i64(APART))
    })
}

/// The source's last figure of a series on a day.
fn figure_on(discrepancy: &Discrepancy<'_>, series: u32, day: Day, voice: Voice) -> Option<Number> {
    figures_on(discrepancy.corpus(), series, day, Some(voice)).last().map(|(_, figure)| figure.clone())
}
