//! Relative dates: days, weekdays, lengths of time.

use super::amount::number_word;
use super::calendar::weekday;
use super::failure::{Expected, Failure, Parsed};
use super::number_word::number_of_word;
use super::token::{gap, is_word, phrase, word_ends};
use super::tree::{DateForm, Direction, TimeUnit};

const UNITS: [(&str, TimeUnit); 6] = [
    ("minute", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("year", TimeUnit::Year),
];

/// `today`, `yesterday`, `tomorrow`.
pub(super) fn day_offset(input: &str) -> Option<(&str, DateForm<'_>)> {
    let words = [("today", 0), ("yesterday", -1), ("tomorrow", 1)];
    words.iter().find_map(|(word, days)| Some((phrase(input, word)?, DateForm::DayOffset(*days))))
}

/// A date that begins with `last`, `next`, `this` or `past`: `last Friday`, `next week`, `past 24 hours`, `last two
/// months`.
pub(super) fn last_or_next(input: &str) -> Option<(&str, DateForm<'_>)> {
    let past = phrase(input, "past").map(gap);
    let turns = [("last", Direction::Last, -1), ("next", Direction::Next, 1), ("this", Direction::This, 0)];
    let turn =
        turns.iter().find_map(|(word, direction, step)| Some((gap(phrase(input, word)?), *direction, *step)));
    let rest = past.or(turn.map(|(rest, ..)| rest))?;
    if (past.is_some() || matches!(turn, Some((_, Direction::Last, _))))
        && let Some((after, count)) = count(rest)
        && let Some((after, unit)) = time_unit(gap(after))
    {
        return Some((after, DateForm::Past(count, unit)));
    }
    if let Some((after, unit)) = time_unit(rest) {
        let form = turn.map_or(DateForm::Past(1, unit), |(_, _, step)| DateForm::Calendar(step, unit));
        return Some((after, form));
    }
    let (_, direction, _) = turn?;
    let (after, day) = weekday(rest)?;
    Some((after, DateForm::Weekday(direction, day)))
}

/// `3 days ago`, `two weeks ago`.
pub(super) fn ago(input: &str) -> Parsed<'_, DateForm<'_>> {
    let found = count(input).and_then(|(rest, count)| {
        let (rest, unit) = time_unit(gap(rest))?;
        Some((phrase(gap(rest), "ago")?, DateForm::Ago(count, unit)))
    });
    match found {
        Some(found) => Ok(found),
        None => Failure::want(input, Expected::Date),
    }
}

/// A small whole number, in digits or in a word.
pub(super) fn count(input: &str) -> Option<(&str, u32)> {
    let digits = input.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((&input[digits..], input[..digits].parse().ok()?));
    }
    let (rest, word) = number_word(input).ok()?;
    Some((rest, number_of_word(word)?))
}

pub(super) fn time_unit(input: &str) -> Option<(&str, TimeUnit)> {
    let letters = input.bytes().take_while(u8::is_ascii_alphabetic).count();
    let found = &input[..letters];
    let one = found.strip_suffix('s').unwrap_or(found);
    let unit = UNITS.iter().find(|(name, _)| is_word(one, name))?.1;
    word_ends(&input[letters..]).then_some((&input[letters..], unit))
}
