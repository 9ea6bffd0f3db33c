//! One statement as the reasoner sees it on a line of time: at a node the unknown lies between two ends.

use super::endpoint::{Endpoint, above};
use super::weight::Weight;

/// One statement: at a node (a point of time) the unknown lies between two ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<T> {
    /// The node: an index that does not decrease with time; for [`super::partial`] an index into its time ranges, which
    /// need not be before or after each other.
    pub node: u32,
    /// The low end; none is minus infinity.
    pub low: Option<Endpoint<T>>,
    /// The high end; none is plus infinity.
    pub high: Option<Endpoint<T>>,
    /// What it costs to remove the item.
    pub weight: Weight,
}

impl<T: Ord> Item<T> {
    /// Whether no value lies between the ends. Such an item is ignored.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        above(self.low.as_ref(), self.high.as_ref())
    }
}
