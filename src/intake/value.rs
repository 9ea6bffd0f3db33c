//! Reads the cell of a figure, as people and spreadsheets write it.

use super::excel;
use crate::syntax::tree::{Form, Name, Value, ValueKind};
use crate::syntax::{self, SyntaxError};

/// A cell as one whole name.
pub(super) fn whole_name(cell: &str) -> Name<'_> {
    Name { raw: cell, quoted: false }
}

/// A value cell. A text that is no other value and has no digit is a name.
pub(super) fn value(cell: &str) -> Result<Value<'_>, SyntaxError<'_>> {
    if let Some(inner) = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && let Ok(Value { kind: ValueKind::Figure(mut figure), .. }) = syntax::value(inner)
        && let Form::Plain(amount) = &mut figure.form
        && !amount.negative
        && figure.unit.is_none()
    {
        // Accountants write negative figures in brackets.
        amount.negative = true;
        return Ok(Value { text: cell, kind: ValueKind::Figure(figure), change: None });
    }
    if let Some(error) = excel::shortened(cell) {
        return Err(error);
    }
    syntax::value(cell).or_else(|error| {
        let name = !cell.bytes().any(|byte| byte.is_ascii_digit()) && cell.chars().any(char::is_alphabetic);
        if name && !cell.starts_with(['{', '"', '“', '„', '«']) {
            return Ok(Value { text: cell, kind: ValueKind::Name(whole_name(cell)), change: None });
        }
        Err(error)
    })
}
