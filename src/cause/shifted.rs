//! Cause: a shifted column: each row has the figure of the next.

use super::another_series::{count_choices, differing_aspect, kind_and_words, same_figure};
use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;

/// Looks for two figures of the source that are each in the wrong row: the figure in question is
/// that of a second row, and what the source gives in that row is the figure of a third. Another
/// source says so of both rows. A row is a series on the day.
///
/// Each of the two figures could match some row by chance, so ten times as many rows require two
/// more digits: two digits each among ten rows, three among a hundred.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let day = discrepancy.day?;
    let corpus = discrepancy.corpus();
    let digits = significant_digits(&discrepancy.figure);
    if digits < 2 {
        return None;
    }
    let first = discrepancy.claim();
    same_figure(discrepancy).find_map(|(second_at, second_aspect)| {
        let second = corpus.claim(second_at);
        if voice_of(second) == discrepancy.voice() {
            return None;
        }
        let second_row = corpus.series_of(second_at)?;
        let mut own_in_second_row = figures_on(corpus, second_row, day, Some(discrepancy.voice()));
        let (_, next) = own_in_second_row.find(|(_, figure)| **figure != discrepancy.figure)?;
        let next_digits = significant_digits(next);
        let max_rows = 10_usize.saturating_pow(u32::try_from((digits + next_digits - 2) / 2).ok()?);
        if next_digits < 2 || count_choices(discrepancy, second_aspect) > max_rows {
            return None;
        }
        let mut with_next = discrepancy.index().on_day(corpus, Some(day), next);
        let (third_at, third_aspect) = with_next.find_map(|third_at| {
            let third = corpus.claim(third_at);
            // A third row: another one than the first, and than the second.
            let aspect = differing_aspect(discrepancy, first, third)?;
            let fits = voice_of(third) == voice_of(second)
                && differing_aspect(discrepancy, second, third).is_some();
            fits.then_some((third_at, aspect))
        })?;
        let (_, of_second) = kind_and_words(discrepancy, second_at, second_aspect);
        let (_, of_third) = kind_and_words(discrepancy, third_at, third_aspect);
        let text = format!(
            "the figures are one row off: {} is the figure {of_second}, where its source says {}, which is the figure {of_third}{}",
            discrepancy.shown(),
            next.grouped(),
            discrepancy.other_voice(second_at)
        );
        Some(discrepancy.edited("column-shifted", text, "and its neighbours are moved by one row"))
    })
}
