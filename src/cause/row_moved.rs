//! Cause: rows moved: from one day to the next a source's figures move to another row.

use super::another_series::{DifferingAspect, count_choices, differing_aspect, kind_and_words};
use super::discrepancy::Discrepancy;
use super::figure_index::{days_beside, figures_on, voice_of};
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::claim::Claim;
use crate::model::{Day, Number};

/// A figure that is in another row on the later of two days.
struct Move {
    figure: Number,
    /// The claim that gives it on the first day.
    from: u32,
    /// The claim that gives it on the second.
    to: u32,
}

/// Looks whether the figure is that of another row on the day before or after, and a second figure
/// moved too: the one that it displaced, or the one that displaced it.
///
/// Two figures must be in another row, with two significant digits each: among ten rows either would match by chance
/// in one case of ten, both in one of a hundred.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let day = discrepancy.day?;
    if significant_digits(&discrepancy.figure) < 2 {
        return None;
    }
    days_beside(discrepancy.corpus(), discrepancy.series, day).find_map(|beside| {
        let moves = moves(discrepancy, day, beside)?;
        Some(describe(discrepancy, moves, [day.min(beside), day.max(beside)]))
    })
}

/// The moves of the figure and of a second one between two days; none if no second one moved.
fn moves(discrepancy: &Discrepancy<'_>, day: Day, beside: Day) -> Option<[Move; 2]> {
    let corpus = discrepancy.corpus();
    let (here, there) =
        (discrepancy.at, row_with(discrepancy, discrepancy.claim(), beside, &discrepancy.figure)?);
    let step = |figure: &Number, on_day: u32, on_beside: u32| {
        let (from, to) = if beside < day { (on_beside, on_day) } else { (on_day, on_beside) };
        Move { figure: figure.clone(), from, to }
    };
    let first = step(&discrepancy.figure, here, there);
    let own = |claim: u32, on: Day| {
        let mut figures = figures_on(corpus, corpus.series_of(claim)?, on, Some(discrepancy.voice()));
        let moved =
            figures.find(|(_, figure)| **figure != discrepancy.figure && significant_digits(figure) > 1)?;
        Some((moved.0, moved.1.clone()))
    };
    let displaced = own(here, beside).and_then(|(at, figure)| {
        Some(step(&figure, row_with(discrepancy, corpus.claim(at), day, &figure)?, at))
    });
    let displacing = || {
        let (at, figure) = own(there, day)?;
        Some(step(&figure, at, row_with(discrepancy, corpus.claim(at), beside, &figure)?))
    };
    Some([first, displaced.or_else(displacing)?])
}

/// The claim of the same source that gives a figure on a day in another row, which differs from
/// that of `own` in one name.
fn row_with(discrepancy: &Discrepancy<'_>, own: &Claim, on: Day, figure: &Number) -> Option<u32> {
    let corpus = discrepancy.corpus();
    let mut found = discrepancy.index().on_day(corpus, Some(on), figure);
    found.find(|&at| {
        let claim = corpus.claim(at);
        let aspect = differing_aspect(discrepancy, own, claim);
        let is_key = matches!(aspect, Some(DifferingAspect::Key(_, Some(_))));
        let has_few_rows = aspect.is_some_and(|aspect| count_choices(discrepancy, aspect) <= 10);
        voice_of(claim) == discrepancy.voice() && is_key && has_few_rows
    })
}

/// The reason that the figures are one row off between two days.
fn describe(discrepancy: &Discrepancy<'_>, mut moves: [Move; 2], [first, second]: [Day; 2]) -> Reason {
    let corpus = discrepancy.corpus();
    moves.sort_by(|one, other| one.figure.cmp(&other.figure));
    let row_in_words = |claim: u32, other: u32| {
        let aspect = differing_aspect(discrepancy, corpus.claim(other), corpus.claim(claim));
        aspect.map_or_else(String::new, |aspect| kind_and_words(discrepancy, claim, aspect).1)
    };
    let [one, two] = moves.map(|step| {
        format!(
            "{} is {} on the first and {} on the second",
            step.figure.grouped(),
            row_in_words(step.from, step.to),
            row_in_words(step.to, step.from)
        )
    });
    let (first, second) = (first.in_words(), second.in_words());
    let text = format!("between {first} and {second} the figures are one row off: {one}, {two}");
    discrepancy.reason("column-shifted", text)
}
