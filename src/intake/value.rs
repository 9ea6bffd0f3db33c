//! Reads the cell of a figure, as people and spreadsheets write it.

use super::excel;
use super::foreign_scale::scaled;
use crate::syntax::tree::{Figure, Form, Hedge, Name, Value, ValueKind};
use crate::syntax::{self, SyntaxError};

/// A cell as one whole name.
pub(super) fn whole_name(cell: &str) -> Name<'_> {
    Name { raw: cell, quoted: false }
}

/// What people write after a figure that is only approximate.
const ABOUT: [&str; 14] = [
    "(approximately)",
    "(approx.)",
    "(approx)",
    "(estimated)",
    "(estimate)",
    "(est.)",
    "(est)",
    "(ca.)",
    "approximately",
    "approx.",
    "approx",
    "estimated",
    "est.",
    "est",
];

/// What a column of units calls percentages.
const SHARES: [&str; 12] = [
    "percent",
    "per cent",
    "pct",
    "percentage",
    "share",
    "rate",
    "ratio",
    "proportion",
    "prozent",
    "anteil",
    "pour cent",
    "part",
];

/// Whether a unit says of a percentage only that it is one.
pub(super) fn is_word_for_shares(unit: &str) -> bool {
    SHARES.iter().any(|word| word.eq_ignore_ascii_case(unit))
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
    if let Some(figure) = hedged_behind(cell) {
        return Ok(Value { text: cell, kind: ValueKind::Figure(scaled(figure)), change: None });
    }
    let read = syntax::value(cell).map(|value| match value.kind {
        ValueKind::Figure(figure) => Value { kind: ValueKind::Figure(scaled(figure)), ..value },
        _ => value,
    });
    read.or_else(|error| {
        if let Some(figure) = without_footnote(cell).and_then(figure) {
            return Ok(Value { text: cell, kind: ValueKind::Figure(figure), change: None });
        }
        let name = !cell.bytes().any(|byte| byte.is_ascii_digit()) && cell.chars().any(char::is_alphabetic);
        if name && !cell.starts_with(['{', '"', '“', '„', '«']) {
            return Ok(Value { text: cell, kind: ValueKind::Name(whole_name(cell)), change: None });
        }
        Err(error)
    })
}

/// A text that is a figure and nothing else.
fn figure(text: &str) -> Option<Figure<'_>> {
    match syntax::value(text) {
        Ok(Value { kind: ValueKind::Figure(figure), change: None, .. }) => Some(figure),
        _ => None,
    }
}

/// A figure with a word after it that says it is only approximate: `45 (est.)`.
fn hedged_behind(cell: &str) -> Option<Figure<'_>> {
    let bare = ABOUT.iter().find_map(|word| {
        let at = cell.len().checked_sub(word.len())?;
        let is_word = cell.get(at..)?.eq_ignore_ascii_case(word);
        let before = cell[..at].trim_end();
        (is_word && before.len() < at).then_some(before)
    })?;
    let figure = figure(bare).filter(|_| bare.starts_with(|c: char| !c.is_alphabetic()))?;
    match figure.form {
        Form::Plain(amount) => Some(Figure { form: Form::Hedged(Hedge::About, amount), ..figure }),
        _ => None,
    }
}

/// A cell without the mark of a footnote behind its last digit: `45*`, `45[1]`, `12%†`.
fn without_footnote(cell: &str) -> Option<&str> {
    let starred = cell.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵']);
    let bare = if starred.len() < cell.len() {
        starred
    } else {
        let (bare, mark) = cell.strip_suffix(']')?.rsplit_once('[')?;
        let is_mark = (1..=3).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_mark {
            return None;
        }
        bare
    };
    let bare = bare.trim_end();
    bare.ends_with(|c: char| c.is_ascii_digit() || c == '%').then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::syntax::tree::{Figure, Form, Hedge, Value, ValueKind};

    fn form(cell: &str) -> Option<Form<'_>> {
        match value(cell) {
            Ok(Value { kind: ValueKind::Figure(Figure { form, .. }), text, .. }) if text == cell => {
                Some(form)
            }
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for cell in ["45*", "45**", "45[1]", "45 [a]", "45†", "45¹", "1,200*"] {
            assert!(matches!(form(cell), Some(Form::Plain(_))), "{cell}");
        }
        for cell in [
            "45 (est.)",
            "45 approx.",
            "45 approx",
            "1.2m (estimate)",
            "approx. 45",
            "c. 45",
            "ca 45",
            "est. 45",
        ] {
            assert!(matches!(form(cell), Some(Form::Hedged(Hedge::About, _))), "{cell}");
        }
        assert!(matches!(form("(45)"), Some(Form::Plain(amount)) if amount.negative));
        for cell in ["45[see note]", "*45", "45*6"] {
            assert!(form(cell).is_none(), "{cell}");
        }
    }
}
