//! The cost of removing items, and how ties between equally small repairs are broken.

use std::ops::Add;

/// The cost of removing an item. Statements of origins are compared first, then those in own
/// voices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight {
    /// Statements of origins.
    pub origins: u32,
    /// Statements in an outlet's own voice. In the search for a repair an item that weighs nothing
    /// counts as one of these, but it outweighs nothing.
    pub own: u32,
}

impl Weight {
    /// One statement of an origin.
    pub const ORIGIN: Self = Self { origins: 1, own: 0 };
    /// One statement in an own voice.
    pub const OWN: Self = Self { origins: 0, own: 1 };

    /// One statement of an origin, with a tie breaker.
    pub(super) fn of_one(tie_breaker: u32) -> Self {
        Self { origins: 1, own: tie_breaker }
    }
}

impl Weight {
    /// Whether keeping an item of this weight costs more than necessary: `cost` is that of the
    /// cheapest repair that keeps it, `least` that of the cheapest of all, and `unique` says
    /// whether only one is that cheap. Own voices never outweigh an origin, nor an item that weighs
    /// nothing. An item of own voices alone is outweighed only if the cheapest repair is the only
    /// one.
    #[must_use]
    pub fn is_outweighed(self, cost: Self, least: Self, unique: bool) -> bool {
        if self.own == 0 || self.origins > 0 { cost.origins > least.origins } else { unique && cost > least }
    }
}

impl Add for Weight {
    type Output = Self;

    /// Adds both parts; each saturates.
    fn add(self, other: Self) -> Self {
        Self { origins: self.origins.saturating_add(other.origins), own: self.own.saturating_add(other.own) }
    }
}

/// A weight as one positive number (its cost) that can be added without overflow.
pub(super) type Cost = u128;

/// Which items to keep, whether no other selection is as good, and whether this one is proven to be the best.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    pub(super) keep: Vec<bool>,
    pub(super) unique: bool,
    /// Whether what is left out is proven to be a smallest repair.
    pub(super) is_smallest: bool,
}

/// Up to how many items a tie between them is decided by their order: each has a bit below the two sums of a cost,
/// which take the rest: 48 + 2 · (32 + 6) ≤ 128.
const TIE_BITS: usize = 48;

/// Finds the heaviest selection to keep; in a tie, by several passes of the same method, the one that keeps the
/// lowest items. `indices` are the items' original numbers.
pub(super) fn settle(
    weights: &[Weight],
    indices: &[u32],
    mut solve: impl FnMut(&[Cost]) -> Selection,
) -> Selection {
    let first = solve(&weights.iter().map(|&weight| cost(weight, 64, 0)).collect::<Vec<_>>());
    if first.unique || !first.is_smallest || weights.len() > TIE_BITS {
        return first;
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_unstable_by_key(|&at| indices[at]);
    let mut costs: Vec<Cost> = weights.iter().map(|&weight| cost(weight, TIE_BITS + 38, TIE_BITS)).collect();
    for (rank, at) in order.into_iter().enumerate() {
        costs[at] |= 1 << (TIE_BITS - 1 - rank);
    }
    let second = solve(&costs);
    if second.is_smallest { Selection { unique: false, ..second } } else { first }
}

/// A weight as a cost: the number of origins from one bit on, that of own voices from another.
fn cost(weight: Weight, origins_bit: usize, own_bit: usize) -> Cost {
    let voices = if weight == Weight::default() { 1 } else { weight.own };
    (Cost::from(weight.origins) << origins_bit) | (Cost::from(voices) << own_bit)
}
