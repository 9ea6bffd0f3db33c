//! Cause: a day's figure that is the total's growth over other days: over two days, or as it was before a
//! restatement.

use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, precise_figure, voice_of};
use super::reason::Reason;
use super::written::significant_digits;
use crate::corpus::Corpus;
use crate::finding::SINCE_REVISED;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number};

/// How many days the figure may cover.
const MAX_DAYS: i64 = 3;

/// Looks whether the figure of a flow is the growth of its total since two or three days before, or as first stated.
///
/// Two significant digits are required if the total's own figures of the same days give it, three if it covers more
/// days: a total may grow by any of some hundred values.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (corpus, day) = (discrepancy.corpus(), discrepancy.day?);
    let claim = discrepancy.claim();
    let digits = significant_digits(&discrepancy.figure);
    if corpus.series[discrepancy.series as usize].kind != Kind::Flow || digits < 2 {
        return None;
    }
    let total = corpus.model.vocabulary.measure(claim.measure)?.adds_up_to?;
    let there = corpus.series_beside(discrepancy.at, total)?;
    let growth_over = |days: i64| {
        let from = day.plus(-days)?;
        let mut ends = figures_on(corpus, there, day, None)
            .flat_map(|after| figures_on(corpus, there, from, None).map(move |before| (before, after)));
        ends.find(|((_, before), (_, after))| *after - *before == discrepancy.figure)
    };
    let shown = discrepancy.shown();
    if let Some(((first, before), (last, after))) = growth_over(1) {
        let is_restated_since =
            is_restated(corpus, there, day, last) || is_restated(corpus, there, day.prev()?, first);
        let text = format!(
            "{shown} is what the total rose by as it was first stated, {} − {}: it has been restated since",
            after.grouped(),
            before.grouped()
        );
        return is_restated_since.then(|| discrepancy.reason(SINCE_REVISED, text));
    }
    if digits < 3 {
        return None;
    }
    (2..=MAX_DAYS).find_map(|days| {
        let ((_, before), (_, after)) = growth_over(days)?;
        let text = format!(
            "{shown} is what the total rose by in {days} days, {} − {}: {} in one",
            after.grouped(),
            before.grouped(),
            if days == 2 { "two days' figures" } else { "three days' figures" }
        );
        let first = day.plus(1 - days)?;
        let change = format!("is about the days from {} to {}", first.iso(), day.iso());
        Some(discrepancy.edited("several-days", text, &change))
    })
}

/// Whether the source of a claim later gives another figure for the same day.
fn is_restated(corpus: &Corpus, series: u32, day: Day, at: u32) -> bool {
    let voice = voice_of(corpus.claim(at));
    let own: Option<&Number> = precise_figure(corpus.claim(at));
    figures_on(corpus, series, day, Some(voice)).any(|(other, figure)| {
        Some(figure) != own
            && corpus
                .edition(at)
                .zip(corpus.edition(other))
                .is_some_and(|(then, now)| now.certainly_after(&then))
    })
}
