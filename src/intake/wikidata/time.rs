//! A time with its precision and calendar as the date that it states.

use super::json;
use super::properties::JULIAN;

/// Year, month and day.
pub(super) type Day = (i32, u8, u8);

/// A day, month, year or decade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// As ISO 8601 and EDTF write it: `2019-05`, `195X`.
    pub(super) text: String,
    /// Its first day.
    pub(super) first: Day,
    /// Its last.
    pub(super) last: Day,
}

/// The first day of the Gregorian calendar.
const FIRST_GREGORIAN: Day = (1582, 10, 15);

/// Why a time gives no date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoDate {
    /// It is valid, but nothing that a date can say: a loss of this kind.
    Unsayable(&'static str),
    /// It is broken.
    Broken(String),
}

/// Reads the value of a time.
pub(super) fn time(raw: &str, is_about: bool) -> Result<Time, NoDate> {
    let broken = |why: &str| NoDate::Broken(why.to_owned());
    let pairs = json::object(raw).ok_or_else(|| broken("a time is an object with a `time`"))?;
    let written = json::text_of(&pairs, "time").ok_or_else(|| broken("the time has no `time`"))?;
    let small = |key: &str| json::get(&pairs, key).and_then(|raw| raw.parse::<u32>().ok());
    let precision = small("precision").ok_or_else(|| broken("the time has no `precision`"))?;
    let (year, month, day) = parts(&written).ok_or_else(|| {
        NoDate::Broken(format!("`{}` is no time", written.chars().take(40).collect::<String>()))
    })?;
    if precision < 8 {
        return Err(NoDate::Unsayable("dates no closer than a century"));
    }
    let Some(year) = year.filter(|year| (1..=9999).contains(year)) else {
        return Err(NoDate::Unsayable("dates before the year 1 or after 9999"));
    };
    let margin = small("before").unwrap_or(0).max(small("after").unwrap_or(0));
    if margin > 1 {
        return Err(NoDate::Unsayable("dates with a wide margin"));
    }
    let is_julian = json::text_of(&pairs, "calendarmodel").is_some_and(|model| model.ends_with(JULIAN));
    // A year of the Julian calendar begins some days after that of the Gregorian one.
    let is_about = is_about || is_julian && precision < 11;
    let mark = if is_about || margin == 1 { "~" } else { "" };
    match precision {
        8 => {
            let decade = year / 10;
            let text = format!("{decade:03}X{mark}");
            Ok(Time { text, first: (decade * 10, 1, 1), last: (decade * 10 + 9, 12, 31) })
        }
        9 => Ok(Time { text: format!("{year:04}{mark}"), first: (year, 1, 1), last: (year, 12, 31) }),
        10 if !(1..=12).contains(&month) => Err(NoDate::Broken(format!("`{written}` has no month"))),
        10 if is_julian => Err(NoDate::Unsayable("months of the Julian calendar")),
        10 => Ok(Time {
            text: format!("{year:04}-{month:02}{mark}"),
            first: (year, month, 1),
            last: (year, month, 31),
        }),
        _ => {
            let is_leap =
                if is_julian { year % 4 == 0 } else { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) };
            if day < 1 || day > length(month, is_leap) {
                return Err(NoDate::Broken(format!("`{written}` is no day of the calendar")));
            }
            let own = (year, month, day);
            let in_gregorian = if is_julian { gregorian(year, month, day) } else { own };
            if !(1..=9999).contains(&in_gregorian.0) {
                return Err(NoDate::Unsayable("dates before the year 1 or after 9999"));
            }
            let day = |(year, month, day): Day| format!("{year:04}-{month:02}-{day:02}");
            // Before the Gregorian calendar everybody gives Julian days, and few convert them.
            if is_julian && own < FIRST_GREGORIAN {
                let (first, last) = (own.min(in_gregorian), own.max(in_gregorian));
                return Ok(Time { text: format!("{}/{}", day(first), day(last)), first, last });
            }
            let text = format!("{}{mark}", day(in_gregorian));
            Ok(Time { text, first: in_gregorian, last: in_gregorian })
        }
    }
}

/// How many days a month has; none if it is no month.
fn length(month: u8, is_leap: bool) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap),
        _ => 0,
    }
}

/// Year, month and day of `+2019-05-00T00:00:00Z`; a year that is no number that fits is none.
fn parts(written: &str) -> Option<(Option<i32>, u8, u8)> {
    let (is_before, digits) = match written.as_bytes().first()? {
        b'+' => (false, &written[1..]),
        b'-' => (true, &written[1..]),
        _ => (false, written),
    };
    let mut fields = digits.split('T').next()?.split('-');
    let year = fields.next().filter(|year| !year.is_empty() && year.bytes().all(|b| b.is_ascii_digit()))?;
    let two = |field: Option<&str>| field.filter(|field| field.len() == 2)?.parse::<u8>().ok();
    let (month, day) = (two(fields.next())?, two(fields.next())?);
    if fields.next().is_some() {
        return None;
    }
    Some((year.parse::<i32>().ok().filter(|_| !is_before), month, day))
}

/// A day of the Julian calendar in the Gregorian one, by its Julian day number.
fn gregorian(year: i32, month: u8, day: u8) -> Day {
    let (month, day) = (i32::from(month), i32::from(day));
    let shift = (14 - month) / 12;
    let (y, m) = (year + 4800 - shift, month + 12 * shift - 3);
    let number = day + (153 * m + 2) / 5 + 365 * y + y / 4 - 32083;
    let a = number + 32044;
    let b = (4 * a + 3) / 146_097;
    let c = a - 146_097 * b / 4;
    let d = (4 * c + 3) / 1461;
    let e = c - 1461 * d / 4;
    let m = (5 * e + 2) / 153;
    let day = e - (153 * m + 2) / 5 + 1;
    (100 * b + d - 4800 + m / 10, (m + 3 - 12 * (m / 10)) as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::time;

    fn text(time_text: &str, precision: u32, calendar: &str) -> String {
        let raw = format!(
            r#"{{"time":"{time_text}","precision":{precision},"calendarmodel":"http://www.wikidata.org/entity/{calendar}"}}"#
        );
        match time(&raw, false) {
            Ok(found) => found.text,
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn times_are_read_by_precision_and_calendar() {
        for (written, precision, calendar, date) in [
            ("+1952-03-11T00:00:00Z", 11, "Q1985727", "1952-03-11"),
            ("+00000001917-12-06T00:00:00Z", 11, "Q1985727", "1917-12-06"),
            ("+2019-05-00T00:00:00Z", 10, "Q1985727", "2019-05"),
            ("+2019-00-00T00:00:00Z", 9, "Q1985727", "2019"),
            ("+1950-00-00T00:00:00Z", 8, "Q1985727", "195X"),
            ("+1732-02-11T00:00:00Z", 11, "Q1985786", "1732-02-22"),
            ("+1582-10-04T00:00:00Z", 11, "Q1985786", "1582-10-04/1582-10-14"),
            ("+1244-05-03T00:00:00Z", 11, "Q1985786", "1244-05-03/1244-05-10"),
            ("+1700-00-00T00:00:00Z", 9, "Q1985786", "1700~"),
            ("+9999-12-31T00:00:00Z", 11, "Q1985786", "Unsayable(\"dates before the year 1 or after 9999\")"),
            ("+1900-02-29T00:00:00Z", 11, "Q1985786", "1900-03-13"),
            (
                "+1900-02-29T00:00:00Z",
                11,
                "Q1985727",
                "Broken(\"`+1900-02-29T00:00:00Z` is no day of the calendar\")",
            ),
            ("+1850-00-00T00:00:00Z", 7, "Q1985727", "Unsayable(\"dates no closer than a century\")"),
            ("-0044-03-15T00:00:00Z", 11, "Q1985786", "Unsayable(\"dates before the year 1 or after 9999\")"),
            (
                "+99999999999-01-01T00:00:00Z",
                9,
                "Q1985727",
                "Unsayable(\"dates before the year 1 or after 9999\")",
            ),
            ("next week", 11, "Q1985727", "Broken(\"`next week` is no time\")"),
        ] {
            assert_eq!(text(written, precision, calendar), date, "{written}");
        }
    }
}
