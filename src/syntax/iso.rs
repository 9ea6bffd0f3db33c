//! ISO 8601 and EDTF dates: days, months, weeks, dates with unknown digits (`202X`), and the marks
//! `~`, `?` and `%`.

use super::calendar::{decade, month_after};
use super::clock::clock;
use super::failure::{Expected, Failure, Parsed};
use super::token::{gap, phrase, text_until, word_ends};
use super::tree::{Clock, Date, DateForm};

/// Whether a day surely ends here: at the line's end, or at a blank with no time of day after it.
#[inline]
pub(super) fn closed(rest: &str) -> bool {
    match rest.as_bytes() {
        [b'\n', ..] => true,
        [b' ', next, ..] => next.is_ascii_alphabetic() && !matches!(next, b'a' | b'A'),
        _ => false,
    }
}

/// `2020-10-19` and no more.
#[inline]
pub(super) fn iso_day(input: &str) -> Option<(&str, DateForm<'_>)> {
    let [a, b, c, d, b'-', e, f, b'-', g, h, rest @ ..] = input.as_bytes() else { return None };
    let digits = [a, b, c, d, e, f, g, h];
    if digits.iter().any(|byte| !byte.is_ascii_digit()) || rest.first().is_some_and(u8::is_ascii_alphanumeric)
    {
        // A `T` and a time of day is for `iso_date`.
        return None;
    }
    let number = |byte: &u8| i32::from(byte - b'0');
    let year = number(a) * 1000 + number(b) * 100 + number(c) * 10 + number(d);
    let (month, day) = ((e - b'0') * 10 + f - b'0', (g - b'0') * 10 + h - b'0');
    Some((&input[10..], DateForm::Day { weekday: None, year: Some(year), month, day }))
}

/// A date that begins with a year in digits, and is more than that year.
pub(super) fn iso_date(input: &str) -> Parsed<'_, Date<'_>> {
    if let Some((rest, form)) = decade(input) {
        return whole(input, rest, form, None);
    }
    let bytes = input.as_bytes();
    if bytes.len() < 4 || !bytes[..3].iter().all(u8::is_ascii_digit) {
        return Failure::want(input, Expected::Date);
    }
    if bytes[3] == b'X' {
        let first = input[..3].parse::<i32>().unwrap_or(0) * 10;
        return whole(input, &input[4..], DateForm::Decade(first), None);
    }
    let Some(Ok(year)) = input.get(..4).map(str::parse::<i32>) else {
        return Failure::want(input, Expected::Date);
    };
    let two = |at: usize| input.get(at..at + 2).filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()));
    let number = |at: usize| two(at).and_then(|two| two.parse::<u8>().ok());
    match &bytes[4..] {
        [b'-', b'W', ..] => match number(6) {
            Some(week) => whole(input, &input[8..], DateForm::Week(year, week), None),
            None => Failure::want(&input[6..], Expected::Date),
        },
        [b'-', b'Q', quarter @ b'1'..=b'4', ..] => {
            whole(input, &input[7..], DateForm::Quarter(year, quarter - b'0'), None)
        }
        [b'-', b'X', b'X', b'-', b'X', b'X', ..] => whole(input, &input[10..], DateForm::Year(year), None),
        [b'-', b'X', b'X', ..] => whole(input, &input[7..], DateForm::Year(year), None),
        [b'-', ..] => {
            let Some(month) = number(5) else { return Failure::want(input, Expected::Date) };
            let month_only = DateForm::Month { year: Some(year), month };
            match &bytes[7..] {
                [b'-', b'X', b'X', ..] => whole(input, &input[10..], month_only, None),
                [b'-', ..] => match number(8) {
                    Some(day) => day_with_clock(input, year, month, day),
                    None => Failure::want(input, Expected::Date),
                },
                _ => whole(input, &input[7..], month_only, None),
            }
        }
        [b'~' | b'?' | b'%', ..] => whole(input, &input[4..], DateForm::Year(year), None),
        [b'/', next, ..] if next.is_ascii_digit() || *next == b'.' => {
            whole(input, &input[4..], DateForm::Year(year), None)
        }
        _ => Failure::want(input, Expected::Date),
    }
}

/// A day with the time of day after it, where one stands there.
fn day_with_clock(input: &str, year: i32, month: u8, day: u8) -> Parsed<'_, Date<'_>> {
    let rest = &input[10..];
    let form = DateForm::Day { weekday: None, year: Some(year), month, day };
    let at = match rest.strip_prefix('T') {
        Some(at) => at,
        None => {
            let next = gap(rest);
            let next = next.strip_prefix(',').map_or(next, gap);
            phrase(next, "at").map_or(next, gap)
        }
    };
    if at.len() < rest.len() {
        match clock(at) {
            Ok((after, _)) if month_after(after) => {}
            Ok((after, clock)) => return whole(input, after, form, Some(clock)),
            Err(error) if rest.starts_with('T') || matches!(error, nom::Err::Failure(_)) => {
                return Err(error);
            }
            Err(_) => {}
        }
    }
    whole(input, rest, form, None)
}

/// A date of this form that ends at `rest`. Only EDTF's marks, and the slash of an interval, may
/// still follow.
fn whole<'s>(
    input: &'s str,
    rest: &'s str,
    form: DateForm<'s>,
    clock: Option<Clock>,
) -> Parsed<'s, Date<'s>> {
    let (approximate, uncertain, rest) = marks(rest);
    if !word_ends(rest) && !rest.starts_with('/') {
        return Failure::want(input, Expected::Date);
    }
    Ok((rest, Date { text: text_until(input, rest), form, clock, approximate, uncertain }))
}

/// EDTF's `~`, `?` and `%`: whether a date is approximate, whether it is uncertain, and what
/// follows the mark.
pub(super) fn marks(rest: &str) -> (bool, bool, &str) {
    match rest.as_bytes() {
        [b'~', ..] => (true, false, &rest[1..]),
        [b'?', ..] => (false, true, &rest[1..]),
        [b'%', ..] => (true, true, &rest[1..]),
        _ => (false, false, rest),
    }
}
