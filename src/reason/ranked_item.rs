//! Items with their ends replaced by ranks, so that the main work compares small numbers. As intervals over time they
//! are called *bars*.

use super::endpoint::Endpoint;
use super::item::Item;
use super::moment::TimeRange;
use super::weight::Weight;

/// An item with its ends replaced by ranks: a *bar*, from its low to its high end, at its node (`when`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RankedItem {
    pub(super) index: u32,
    /// The rank of the low end; 0 is minus infinity.
    pub(super) low: u32,
    /// The rank of the high end on the same scale; `u32::MAX` is plus infinity.
    pub(super) high: u32,
    /// The times at which the high end and the low end apply.
    pub(super) when: TimeRange,
    pub(super) weight: Weight,
}

impl RankedItem {
    /// Whether its low end applies no later than the other's high end, and is above it.
    pub(super) fn over(&self, other: &Self) -> bool {
        self.low > other.high && self.when.end.reaches(other.when.start)
    }
}

/// The chosen items as bars, in the order of the selection.
pub(super) fn ranked<T: Ord>(
    items: &[Item<T>],
    chosen: &[u32],
    when: impl Fn(u32) -> TimeRange,
) -> Vec<RankedItem> {
    let mut ends: Vec<(&Endpoint<T>, u32, bool)> = Vec::with_capacity(chosen.len() * 2);
    let mut ranked: Vec<RankedItem> = Vec::with_capacity(chosen.len());
    for (&index, at) in chosen.iter().zip(0_u32..) {
        let item = &items[index as usize];
        ends.extend(item.low.as_ref().map(|endpoint| (endpoint, at, true)));
        ends.extend(item.high.as_ref().map(|endpoint| (endpoint, at, false)));
        ranked.push(RankedItem { index, low: 0, high: u32::MAX, when: when(item.node), weight: item.weight });
    }
    ends.sort_unstable_by(|a, b| a.0.cmp(b.0));
    let mut rank = 0;
    let mut last: Option<&Endpoint<T>> = None;
    for (endpoint, at, is_low) in ends {
        if last != Some(endpoint) {
            rank += 1;
            last = Some(endpoint);
        }
        let ranked_item = &mut ranked[at as usize];
        *(if is_low { &mut ranked_item.low } else { &mut ranked_item.high }) = rank;
    }
    ranked
}
