//! The stretch of days that a date covers, and its parts (`early`, `mid`, `late`).

use crate::model::date::problem::{DateProblem, beyond, impossible};
use crate::model::window::{Day, Shape};
use crate::syntax::tree::{Part, Weekday};

/// The stretch a date form covers, and the unit by which `~`, `?` and `%` widen it.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) shape: Shape,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) unit: Unit,
    /// The weekday as written and the date's own, if they differ.
    pub(super) mismatch: Option<(Weekday, Weekday)>,
    /// If a date without a year was read as the last such day, although the next one is shortly ahead: the first day of that.
    pub(super) ahead: Option<Day>,
}

#[derive(Clone, Copy)]
pub(super) enum Unit {
    Days(i64),
    Months(i64),
}

pub(super) type DateResult = Result<Extent, DateProblem>;

impl Extent {
    pub(super) fn day(day: Day) -> Self {
        Self { shape: Shape::Instant, from: day, to: day, unit: Unit::Days(1), mismatch: None, ahead: None }
    }

    pub(super) fn days(shape: Shape, from: Option<Day>, to: Option<Day>, unit: i64) -> DateResult {
        let (from, to) = (from.ok_or_else(beyond)?, to.ok_or_else(beyond)?);
        Ok(Self { shape, from, to, unit: Unit::Days(unit), mismatch: None, ahead: None })
    }

    /// Widened by one unit of its own on each side, but not beyond the ends of the calendar.
    pub(super) fn widened(self) -> Self {
        let (from, to) = match self.unit {
            Unit::Days(days) => (self.from.plus(-days), self.to.plus(days)),
            Unit::Months(months) => {
                (self.from.plus_months(-months), self.to.plus_months(months).map(Day::end_of_month))
            }
        };
        Self { from: from.unwrap_or(Day::FIRST), to: to.unwrap_or(Day::LAST), ..self }
    }

    /// A part (`early`, `mid`, `late`): of a month ten days, of a year four months, of a decade some years (0–3, 4–6,
    /// 7–9), and of anything else a third of its days.
    pub(super) fn part(self, part: Part) -> Self {
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
        // A single day has no parts worth distinguishing.
        if from > to { self } else { Self { from, to, unit, ..self } }
    }
}

/// Whole months from the first of one.
pub(super) fn months(year: i32, month: u32, count: i64) -> DateResult {
    let from = Day::new(year, month, 1).ok_or_else(|| match month {
        1..=12 => beyond(),
        _ => impossible(format!("there is no month {month}"), "months run from 01 to 12"),
    })?;
    let last = from.plus_months(count - 1).ok_or_else(beyond)?;
    let unit = Unit::Months(count);
    Ok(Extent { shape: Shape::Instant, from, to: last.end_of_month(), unit, mismatch: None, ahead: None })
}
