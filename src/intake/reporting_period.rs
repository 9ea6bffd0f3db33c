//! Periods as statistical offices write them: `2020-M10`, `2020-S1`, `2020-W05`, `2020-01-01/P1Y` (SDMX 3.0, section 6, time
//! formats).

use crate::syntax;
use crate::syntax::tree::{Date, DateForm};

/// The date of a reporting period, which begins with the year; none if the cell is no such period.
pub(super) fn reporting_period(cell: &str) -> Option<Date<'_>> {
    Some(whole(cell, form(cell)?))
}

/// When a data set was last changed: a date of the language, or as Eurostat writes it, `22/05/26 11:00:00`, the day first.
pub(super) fn last_update(cell: &str) -> Option<Date<'_>> {
    let stated = syntax::date(cell).ok().filter(|date| !matches!(date.form, DateForm::Slashed(..)));
    stated.or_else(|| {
        let mut parts =
            cell.split(' ').next()?.split('/').map(|part| (part.len() == 2).then(|| number(part))?);
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        let form = DateForm::Day {
            weekday: None,
            year: Some(2000 + i32::from(year)),
            month: month as u8,
            day: day as u8,
        };
        parts.next().is_none().then(|| whole(cell, form))
    })
}

fn form(cell: &str) -> Option<DateForm<'_>> {
    if let Some((from, length)) = cell.split_once('/') {
        return range(cell, from, length);
    }
    let (year, period) = cell.split_once('-')?;
    let year = (year.len() == 4).then(|| number(year)).flatten().map(i32::from)?;
    let (kind, count) = (period.chars().next()?, period.get(1..)?);
    let count = u8::try_from(number(count)?).ok().filter(|count| *count > 0);
    let months = |length: u8| {
        let count = count.filter(|count| *count <= 12 / length)?;
        Some(between(cell, (year, (count - 1) * length + 1), (year, count * length)))
    };
    match kind.to_ascii_uppercase() {
        'A' => (count == Some(1)).then_some(DateForm::Year(year)),
        'S' | 'H' => months(6),
        'T' => months(4),
        'Q' => count.filter(|count| *count <= 4).map(|quarter| DateForm::Quarter(year, quarter)),
        'M' => count.filter(|count| *count <= 12).map(|month| DateForm::Month { year: Some(year), month }),
        'W' => count.filter(|count| *count <= 53).map(|week| DateForm::Week(year, week)),
        'D' => day_of_year(year, number(&period[1..])?),
        _ => None,
    }
}

/// `2020-01-01/P1Y`: a whole number of years, months or days from a day on.
fn range<'s>(cell: &'s str, from: &'s str, length: &str) -> Option<DateForm<'s>> {
    let day = from.split('T').next()?;
    let DateForm::Day { year: Some(year), month, day, .. } = syntax::date(day).ok()?.form else {
        return None;
    };
    let (count, unit) = length.strip_prefix('P')?.split_at_checked(length.len().checked_sub(2)?)?;
    let count = number(count).filter(|count| (1..=1_200).contains(count))?;
    let months = match unit {
        "Y" => count.checked_mul(12)?,
        "M" => count,
        "D" if count == 1 => return Some(DateForm::Day { weekday: None, year: Some(year), month, day }),
        _ => return None,
    };
    if day != 1 {
        return None;
    }
    let last = u32::from(month) - 1 + u32::from(months) - 1;
    let end = (year + (last / 12) as i32, (last % 12) as u8 + 1);
    Some(match (months, month) {
        (1, _) => DateForm::Month { year: Some(year), month },
        (12, 1) => DateForm::Year(year),
        _ => between(cell, (year, month), end),
    })
}

/// From the first day of a month to the last of another.
fn between(cell: &str, from: (i32, u8), to: (i32, u8)) -> DateForm<'_> {
    let month = |(year, month)| Box::new(whole(cell, DateForm::Month { year: Some(year), month }));
    DateForm::Interval(Some(month(from)), Some(month(to)))
}

/// A day by its number in the year.
fn day_of_year<'s>(year: i32, number: u16) -> Option<DateForm<'s>> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut rest = number.checked_sub(1)?;
    for (month, length) in (1..).zip(days) {
        if rest < length {
            return Some(DateForm::Day { weekday: None, year: Some(year), month, day: rest as u8 + 1 });
        }
        rest -= length;
    }
    None
}

fn whole<'s>(cell: &'s str, form: DateForm<'s>) -> Date<'s> {
    Date { text: cell, form, clock: None, approximate: false, uncertain: false }
}

fn number(text: &str) -> Option<u16> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::reporting_period;
    use crate::syntax::tree::{Date, DateForm};

    /// The period as the language writes it.
    fn written(date: &Date<'_>) -> String {
        match &date.form {
            DateForm::Year(year) => format!("{year}"),
            DateForm::Month { year, month } => format!("{}-{month:02}", year.unwrap_or(0)),
            DateForm::Day { year, month, day, .. } => format!("{}-{month:02}-{day:02}", year.unwrap_or(0)),
            DateForm::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            DateForm::Week(year, week) => format!("{year}-W{week:02}"),
            DateForm::Interval(Some(from), Some(to)) => format!("{}/{}", written(from), written(to)),
            _ => "?".to_owned(),
        }
    }

    #[test]
    fn periods_are_read_as_offices_write_them() {
        for (cell, says) in [
            ("2020-A1", "2020"),
            ("2020-S1", "2020-01/2020-06"),
            ("2020-S2", "2020-07/2020-12"),
            ("2020-T3", "2020-09/2020-12"),
            ("2020-Q3", "Q3 2020"),
            ("2020-M10", "2020-10"),
            ("2020-W05", "2020-W05"),
            ("2020-D060", "2020-02-29"),
            ("2021-D060", "2021-03-01"),
            ("2020-01-01/P1Y", "2020"),
            ("2020-04-01T00:00:00/P1Y", "2020-04/2021-03"),
            ("2020-10-01/P3M", "2020-10/2020-12"),
            ("2020-10-01/P1M", "2020-10"),
            ("2020-10-05/P1D", "2020-10-05"),
        ] {
            assert_eq!(reporting_period(cell).as_ref().map(written).as_deref(), Some(says), "{cell}");
        }
        for cell in [
            "2020-S3",
            "2020-M13",
            "2020-D366x",
            "2021-D366",
            "20-Q1",
            "2020-A2",
            "2020-01-15/P1M",
            "2020-é1",
            "2020-Q",
        ] {
            assert!(reporting_period(cell).is_none(), "{cell}");
        }
    }
}
