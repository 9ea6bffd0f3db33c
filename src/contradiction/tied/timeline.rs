//! The points of time of a group of tied series: days, times of day, and the days on which periods end.

use std::collections::BTreeMap;

use crate::contradiction::time_layout;
use crate::model::{Day, Shape, Window};
use crate::reason::TimePoint;
use crate::syntax::tree::Clock;

/// What distinguishes points: a day, a time of day in UTC, or one without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Day(Day),
    Utc(i64),
    Local(i64),
}

/// One point of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) day: Day,
    pub(super) clock: Option<Clock>,
    /// Where it lies in the order.
    pub(super) moment: TimePoint,
}

/// The points of a group, in order.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    pub(super) points: Vec<Point>,
    numbers: BTreeMap<Key, u32>,
}

impl Timeline {
    /// The points of some days and times of day, in any order.
    pub(super) fn of(all: &[(Day, Option<Clock>)]) -> Self {
        let mut offsets: Vec<Option<i16>> =
            all.iter().filter_map(|(_, clock)| *clock).map(|clock| clock.offset).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let local = offsets.len() < 2;
        let mut keyed: BTreeMap<Key, Point> = BTreeMap::new();
        for &(day, clock) in all {
            let point = Point { day, clock, moment: time_layout::moment(day.0, clock, local) };
            keyed.entry(key(day, clock)).or_insert(point);
        }
        let mut sorted: Vec<(Key, Point)> = keyed.into_iter().collect();
        sorted.sort_by_key(|(key, point)| (point.moment, *key));
        let numbers = (0_u32..).zip(&sorted).map(|(number, (key, _))| (*key, number)).collect();
        Self { points: sorted.into_iter().map(|(_, point)| point).collect(), numbers }
    }

    pub(super) fn number(&self, day: Day, clock: Option<Clock>) -> Option<u32> {
        self.numbers.get(&key(day, clock)).copied()
    }

    /// The point at which a window is one instant.
    pub(super) fn instant(&self, window: &Window) -> Option<u32> {
        self.number(window.only_day()?, window.from_clock)
    }

    /// The first and the last point of an instant that is only known to lie between them.
    pub(super) fn uncertain(&self, window: &Window) -> Option<(u32, u32)> {
        Some((self.number(window.from?, window.from_clock)?, self.number(window.to?, window.to_clock)?))
    }

    /// The days between which a total grows by the amount that comes in over a period.
    pub(super) fn period(&self, window: &Window) -> Option<(u32, u32)> {
        let (before, last) = ends(window)?;
        Some((self.number(before, None)?, self.number(last, None)?))
    }

    /// Whether every point is a whole day.
    pub(super) fn is_days(&self) -> bool {
        self.points.iter().all(|point| point.clock.is_none())
    }
}

fn key(day: Day, clock: Option<Clock>) -> Key {
    match clock {
        None => Key::Day(day),
        Some(clock) => match day.utc_seconds(clock) {
            Some(utc) => Key::Utc(utc),
            None => Key::Local(i64::from(day.0) * 86_400 + i64::from(clock.seconds)),
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
