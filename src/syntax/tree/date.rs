//! Dates and times of day as written: nothing checked against the calendar, nothing relative resolved.

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Date<'s> {
    /// All of it.
    pub text: &'s str,
    /// The day, month, year, or what leads to it.
    pub form: DateForm<'s>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// EDTF `~`: approximate.
    pub approximate: bool,
    /// EDTF `?`: uncertain. (`%` is both.)
    pub uncertain: bool,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Seconds since midnight, as written.
    pub seconds: u32,
    /// Minutes east of UTC; none where no zone is named.
    pub offset: Option<i16>,
}

/// The forms of a date. Nothing is checked against the calendar here, and nothing relative is resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum DateForm<'s> {
    /// A day. A missing year is found from the claim's anchor.
    Day {
        /// The weekday named with it.
        weekday: Option<Weekday>,
        /// The year.
        year: Option<i32>,
        /// 1–12 if the date is valid.
        month: u8,
        /// 1–31 if the date is valid.
        day: u8,
    },
    /// `October 2020`, `2020-10`, `2020-10-XX`, `October`.
    Month {
        /// The year.
        year: Option<i32>,
        /// 1–12 if the date is valid.
        month: u8,
    },
    /// `2020`, `2020-XX`.
    Year(i32),
    /// `the 1990s`, `199X`: the first year.
    Decade(i32),
    /// `mid-October 2020`, `early 2020`.
    PartOf(Part, Box<DateForm<'s>>),
    /// `Q2 2024`.
    Quarter(i32, u8),
    /// `2024-W28`.
    Week(i32, u8),
    /// `week to 14 July`: the seven days that end there.
    WeekTo(Box<DateForm<'s>>),
    /// `Monday`, `last Friday`, `next Friday`.
    Weekday(Direction, Weekday),
    /// `today` 0, `yesterday` −1, `tomorrow` 1.
    DayOffset(i32),
    /// `3 days ago`, `two weeks ago`.
    Ago(u32, TimeUnit),
    /// `past 24 hours`, `last two months`: the period that ends now.
    Past(u32, TimeUnit),
    /// `last week` −1, `this month` 0, `next year` 1: a calendar unit.
    Calendar(i32, TimeUnit),
    /// EDTF `a/b`, `a/..`, `../b`.
    Interval(Option<Box<Date<'s>>>, Option<Box<Date<'s>>>),
    /// `10/11/2020`: first, second and year; either may be the month.
    Slashed(u32, u32, i32),
}

/// A part of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The 1st to the 10th, or the first four months.
    Early,
    /// The 11th to the 20th, or the middle four months.
    Mid,
    /// The 21st to the end, or the last four months.
    Late,
}

/// Which way a weekday is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `Monday`: the latest one, or after a mode that looks ahead, such as `planned`, the next.
    Plain,
    /// `last Monday`.
    Last,
    /// `next Monday`.
    Next,
    /// `this Monday`.
    This,
}

/// A length of time by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is its own word")]
pub enum TimeUnit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its own word")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
