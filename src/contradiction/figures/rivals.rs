//! For an item of a conflict: the item of the same voice that contradicts it.

use crate::contradiction::figures::lines::Lines;
use crate::corpus::Voice;
use crate::model::Number;
use crate::reason::{Conflict, Item};

/// The items of a conflict by voice, in the order of their nodes. A voice against itself is the clearest proof, and a
/// slip whatever others say, so such rivals are shown before nearer ones.
pub(super) struct OwnRivals<'l, F> {
    lines: &'l Lines,
    /// Each item with its voice, its node, and whether the repair removes it.
    all: Vec<(Voice, u32, bool, u32)>,
    /// The voice and the node of an item.
    key: F,
}

/// An item is compared with at most this many items of its voice before it, and as many after it.
/// The nearest may be hedged, and allow what one further away excludes.
const NEIGHBOURS: usize = 16;

impl<'l, F: Fn(u32) -> (Voice, u32)> OwnRivals<'l, F> {
    /// The items of a conflict.
    pub(super) fn of(conflict: &Conflict, lines: &'l Lines, key: F) -> Self {
        let removed = |item: &u32| conflict.repair.binary_search(item).is_ok();
        let mut all: Vec<(Voice, u32, bool, u32)> =
            conflict.items.iter().map(|item| (key(*item).0, key(*item).1, removed(item), *item)).collect();
        all.sort_unstable();
        Self { lines, all, key }
    }

    /// The nearest item of the same voice that an item contradicts: kept ones first, then those at its own node.
    pub(super) fn rival(&self, items: &[Item<Number>], item: u32) -> Option<u32> {
        let (voice, node) = (self.key)(item);
        let here = self.all.partition_point(|&(other, at, ..)| (other, at) < (voice, node));
        let after = self.all[here..].iter().take(NEIGHBOURS);
        let before = self.all[..here].iter().rev().take(NEIGHBOURS);
        let near = after.chain(before);
        let own = near.filter(|&&(other, _, _, rival)| {
            let clash = || self.lines.clash(&items[item as usize], &items[rival as usize]);
            other == voice && rival != item && clash()
        });
        own.min_by_key(|&&(_, at, removed, rival)| (removed, at.abs_diff(node), rival))
            .map(|&(.., rival)| rival)
    }
}
