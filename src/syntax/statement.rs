//! One statement: its label, its body, its details, and the comments above it that speak to the checker.

use super::allow::allows;
use super::body::body;
use super::date::date;
use super::failure::{Failure, Parsed, Slip, Want};
use super::lines::{Chunk, split};
use super::name::name;
use super::tail::Tail;
use super::token::{blank, label, upto};
use super::tree::{Body, Date, Name, Statement, Value};
use super::trouble::{self, Trouble};
use super::value::value;

/// A text's statements, and what stood in the way of reading others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree<'s> {
    /// The statements that could be read, in order.
    pub statements: Vec<Statement<'s>>,
    /// What could not, and what was read with reservations.
    pub troubles: Vec<Trouble<'s>>,
}

/// Reads a whole text.
#[must_use]
pub fn parse(text: &str) -> Tree<'_> {
    let mut tree = Tree::default();
    for chunk in split(text) {
        let (found, mut troubles) = statement(chunk);
        tree.statements.extend(found);
        tree.troubles.append(&mut troubles);
    }
    tree
}

/// Reads one statement. Where it cannot be read there is one trouble, and no statement; a qualifier given twice and
/// an unknown key are troubles of a statement that is kept, the first of two winning.
#[must_use]
pub fn statement<'s>(chunk: Chunk<'s>) -> (Option<Statement<'s>>, Vec<Trouble<'s>>) {
    if let Some(found) = trouble::unreadable(chunk.text) {
        return (None, vec![found]);
    }
    let mut ends = Tail::default();
    match whole(chunk.text, &mut ends) {
        Ok((rest, (label, body))) => {
            let allows = allows(chunk.lead, &mut ends);
            let troubles = trouble::reservations(&ends);
            let text = upto(chunk.text, rest);
            (Some(Statement { text, label, body, details: ends.details, allows }), troubles)
        }
        Err(error) => (None, vec![trouble::of(chunk.text, error)]),
    }
}

/// `[@label] BODY`.
fn whole<'s>(text: &'s str, ends: &mut Tail<'s>) -> Parsed<'s, (Option<&'s str>, Body<'s>)> {
    let start = text.trim_start();
    if start.len() < text.len() {
        return Failure::slip(start, super::tail::uncommented(start).len(), Slip::Indented);
    }
    let (rest, label) = match text.as_bytes() {
        [b'@', ..] => label(text).map(|(rest, label)| (blank(rest), Some(label)))?,
        _ => (text, None),
    };
    let (rest, body) = body(rest, ends)?;
    Ok((rest, (label, body)))
}

/// Reads a value that is a text of its own, such as a table's cell; every form that may follow a filler.
///
/// # Errors
/// The trouble, where the text is not wholly a value.
pub fn cell_value(text: &str) -> Result<Value<'_>, Trouble<'_>> {
    cell(text, value)
}

/// Reads a date that is a text of its own.
///
/// # Errors
/// The trouble, where the text is not wholly a date.
pub fn cell_date(text: &str) -> Result<Date<'_>, Trouble<'_>> {
    cell(text, date)
}

/// Reads a name that is a text of its own.
///
/// # Errors
/// The trouble, where the text is not wholly a name.
pub fn cell_name(text: &str) -> Result<Name<'_>, Trouble<'_>> {
    cell(text, name)
}

fn cell<'s, T>(text: &'s str, read: impl Fn(&'s str) -> Parsed<'s, T>) -> Result<T, Trouble<'s>> {
    if let Some(found) = trouble::unreadable(text) {
        return Err(found);
    }
    match read(blank(text)) {
        Ok((rest, found)) if blank(rest).is_empty() => Ok(found),
        Ok((rest, _)) => Err(trouble::of(text, Failure::want::<()>(blank(rest), Want::End).unwrap_err())),
        Err(error) => Err(trouble::of(text, error)),
    }
}
