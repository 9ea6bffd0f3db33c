//! Which windows mean the same time to every writer: those that are neither open, approximate nor uncertain.

use crate::model::{Shape, Window};

/// Whether a window means the same time to every writer.
pub(super) fn is_sharp(window: &Window) -> bool {
    let open = window.to.is_none() || (window.shape == Shape::Instant && window.from.is_none());
    !open && !window.approximate && !window.uncertain
}

/// Whether a window is one moment to every writer, or all time.
pub(super) fn is_moment(window: Option<&Window>) -> bool {
    window.is_none_or(|window| {
        let day = window.from.is_some() && window.from == window.to;
        day && window.shape == Shape::Instant && !window.approximate && !window.uncertain
    })
}

/// Whether a level or a ratio has one figure there for everybody: at one known instant, or over one known period.
pub(super) fn has_one_figure(window: &Window) -> bool {
    is_sharp(window) && (window.shape == Shape::Period || window.from == window.to)
}
