//! Conflicts of which no part conflicts.

use crate::reason::linear::engine::Explanation;

/// Items that cannot all hold, while any fewer of them can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MinimalConflict {
    /// Ascending.
    pub(super) items: Vec<u32>,
    pub(super) by: Ground,
}

/// What items conflict by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// These rows, ascending. If the conflict was found in an excerpt, in which one unknown stands
    /// for another, a proof may need further rows.
    Rows(Vec<u32>),
    /// A product.
    Product,
}

impl MinimalConflict {
    /// A conflict by a product.
    pub(super) fn by_product(items: Vec<u32>) -> Self {
        Self { items, by: Ground::Product }
    }

    /// Whether rows have a part in it.
    pub(super) fn is_by_rows(&self) -> bool {
        match &self.by {
            Ground::Rows(rows) => !rows.is_empty(),
            Ground::Product => false,
        }
    }
}

impl From<Explanation> for MinimalConflict {
    fn from(Explanation { items, rows }: Explanation) -> Self {
        Self { items, by: Ground::Rows(rows) }
    }
}
