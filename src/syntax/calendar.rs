//! The parts of a date on the calendar: days of the month, months, weekdays, years, decades.

use super::clock::clock;
use super::failure::{Expected, Failure, Parsed};
use super::token::{gap, phrase, word_ends};
use super::tree::{DateForm, Weekday};

/// The months, January first.
#[rustfmt::skip]
pub(super) const MONTH_NAMES: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// The days of the week, Monday first.
pub(super) const WEEKDAY_NAMES: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// `19`, `19th`.
pub(super) fn day_number(input: &str) -> Parsed<'_, u8> {
    let digits = input.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &input[digits..];
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    match input[..digits].parse() {
        Ok(day) if digits <= 2 => Ok((rest, day)),
        _ => Failure::want(input, Expected::Date),
    }
}

/// A month by its name or the first letters of it.
pub(super) fn month(input: &str) -> Parsed<'_, u8> {
    let letters = input.bytes().take_while(u8::is_ascii_alphabetic).count();
    let found = &input[..letters];
    let place = MONTH_NAMES.iter().position(|month| is_calendar_name(found, month));
    let rest = &input[letters..];
    match place {
        Some(place) => Ok((rest.strip_prefix('.').filter(|_| letters < 5).unwrap_or(rest), place as u8 + 1)),
        None => Failure::want(input, Expected::Date),
    }
}

/// Whether a word is this name, or its first three letters, or `Sept`, `Tues`, `Thurs`.
fn is_calendar_name(word: &str, name: &str) -> bool {
    let Some(start) = name.get(..word.len()) else { return false };
    start.eq_ignore_ascii_case(word)
        && (word.len() == name.len()
            || word.len() == 3
            || ["sept", "tues", "thur", "thurs"].iter().any(|short| short.eq_ignore_ascii_case(word)))
}

pub(super) fn weekday(input: &str) -> Option<(&str, Weekday)> {
    let letters = input.bytes().take_while(u8::is_ascii_alphabetic).count();
    let day = WEEKDAYS[WEEKDAY_NAMES.iter().position(|name| is_calendar_name(&input[..letters], name))?];
    let rest = &input[letters..];
    Some((rest.strip_prefix('.').filter(|_| letters < 6).unwrap_or(rest), day))
}

/// Four digits that are a year and not a time of day.
pub(super) fn year(input: &str) -> Option<(&str, i32)> {
    let digits = input.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &input[4.min(digits)..];
    if digits != 4 || rest.starts_with(|c: char| c.is_alphanumeric()) || clock(input).is_ok() {
        return None;
    }
    Some((rest, input[..4].parse().ok()?))
}

/// The year after a day or a month, with or without a comma.
pub(super) fn year_after(rest: &str) -> (&str, Option<i32>) {
    let next = gap(rest);
    let next = next.strip_prefix(',').map_or(next, gap);
    match year(next) {
        Some((after, year)) if next.len() < rest.len() => (after, Some(year)),
        _ => (rest, None),
    }
}

/// `19 October 2020`, `19th of October`.
pub(super) fn day_month(input: &str) -> Parsed<'_, DateForm<'_>> {
    let (rest, day) = day_number(input)?;
    let next = gap(rest);
    let next = phrase(next, "of").map_or(next, gap);
    if next.len() == rest.len() {
        return Failure::want(rest, Expected::Date);
    }
    let (rest, month) = month(next)?;
    let (rest, year) = year_after(rest);
    Ok((rest, DateForm::Day { weekday: None, year, month, day }))
}

/// Whether a day and month stand after a time of day.
pub(super) fn month_after(rest: &str) -> bool {
    let next = gap(rest);
    next.len() < rest.len() && day_month(next).is_ok_and(|(rest, _)| word_ends(rest))
}

/// `1990s`.
pub(super) fn decade(input: &str) -> Option<(&str, DateForm<'_>)> {
    match input.as_bytes() {
        [a, b, c, b'0', b's', ..]
            if [a, b, c].iter().all(|byte| byte.is_ascii_digit()) && word_ends(&input[5..]) =>
        {
            Some((&input[5..], DateForm::Decade(input[..4].parse().ok()?)))
        }
        _ => None,
    }
}
