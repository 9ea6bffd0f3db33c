//! Cause: a shifted column: each row has the figure of the next.

use super::another_series::{count_choices, differing_aspect, kind_and_words, same_figure};
use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;

/// Looks whether this figure belongs to a second row, and the figure that its source gives there to a third.
///
/// Two figures are each in the wrong row. Each could match some row by chance, so ten times as many rows require two
/// more digits: two digits each among ten rows, three among a hundred.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let day = discrepancy.day?;
    let corpus = discrepancy.corpus();
    let digits = significant_digits(&discrepancy.figure);
    if digits < 2 {
        return None;
    }
    let here = discrepancy.claim();
    same_figure(discrepancy).find_map(|(at, second)| {
        let theirs = voice_of(corpus.claim(at));
        if theirs == discrepancy.voice() {
            return None;
        }
        let other_series = corpus.series_of(at)?;
        let mut own = figures_on(corpus, other_series, day, Some(discrepancy.voice()));
        let (_, moved) = own.find(|(_, figure)| **figure != discrepancy.figure)?;
        let other_digits = significant_digits(moved);
        let rows = 10_usize.saturating_pow(u32::try_from((digits + other_digits - 2) / 2).ok()?);
        if other_digits < 2 || count_choices(discrepancy, second) > rows {
            return None;
        }
        let mut third = discrepancy.index().on_day(corpus, Some(day), moved);
        let (from, third_aspect) = third.find_map(|from| {
            let claim = corpus.claim(from);
            let aspect = differing_aspect(discrepancy, here, claim)?;
            let fits = voice_of(claim) == theirs && differing_aspect(discrepancy, corpus.claim(at), claim).is_some();
            fits.then_some((from, aspect))
        })?;
        let ((_, second), (_, third)) = (kind_and_words(discrepancy, at, second), kind_and_words(discrepancy, from, third_aspect));
        let text = format!(
            "the figures are one row off: {} is the figure {second}, where its source says {}, which is the figure {third}{}",
            discrepancy.shown(),
            moved.grouped(),
            discrepancy.other_voice(at)
        );
        Some(discrepancy.edited("column-shifted", text, "and its neighbours are moved by one row"))
    })
}
