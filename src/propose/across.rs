//! Columns of figures that are one each by a source: those of a row say the same thing, and so are nearly equal.

use super::role::{Role, taken};
use crate::intake::{Field, SheetPreview};

/// About how large the figure of a cell is, in thousandths, whatever separates its digits; none where it begins with none. Two cells
/// that are written alike compare as their figures do.
fn figure_of(cell: &str) -> Option<u128> {
    let begins =
        cell.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit());
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let text = format!("{}{:0<3.3}", digits(whole), digits(fraction));
    text.parse().ok().filter(|_| begins)
}

/// Whether two figures are no more than half apart, as those of one thing nearly always are.
fn is_near(one: u128, other: u128) -> bool {
    let (low, high) = (one.min(other), one.max(other));
    low > 0 && high.saturating_mul(2) <= low.saturating_mul(3)
}

/// Whether each of several columns of figures is a source: in most rows the figures are nearly equal, and from row to row they are not.
pub(super) fn are_sources(preview: &SheetPreview, roles: &[Role]) -> bool {
    let wide: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Role::Wide).collect();
    if wide.len() < 2 || taken(roles, Field::Source) {
        return false;
    }
    let rows: Vec<Vec<u128>> = (0..preview.rows.len())
        .map(|row| wide.iter().filter_map(|&at| figure_of(&preview.columns[at][row])).collect())
        .collect();
    let several: Vec<&Vec<u128>> = rows.iter().filter(|figures| figures.len() > 1).collect();
    let near = several.iter().filter(|figures| figures.iter().all(|&figure| is_near(figures[0], figure)));
    let first: Vec<u128> = rows.iter().filter_map(|figures| figures.first().copied()).collect();
    let apart = first.windows(2).filter(|pair| !is_near(pair[0], pair[1])).count();
    several.len() >= 3 && near.count() * 4 >= several.len() * 3 && apart * 2 >= first.len().saturating_sub(1)
}

/// The column that says what is measured, where no heading does: one of texts that says several things again and again, the first
/// after the place.
pub(super) fn measure_column(preview: &SheetPreview, roles: &[Role]) -> Option<usize> {
    let topic = (0..roles.len()).find(|&at| roles[at].field() == Some(Field::Topic));
    let is_of_words = |at: usize| {
        let cells: Vec<&String> = preview.columns[at].iter().filter(|cell| !cell.is_empty()).collect();
        let mut distinct = cells.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let is_text = cells.iter().all(|cell| figure_of(cell).is_none());
        let is_short = cells.iter().map(|cell| cell.chars().count()).sum::<usize>() <= 40 * cells.len();
        is_text && is_short && distinct.len() > 1 && distinct.len() * 3 <= cells.len() * 2
    };
    let is_open = |at: usize| {
        matches!(roles[at], Role::Scope(_))
            || matches!(&roles[at], Role::Field(Field::Note, why) if !why.contains("heading"))
    };
    topic.or_else(|| (0..roles.len()).find(|&at| is_open(at) && is_of_words(at)))
}
