//! What to tell a reader whose statement could not be read: where, what would do there, and the likely mend.

use crate::finding::ProblemKind;

use super::failure::Failure;
use super::tail::Tail;

/// Something that stood in the way of reading a statement; every slice points into its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble<'s> {
    /// Which rule tells it.
    pub kind: ProblemKind,
    /// The exact place.
    pub at: &'s str,
    /// A few words under the underline.
    pub label: String,
    /// Other places that belong to it, each with its few words.
    pub others: Vec<(&'s str, String)>,
    /// The problem in a sentence.
    pub message: String,
    /// What can be done.
    pub help: Vec<String>,
}

pub(super) fn unreadable(text: &str) -> Option<Trouble<'_>> {
    let _ = text;
    None
}

pub(super) fn reservations<'s>(ends: &Tail<'s>) -> Vec<Trouble<'s>> {
    let _ = ends;
    Vec::new()
}

pub(super) fn of<'s>(text: &'s str, error: nom::Err<Failure<'s>>) -> Trouble<'s> {
    let _ = text;
    Trouble { kind: ProblemKind::Syntax, at: text, label: format!("{error:?}"), others: vec![], message: String::new(), help: vec![] }
}
