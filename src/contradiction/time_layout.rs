//! The line of instants along which a running total never falls.

use crate::model::Window;
use crate::reason::{TimePoint, TimeRange};
use crate::syntax::tree::Clock;

/// How the facts of a series lie in time.
pub(super) enum TimeLayout {
    /// All at one point.
    Point,
    /// Each on a day of its own, in order.
    Days,
    /// At instants that may be unknown, or times of day.
    Stretches(Vec<TimeRange>),
}

/// Half-seconds of a day: bounds of days fall on even numbers, times of day on odd ones, so that none coincide.
const DAY: i64 = 2 * 86_400;

/// The farthest that a time of day without a zone can be from UTC.
const FARTHEST: i64 = 2 * 14 * 3_600;

/// The line of some windows, which are instants with both ends known, in the order of their starts.
pub(super) fn of<'w>(windows: impl Iterator<Item = &'w Window> + Clone) -> TimeLayout {
    if windows.clone().all(Window::is_plain_day) {
        return TimeLayout::Days;
    }
    let mut offsets: Vec<Option<i16>> =
        windows.clone().filter_map(|window| window.from_clock).map(|clock| clock.offset).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let local = offsets.len() < 2;
    let stretches = windows.map(|window| TimeRange {
        start: moment(window.from.map_or(0, |day| day.0), window.from_clock, local),
        end: moment(window.to.map_or(0, |day| day.0), window.to_clock, local),
    });
    TimeLayout::Stretches(stretches.collect())
}

/// A day as all of itself; a time of day as one point where all share a zone, else as wide as the zones allow.
pub(super) fn moment(day: i32, clock: Option<Clock>, local: bool) -> TimePoint {
    let start = i64::from(day) * DAY;
    let Some(clock) = clock else { return TimePoint { from: start, to: start + DAY } };
    let written = start + 2 * i64::from(clock.seconds) + 1;
    match clock.offset {
        _ if local => TimePoint { from: written, to: written },
        Some(offset) => {
            let utc = written - 2 * 60 * i64::from(offset);
            TimePoint { from: written.min(utc), to: written.max(utc) }
        }
        None => TimePoint { from: written - FARTHEST, to: written + FARTHEST },
    }
}
