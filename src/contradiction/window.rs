//! Which windows mean the same time to everybody who writes them.

use crate::model::{Shape, Window};

/// Whether a window is the same time for everybody who writes it.
pub(super) fn is_sharp(window: &Window) -> bool {
    let open = window.to.is_none() || (window.shape == Shape::Instant && window.from.is_none());
    !open && !window.approximate && !window.uncertain
}

/// Whether what is said of a window is said of one time, known to everybody: a moment, a period, or all time.
pub(super) fn is_one_time(window: Option<&Window>) -> bool {
    let period = |window: &Window| {
        let known = window.from.is_some() || window.to.is_some();
        known && window.shape == Shape::Period && !window.approximate && !window.uncertain
    };
    is_moment(window) || window.is_some_and(period)
}

/// Whether a window is one moment for everybody, or all time.
pub(super) fn is_moment(window: Option<&Window>) -> bool {
    window.is_none_or(|window| {
        let day = window.from.is_some() && window.from == window.to;
        day && window.shape == Shape::Instant && !window.approximate && !window.uncertain
    })
}
