//! Why two dates differ: another calendar, or a weekday that fits the other date.

use crate::cause::Reason;
use crate::contradiction::Side;
use crate::finding::Cause;
use crate::model::Day;
use crate::model::claim::Value;
use crate::phrasing::presenter::Presenter;

/// The dates since which the Julian calendar has been this many days behind the Gregorian one.
const APART: [((i32, u32, u32), i64); 4] =
    [((1582, 10, 15), 10), ((1700, 3, 11), 11), ((1800, 3, 12), 12), ((1900, 3, 13), 13)];

/// The last year in which a country changed calendars.
const LAST: i32 = 1926;

impl Presenter<'_> {
    /// Why two dates differ, and the edit that would reconcile them.
    pub(super) fn date_reason(&self) -> Option<Reason> {
        let (one, two) = self.first_two();
        let (first, second) = (self.day_of(one)?, self.day_of(two)?);
        let (early, late) = if first <= second { (one, two) } else { (two, one) };
        self.two_calendars(early, late).or_else(|| self.weekday_of_the_other(one, two))
    }

    /// The single day that a side states.
    fn day_of(&self, side: &Side) -> Option<Day> {
        match &self.words.corpus.claim(side.statement.representative()).value {
            Value::Date(window) => window.only_day(),
            _ => None,
        }
    }

    /// The same day in two calendars.
    fn two_calendars(&self, early: &Side, late: &Side) -> Option<Reason> {
        let (julian, day) = (self.day_of(early)?, self.day_of(late)?);
        let since = |(year, month, day)| Day::new(year, month, day);
        let last = Day::new(LAST, 12, 31)?;
        let (_, days) =
            APART.into_iter().rev().find(|(from, _)| since(*from).is_some_and(|from| day >= from))?;
        if i64::from(day.0) - i64::from(julian.0) != days || day > last {
            return None;
        }
        let text = format!(
            "{} in the Julian calendar is {} in the Gregorian one",
            julian.in_words(),
            day.in_words()
        );
        let edit = "if each is of its calendar, say so: `[calendar: Julian]`, `[calendar: Gregorian]`";
        Some(Reason {
            cause: Cause::new("two-calendars", text),
            edit: Some(edit.to_owned()),
            corrected: None,
        })
    }

    /// A weekday that does not fit its own date but the other one.
    fn weekday_of_the_other(&self, one: &Side, two: &Side) -> Option<Reason> {
        let fits = |own: &Side, other: &Side| {
            let (mine, theirs) = (self.day_of(own)?, self.day_of(other)?);
            let said = self.said(&own.statement);
            let word = said.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?.to_lowercase();
            let is_day = |day: Day| format!("{:?}", day.weekday()).to_lowercase() == word;
            let text = || {
                let weekday = theirs.weekday();
                format!("{} was a {weekday:?}, and {} was not", theirs.in_words(), mine.in_words())
            };
            (is_day(theirs) && !is_day(mine)).then(text)
        };
        let text = fits(one, two).or_else(|| fits(two, one))?;
        Some(Reason { cause: Cause::new("another-weekday", text), edit: None, corrected: None })
    }
}
