//! Days, and windows of days and times of day.

use chrono::{Datelike, NaiveDate};

use crate::syntax::tree::{Clock, Weekday};

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days from 0001-01-01, which chrono counts as 1, to 1970-01-01.
const EPOCH: i32 = 719_163;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// 0001-01-01, the first day there is.
    pub const FIRST: Self = Self(1 - EPOCH);
    /// 9999-12-31, the last day there is.
    pub const LAST: Self = Self(2_932_896);

    /// A day by year, month and day; none where the calendar of the years 1 to 9999 has no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1..=9999).contains(&year))?;
        Some(Self(date.num_days_from_ce() - EPOCH))
    }

    /// The day of a whole ISO date, `2020-10-19`; none where it is no such date.
    #[must_use]
    pub fn of_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let day =
            Self::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
        (day.iso() == text).then_some(day)
    }

    /// The day of an ISO week that is this weekday; none if the year has no such week, or the day lies outside the years 1 to 9999.
    #[must_use]
    pub fn of_week(year: i32, week: u32, weekday: Weekday) -> Option<Self> {
        let weekday = match weekday {
            Weekday::Monday => chrono::Weekday::Mon,
            Weekday::Tuesday => chrono::Weekday::Tue,
            Weekday::Wednesday => chrono::Weekday::Wed,
            Weekday::Thursday => chrono::Weekday::Thu,
            Weekday::Friday => chrono::Weekday::Fri,
            Weekday::Saturday => chrono::Weekday::Sat,
            Weekday::Sunday => chrono::Weekday::Sun,
        };
        let date = NaiveDate::from_isoywd_opt(year, week, weekday)?;
        Self::in_calendar(i64::from(date.num_days_from_ce() - EPOCH))
    }

    /// That many days later, or earlier if negative; none beyond the years 1 to 9999.
    #[must_use]
    pub fn plus(self, days: i64) -> Option<Self> {
        Self::in_calendar(i64::from(self.0).checked_add(days)?)
    }

    /// That many months later, or earlier if negative: the same day of the month, or the month's last day if it is
    /// shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.parts();
        let count = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i32::try_from(count.div_euclid(12)).ok()?;
        let month = count.rem_euclid(12) as u32 + 1;
        (1..=day).rev().find_map(|day| Self::new(year, month, day))
    }

    /// The day after; the last day has none.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.plus(1)
    }

    /// The day before; the first day has none.
    #[must_use]
    pub fn prev(self) -> Option<Self> {
        self.plus(-1)
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The last day of its month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        let (year, month, day) = self.parts();
        (day..=31).rev().find_map(|day| Self::new(year, month, day)).unwrap_or(self)
    }

    /// Its day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.date().weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// `2020-10-19`.
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `19 October 2020`.
    #[must_use]
    pub fn in_words(self) -> String {
        let (year, month, day) = self.parts();
        format!("{day} {} {year}", month_name(month))
    }

    /// Seconds from 1970-01-01T00:00Z to a time of this day; none where the time names no zone.
    #[must_use]
    pub fn utc_seconds(self, clock: Clock) -> Option<i64> {
        let offset = i64::from(clock.offset?) * 60;
        Some(i64::from(self.0) * 86_400 + i64::from(clock.seconds) - offset)
    }

    /// The day with this number; none outside the years 1 to 9999.
    fn in_calendar(number: i64) -> Option<Self> {
        let day = Self(i32::try_from(number).ok()?);
        (Self::FIRST..=Self::LAST).contains(&day).then_some(day)
    }

    /// A day constructed from a number can lie outside the calendar; it is then the calendar's nearest.
    fn date(self) -> NaiveDate {
        let number = self.clamp(Self::FIRST, Self::LAST).0 + EPOCH;
        NaiveDate::from_num_days_from_ce_opt(number).unwrap_or_default()
    }
}

/// `October` for 10.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or("")
}

/// Whether a window is one instant, known or not, or all the time between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// One instant somewhere from `from` to `to`; a plain day has both the same.
    Instant,
    /// All the time from `from` to `to`.
    Period,
}

/// When a claim is true; or what a written date covers, from which the moment of a statement is made. An end that is none is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Instant or period.
    pub shape: Shape,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The time of day at the start; with an instant of one day, its time of day.
    pub from_clock: Option<Clock>,
    /// The time of day at the end; the same as `from_clock` for a single time of day.
    pub to_clock: Option<Clock>,
    /// Written with `~` or `%` (of the Extended Date/Time Format, EDTF), or as `about` a year; of an interval, at either end. The window
    /// is already wider for it.
    pub approximate: bool,
    /// Written with EDTF `?` or `%`, of an interval at either end; the window is already wider for it.
    pub uncertain: bool,
}

impl Window {
    /// A window from one end to another, without times of day.
    #[must_use]
    pub const fn new(shape: Shape, from: Option<Day>, to: Option<Day>) -> Self {
        Self { shape, from, to, from_clock: None, to_clock: None, approximate: false, uncertain: false }
    }

    /// One day.
    #[must_use]
    pub const fn day(day: Day) -> Self {
        Self::new(Shape::Instant, Some(day), Some(day))
    }

    /// Whether it is an instant of one known day, with no time of day.
    #[must_use]
    pub fn is_plain_day(&self) -> bool {
        self.only_day().is_some() && self.from_clock.is_none()
    }

    /// The one day on which it is an instant, with a time of day or without.
    #[must_use]
    pub fn only_day(&self) -> Option<Day> {
        self.from.filter(|_| self.shape == Shape::Instant && self.from == self.to)
    }

    /// Whether it and another one may share a day; an open end reaches everywhere.
    #[must_use]
    pub fn may_share_a_day(&self, other: &Self) -> bool {
        let is_not_after =
            |start: Option<Day>, end: Option<Day>| start.zip(end).is_none_or(|(start, end)| start <= end);
        is_not_after(self.from, other.to) && is_not_after(other.from, self.to)
    }

    /// Whether it has no first or no last day.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.from.is_none() || self.to.is_none()
    }

    /// The start in seconds from 1970-01-01T00:00Z, where it has a time of day with a zone.
    #[must_use]
    pub fn utc_from(&self) -> Option<i64> {
        self.from?.utc_seconds(self.from_clock?)
    }

    /// The end in seconds from 1970-01-01T00:00Z, where it has a time of day with a zone.
    #[must_use]
    pub fn utc_to(&self) -> Option<i64> {
        self.to?.utc_seconds(self.to_clock?)
    }

    /// The start in ISO: `2020-10-19`, `2020-10-19T14:00+04:00`; none where it is open.
    #[must_use]
    pub fn iso_from(&self) -> Option<String> {
        Some(iso(self.from?, self.from_clock))
    }

    /// The end in ISO; none where it is open.
    #[must_use]
    pub fn iso_to(&self) -> Option<String> {
        Some(iso(self.to?, self.to_clock))
    }

    /// As a message says when it is: `on 19 October 2020`, `over October 2020`, `since 10 October 2020`, `at any time`.
    #[must_use]
    pub fn dated(&self) -> String {
        let spoken = self.in_words();
        match (self.from, self.to) {
            (None, None) => format!("at {spoken}"),
            (Some(from), Some(to)) if from == to => format!("on {spoken}"),
            (Some(_), Some(_)) if self.shape == Shape::Period => format!("over {spoken}"),
            (Some(_), Some(_)) => format!("as of {spoken}"),
            _ => spoken,
        }
    }

    /// As a message says it: `19 October 2020`, `October 2020`, `10 to 18 October 2020`, `since 10 October 2020`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => "any time".to_owned(),
            (Some(from), None) => format!("since {}", day_and_time(from, self.from_clock)),
            (None, Some(to)) => format!("until {}", day_and_time(to, self.to_clock)),
            (Some(from), Some(to)) if from == to && self.from_clock == self.to_clock => {
                day_and_time(from, self.from_clock)
            }
            (Some(from), Some(to)) if self.from_clock.is_some() || self.to_clock.is_some() => {
                format!("{} to {}", day_and_time(from, self.from_clock), day_and_time(to, self.to_clock))
            }
            (Some(from), Some(to)) => stretch(from, to),
        }
    }
}

fn iso(day: Day, clock: Option<Clock>) -> String {
    let mut text = day.iso();
    if let Some(clock) = clock {
        text.push('T');
        text.push_str(&time_of_day(clock));
        match clock.offset {
            None => {}
            Some(0) => text.push('Z'),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs();
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
        }
    }
    text
}

/// `14:00`; seconds only where there are some.
fn time_of_day(clock: Clock) -> String {
    let (hours, minutes, seconds) = (clock.seconds / 3600, clock.seconds / 60 % 60, clock.seconds % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// `19 October 2020, 14:00 UTC+4`.
fn day_and_time(day: Day, clock: Option<Clock>) -> String {
    let mut text = day.in_words();
    if let Some(clock) = clock {
        text.push_str(", ");
        text.push_str(&time_of_day(clock));
        match clock.offset {
            None => {}
            Some(0) => text.push_str(" UTC"),
            Some(offset) => {
                let sign = if offset < 0 { '−' } else { '+' };
                let minutes = offset.unsigned_abs();
                text.push_str(&format!(" UTC{sign}{}", minutes / 60));
                if minutes % 60 != 0 {
                    text.push_str(&format!(":{:02}", minutes % 60));
                }
            }
        }
    }
    text
}

/// Ordinals of the quarters of a year.
const QUARTERS: [&str; 4] = ["first", "second", "third", "fourth"];

/// A stretch of days by name, where it consists of whole months, quarters, years or a decade.
fn stretch(from: Day, to: Day) -> String {
    let ((y, m, d), (year, month, day)) = (from.parts(), to.parts());
    if from <= to && d == 1 && to == to.end_of_month() {
        return match (m, month) {
            (1, 12) if y == year => format!("{y}"),
            (1, 12) if y % 10 == 0 && year == y + 9 => format!("the {y}s"),
            (1, 12) => format!("{y} to {year}"),
            (first, last) if y == year && first % 3 == 1 && last == first + 2 => {
                format!("the {} quarter of {y}", QUARTERS[(first as usize - 1) / 3])
            }
            _ if (y, m) == (year, month) => format!("{} {y}", month_name(m)),
            _ if y == year => format!("{} to {} {y}", month_name(m), month_name(month)),
            _ => format!("{} {y} to {} {year}", month_name(m), month_name(month)),
        };
    }
    if (y, m) == (year, month) {
        format!("{d} to {day} {} {y}", month_name(m))
    } else if y == year {
        format!("{d} {} to {day} {} {y}", month_name(m), month_name(month))
    } else {
        format!("{} to {}", from.in_words(), to.in_words())
    }
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
