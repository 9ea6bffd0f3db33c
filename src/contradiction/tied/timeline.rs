//! The points of time of a group of tied series: days, times of day, and the days on which periods end.

use std::collections::BTreeMap;

use crate::contradiction::time_layout;
use crate::model::{Day, Shape, Window, WrittenTime};
use crate::reason::TimePoint;
use crate::syntax::tree::Clock;

/// What identifies a point: a day, a time of day in UTC, or a time of day without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum PointKey {
    Day(Day),
    /// In seconds.
    Utc(i64),
    /// In seconds.
    Local(i64),
}

/// One point of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) day: Day,
    pub(super) clock: Option<Clock>,
    /// Its position in the order of time.
    pub(super) moment: TimePoint,
}

/// The points of a group, in order.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) points: Vec<Point>,
    /// The number of each point in that order.
    numbers: BTreeMap<PointKey, u32>,
    /// Whether some point has a time zone.
    zoned: bool,
    /// Whether some point is a time of day.
    clocks: bool,
}

impl Timeline {
    /// The points of some days and times of day, in any order.
    pub(super) fn of(all: &[(Day, Option<Clock>)]) -> Self {
        let zoned = all.iter().any(|&(day, clock)| WrittenTime { day, clock }.is_zoned());
        let clocks = all.iter().any(|(_, clock)| clock.is_some());
        let mut keyed: BTreeMap<PointKey, Point> = BTreeMap::new();
        for &(day, clock) in all {
            let point = Point { day, clock, moment: time_layout::moment(WrittenTime { day, clock }, zoned) };
            keyed.entry(key(day, clock)).or_insert(point);
        }
        let mut sorted: Vec<(PointKey, Point)> = keyed.into_iter().collect();
        sorted.sort_by_key(|(key, point)| (point.moment, *key));
        let numbers = (0_u32..).zip(&sorted).map(|(number, (key, _))| (*key, number)).collect();
        Self { points: sorted.into_iter().map(|(_, point)| point).collect(), numbers, zoned, clocks }
    }

    /// The number of the point that is a day, or a time of day; none if there is no such point.
    pub(super) fn number(&self, day: Day, clock: Option<Clock>) -> Option<u32> {
        self.numbers.get(&key(day, clock)).copied()
    }

    /// The point at which a window is one instant.
    pub(super) fn instant(&self, window: &Window) -> Option<u32> {
        self.number(window.only_day()?, window.from_clock)
    }

    /// The first and the last point between which an uncertain instant lies.
    pub(super) fn uncertain(&self, window: &Window) -> Option<(u32, u32)> {
        Some((self.number(window.from?, window.from_clock)?, self.number(window.to?, window.to_clock)?))
    }

    /// The points between which a total grows by the amount of a flow over a period.
    pub(super) fn period(&self, window: &Window) -> Option<(u32, u32)> {
        let (before, last) = ends(window)?;
        Some((self.number(before, None)?, self.number(last, None)?))
    }

    /// A time as a number: of days, or of hours if there are times of day. Of two times, the one that certainly comes first never has
    /// the greater number.
    pub(super) fn order(&self, time: WrittenTime) -> i64 {
        let unit = if self.is_days() { 24 } else { 1 };
        time_layout::moment(time, self.zoned).from.div_euclid(unit * 3_600)
    }

    /// A point as a window.
    pub(super) fn window(&self, point: u32) -> Window {
        let Point { day, clock, .. } = self.points[point as usize];
        Window { from_clock: clock, to_clock: clock, ..Window::day(day) }
    }

    /// Whether one point certainly comes before another.
    pub(super) fn is_in_order(&self, one: u32, two: u32) -> bool {
        self.points[one as usize].moment.reaches(self.points[two as usize].moment)
    }

    /// Whether every point is a whole day.
    pub(super) fn is_days(&self) -> bool {
        !self.clocks
    }
}

/// The key of a day, or of a time of day.
fn key(day: Day, clock: Option<Clock>) -> PointKey {
    match clock {
        None => PointKey::Day(day),
        Some(clock) => match day.utc_seconds(clock) {
            Some(utc) => PointKey::Utc(utc),
            None => PointKey::Local(i64::from(day.0) * 86_400 + i64::from(clock.seconds)),
        },
    }
}

/// The day before a period of whole days, and its last.
pub(super) fn ends(window: &Window) -> Option<(Day, Day)> {
    let whole = window.shape == Shape::Period && window.from_clock.is_none() && window.to_clock.is_none();
    let (from, to) = (window.from?, window.to?);
    if !whole || window.approximate || window.uncertain || to < from {
        return None;
    }
    Some((from.prev()?, to))
}
