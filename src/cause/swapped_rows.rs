//! Cause: two rows swapped: each has the figure of the other.

use super::another_series::{count_choices, kind_and_words, same_figure};
use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;

/// Looks whether the source gives the figure that belongs here in the row where this figure belongs.
///
/// Two figures match crosswise, so two significant digits each are enough among ten rows; among a hundred, one more.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (goal, day) = (discrepancy.goal.as_ref()?, discrepancy.day?);
    let (mine, theirs) = (significant_digits(&discrepancy.figure), significant_digits(goal));
    // A figure that its source returned to was not swapped.
    if mine < 2 || theirs < 2 || discrepancy.figure == *goal {
        return None;
    }
    let max_rows = 10_usize.saturating_pow(u32::try_from(mine + theirs - 3).ok()?);
    same_figure(discrepancy).find_map(|(at, aspect)| {
        if count_choices(discrepancy, aspect) > max_rows {
            return None;
        }
        if voice_of(discrepancy.corpus().claim(at)) == discrepancy.voice() {
            return None;
        }
        let other_series = discrepancy.corpus().series_of(at)?;
        let mut own = figures_on(discrepancy.corpus(), other_series, day, Some(discrepancy.voice()));
        let (crossed, _) = own.find(|(_, figure)| *figure == goal)?;
        let (_, what) = kind_and_words(discrepancy, at, aspect);
        let (mine, theirs) = (discrepancy.shown(), discrepancy.shown_goal(goal));
        let text = format!(
            "{mine} and {theirs} are swapped: {mine} is the figure {what}{}, where its source says {theirs}",
            discrepancy.other_voice(at)
        );
        let change = format!("and {} swap their figures", discrepancy.reference_in_text(crossed));
        Some(discrepancy.edited("rows-exchanged", text, &change))
    })
}
