//! Dates of the command line, and the only use of a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

/// An ISO date as typed, if the calendar has it.
pub(super) fn date(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is not a date; write it as 2020-10-22");
    let bytes = text.as_bytes();
    let formed = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !formed {
        return Err(wrong());
    }
    let part = |from: usize, to: usize| text[from..to].parse().map_err(|_| wrong());
    let (year, month, day): (u32, u32, u32) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    match NaiveDate::from_ymd_opt(year as i32, month, day) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("the calendar has no `{text}`")),
    }
}

/// Today's date, in UTC.
#[expect(clippy::disallowed_methods, reason = "the command line is where today becomes a setting")]
pub(super) fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs());
    let now = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    now.unwrap_or_default().date_naive().to_string()
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn only_whole_iso_dates_of_the_calendar_are_taken() {
        assert_eq!(date("2020-02-29").as_deref(), Ok("2020-02-29"));
        for text in [
            "2021-02-29",
            "2020-13-01",
            "20-01-05",
            "+2020-01-05",
            "2020-1-05",
            "today",
            "",
            "２０２０-01-01",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
