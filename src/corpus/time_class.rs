//! The claims of a series by how they lie in time.

use super::series::{Corpus, Series};
use crate::model::{Shape, Window};

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
