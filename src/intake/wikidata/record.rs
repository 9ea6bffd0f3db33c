//! A statement of Wikidata as the cells of rows, and whatever could not be read in it.

use crate::intake::field::Field;
use crate::intake::unescaped::Piece;
use crate::syntax::SyntaxError;

/// A statement: a row for each of its references, and one more where it is retracted.
#[derive(Debug)]
pub(in crate::intake) struct Record<'s> {
    /// The statement in the file.
    pub(in crate::intake) text: &'s str,
    /// What messages call it: `Q64, P1082`.
    pub(in crate::intake) named: String,
    /// The cells that all rows have.
    pub(in crate::intake) shared: Vec<Slot<'s>>,
    /// The further cells of each row.
    pub(in crate::intake) rows: Vec<Vec<Slot<'s>>>,
    pub(in crate::intake) errors: Vec<SyntaxError<'s>>,
}

/// A cell.
#[derive(Clone, Debug)]
pub(in crate::intake) enum Slot<'s> {
    /// A field, as other tables have it.
    Field(Field, Piece),
    /// A field with one whole name, whatever marks stand in it.
    Name(Field, Piece),
    /// A figure, and where in the text its unit begins.
    Figure(Piece, usize),
    /// A value that is no figure.
    Value(Written, Piece),
    /// A key of the scope, and its name.
    Key(Piece, Piece),
    /// A detail.
    Detail(&'static str, Piece),
    /// The row is a retraction, and stands here.
    Retraction(&'s str),
}

/// What the text of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Written {
    /// One name.
    Name,
    /// One name of several that hold at once.
    OneOfSeveral,
    /// A date.
    Date,
}
