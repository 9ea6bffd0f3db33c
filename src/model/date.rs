//! Dates as written, settled on the calendar: relative ones by the day that holds them, impossible ones refused.

use super::window::{Day, Shape, Window, month_name};
use crate::settings::DateOrder;
use crate::syntax::tree::{self, DateForm, Direction, Part, TimeUnit, Weekday};

/// What holds a date that is not absolute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day it was said or published.
    pub day: Option<Day>,
    /// Whether it looks ahead: after `planned` and `expected`.
    pub forward: bool,
    /// What comes first in `10/11/2020`, where the corpus has declared it.
    pub order: Option<DateOrder>,
}

/// Why a date cannot be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// `10/11/2020`, which countries read differently.
    Ambiguous {
        /// What it may mean, in ISO; one where the calendar leaves only one.
        readings: Vec<String>,
    },
    /// A date that the calendar does not have.
    Impossible {
        /// Why, in a sentence.
        message: String,
        /// What to do.
        help: String,
    },
    /// A relative date with nothing to hold it.
    Unanchored {
        /// What is not known without it: `year`, `week`, `day`.
        missing: &'static str,
    },
    /// A weekday that is not its date's; the date stands.
    WeekdayMismatch {
        /// As written.
        written: Weekday,
        /// The date's own.
        real: Weekday,
        /// The window of the date.
        window: Window,
    },
}

/// The stretch a date form covers, and the unit by which `~`, `?` and `%` widen it.
#[derive(Clone, Copy)]
struct Extent {
    shape: Shape,
    from: Day,
    to: Day,
    unit: Unit,
    mismatch: Option<(Weekday, Weekday)>,
}

#[derive(Clone, Copy)]
enum Unit {
    Days(i64),
    Months(i64),
}

type Found = Result<Extent, DateProblem>;

/// Settles a date.
///
/// # Errors
/// Where it has two readings, is none, or needs an anchor that is not there. A weekday that does not fit is an
/// error too, but carries the window to go on with.
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
    match extent.mismatch {
        Some((written, real)) => Err(DateProblem::WeekdayMismatch { written, real, window }),
        None => Ok(window),
    }
}

/// EDTF `a/b`: each end as an own date, the outermost of what it may be.
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
            format!("the period ends on {}, before it begins on {}", end.spoken(), start.spoken()),
            "swap the two dates",
        )),
        _ => Ok(window),
    }
}

/// A day has 24 hours, and no zone is further than fourteen hours from Greenwich.
fn clock_exists(clock: tree::Clock) -> Result<(), DateProblem> {
    if clock.seconds >= 86_400 {
        let help = "write a time from 00:00 to 23:59; midnight at the end of a day is 00:00 of the next day";
        return Err(impossible("this is not a time of day".to_owned(), help));
    }
    if clock.offset.is_some_and(|offset| offset.unsigned_abs() > 14 * 60) {
        let help = "check the zone: offsets run from -12:00 to +14:00";
        return Err(impossible("there is no such time zone".to_owned(), help));
    }
    Ok(())
}

fn impossible(message: String, help: impl Into<String>) -> DateProblem {
    DateProblem::Impossible { message, help: help.into() }
}

fn beyond() -> DateProblem {
    impossible(
        "the date is outside the years 1 to 9999".to_owned(),
        "write the year with four digits; dates before year 1 cannot be compared here",
    )
}

fn extent(form: &DateForm<'_>, anchor: Anchor) -> Found {
    let held = |missing| anchor.day.ok_or(DateProblem::Unanchored { missing });
    match form {
        DateForm::Day { weekday, year, month, day } => {
            let found = match year {
                Some(year) => Day::new(*year, u32::from(*month), u32::from(*day)),
                None => {
                    if !(1..=12).contains(month) || u32::from(*day) > longest(u32::from(*month)) {
                        return Err(no_such_day(2020, *month, *day));
                    }
                    nearest_day(u32::from(*month), u32::from(*day), held("year")?, anchor.forward)
                }
            };
            let day = found.ok_or_else(|| no_such_day(year.unwrap_or(2020), *month, *day))?;
            let mut extent = Extent::day(day);
            extent.mismatch =
                weekday.filter(|&written| written != day.weekday()).map(|written| (written, day.weekday()));
            Ok(extent)
        }
        DateForm::Month { year: Some(year), month } => months(*year, u32::from(*month), 1),
        DateForm::Month { year: None, month } => {
            let (year, this, _) = held("year")?.parts();
            let month = u32::from(*month);
            let year = match anchor.forward {
                true if month < this => year + 1,
                false if month > this => year - 1,
                _ => year,
            };
            months(year, month, 1)
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
            week.mismatch = end.mismatch;
            Ok(week)
        }
        DateForm::Weekday(direction, weekday) => {
            let day = weekday_from(*direction, *weekday, held("week")?, anchor.forward);
            day.map(Extent::day).ok_or_else(beyond)
        }
        DateForm::DayOffset(days) => held("day")?.plus(i64::from(*days)).map(Extent::day).ok_or_else(beyond),
        DateForm::Ago(count, unit) => ago(i64::from(*count), *unit, held("day")?),
        DateForm::Past(count, unit) => past(i64::from(*count), *unit, held("day")?),
        DateForm::Calendar(offset, unit) => calendar(i64::from(*offset), *unit, held(name(*unit))?),
        DateForm::Interval(from, to) => {
            let window = interval(from.as_deref(), to.as_deref(), anchor)?;
            let (from, to) = (window.from.unwrap_or(Day::FIRST), window.to.unwrap_or(Day::LAST));
            Extent::days(Shape::Period, Some(from), Some(to), 1)
        }
        DateForm::Slashed(first, second, year) => slashed(*first, *second, *year, anchor.order),
    }
}

impl Extent {
    fn day(day: Day) -> Self {
        Self { shape: Shape::Instant, from: day, to: day, unit: Unit::Days(1), mismatch: None }
    }

    fn days(shape: Shape, from: Option<Day>, to: Option<Day>, unit: i64) -> Found {
        let (from, to) = (from.ok_or_else(beyond)?, to.ok_or_else(beyond)?);
        Ok(Self { shape, from, to, unit: Unit::Days(unit), mismatch: None })
    }

    /// One own unit more on each side; the calendar's ends stay its ends.
    fn widened(self) -> Self {
        let (from, to) = match self.unit {
            Unit::Days(days) => (self.from.plus(-days), self.to.plus(days)),
            Unit::Months(months) => {
                (self.from.plus_months(-months), self.to.plus_months(months).map(Day::end_of_month))
            }
        };
        Self { from: from.unwrap_or(Day::FIRST), to: to.unwrap_or(Day::LAST), ..self }
    }

    /// A month goes by tens of days, a year by fours of months, a decade by years (0–3, 4–6, 7–9); what else there
    /// is, by thirds of its days.
    fn part(self, part: Part) -> Self {
        let at = match part {
            Part::Early => 0,
            Part::Mid => 1,
            Part::Late => 2,
        };
        let (from, to, unit) = match self.unit {
            Unit::Months(1) => {
                let to = [self.from.plus(9), self.from.plus(19), Some(self.to)][at];
                (self.from.plus([0, 10, 20][at]), to, Unit::Days(10))
            }
            Unit::Months(12) => {
                let from = self.from.plus_months([0, 4, 8][at]);
                (from, from.and_then(|from| from.plus_months(3)).map(Day::end_of_month), Unit::Months(4))
            }
            Unit::Months(120) => {
                let (end, _, _) = self.to.parts();
                let (from, to) = [(9, 6), (5, 3), (2, 0)][at];
                (Day::new((end - from).max(1), 1, 1), Day::new(end - to, 12, 31), Unit::Months(36))
            }
            _ => {
                let length = i64::from(self.to.0) - i64::from(self.from.0) + 1;
                let third = |number: i64| self.from.plus(length * number / 3);
                let to = third(at as i64 + 1).and_then(Day::prev);
                (third(at as i64), to, Unit::Days((length / 3).max(1)))
            }
        };
        let (from, to) = (from.unwrap_or(self.from), to.unwrap_or(self.to));
        // A single day has no parts worth telling apart.
        if from > to { self } else { Self { from, to, unit, ..self } }
    }
}

/// Whole months from the first of one.
fn months(year: i32, month: u32, count: i64) -> Found {
    let from = Day::new(year, month, 1).ok_or_else(|| match month {
        1..=12 => beyond(),
        _ => impossible(format!("there is no month {month}"), "months run from 01 to 12"),
    })?;
    let last = from.plus_months(count - 1).ok_or_else(beyond)?;
    let unit = Unit::Months(count);
    Ok(Extent { shape: Shape::Instant, from, to: last.end_of_month(), unit, mismatch: None })
}

/// A month's length in the years in which it is longest.
fn longest(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The latest such day not after the anchor, or the earliest not before it. 29 February can be eight years off.
fn nearest_day(month: u32, day: u32, anchor: Day, forward: bool) -> Option<Day> {
    let (year, _, _) = anchor.parts();
    (0..=8).find_map(|away| {
        let year = if forward { year + away } else { year - away };
        Day::new(year, month, day).filter(|&day| if forward { day >= anchor } else { day <= anchor })
    })
}

fn weekday_from(direction: Direction, weekday: Weekday, anchor: Day, forward: bool) -> Option<Day> {
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

/// A day so long before the anchor. Minutes and hours may reach back over midnight, so they leave a day open.
fn ago(count: i64, unit: TimeUnit, anchor: Day) -> Found {
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

/// The period of that length that ends with the anchor's day; what is begun of a day counts as one.
fn past(count: i64, unit: TimeUnit, anchor: Day) -> Found {
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

/// A whole day, week, month or year of the calendar, so many after the anchor's own.
fn calendar(offset: i64, unit: TimeUnit, anchor: Day) -> Found {
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

fn name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}

fn no_such_day(year: i32, month: u8, day: u8) -> DateProblem {
    if !(1..=12).contains(&month) {
        return impossible(
            format!("there is no month {month}"),
            "months run from 01 to 12; write year, month, day",
        );
    }
    let Some(first) = Day::new(year, u32::from(month), 1) else { return beyond() };
    let (_, _, last) = first.end_of_month().parts();
    let month = month_name(u32::from(month));
    let message = if day == 29 && last == 28 {
        format!("there is no 29 February in {year}, which is not a leap year")
    } else {
        format!("there is no {day} {month}: {month} has {last} days")
    };
    impossible(message, format!("check the source; the month's last day is {last} {month}"))
}

fn no_such_week(year: i32, week: u8) -> DateProblem {
    let last = if Day::of_week(year, 53, Weekday::Monday).is_some() { 53 } else { 52 };
    if Day::of_week(year, 1, Weekday::Monday).is_none() {
        return beyond();
    }
    impossible(format!("{year} has no week {week}"), format!("its weeks run from W01 to W{last}"))
}

/// A date in the declared order. Without one it is refused with its readings, day first and month first, as far as the
/// calendar has them; even where only one is left, since the next such date in the same text would not be so lucky.
fn slashed(first: u32, second: u32, year: i32, order: Option<DateOrder>) -> Found {
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

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
