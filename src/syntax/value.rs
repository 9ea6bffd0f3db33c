//! Values: figures, truth values, names, sets, dates.

use super::change::change_after;
use super::date::date;
use super::failure::{Expected, ExpectedSet, Failure, Parsed};
use super::figure::{figure, figure_stands};
use super::hedge::hedge;
use super::name::{name, opens_quote, set};
use super::token::{Key, blank, name_ends, phrase, reserved, text_until, word_before_colon};
use super::tree::{DateForm, Value, ValueKind};

/// What is expected as a value after a filler (`is`, `:`).
const ANY: ExpectedSet = ExpectedSet::one(Expected::Figure)
    .and(Expected::Date)
    .and(Expected::Name)
    .and(Expected::Set)
    .and(Expected::Truth);

/// A value with no filler before it: a figure in digits, a set, or what a set includes or excludes.
#[inline]
pub(super) fn plain_value(input: &str) -> Parsed<'_, Value<'_>> {
    if figure_stands(input) || phrase(input, "between").is_some() {
        return with_change(input, figure(input).map(|(rest, figure)| (rest, ValueKind::Figure(figure))));
    }
    match input.as_bytes() {
        [b'{', ..] => with_change(input, set(input).map(|(rest, names)| (rest, ValueKind::Set(names)))),
        _ => match member(input) {
            Some(found) => with_change(input, found),
            None => Failure::want(input, Expected::Figure),
        },
    }
}

/// A value in any of its forms.
pub(super) fn value(input: &str) -> Parsed<'_, Value<'_>> {
    with_change(input, kind(input))
}

#[inline]
/// A value with the change that follows its figure: `40, up 12%`.
fn with_change<'s>(input: &'s str, found: Parsed<'s, ValueKind<'s>>) -> Parsed<'s, Value<'s>> {
    let (rest, kind) = found?;
    let text = text_until(input, rest);
    // Most values end here: a comma after a figure is rare.
    let (rest, change) = match kind {
        ValueKind::Figure(_) => change_after(rest)?,
        _ => (rest, None),
    };
    Ok((rest, Value { text, kind, change }))
}

fn kind(input: &str) -> Parsed<'_, ValueKind<'_>> {
    if opens_quote(input) {
        return name(input).map(|(rest, name)| (rest, ValueKind::Name(name)));
    }
    if input.starts_with('{') {
        return set(input).map(|(rest, names)| (rest, ValueKind::Set(names)));
    }
    if let Some(found) = member(input) {
        return found;
    }
    // `no` may be the first word of `no more than`, even at the end of a line.
    if hedge(input).is_err()
        && let Some((rest, truth)) = truth(input)
    {
        return Ok((rest, ValueKind::Truth(truth)));
    }
    let dated = date(input);
    match dated {
        Ok((rest, date)) if name_ends(rest) && !bare_year(&date.form, date.text) => {
            return Ok((rest, ValueKind::Date(date)));
        }
        Err(nom::Err::Failure(failure)) => return Err(nom::Err::Failure(failure)),
        _ => {}
    }
    let failed = match figure(input) {
        Ok((rest, figure)) if figure_stands(input) || name_ends(rest) => {
            return Ok((rest, ValueKind::Figure(figure)));
        }
        Ok(_) => None,
        Err(nom::Err::Failure(failure)) => return Err(nom::Err::Failure(failure)),
        Err(nom::Err::Error(failure)) if figure_stands(input) => return Err(nom::Err::Error(failure)),
        Err(error) => Some(error),
    };
    match (name(input), failed) {
        (Ok((rest, name)), _) => match super::qualifier::stray_mark(name, rest) {
            Some((at, mistake)) => Failure::mistake(&input[at..], name.raw.len() - at, mistake),
            None => Ok((rest, ValueKind::Name(name))),
        },
        (Err(nom::Err::Error(failure)), _) if failure.at.len() == input.len() => {
            Failure::expected(input, ANY)
        }
        (Err(error), _) => Err(error),
    }
}

/// Whether a date can also be read as a figure: `2020`, `2020%`, `1990-95`.
fn bare_year(form: &DateForm<'_>, text: &str) -> bool {
    match form {
        DateForm::Year(_) => text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'%'),
        DateForm::Month { month, .. } => {
            *month > 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        }
        _ => false,
    }
}

/// `includes X`, `excludes X`.
pub(super) fn member(input: &str) -> Option<Parsed<'_, ValueKind<'_>>> {
    let found = word_before_colon(input);
    let key = reserved(found).filter(|key| matches!(key, Key::Includes | Key::Excludes))?;
    let rest = blank(&input[found.len()..]);
    Some(name(rest).map(|(rest, name)| match key {
        Key::Includes => (rest, ValueKind::Includes(name)),
        _ => (rest, ValueKind::Excludes(name)),
    }))
}

/// The words for true and for false. What lies between them (`mostly false`) is a verdict, and is read as a name.
const TRUTHS: [(&str, bool); 16] = [
    ("true", true),
    ("right", true),
    ("correct", true),
    ("accurate", true),
    ("confirmed", true),
    ("yes", true),
    ("false", false),
    ("untrue", false),
    ("wrong", false),
    ("incorrect", false),
    ("inaccurate", false),
    ("denied", false),
    ("no", false),
    ("not true", false),
    ("not correct", false),
    ("not accurate", false),
];

/// `true`, `right`, `confirmed`; `false`, `not true`, `denied`; nothing else after them.
pub(super) fn truth(input: &str) -> Option<(&str, bool)> {
    let (rest, truth) = TRUTHS.iter().find_map(|(word, truth)| Some((phrase(input, word)?, *truth)))?;
    name_ends(rest).then_some((rest, truth))
}
