//! The claims of a series sorted by how exactly their times are known.

use super::same::compare_windows;
use super::series::{Corpus, Series};
use crate::model::claim::{Claim, Value};
use crate::model::{Shape, Window, WrittenTime};

/// How exactly the time of a claim is known, as far as it decides which claims it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeClass {
    /// It has no time.
    Undated,
    /// It is of a known instant: a day, or a time of day.
    Instant,
    /// It is of a period whose ends are known.
    Period,
    /// It has a time, but at some unknown instant of it, or over a period whose ends are not both known.
    Inexact,
}

/// How a window lies in time.
pub(super) fn time_class(window: Option<&Window>) -> TimeClass {
    let Some(window) = window else { return TimeClass::Undated };
    let is_vague = window.approximate || window.uncertain;
    match window.shape {
        _ if is_vague => TimeClass::Inexact,
        Shape::Period if window.to.is_some() => TimeClass::Period,
        Shape::Instant if window.from.is_some() && window.from == window.to => TimeClass::Instant,
        _ => TimeClass::Inexact,
    }
}

/// The claims of one series, by how they lie in time.
pub(super) struct TimeClasses {
    pub(super) undated: Vec<u32>,
    pub(super) instants: Vec<u32>,
    pub(super) periods: Vec<u32>,
    pub(super) inexact: Vec<u32>,
}

impl TimeClasses {
    pub(super) fn of(corpus: &Corpus, series: &Series) -> Self {
        let mut classes =
            Self { undated: Vec::new(), instants: Vec::new(), periods: Vec::new(), inexact: Vec::new() };
        for &at in corpus.claims_of(series) {
            match time_class(corpus.claim(at).time.as_ref()) {
                TimeClass::Undated => classes.undated.push(at),
                TimeClass::Instant => classes.instants.push(at),
                TimeClass::Period => classes.periods.push(at),
                TimeClass::Inexact => classes.inexact.push(at),
            }
        }
        classes
    }
}

/// Whether two times could be the same, or share an instant. Values over whole periods have the same time only if the
/// periods are the same.
pub(super) fn may_meet(one: Option<&Window>, other: Option<&Window>, are_of_whole_periods: bool) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    if compare_windows(Some(one), Some(other)).is_eq() {
        return true;
    }
    let is_before =
        |a: &Window, b: &Window| a.end().zip(b.start()).is_some_and(|(end, start)| end.is_before(start));
    let is_known = |window: &Window| time_class(Some(window)) == TimeClass::Period;
    !(is_before(one, other)
        || is_before(other, one)
        || (are_of_whole_periods && is_known(one) && is_known(other)))
}

/// Whether a figure without a time is about an earlier time than another: it was published before that began.
pub(super) fn is_of_earlier_time(one: &Claim, other: &Claim) -> bool {
    // What is expected or planned may be about any time to come.
    let is_undated_figure = one.time.is_none() && one.mode.is_none() && matches!(one.value, Value::Number(_));
    let published = one.published.filter(|_| is_undated_figure);
    published.zip(other.time.and_then(|window| window.start())).is_some_and(|(published, start)| {
        WrittenTime { day: published.to, clock: published.clock }.is_before(start)
    })
}
