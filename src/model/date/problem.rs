//! Why a date cannot be taken as it stands, and what to do about it.

use crate::model::window::{Day, Window, month_name};
use crate::syntax::tree::Weekday;

/// Why a date cannot be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// `10/11/2020`, which countries read differently.
    Ambiguous {
        /// What it may mean, in ISO; one where the calendar leaves only one.
        readings: Vec<String>,
    },
    /// A date, time of day or zone that does not exist, or that cannot be handled here.
    Impossible {
        /// Why, in a sentence.
        message: String,
        /// What to do.
        help: String,
    },
    /// A relative date without an anchor.
    Unanchored {
        /// What is not known without it: `year`, `week`, `day`.
        missing: &'static str,
    },
    /// A weekday that does not match its date; the date is used.
    WeekdayMismatch {
        /// As written.
        written: Weekday,
        /// The date's own.
        real: Weekday,
        /// The window of the date.
        window: Window,
    },
    /// A date without a year that is read as the last one before it was said, though the next one, shortly ahead, may be meant.
    DoubtfulYear {
        /// What it is read as.
        window: Window,
        /// Its first day, if it is meant to lie ahead.
        ahead: Day,
        /// When it was said or published.
        counted_from: Day,
    },
}

pub(super) fn impossible(message: String, help: impl Into<String>) -> DateProblem {
    DateProblem::Impossible { message, help: help.into() }
}

pub(super) fn beyond() -> DateProblem {
    impossible(
        "the date is outside the years 1 to 9999".to_owned(),
        "write the year with four digits; dates before year 1 cannot be compared here",
    )
}

pub(super) fn no_such_day(year: i32, month: u8, day: u8) -> DateProblem {
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

pub(super) fn no_such_week(year: i32, week: u8) -> DateProblem {
    let last = if Day::of_week(year, 53, Weekday::Monday).is_some() { 53 } else { 52 };
    if Day::of_week(year, 1, Weekday::Monday).is_none() {
        return beyond();
    }
    impossible(format!("{year} has no week {week}"), format!("its weeks run from W01 to W{last}"))
}
