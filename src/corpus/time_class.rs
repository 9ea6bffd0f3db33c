//! The claims of a series by how they lie in time.

use super::same::compare_windows;
use super::series::{Corpus, Series};
use crate::model::claim::{Claim, Value};
use crate::model::{Shape, Window, WrittenTime};

/// How a claim lies in time, as far as that decides with what it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeClass {
    Undated,
    Instant,
    Period,
    /// At some unknown instant of a longer time, or over a period whose ends are not known.
    Unknown,
}

/// How a window lies in time.
pub(super) fn time_class(window: Option<&Window>) -> TimeClass {
    let Some(window) = window else { return TimeClass::Undated };
    let loose = window.approximate || window.uncertain;
    match window.shape {
        _ if loose => TimeClass::Unknown,
        Shape::Period if window.to.is_some() => TimeClass::Period,
        Shape::Instant if window.from.is_some() && window.from == window.to => TimeClass::Instant,
        _ => TimeClass::Unknown,
    }
}

/// The claims of one series, by how they lie in time.
pub(super) struct Classes {
    pub(super) undated: Vec<u32>,
    pub(super) instants: Vec<u32>,
    pub(super) periods: Vec<u32>,
    pub(super) unknown: Vec<u32>,
}

impl Classes {
    pub(super) fn of(corpus: &Corpus, series: &Series) -> Self {
        let mut classes =
            Self { undated: Vec::new(), instants: Vec::new(), periods: Vec::new(), unknown: Vec::new() };
        for &at in corpus.claims_of(series) {
            match time_class(corpus.claim(at).time.as_ref()) {
                TimeClass::Undated => classes.undated.push(at),
                TimeClass::Instant => classes.instants.push(at),
                TimeClass::Period => classes.periods.push(at),
                TimeClass::Unknown => classes.unknown.push(at),
            }
        }
        classes
    }
}

/// Whether two times could be the same, or share an instant. Where a period has one figure, that of another is another one.
pub(super) fn may_meet(one: Option<&Window>, other: Option<&Window>, one_figure: bool) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    if compare_windows(Some(one), Some(other)).is_eq() {
        return true;
    }
    let before =
        |a: &Window, b: &Window| a.end().zip(b.start()).is_some_and(|(end, start)| end.is_before(start));
    let known = |window: &Window| time_class(Some(window)) == TimeClass::Period;
    !(before(one, other) || before(other, one) || (one_figure && known(one) && known(other)))
}

/// Whether a figure without a time was published before the time of another began: it is about some earlier time.
pub(super) fn came_out_before(one: &Claim, other: &Claim) -> bool {
    // What is expected or planned may be about any time to come.
    let known = one.time.is_none() && one.mode.is_none() && matches!(one.value, Value::Number(_));
    let published = one.published.filter(|_| known);
    published.zip(other.time.and_then(|window| window.start())).is_some_and(|(published, start)| {
        WrittenTime { day: published.to, clock: published.clock }.is_before(start)
    })
}
