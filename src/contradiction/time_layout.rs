//! How the facts of a series lie along a line of time, on which a running total never falls.

use crate::model::{Day, Window, WrittenTime};
use crate::reason::{TimePoint, TimeRange};

/// How the facts of a series lie in time.
pub(super) enum TimeLayout {
    /// All at one point.
    Point,
    /// Each on a different day, in order.
    Days,
    /// At instants that may be unknown, or times of day.
    Stretches(Vec<TimeRange>),
}

/// The layout of some windows, which are instants with both ends known, in the order of their starts.
pub(super) fn of<'w>(windows: impl Iterator<Item = &'w Window> + Clone) -> TimeLayout {
    if windows.clone().all(Window::is_plain_day) {
        return TimeLayout::Days;
    }
    let ends = windows.map(|window| window.start().zip(window.end()));
    let zoned = ends.clone().flatten().any(|(start, end)| start.is_zoned() || end.is_zoned());
    let unknown = WrittenTime::day(Day(0));
    let stretches = ends.map(|ends| {
        let (start, end) = ends.unwrap_or((unknown, unknown));
        TimeRange { start: moment(start, zoned), end: moment(end, zoned) }
    });
    TimeLayout::Stretches(stretches.collect())
}

/// Where a written time lies on the lines of time of a [`TimePoint`]: as written, if no time of the
/// series names its zone. If one does (`zoned`): the range of UTC in which it can lie, and on the
/// second line as written, if it names no zone.
pub(super) fn moment(time: WrittenTime, zoned: bool) -> TimePoint {
    let local = time.local();
    let (from, to) = local.filter(|_| !zoned).unwrap_or_else(|| time.utc());
    TimePoint { from, to, second: local.filter(|_| zoned) }
}
