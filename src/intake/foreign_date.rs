//! Dates in forms that spreadsheets and their readers write and the claim language does not have.

use crate::syntax;
use crate::syntax::tree::{Clock, Date, DateForm};

/// The months in English, German and French.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jänner", "janvier"],
    &["feb", "february", "februar", "février"],
    &["mar", "march", "märz", "mär", "mars"],
    &["apr", "april", "avril"],
    &["may", "mai"],
    &["jun", "june", "juni", "juin"],
    &["jul", "july", "juli", "juillet"],
    &["aug", "august", "août"],
    &["sep", "sept", "september", "septembre"],
    &["oct", "october", "oktober", "okt", "octobre"],
    &["nov", "november", "novembre"],
    &["dec", "december", "dezember", "dez", "décembre", "déc"],
];

/// The last year of this century that spreadsheets write in two digits; later ones are of the last century.
const LAST_OF_TWO_DIGITS: i32 = 29;

/// `19-Oct-2020`, `19-Oct-20`, `19. Oktober 2020`, `2020/10/19`, and any of these or `10/19/2020` with a time of day after it;
/// `10/2020`, `Q3/2020` and `2020 Q3`.
pub(super) fn foreign_date(cell: &str) -> Option<Date<'_>> {
    let date = |form, clock| Some(Date { text: cell, form, clock, approximate: false, uncertain: false });
    if let Some(form) = month_or_quarter(cell) {
        return date(form, None);
    }
    let (day, time) = match cell.rsplit_once([' ', 'T']).filter(|(_, time)| time.contains(':')) {
        Some((day, time)) => (day.trim_end(), Some(clock(time.trim())?)),
        None => (cell, None),
    };
    match syntax::date(day) {
        Ok(found) if found.clock.is_none() => date(found.form, time),
        _ => date(day_of(day)?, time),
    }
}

/// A day whose parts a hyphen, slash, point or blanks separate.
fn day_of(day: &str) -> Option<DateForm<'_>> {
    let mut parts = day.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty());
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let named = named_month(two);
    let month = match named {
        Some(month) => month,
        None => u8::try_from(number(two)?).ok()?,
    };
    let (year, day) = if one.len() == 4 {
        (i32::from(number(one)?), number(three)?)
    } else if named.is_some() && three.len() == 4 {
        (i32::from(number(three)?), number(one)?)
    } else if named.is_some() && three.len() == 2 {
        let year = i32::from(number(three)?);
        (if year <= LAST_OF_TWO_DIGITS { 2000 + year } else { 1900 + year }, number(one)?)
    } else {
        return None;
    };
    Some(DateForm::Day { weekday: None, year: Some(year), month, day: u8::try_from(day).ok()? })
}

/// `10/2020`, `Q3/2020`, `2020 Q3`, `2020-Q3`.
fn month_or_quarter(cell: &str) -> Option<DateForm<'_>> {
    let (one, two) = cell.split_once(['/', ' ', '-', '.'])?;
    let quarter = |text: &str| {
        let quarter = text.strip_prefix(['Q', 'q'])?;
        number(quarter).filter(|quarter| (1..=4).contains(quarter)).map(|quarter| quarter as u8)
    };
    let year = |text: &str| (text.len() == 4).then(|| number(text)).flatten().map(i32::from);
    match (year(one), year(two)) {
        (None, Some(year)) => match quarter(one) {
            Some(quarter) => Some(DateForm::Quarter(year, quarter)),
            None => {
                let month = number(one).filter(|month| (1..=12).contains(month) && cell.contains('/'))?;
                Some(DateForm::Month { year: Some(year), month: month as u8 })
            }
        },
        (Some(year), None) => Some(DateForm::Quarter(year, quarter(two)?)),
        _ => None,
    }
}

fn named_month(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    MONTHS.iter().position(|names| names.contains(&name.as_str())).map(|month| month as u8 + 1)
}

fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `14:00`, `14:00:30`, `14:00:30.123`, each perhaps with `Z`.
fn clock(time: &str) -> Option<Clock> {
    let (time, offset) = match time.strip_suffix('Z') {
        Some(time) => (time, Some(0)),
        None => (time, None),
    };
    let mut parts = time.split(':');
    let number = |part: &str, below: u32| {
        let whole = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| part.parse().ok()).flatten().filter(|number: &u32| *number < below)
    };
    let hours = number(parts.next()?, 24)?;
    let minutes = number(parts.next()?, 60)?;
    let seconds = match parts.next() {
        Some(part) => number(part.split_once('.').map_or(part, |(whole, _)| whole), 60)?,
        None => 0,
    };
    parts.next().is_none().then_some(Clock { seconds: hours * 3_600 + minutes * 60 + seconds, offset })
}

#[cfg(test)]
mod tests {
    use super::foreign_date;
    use crate::syntax::tree::DateForm;

    #[test]
    fn months_and_quarters_are_read_as_sheets_write_them() {
        let form = |cell| foreign_date(cell).map(|date| date.form);
        for cell in ["10/2020", "05/2024"] {
            assert!(matches!(form(cell), Some(DateForm::Month { year: Some(_), .. })), "{cell}");
        }
        for cell in ["Q3/2020", "2020 Q3", "2020-Q3"] {
            assert_eq!(form(cell), Some(DateForm::Quarter(2020, 3)), "{cell}");
        }
        for cell in ["13/2020", "Q5 2020", "2020/21", "Oct-20", "19.10.20", "1.2020"] {
            assert!(form(cell).is_none(), "{cell}");
        }
        let year = |cell| match form(cell) {
            Some(DateForm::Day { year, .. }) => year,
            _ => None,
        };
        assert_eq!((year("19-Oct-29"), year("19-Oct-30")), (Some(2029), Some(1930)));
    }
}
