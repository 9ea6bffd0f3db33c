//! The result of a conversion, and what is lost in it.

use super::flat_statement::FlatStatement;
use crate::intake::Loss;
use crate::source::Span;

/// A text in its new form.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// The text; empty for a workbook.
    pub text: String,
    /// The workbook; empty for all else.
    pub workbook: Vec<u8>,
    /// What could not be converted, by place in the old text.
    pub lost: Vec<LostStatement>,
    /// What the old text says that no claim can say.
    pub left_out: Vec<Loss>,
    /// The statements that cannot be rows and stay in the old text: definitions, laws and the like.
    pub not_rows: Vec<Span>,
}

impl Converted {
    /// Reports what could not be converted.
    pub(super) fn lose(&mut self, at: Span, why: impl Into<String>) {
        self.lost.push(LostStatement { at, why: why.into() });
    }
}

/// A statement that is missing from the new text.
#[derive(Clone, Debug)]
pub struct LostStatement {
    /// Where it stands.
    pub at: Span,
    /// Why, as a clause.
    pub why: String,
}

/// A statement, and where it stands.
pub(super) struct FoundStatement {
    pub(super) at: Span,
    pub(super) flattened: FlatStatement,
}
