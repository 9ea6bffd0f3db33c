//! Cores without a proof: items that cannot all hold, while any fewer of them can.

use crate::reason::linear::engine::Explanation;

/// A core that is not proved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnprovedCore {
    /// Ascending.
    pub(super) items: Vec<u32>,
    pub(super) by: ConflictReason,
}

/// What items conflict by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ConflictReason {
    /// These rows, ascending. If the conflict was found in an excerpt, in which one unknown stands
    /// for another, a proof may need further rows.
    Rows(Vec<u32>),
    /// A product.
    Product,
}

impl UnprovedCore {
    /// A conflict by a product.
    pub(super) fn by_product(items: Vec<u32>) -> Self {
        Self { items, by: ConflictReason::Product }
    }

    /// Whether rows have a part in it.
    pub(super) fn is_by_rows(&self) -> bool {
        match &self.by {
            ConflictReason::Rows(rows) => !rows.is_empty(),
            ConflictReason::Product => false,
        }
    }
}

impl From<Explanation> for UnprovedCore {
    fn from(Explanation { items, rows }: Explanation) -> Self {
        Self { items, by: ConflictReason::Rows(rows) }
    }
}
