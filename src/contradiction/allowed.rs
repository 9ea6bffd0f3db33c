//! Which true values a figure allows, and on which days a series may step (the breaks that apply to it).

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::corpus::{Corpus, Series, Statement};
use crate::model::claim::Value;
use crate::model::register::{KeyId, MeasureId, NameId};
use crate::model::{Day, Interval, Shape, Window, WrittenTime};

/// The span that a statement's figure says; everything where its value is no figure.
#[must_use]
pub fn soft_span<'c>(corpus: &'c Corpus, statement: &Statement) -> Cow<'c, Interval> {
    match &corpus.claim(statement.representative()).value {
        Value::Number(figure) => figure.soft(),
        _ => Cow::Owned(Interval::ALL),
    }
}

/// The span outside which a statement's figure is contradicted, by its words alone; everything where its value is no figure.
#[must_use]
pub fn hard_span<'c>(corpus: &'c Corpus, statement: &Statement) -> Cow<'c, Interval> {
    match &corpus.claim(statement.representative()).value {
        Value::Number(figure) => figure.hard(),
        _ => Cow::Owned(Interval::ALL),
    }
}

/// What a statement allows: its hard span with the tolerance of its measure. A figure of a period
/// that was not over allows more.
#[must_use]
pub fn allowed_by(corpus: &Corpus, series: &Series, statement: &Statement) -> Interval {
    debug_assert_eq!(corpus.claim(statement.representative()).measure, series.measure);
    let allows = allowed_by_claim(corpus, statement.representative());
    if !is_to_date(corpus, statement) {
        return allows;
    }
    // It is only certain that this much had come in by then; where figures may be negative, not
    // even that.
    let measure = corpus.model.vocabulary.measure(series.measure);
    let low = allows.low.filter(|_| !measure.is_some_and(|measure| measure.may_be_negative));
    let low_open = low.is_some() && allows.low_open;
    Interval { low, high: None, low_open, high_open: false }
}

/// Whether a figure was stated of a period that was not over yet.
pub(super) fn is_to_date(corpus: &Corpus, statement: &Statement) -> bool {
    let claim = corpus.claim(statement.representative());
    let period = claim.time.filter(|window| window.shape == Shape::Period);
    // A relay passes a figure on after its source gave it.
    let moment = claim.said.or(claim.published);
    period.and_then(|period| period.to).zip(moment).is_some_and(|(end, moment)| moment.to < end)
}

/// What a claim's figure allows, its measure's tolerance included; everything where it is no figure.
#[must_use]
pub fn allowed_by_claim(corpus: &Corpus, claim: u32) -> Interval {
    let claim = corpus.claim(claim);
    let Value::Number(figure) = &claim.value else { return Interval::ALL };
    with_tolerance(corpus, claim.measure, figure.hard())
}

/// A span widened by its measure's tolerance.
pub(super) fn with_tolerance(corpus: &Corpus, measure: MeasureId, hard: Cow<'_, Interval>) -> Interval {
    let measure = corpus.model.vocabulary.measure(measure);
    match measure.and_then(|measure| measure.tolerance.as_ref()) {
        None => hard.into_owned(),
        Some(tolerance) => tolerance.widen(&hard),
    }
}

/// The days on which a series may step: those of the breaks that apply to its measure and scope.
#[must_use]
pub fn breaks(corpus: &Corpus, measure: MeasureId, scope: &[(KeyId, NameId)]) -> Vec<Day> {
    corpus.model.steps(measure, scope)
}

/// The segments in which a window can lie, by number. A segment is the time between two days on which a series may
/// step. There is more than one if nobody knows on which side of a step the window is.
#[must_use]
pub fn segments(breaks: &[Day], window: &Window) -> RangeInclusive<usize> {
    let day = |step: &Day| WrittenTime::day(*step);
    let first = window.start().map_or(0, |start| {
        breaks.partition_point(
            |step| if start.is_zoned() { !may_precede(start, *step) } else { *step <= start.day },
        )
    });
    let last = window.end().map_or(breaks.len(), |end| {
        breaks
            .partition_point(|step| if end.is_zoned() { !end.is_before(day(step)) } else { *step <= end.day })
    });
    first..=last.max(first)
}

/// Whether an instant may come before a day begins, in some zone.
fn may_precede(instant: WrittenTime, day: Day) -> bool {
    day.prev().is_some_and(|before| !WrittenTime::day(before).is_before(instant))
}
