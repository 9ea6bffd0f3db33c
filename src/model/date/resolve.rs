//! Resolves a date in any of its forms to its window.

use crate::model::date::extent::{DateResult, Extent, Unit, months};
use crate::model::date::problem::{DateProblem, beyond, impossible, no_such_day, no_such_week};
use crate::model::date::relative::{ago, calendar, name, nearest_day, past, weekday_from};
use crate::model::window::{Day, Shape, Window};
use crate::settings::DateOrder;
use crate::syntax::tree::{self, DateForm, Weekday};

/// A date without a year may also mean the coming one if that is at most this many days ahead.
const SHORTLY: i32 = 31;

/// What a date that is not absolute is resolved by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day it was said or published.
    pub day: Option<Day>,
    /// Whether the date lies on that day or later, as after `planned` and `expected`; otherwise on it or earlier.
    pub forward: bool,
    /// Whether it is certain on which side of that day the date lies, so that its year is never in doubt.
    pub is_sure: bool,
    /// What comes first in `10/11/2020`, where the corpus has declared it.
    pub order: Option<DateOrder>,
}

/// Resolves a date.
///
/// # Errors
/// If it has two readings, does not exist, or needs an anchor that is missing. A wrong weekday and a doubtful year
/// are errors too, but carry a window to go on with.
pub fn resolve(date: &tree::Date<'_>, anchor: Anchor) -> Result<Window, DateProblem> {
    if let DateForm::Interval(from, to) = &date.form {
        return interval(from.as_deref(), to.as_deref(), anchor);
    }
    let mut extent = extent(&date.form, anchor)?;
    let loose = date.approximate || date.uncertain;
    if loose {
        extent = extent.widened();
    }
    let mut window = Window::new(extent.shape, Some(extent.from), Some(extent.to));
    window.approximate = date.approximate;
    window.uncertain = date.uncertain;
    if let Some(clock) = date.clock {
        clock_exists(clock)?;
        if extent.from == extent.to {
            window.from_clock = Some(clock);
            window.to_clock = Some(clock);
        }
    }
    match (extent.mismatch, extent.ahead) {
        (Some((written, real)), _) => Err(DateProblem::WeekdayMismatch { written, real, window }),
        (None, ahead) => match ahead.zip(anchor.day) {
            Some((ahead, counted_from)) => Err(DateProblem::DoubtfulYear { window, ahead, counted_from }),
            None => Ok(window),
        },
    }
}

/// Whether a date as written is a calendar period with figures of its own: a month, a quarter, a year, a week, a part
/// of a month. What EDTF marks as unknown (`2020-10-XX`, `2020-10~`) is some day, and no period.
#[must_use]
pub fn is_calendar(date: &tree::Date<'_>) -> bool {
    let whole = matches!(
        date.form,
        DateForm::Month { .. }
            | DateForm::Year(_)
            | DateForm::Decade(_)
            | DateForm::PartOf(..)
            | DateForm::Quarter(..)
            | DateForm::Week(..)
            | DateForm::WeekTo(_)
            | DateForm::Calendar(..)
    );
    whole && !date.approximate && !date.uncertain && !date.text.contains("XX")
}

/// EDTF `a/b`: each end is a date; the interval is from the earliest to the latest day that they may mean.
fn interval(
    from: Option<&tree::Date<'_>>,
    to: Option<&tree::Date<'_>>,
    anchor: Anchor,
) -> Result<Window, DateProblem> {
    let from = from.map(|from| resolve(from, anchor)).transpose()?;
    let to = to.map(|to| resolve(to, anchor)).transpose()?;
    let mut window = Window::new(Shape::Period, from.and_then(|from| from.from), to.and_then(|to| to.to));
    window.from_clock = from.and_then(|from| from.from_clock);
    window.to_clock = to.and_then(|to| to.to_clock);
    window.approximate = from.into_iter().chain(to).any(|end| end.approximate);
    window.uncertain = from.into_iter().chain(to).any(|end| end.uncertain);
    match (window.from, window.to) {
        (Some(start), Some(end)) if start > end => Err(impossible(
            format!("the period ends on {}, before it begins on {}", end.in_words(), start.in_words()),
            "swap the two dates",
        )),
        _ => Ok(window),
    }
}

/// A day has 24 hours, and no zone is further from Greenwich than twelve hours west or fourteen east.
fn clock_exists(clock: tree::Clock) -> Result<(), DateProblem> {
    if clock.seconds >= 86_400 {
        let help = "write a time from 00:00 to 23:59; midnight at the end of a day is 00:00 of the next day";
        return Err(impossible("this is not a time of day".to_owned(), help));
    }
    if clock.offset.is_some_and(|offset| !(-12 * 60..=14 * 60).contains(&offset)) {
        let help = "check the zone: offsets run from -12:00 to +14:00";
        return Err(impossible("there is no such time zone".to_owned(), help));
    }
    Ok(())
}

fn extent(form: &DateForm<'_>, anchor: Anchor) -> DateResult {
    let anchor_day = |missing| anchor.day.ok_or(DateProblem::Unanchored { missing });
    match form {
        DateForm::Day { weekday, year, month, day } => {
            let (found, ahead) = match year {
                Some(year) => (Day::new(*year, u32::from(*month), u32::from(*day)), None),
                None => {
                    if !(1..=12).contains(month) || u32::from(*day) > longest(u32::from(*month)) {
                        return Err(no_such_day(2020, *month, *day));
                    }
                    yearless(u32::from(*month), u32::from(*day), *weekday, anchor_day("year")?, anchor)
                }
            };
            let day = found.ok_or_else(|| no_such_day(year.unwrap_or(2020), *month, *day))?;
            let mismatch =
                weekday.filter(|&written| written != day.weekday()).map(|written| (written, day.weekday()));
            Ok(Extent { mismatch, ahead, ..Extent::day(day) })
        }
        DateForm::Month { year: Some(year), month } => months(*year, u32::from(*month), 1),
        DateForm::Month { year: None, month } => {
            let (now, this, _) = anchor_day("year")?.parts();
            let month = u32::from(*month);
            let year = match anchor.forward {
                true if month < this => now + 1,
                false if month > this => now - 1,
                _ => now,
            };
            let is_next = !anchor.forward && !anchor.is_sure && month == this + 1;
            let ahead = if is_next { Day::new(now, month, 1) } else { None };
            Ok(Extent { ahead, ..months(year, month, 1)? })
        }
        DateForm::Year(year) => months(*year, 1, 12),
        DateForm::Decade(year) => {
            // There is no year 0, so the first decade has nine years.
            let from = months((*year).max(1), 1, 12)?;
            let to = months(year.saturating_add(9), 1, 12)?;
            Ok(Extent { to: to.to, unit: Unit::Months(120), ..from })
        }
        DateForm::PartOf(part, whole) => extent(whole, anchor).map(|whole| whole.part(*part)),
        DateForm::Quarter(year, quarter @ 1..=4) => months(*year, u32::from(*quarter) * 3 - 2, 3),
        DateForm::Quarter(_, quarter) => Err(impossible(
            format!("a year has four quarters, and Q{quarter} is not one of them"),
            "write Q1, Q2, Q3 or Q4",
        )),
        DateForm::Week(year, week) => {
            let monday = Day::of_week(*year, u32::from(*week), Weekday::Monday)
                .ok_or_else(|| no_such_week(*year, *week))?;
            Extent::days(Shape::Instant, Some(monday), monday.plus(6), 7)
        }
        DateForm::WeekTo(end) => {
            let end = extent(end, anchor)?;
            let mut week = Extent::days(Shape::Period, end.to.plus(-6), Some(end.to), 7)?;
            (week.mismatch, week.ahead) = (end.mismatch, end.ahead);
            Ok(week)
        }
        DateForm::Weekday(direction, weekday) => {
            let day = weekday_from(*direction, *weekday, anchor_day("week")?, anchor.forward);
            day.map(Extent::day).ok_or_else(beyond)
        }
        DateForm::DayOffset(days) => {
            anchor_day("day")?.plus(i64::from(*days)).map(Extent::day).ok_or_else(beyond)
        }
        DateForm::Ago(count, unit) => ago(i64::from(*count), *unit, anchor_day("day")?),
        DateForm::Past(count, unit) => past(i64::from(*count), *unit, anchor_day("day")?),
        DateForm::Calendar(offset, unit) => calendar(i64::from(*offset), *unit, anchor_day(name(*unit))?),
        DateForm::Interval(from, to) => {
            let window = interval(from.as_deref(), to.as_deref(), anchor)?;
            let (from, to) = (window.from.unwrap_or(Day::FIRST), window.to.unwrap_or(Day::LAST));
            Extent::days(Shape::Period, Some(from), Some(to), 1)
        }
        DateForm::Slashed(first, second, year) => slashed(*first, *second, *year, anchor.order),
    }
}

/// The day of a date without a year, and the day shortly ahead that it may mean as well. A weekday decides between
/// the two.
fn yearless(
    month: u32,
    day: u32,
    weekday: Option<Weekday>,
    anchor_day: Day,
    anchor: Anchor,
) -> (Option<Day>, Option<Day>) {
    let found = nearest_day(month, day, anchor_day, anchor.forward);
    if anchor.forward || anchor.is_sure {
        return (found, None);
    }
    let ahead = nearest_day(month, day, anchor_day, true)
        .filter(|&ahead| (1..=SHORTLY).contains(&(ahead.0 - anchor_day.0)));
    match weekday {
        Some(weekday) if found.is_some_and(|day| day.weekday() == weekday) => (found, None),
        Some(weekday) if ahead.is_some_and(|day| day.weekday() == weekday) => (ahead, None),
        Some(_) => (found, None),
        None => (found, ahead),
    }
}

/// The number of days of a month in a leap year.
fn longest(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date in the declared order of day and month. Without a declared order it is rejected with its possible readings;
/// even if the calendar leaves only one, as the next such date in the text may have two.
fn slashed(first: u32, second: u32, year: i32, order: Option<DateOrder>) -> DateResult {
    let year = match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    };
    let (day_first, month_first) = (Day::new(year, second, first), Day::new(year, first, second));
    if let Some(order) = order {
        let (found, other, word) = match order {
            DateOrder::DayFirst => (day_first, month_first, "day"),
            DateOrder::MonthFirst => (month_first, day_first, "month"),
        };
        let iso = other.map_or("2020-10-19".to_owned(), Day::iso);
        return found.map(Extent::day).ok_or_else(|| {
            let message = format!(
                "{first}/{second}/{year} is not a date with the {word} first, as the settings declare"
            );
            impossible(message, format!("check the source, and write it as year-month-day, such as {iso}"))
        });
    }
    let mut readings: Vec<String> = [day_first, month_first].into_iter().flatten().map(Day::iso).collect();
    readings.dedup();
    if readings.is_empty() {
        return Err(impossible(
            "the calendar has no such date, day first or month first".to_owned(),
            "write it as year-month-day, such as 2020-10-19",
        ));
    }
    Err(DateProblem::Ambiguous { readings })
}
