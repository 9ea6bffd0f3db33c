//! Another column: the figure of another measure and another group, on this day and on others.

use super::another_series::differing_key;
use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::{Day, Number};

/// How many days on either side are looked at.
const DAYS_AROUND: i64 = 5;

/// How many different figures both must share on other days.
const MIN_OTHER_FIGURES: usize = 2;

/// How many significant digits a figure has that is no small one.
const MIN_DIGITS: usize = 3;

/// Looks for a series of the same source that differs in measure and in one key, and has the same figure on its day and
/// different ones in common on two others at least.
///
/// Three significant digits, and another figure on each of three days: unrelated figures are the same on one in a thousand.
/// Small ones meet by chance, and what stands still meets again on every day; neither counts. A measure and its group are
/// never the same count under two names, as two measures of one scope may be.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (corpus, day) = (discrepancy.corpus(), discrepancy.day?);
    if significant_digits(&discrepancy.figure) < MIN_DIGITS {
        return None;
    }
    let mut near = discrepancy.index().on_day(corpus, Some(day), &discrepancy.figure);
    let (at, key, count) = near.find_map(|at| {
        let other = corpus.claim(at);
        let fits = voice_of(other) == discrepancy.voice() && !discrepancy.is_involved(at);
        let own = discrepancy.claim();
        let is_like = own.measure != other.measure && own.mode == other.mode && own.unit == other.unit;
        let key = differing_key(discrepancy, own, other).filter(|_| fits && is_like)?;
        let mut same = same_figures(discrepancy, corpus.series_of(at)?, day);
        let count = same.len();
        same.sort_unstable();
        same.dedup();
        same.retain(|figure| **figure != discrepancy.figure);
        (same.len() >= MIN_OTHER_FIGURES).then_some((at, key, count))
    })?;
    let other = corpus.claim(at);
    let measure = &corpus.model.registers.measures.get(other.measure.0).display;
    let scoped = match key {
        (key, Some(name)) => discrepancy.words().qualified(key, name),
        (key, None) => format!("for every {}", corpus.model.registers.keys.get(key.0).display),
    };
    let text = format!(
        "{} is the figure for `{measure}` {scoped}; the same holds on {count} other dates nearby: the columns were mixed up",
        discrepancy.shown(),
    );
    Some(discrepancy.reason("another-column", text))
}

/// The figures that both series have in common on other days nearby, one for each of these.
fn same_figures<'q>(discrepancy: &Discrepancy<'q>, there: u32, day: Day) -> Vec<&'q Number> {
    let (corpus, voice) = (discrepancy.corpus(), Some(discrepancy.voice()));
    let days = (-DAYS_AROUND..=DAYS_AROUND).filter(|days| *days != 0).filter_map(|days| day.plus(days));
    let same = days.filter_map(|day| {
        let mut own = figures_on(corpus, discrepancy.series, day, voice).map(|(_, figure)| figure);
        own.find(|&figure| {
            significant_digits(figure) >= MIN_DIGITS
                && figures_on(corpus, there, day, voice).any(|(_, other)| other == figure)
        })
    });
    same.collect()
}
