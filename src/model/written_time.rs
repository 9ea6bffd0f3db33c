//! Written times, with or without a time zone, and plain days: which of two comes first, wherever they were written.
//!
//! A time with a zone is an instant. A plain day, or a time without a zone, lies anywhere between the zones UTC+14
//! and UTC−12. Among themselves these are ordered as written; compared with an instant, only what holds in every zone
//! is certain.

use crate::model::window::{Day, Shape, Window};
use crate::syntax::tree::Clock;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// In the earliest zone a day begins this much before it does in UTC.
const EARLIEST: i64 = 14 * HOUR;
/// In the latest zone it ends this much later.
const LATEST: i64 = 12 * HOUR;

/// A stretch of seconds from 1970-01-01T00:00: its first, and the one after its last.
pub type Seconds = (i64, i64);

/// A day as it is written, or a time of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WrittenTime {
    /// The day.
    pub day: Day,
    /// The time of day, if any.
    pub clock: Option<Clock>,
}

impl WrittenTime {
    /// A bare day.
    #[must_use]
    pub const fn day(day: Day) -> Self {
        Self { day, clock: None }
    }

    /// Whether it names its zone.
    #[must_use]
    pub fn is_zoned(self) -> bool {
        self.clock.is_some_and(|clock| clock.offset.is_some())
    }

    /// The range of local time that it covers if it names no zone; none otherwise. A time without seconds covers its
    /// whole minute.
    #[must_use]
    pub fn local(self) -> Option<Seconds> {
        (!self.is_zoned()).then(|| self.wall_clock())
    }

    /// The stretch of UTC in which it can lie.
    #[must_use]
    pub fn utc(self) -> Seconds {
        let (from, to) = self.wall_clock();
        match self.clock.and_then(|clock| clock.offset) {
            Some(offset) => (from - i64::from(offset) * MINUTE, to - i64::from(offset) * MINUTE),
            None => (from - EARLIEST, to + LATEST),
        }
    }

    /// If it names its zone: its day in UTC, its seconds in that day, and that it has a zone. Otherwise the day and
    /// time as written.
    #[must_use]
    pub fn normal(self) -> (Day, Option<(u32, bool)>) {
        let Some(clock) = self.clock else { return (self.day, None) };
        match self.day.utc_seconds(clock) {
            // Both are within a day of what is written.
            Some(utc) => (Day(utc.div_euclid(DAY) as i32), Some((utc.rem_euclid(DAY) as u32, true))),
            None => (self.day, Some((clock.seconds, false))),
        }
    }

    /// Whether it is over before another begins, in whatever zones both were written.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        match self.local().zip(other.local()) {
            Some((mine, theirs)) => mine.1 <= theirs.0,
            None => self.utc().1 <= other.utc().0,
        }
    }

    /// Whether its day is over before the other's begins. Two instants must be on different days in both of the zones
    /// in which they are written.
    fn is_days_before(self, other: Self) -> bool {
        let zone = |time: Self| time.clock.and_then(|clock| clock.offset);
        match (zone(self), zone(other)) {
            (None, None) => self.day < other.day,
            (Some(mine), Some(theirs)) => [mine, theirs].into_iter().all(|offset| {
                let day = |time: Self| (time.utc().0 + i64::from(offset) * MINUTE).div_euclid(DAY);
                day(self) < day(other)
            }),
            (Some(_), None) => self.is_before(Self::day(other.day)),
            (None, Some(_)) => Self::day(self.day).is_before(other),
        }
    }

    /// What it covers on the clock of its own place, whatever its zone.
    fn wall_clock(self) -> Seconds {
        let midnight = i64::from(self.day.0) * DAY;
        match self.clock {
            None => (midnight, midnight + DAY),
            Some(clock) => {
                let from = midnight + i64::from(clock.seconds);
                (from, from + if clock.seconds % 60 == 0 { MINUTE } else { 1 })
            }
        }
    }
}

impl Window {
    /// Its start, with the time of day; none where it is open.
    #[must_use]
    pub fn start(&self) -> Option<WrittenTime> {
        Some(WrittenTime { day: self.from?, clock: self.from_clock })
    }

    /// Its end, with the time of day; none where it is open.
    #[must_use]
    pub fn end(&self) -> Option<WrittenTime> {
        Some(WrittenTime { day: self.to?, clock: self.to_clock })
    }

    /// A key for comparing: windows that mean the same time have the same key, and keys are in the order of time.
    #[must_use]
    pub fn key(&self) -> WindowKey {
        let normal = |end: Option<WrittenTime>| end.map(WrittenTime::normal).unzip();
        let ((from, start), (to, end)) = (normal(self.start()), normal(self.end()));
        WindowKey {
            days: (from, to),
            shape: self.shape,
            clocks: (start.flatten(), end.flatten()),
            loose: (self.approximate, self.uncertain),
        }
    }

    /// The same window in UTC, if it is a moment in another zone.
    #[must_use]
    pub fn in_utc(&self) -> Option<Self> {
        let start = self.start().filter(|start| start.is_zoned() && Some(*start) == self.end())?;
        let (day, clock) = start.normal();
        let clock = clock.map(|(seconds, _)| Clock { seconds, offset: Some(0) });
        (clock != start.clock).then_some(Self { from_clock: clock, to_clock: clock, ..Self::day(day) })
    }

    /// Whether it shares no day with another, in whatever zones both were written.
    #[must_use]
    pub fn is_days_apart(&self, other: &Self) -> bool {
        let before = |one: &Self, two: &Self| {
            one.end().zip(two.start()).is_some_and(|(end, start)| end.is_days_before(start))
        };
        before(self, other) || before(other, self)
    }

    /// Whether it certainly comes before another: an instant is over, or a period has begun, before the other begins.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        // An instant may lie anywhere in its window, so it is certainly over only after the window's end. A period is there from its
        // start on.
        let last = if self.shape == Shape::Instant { self.end() } else { self.start() };
        last.zip(other.start()).is_some_and(|(last, first)| last.is_before(first))
    }
}

/// A time of day: its seconds since midnight, and whether a zone is named with it.
type ClockKey = Option<(u32, bool)>;

/// The comparison key of a window: days and times of day, in UTC if the zone is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WindowKey {
    days: (Option<Day>, Option<Day>),
    shape: Shape,
    clocks: (ClockKey, ClockKey),
    loose: (bool, bool),
}

#[cfg(test)]
#[path = "written_time_tests.rs"]
mod tests;
