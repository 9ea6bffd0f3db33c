//! Dates: absolute, relative, or of a part of a period. What is written, never what the calendar says of it.

use super::calendar::{day_month, day_number, decade, month, month_after, weekday, year, year_after};
use super::clock::clock;
use super::failure::{Expected, Failure, Mistake, Parsed};
use super::iso::{closed, iso_date, iso_day, marks};
use super::relative::{ago, day_offset, last_or_next};
use super::token::{gap, is_word, phrase, text_until, word_ends};
use super::tree::{Clock, Date, DateForm, Direction, Part};

/// A date in any of its forms.
#[inline]
pub(super) fn date(input: &str) -> Parsed<'_, Date<'_>> {
    if let Some((rest, form)) = iso_day(input)
        && (rest.is_empty() || closed(rest))
    {
        return Ok((
            rest,
            Date { text: text_until(input, rest), form, clock: None, approximate: false, uncertain: false },
        ));
    }
    match input.as_bytes() {
        [b'0'..=b'9', ..] => interval(input, numeric_date(input)?),
        [b'a'..=b'z' | b'A'..=b'Z', ..] => {
            let (rest, form) = worded_date(input)?;
            with_clock(input, rest, form)
        }
        [b'.', b'.', b'/', ..] => open_start(input),
        _ => Failure::want(input, Expected::Date),
    }
}

/// A date that begins with a digit: alone, or one end of an interval such as
/// `2020-10-10/2020-10-18`.
pub(super) fn numeric_date(input: &str) -> Parsed<'_, Date<'_>> {
    match iso_date(input) {
        Err(nom::Err::Error(_)) => {}
        found => return found,
    }
    match clock(input) {
        Ok((rest, clock)) => return clock_first(input, rest, clock),
        Err(nom::Err::Failure(failure)) => return Err(nom::Err::Failure(failure)),
        Err(_) => {}
    }
    match slashed(input) {
        Ok((rest, form)) => return with_clock(input, rest, form),
        Err(nom::Err::Error(_)) => {}
        Err(failure) => return Err(failure),
    }
    let day = day_month(input).or_else(|_| ago(input));
    if let Ok((rest, form)) = day {
        return with_clock(input, rest, form);
    }
    if let Some((rest, year)) = year(input) {
        return with_clock(input, rest, DateForm::Year(year));
    }
    Failure::want(input, Expected::Date)
}

/// A date alone, or the interval that it begins: `2020-10-10/2020-10-18`, `2020-10-10/..`.
fn interval<'s>(input: &'s str, (rest, first): (&'s str, Date<'s>)) -> Parsed<'s, Date<'s>> {
    let Some(after) = rest.strip_prefix('/') else { return Ok((rest, first)) };
    let (rest, last) = match after.strip_prefix("..").filter(|rest| word_ends(rest)) {
        Some(rest) => (rest, None),
        None => {
            let (rest, last) = numeric_date(after)?;
            (rest, Some(Box::new(last)))
        }
    };
    Ok((rest, interval_of(input, rest, Some(Box::new(first)), last)))
}

/// `../2020-10-18`.
fn open_start(input: &str) -> Parsed<'_, Date<'_>> {
    let (rest, last) = date(&input[3..])?;
    Ok((rest, interval_of(input, rest, None, Some(Box::new(last)))))
}

/// The interval between two dates; no date on one side leaves it open there.
fn interval_of<'s>(
    input: &'s str,
    rest: &'s str,
    first: Option<Box<Date<'s>>>,
    last: Option<Box<Date<'s>>>,
) -> Date<'s> {
    let form = DateForm::Interval(first, last);
    Date { text: text_until(input, rest), form, clock: None, approximate: false, uncertain: false }
}

/// `5 p.m.`, `5 p.m. Monday`: without a day, that of the claim's own date.
fn clock_first<'s>(input: &'s str, rest: &'s str, clock: Clock) -> Parsed<'s, Date<'s>> {
    let next = gap(rest);
    let next = next.strip_prefix(',').map_or(next, gap);
    let day = if next.len() == rest.len() {
        None
    } else {
        iso_day(next).or_else(|| day_month(next).ok()).or_else(|| worded_date(next).ok())
    };
    let (rest, form) = match day {
        Some((after, form)) if takes_clock(&form) && word_ends(after) => (after, form),
        _ => (rest, DateForm::DayOffset(0)),
    };
    Ok((
        rest,
        Date {
            text: text_until(input, rest),
            form,
            clock: Some(clock),
            approximate: false,
            uncertain: false,
        },
    ))
}

/// Whether a time of day may stand beside a date of this form: it is one day.
fn takes_clock(form: &DateForm<'_>) -> bool {
    matches!(form, DateForm::Day { .. } | DateForm::Weekday(..) | DateForm::DayOffset(_))
}

/// A date with the time of day after it, where one stands there.
fn with_clock<'s>(input: &'s str, rest: &'s str, form: DateForm<'s>) -> Parsed<'s, Date<'s>> {
    let mut end = rest;
    let mut time = None;
    if takes_clock(&form) {
        let next = gap(rest);
        let next = next.strip_prefix(',').map_or(next, gap);
        let next = phrase(next, "at").map_or(next, gap);
        if next.len() < rest.len() {
            match clock(next) {
                // `at 5 p.m. 10 June` after a date is a moment of its own.
                Ok((after, _)) if month_after(after) => {}
                Ok((after, found)) => (end, time) = (after, Some(found)),
                Err(nom::Err::Failure(failure)) => return Err(nom::Err::Failure(failure)),
                Err(_) => {}
            }
        }
    }
    // `~` and `?`, as EDTF has them.
    let (approximate, uncertain, end) = marks(end);
    if !word_ends(end) {
        return Failure::want(end, Expected::Date);
    }
    Ok((end, Date { text: text_until(input, end), form, clock: time, approximate, uncertain }))
}

/// `10/11/2020`, `10.11.2020`: two readings, both kept.
fn slashed(input: &str) -> Parsed<'_, DateForm<'_>> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(input);
    let Some(separator) = input[first..].chars().next().filter(|c| matches!(c, '/' | '.' | '-')) else {
        return Failure::want(input, Expected::Date);
    };
    let rest = &input[first + 1..];
    let second = digits(rest);
    if !(1..=2).contains(&first) || !(1..=2).contains(&second) {
        return Failure::want(input, Expected::Date);
    }
    let Some(after) = rest[second..].strip_prefix(separator) else {
        if separator == '/' && word_ends(&rest[second..]) {
            return Failure::mistake(input, first + 1 + second, Mistake::ShortSlashed);
        }
        return Failure::want(input, Expected::Date);
    };
    match (digits(after), after.get(..4).map(str::parse), input[..first].parse(), rest[..second].parse()) {
        (4, Some(Ok(year)), Ok(first), Ok(second)) => {
            Ok((&after[4..], DateForm::Slashed(first, second, year)))
        }
        (2, ..) if word_ends(&after[2..]) => Failure::mistake(input, first + second + 4, Mistake::ShortYear),
        _ => Failure::want(input, Expected::Date),
    }
}

/// A date that begins with a letter.
fn worded_date(input: &str) -> Parsed<'_, DateForm<'_>> {
    let rest = phrase(input, "the").map_or(input, gap);
    let found = weekday_date(rest)
        .or_else(|| month_date(rest))
        .or_else(|| day_offset(rest))
        .or_else(|| part_of(rest))
        .or_else(|| last_or_next(rest))
        .or_else(|| quarter(rest))
        .or_else(|| week_to(rest))
        .or_else(|| decade(rest))
        .or_else(|| ago(rest).ok())
        .or_else(|| (rest.len() < input.len()).then(|| day_month(rest).ok()).flatten());
    match found {
        Some(found) => Ok(found),
        None => Failure::want(input, Expected::Date),
    }
}

/// `Monday`, `Tuesday 20 October`, `Tuesday, October 20, 2020`.
fn weekday_date(input: &str) -> Option<(&str, DateForm<'_>)> {
    let (rest, day) = weekday(input)?;
    let next = gap(rest);
    let next = next.strip_prefix(',').map_or(next, gap);
    let next = phrase(next, "the").map_or(next, gap);
    if next.len() < rest.len()
        && let Some((rest, DateForm::Day { year, month, day: number, .. })) =
            iso_day(next).or_else(|| day_month(next).ok()).or_else(|| month_date(next))
    {
        return Some((rest, DateForm::Day { weekday: Some(day), year, month, day: number }));
    }
    Some((rest, DateForm::Weekday(Direction::Plain, day)))
}

/// `October 19, 2020`, `October 2020`, `October`.
fn month_date(input: &str) -> Option<(&str, DateForm<'_>)> {
    let (rest, month) = month(input).ok()?;
    let (after, year) = year_after(rest);
    if year.is_some() {
        return Some((after, DateForm::Month { year, month }));
    }
    let next = gap(rest);
    let next = phrase(next, "the").map_or(next, gap);
    if next.len() < rest.len()
        && clock(next).is_err()
        && let Ok((rest, day)) = day_number(next)
        && word_ends(rest)
    {
        let (rest, year) = year_after(rest);
        return Some((rest, DateForm::Day { weekday: None, year, month, day }));
    }
    Some((rest, DateForm::Month { year: None, month }))
}

/// `mid-October`, `early 2020`, `the late 1990s`.
fn part_of(input: &str) -> Option<(&str, DateForm<'_>)> {
    let parts = [("early", Part::Early), ("mid", Part::Mid), ("late", Part::Late)];
    let letters = input.bytes().take_while(u8::is_ascii_alphabetic).count();
    let part = parts.iter().find(|(word, _)| is_word(&input[..letters], word))?.1;
    let rest = &input[letters..];
    let next = rest.strip_prefix('-').unwrap_or_else(|| gap(rest));
    if next.len() == rest.len() {
        return None;
    }
    let (rest, form) = match month(next) {
        Ok((rest, month)) => {
            let (rest, year) = year_after(rest);
            (rest, DateForm::Month { year, month })
        }
        Err(_) => match decade(next) {
            Some(found) => found,
            None => year(next).map(|(rest, year)| (rest, DateForm::Year(year)))?,
        },
    };
    Some((rest, DateForm::PartOf(part, Box::new(form))))
}

/// `Q2 2024`.
fn quarter(input: &str) -> Option<(&str, DateForm<'_>)> {
    let [b'Q' | b'q', quarter @ b'1'..=b'4', ..] = input.as_bytes() else { return None };
    let (rest, year) = year(gap(&input[2..]))?;
    Some((rest, DateForm::Quarter(year, quarter - b'0')))
}

/// `week to 14 July`.
fn week_to(input: &str) -> Option<(&str, DateForm<'_>)> {
    let rest = gap(phrase(input, "week to").or_else(|| phrase(input, "week ending"))?);
    let (rest, form) = match iso_day(rest) {
        Some(found) => found,
        None => day_month(rest).or_else(|_| worded_date(rest)).ok()?,
    };
    takes_clock(&form).then(|| (rest, DateForm::WeekTo(Box::new(form))))
}
