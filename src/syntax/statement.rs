//! One statement: its label, its body, its details, and the comments above it that address the checker.

use super::allow::allows;
use super::body::body;
use super::diagnosis;
use super::failure::{Failure, Mistake, Parsed};
use super::lines::{Chunk, split};
use super::syntax_error::{SyntaxError, unreadable};
use super::tail::Tail;
use super::token::{blank, label, text_until};
use super::tree::{Body, Statement};

/// A text's statements, and the errors met in reading others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree<'s> {
    /// The statements that could be read, in order.
    pub statements: Vec<Statement<'s>>,
    /// The errors, also of statements that are kept.
    pub errors: Vec<SyntaxError<'s>>,
}

/// Reads a whole text.
#[must_use]
pub fn parse(text: &str) -> Tree<'_> {
    let mut tree = Tree::default();
    for chunk in split(text) {
        let (found, mut errors) = statement(chunk);
        tree.statements.extend(found);
        tree.errors.append(&mut errors);
    }
    tree
}

/// How many statements of a text cannot be read.
#[must_use]
pub fn unread(text: &str) -> usize {
    split(text).filter(|chunk| statement(*chunk).0.is_none()).count()
}

/// Reads one statement. If it cannot be read there is one error, and no statement. A qualifier
/// given twice and an unknown key are errors of a statement that is kept all the same, with the
/// first of the two qualifiers.
#[must_use]
pub fn statement<'s>(chunk: Chunk<'s>) -> (Option<Statement<'s>>, Vec<SyntaxError<'s>>) {
    if let Some(found) = unreadable(chunk.text) {
        return (None, vec![found]);
    }
    let mut tail_parts = Tail::default();
    match labelled_body(chunk.text, &mut tail_parts) {
        Ok((rest, (label, body))) => {
            let allows = allows(chunk.lead, &mut tail_parts);
            let errors = diagnosis::of_kept(&tail_parts);
            let text = text_until(chunk.text, rest);
            (Some(Statement { text, label, body, details: tail_parts.details, allows }), errors)
        }
        Err(error) => (None, vec![diagnosis::of(chunk.text, error)]),
    }
}

/// `[@label] BODY`.
fn labelled_body<'s>(text: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, (Option<&'s str>, Body<'s>)> {
    let start = text.trim_start();
    if start.len() < text.len() {
        return Failure::mistake(start, super::tail::uncommented(start).len(), Mistake::Indented);
    }
    let (rest, label) = match text.as_bytes() {
        [b'@', ..] => label(text).map(|(rest, label)| (blank(rest), Some(label)))?,
        _ => (text, None),
    };
    let (rest, body) = body(rest, tail_parts)?;
    Ok((rest, (label, body)))
}
