//! Values, dates, names and properties that are texts of their own, such as a table's cells.

use super::change::changed_value;
use super::diagnosis;
use super::failure::{Expected, ExpectedSet, Failure, Parsed};
use super::syntax_error::{SyntaxError, unreadable};
use super::token::blank;
use super::tree::{Date, Name, PropertyKind, Value};

/// Reads a value, in any form that it can have after `is`.
///
/// # Errors
/// The problem, where the text is not wholly a value.
pub fn value(text: &str) -> Result<Value<'_>, SyntaxError<'_>> {
    // Most are digits and nothing else, which is no date, name or truth.
    let digits = |byte: u8| byte.is_ascii_digit() || byte == b',';
    if text.as_bytes().first().is_some_and(u8::is_ascii_digit) && text.bytes().all(digits) {
        return cell(text, super::value::plain_value);
    }
    cell(text, |text| changed_value(text).or_else(|_| super::value::value(text)))
}

/// Reads a date.
///
/// # Errors
/// The problem, where the text is not wholly a date.
pub fn date(text: &str) -> Result<Date<'_>, SyntaxError<'_>> {
    cell(text, super::date::date)
}

/// Reads a name.
///
/// # Errors
/// The problem, where the text is not wholly a name.
pub fn name(text: &str) -> Result<Name<'_>, SyntaxError<'_>> {
    cell(text, super::name::name)
}

/// Reads a line that stands below a definition.
///
/// # Errors
/// The problem, where the text is not wholly a property.
pub fn property(text: &str) -> Result<PropertyKind<'_>, SyntaxError<'_>> {
    cell(text, super::define::property)
}

fn cell<'s, T>(text: &'s str, read: impl Fn(&'s str) -> Parsed<'s, T>) -> Result<T, SyntaxError<'s>> {
    if let Some(found) = unreadable(text) {
        return Err(found);
    }
    match read(blank(text)) {
        Ok((rest, found)) if blank(rest).is_empty() => Ok(found),
        Ok((rest, _)) => {
            let failure =
                Failure { at: blank(rest), expected: ExpectedSet::one(Expected::End), mistake: None };
            Err(diagnosis::of(text, nom::Err::Error(failure)))
        }
        Err(error) => Err(diagnosis::of(text, error)),
    }
}
