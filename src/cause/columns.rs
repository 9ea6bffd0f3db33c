//! Cause: another column of a table: the figure of another measure and another group, on this day and on others.

use super::another_series::differing_key;
use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::{Day, Number};

/// How many days on each side are examined.
const DAYS_AROUND: i64 = 5;

/// How many different figures both series must share on other days.
const MIN_OTHER_FIGURES: usize = 2;

/// How many significant digits the figures need.
const MIN_DIGITS: usize = 3;

/// Looks for a series of the same source that differs in the measure and in one key, and has the same figure on this
/// day and different shared figures on at least two others.
///
/// Three significant digits, and another figure on each of three days: unrelated figures are the same in one case of
/// a thousand. Small figures match by chance, and a figure that does not change matches on every day; neither counts.
/// Two measures of one scope may be the same count under two names; a measure and a group cannot.
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

/// The figures that both series share on other days nearby, one for each day.
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
