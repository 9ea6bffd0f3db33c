//! Names, values and dates as the claim language writes them.

use crate::settings::DecimalMark;
use crate::syntax;
use crate::syntax::tree::{
    Change, ChangeFigure, Clock, Date, DateForm, Figure, Name, SinceKind, Value, ValueKind,
};

/// A name without quotation marks, blanks single.
pub(super) fn plain(name: &Name<'_>) -> String {
    spaced(&name.text())
}

/// A text with single blanks.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name in the claim language: unquoted if `reads` confirms that it is then read as the same name.
pub(super) fn name(text: &str, reads: impl Fn(&str) -> bool) -> String {
    if reads(text) { text.to_owned() } else { syntax::quoted(text) }
}

/// Whether an unquoted text is read as one whole name.
pub(super) fn is_name(text: &str) -> bool {
    matches!(syntax::name(text), Ok(name) if name.raw == text && !name.quoted)
}

/// Whether an unquoted text is read as a value that is a name.
fn is_value_name(text: &str) -> bool {
    matches!(syntax::value(text), Ok(Value { kind: ValueKind::Name(name), .. }) if name.raw == text && !name.quoted)
}

/// A value in the claim language.
pub(super) fn value(value: &Value<'_>, decimal: Option<DecimalMark>) -> String {
    let plain_name = |one: &Name<'_>| name(&plain(one), is_name);
    match &value.kind {
        ValueKind::Figure(figure) => {
            let said = said(figure, value.text, decimal);
            match &value.change {
                Some(change) => format!("{said}, {}", changed(change, decimal)),
                None => said,
            }
        }
        ValueKind::Name(one) => name(&plain(one), is_value_name),
        ValueKind::Set(names) => {
            format!("{{{}}}", names.iter().map(plain_name).collect::<Vec<_>>().join(", "))
        }
        ValueKind::Includes(one) => format!("includes {}", plain_name(one)),
        ValueKind::Excludes(one) => format!("excludes {}", plain_name(one)),
        ValueKind::Truth(_) => spaced(value.text),
        ValueKind::Date(found) => date(found),
    }
}

/// A figure in the claim language.
fn said(figure: &Figure<'_>, text: &str, decimal: Option<DecimalMark>) -> String {
    let mut written = text.to_owned();
    let numerals = || figure.form.amounts();
    if decimal == Some(DecimalMark::Comma) {
        for amount in numerals() {
            let swapped: String = amount
                .numeral
                .chars()
                .map(|c| match c {
                    ',' => '.',
                    '.' => ',',
                    other => other,
                })
                .collect();
            written = written.replacen(amount.numeral, &swapped, 1);
        }
    }
    if written.starts_with('(') && numerals().any(|amount| amount.negative) {
        written = format!("-{}", written.trim_matches(['(', ')']).trim());
    }
    let mut written = spaced(&written);
    if let Some(unit) = figure.unit
        && !within(unit.raw, text)
    {
        written.push(' ');
        written.push_str(&name(&plain(&unit), is_name));
    }
    written
}

/// How a figure has changed, as the claim language writes it after the figure, whatever the original order.
fn changed(change: &Change<'_>, decimal: Option<DecimalMark>) -> String {
    let part = |part: &ChangeFigure<'_>| said(&part.figure, part.text, decimal);
    let mut text = String::new();
    if change.hedge.is_some() {
        // The hedge is the words before the verb.
        let word = change.text.to_ascii_lowercase();
        let at = word.find(change.verb.keyword()).or_else(|| word.find("trebled")).unwrap_or(0);
        text.push_str(&spaced(&change.text[..at]));
        text.push(' ');
    }
    text.push_str(change.verb.keyword());
    if let Some(by) = &change.by {
        text.push(' ');
        text.push_str(&part(by));
    }
    if let Some(from) = &change.from {
        text.push_str(" from ");
        text.push_str(&part(from));
    }
    if let Some(since) = &change.since {
        match &since.kind {
            SinceKind::Date(found) => text.push_str(&format!(" since {}", date(found))),
            SinceKind::Earlier(..) => {
                text.push_str(if change.from.is_some() { " " } else { " from " });
                text.push_str(&spaced(since.text));
            }
        }
    }
    text
}

/// Whether a slice lies in another.
fn within(part: &str, whole: &str) -> bool {
    let from = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    from <= whole.len() && part.len() <= whole.len() - from
}

/// A date as written, or in a form of the language if a table has it in another one, or its settings give it another
/// reading.
pub(super) fn date(date: &Date<'_>) -> String {
    let text = spaced(date.text);
    let same = |read: &Date<'_>| read.form == date.form && read.clock == date.clock;
    if syntax::date(&text).is_ok_and(|read| same(&read)) {
        return text;
    }
    match &date.form {
        DateForm::Day { year: Some(year), month, day, .. } => {
            let clock = date.clock.map(clock).unwrap_or_default();
            format!("{year:04}-{month:02}-{day:02}{clock}")
        }
        DateForm::Month { year: Some(year), month } => format!("{year:04}-{month:02}"),
        DateForm::Year(year) => format!("{year:04}"),
        DateForm::Quarter(year, quarter) => format!("Q{quarter} {year:04}"),
        DateForm::Week(year, week) => format!("{year:04}-W{week:02}"),
        DateForm::Interval(Some(from), Some(to)) => format!("{}/{}", self::date(from), self::date(to)),
        _ => text,
    }
}

/// A time of day after its date.
fn clock(clock: Clock) -> String {
    let (hours, minutes, seconds) = (clock.seconds / 3_600, clock.seconds / 60 % 60, clock.seconds % 60);
    let seconds = if seconds > 0 { format!(":{seconds:02}") } else { String::new() };
    let zone = if clock.offset == Some(0) { "Z" } else { "" };
    format!("T{hours:02}:{minutes:02}{seconds}{zone}")
}
