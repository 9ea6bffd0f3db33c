//! Relative dates: the nearest such day to the anchor, and lengths of time counted from it.

use crate::model::date::extent::{DateResult, Extent, months};
use crate::model::date::problem::{beyond, impossible};
use crate::model::window::{Day, Shape};
use crate::syntax::tree::{Direction, TimeUnit, Weekday};

/// The latest such day not after the anchor, or the earliest not before it. 29 February can be eight years off.
pub(super) fn nearest_day(month: u32, day: u32, anchor: Day, forward: bool) -> Option<Day> {
    let (year, _, _) = anchor.parts();
    (0..=8).find_map(|away| {
        let year = if forward { year + away } else { year - away };
        Day::new(year, month, day).filter(|&day| if forward { day >= anchor } else { day <= anchor })
    })
}

pub(super) fn weekday_from(
    direction: Direction,
    weekday: Weekday,
    anchor: Day,
    forward: bool,
) -> Option<Day> {
    let wanted = weekday as i64;
    let today = anchor.weekday() as i64;
    let back = (today - wanted).rem_euclid(7);
    let ahead = (wanted - today).rem_euclid(7);
    anchor.plus(match direction {
        Direction::Plain if forward => ahead,
        Direction::Plain => -back,
        Direction::Last => -((today - wanted - 1).rem_euclid(7) + 1),
        Direction::Next => (wanted - today - 1).rem_euclid(7) + 1,
        Direction::This => wanted - today,
    })
}

/// The day that is this long before the anchor. Minutes and hours may reach back over midnight, so they give two
/// days.
pub(super) fn ago(count: i64, unit: TimeUnit, anchor: Day) -> DateResult {
    let back = |days: i64| anchor.plus(-days);
    let day = match unit {
        TimeUnit::Minute | TimeUnit::Hour => {
            let per_day = if unit == TimeUnit::Hour { 24 } else { 24 * 60 };
            let (whole, rest) = (count / per_day, count % per_day);
            return Extent::days(Shape::Instant, back(whole + i64::from(rest > 0)), back(whole), 1);
        }
        TimeUnit::Day => back(count),
        TimeUnit::Week => back(count * 7),
        TimeUnit::Month => anchor.plus_months(-count),
        TimeUnit::Year => anchor.plus_months(-count * 12),
    };
    day.map(Extent::day).ok_or_else(beyond)
}

/// The period of that length that ends with the anchor's day; part of a day counts as one.
pub(super) fn past(count: i64, unit: TimeUnit, anchor: Day) -> DateResult {
    if count == 0 {
        return Err(impossible("the period has no length".to_owned(), "write how long the period was"));
    }
    let (days, before) = match unit {
        TimeUnit::Minute => ((count + 1439) / 1440, None),
        TimeUnit::Hour => ((count + 23) / 24, None),
        TimeUnit::Day => (count, None),
        TimeUnit::Week => (count * 7, None),
        TimeUnit::Month => (0, anchor.plus_months(-count)),
        TimeUnit::Year => (0, anchor.plus_months(-count * 12)),
    };
    let from = if days > 0 { anchor.plus(1 - days) } else { before.and_then(Day::next) };
    let from = from.ok_or_else(beyond)?;
    let length = i64::from(anchor.0) - i64::from(from.0) + 1;
    Extent::days(Shape::Period, Some(from), Some(anchor), length)
}

/// A whole day, week, month or year of the calendar, at an offset from the anchor's own.
pub(super) fn calendar(offset: i64, unit: TimeUnit, anchor: Day) -> DateResult {
    let (year, month, _) = anchor.parts();
    match unit {
        TimeUnit::Minute | TimeUnit::Hour => Ok(Extent::day(anchor)),
        TimeUnit::Day => anchor.plus(offset).map(Extent::day).ok_or_else(beyond),
        TimeUnit::Week => {
            let monday = anchor.plus(offset * 7 - anchor.weekday() as i64);
            Extent::days(Shape::Instant, monday, monday.and_then(|monday| monday.plus(6)), 7)
        }
        TimeUnit::Month => {
            let first =
                Day::new(year, month, 1).and_then(|first| first.plus_months(offset)).ok_or_else(beyond)?;
            let (year, month, _) = first.parts();
            months(year, month, 1)
        }
        TimeUnit::Year => {
            let year = i32::try_from(i64::from(year) + offset).map_err(|_| beyond())?;
            months(year, 1, 12)
        }
    }
}

pub(super) fn name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}
