//! What a row of SDMX-CSV 2.0 does with its observation.

use super::code::parts;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Action {
    /// Nothing: the row says what there is.
    Informs,
    /// What the row says is added to what there is, and goes before it.
    Merges,
    /// The row takes the place of what there is.
    Replaces,
    /// What there is is taken back.
    Deletes,
}

impl Action {
    /// What a cell says; none if it is no action.
    pub(in crate::intake) fn of(cell: &str) -> Option<Self> {
        let is = |letter: &&str| letter.eq_ignore_ascii_case(parts(cell).0);
        let actions = [
            (Self::Informs, &["", "I"][..]),
            (Self::Merges, &["A", "M"]),
            (Self::Replaces, &["R"]),
            (Self::Deletes, &["D"]),
        ];
        actions.into_iter().find(|(_, letters)| letters.iter().any(is)).map(|(action, _)| action)
    }
}
