//! Index of the items kept so far, queried for the nearest one that an item conflicts with.

use std::cmp::Reverse;

use super::ranked_item::RankedItem;

/// The kept bars of a component. Bars are named by their place in the component.
pub(super) struct ConflictIndex<'a> {
    ranked: &'a [RankedItem],
    /// By the moment at which the low end applies, with the low ends of those kept.
    lows: MaxTree<'a>,
    /// By the moment at which the high end applies, with the high ends of those kept, negated.
    highs: MaxTree<'a>,
}

impl<'a> ConflictIndex<'a> {
    /// Nothing kept yet, of those that may be.
    pub(super) fn none_of(ranked: &'a [RankedItem], candidates: &[u32]) -> Self {
        let lows = MaxTree::new(ranked, candidates, |ranked_item| {
            (ranked_item.when.end.to, ranked_item.when.end.from, ranked_item.index)
        });
        let highs = MaxTree::new(ranked, candidates, |ranked_item| {
            (ranked_item.when.start.from, ranked_item.when.start.to, ranked_item.index)
        });
        Self { ranked, lows, highs }
    }

    /// Everything that a choice keeps.
    pub(super) fn all_of(ranked: &'a [RankedItem], keep: &[bool]) -> Self {
        let chosen: Vec<u32> = (0_u32..).zip(keep).filter(|(_, keep)| **keep).map(|(at, _)| at).collect();
        let mut kept = Self::none_of(ranked, &chosen);
        chosen.iter().for_each(|&at| kept.keep(at as usize));
        kept
    }

    /// Keeps a candidate.
    pub(super) fn keep(&mut self, at: usize) {
        self.lows.set(at, self.ranked[at].low);
        // A high end of plus infinity conflicts with nothing, and 0 is never above anything.
        self.highs.set(at, u32::MAX - self.ranked[at].high);
    }

    /// A kept bar's index that this one conflicts with: at the same moment, else across the smallest gap, then at
    /// the earlier moment, then of the lowest index.
    pub(super) fn rival(&self, at: usize) -> Option<u32> {
        let ranked_item = &self.ranked[at];
        let (start, end) = (ranked_item.when.start, ranked_item.when.end);
        let mut found: [Option<(bool, u64, u32)>; 4] = [None; 4];

        // Kept ones before it or at its moment, whose low end is above its high end.
        let level = ranked_item.high;
        if level < u32::MAX {
            let line = &self.lows;
            let same = line.range(|b| (b.when.end.to, b.when.end.from).cmp(&(start.to, start.from)));
            found[0] = line.first(same.0, same.1, level).map(|b| (false, 0, b.index));
            let until = line.range(|b| b.when.end.to.cmp(&start.from)).1;
            if let Some(near) = line.last(until, level) {
                let group = line.range(|b| b.when.end.to.cmp(&near.when.end.to));
                let gap = start.from.abs_diff(near.when.end.to);
                found[1] = line.first(group.0, until, level).map(|b| (b.when.end != start, gap, b.index));
            }
        }
        // Kept ones at its moment or after it, whose high end is below its low end.
        if ranked_item.low > 0 {
            let line = &self.highs;
            let level = u32::MAX - ranked_item.low;
            let same = line.range(|b| (b.when.start.from, b.when.start.to).cmp(&(end.from, end.to)));
            found[2] = line.first(same.0, same.1, level).map(|b| (false, 0, b.index));
            let from = line.range(|b| b.when.start.from.cmp(&end.to)).0;
            if let Some(near) = line.first(from, line.order.len(), level) {
                let gap = near.when.start.from.abs_diff(end.to);
                found[3] = Some((near.when.start != end, gap, near.index));
            }
        }
        found.into_iter().flatten().min().map(|(_, _, index)| index)
    }
}

/// Bars in an order, with a number each and a tree of maxima over the numbers.
struct MaxTree<'a> {
    ranked: &'a [RankedItem],
    order: Vec<u32>,
    place: Vec<u32>,
    tree: Vec<u32>,
    leaves: usize,
}

impl<'a> MaxTree<'a> {
    fn new<K: Ord>(ranked: &'a [RankedItem], candidates: &[u32], key: impl Fn(&RankedItem) -> K) -> Self {
        let mut order = candidates.to_vec();
        order.sort_unstable_by_key(|&at| key(&ranked[at as usize]));
        let mut place = vec![0; ranked.len()];
        for (&at, position) in order.iter().zip(0_u32..) {
            place[at as usize] = position;
        }
        let leaves = order.len().next_power_of_two();
        Self { ranked, order, place, tree: vec![0; leaves * 2], leaves }
    }

    fn set(&mut self, at: usize, number: u32) {
        let mut node = self.leaves + self.place[at] as usize;
        while node > 0 && self.tree[node] < number {
            self.tree[node] = number;
            node /= 2;
        }
    }

    /// The positions whose bars compare equal, the order being ascending in what is compared.
    fn range(&self, compare: impl Fn(&RankedItem) -> std::cmp::Ordering) -> (usize, usize) {
        let order = |&at: &u32| compare(&self.ranked[at as usize]);
        (
            self.order.partition_point(|at| order(at).is_lt()),
            self.order.partition_point(|at| order(at).is_le()),
        )
    }

    /// The first bar from one position up to another with a number above a level.
    fn first(&self, from: usize, until: usize, level: u32) -> Option<&'a RankedItem> {
        let mut node = self.leaves + from;
        if from >= until {
            return None;
        }
        // Climb rightwards to a subtree that holds one, then down its left edge.
        while self.tree[node] <= level {
            while node % 2 == 1 {
                node /= 2;
            }
            if node == 0 {
                return None;
            }
            node += 1;
        }
        while node < self.leaves {
            node *= 2;
            node += usize::from(self.tree[node] <= level);
        }
        self.at(node - self.leaves, from..until)
    }

    /// The last bar before a position with a number above a level.
    fn last(&self, until: usize, level: u32) -> Option<&'a RankedItem> {
        let mut node = self.leaves + until.checked_sub(1)?;
        while self.tree[node] <= level {
            while node > 1 && node.is_multiple_of(2) {
                node /= 2;
            }
            if node == 1 {
                return None;
            }
            node -= 1;
        }
        while node < self.leaves {
            node = node * 2 + 1;
            node -= usize::from(self.tree[node] <= level);
        }
        self.at(node - self.leaves, 0..until)
    }

    fn at(&self, position: usize, within: std::ops::Range<usize>) -> Option<&'a RankedItem> {
        within.contains(&position).then(|| &self.ranked[self.order[position] as usize])
    }
}

/// Adds to the kept bars every other that fits, the heaviest first; returns which are kept in the end.
pub(super) fn fill(ranked: &[RankedItem], mut keep: Vec<bool>) -> Vec<bool> {
    let mut kept = ConflictIndex::none_of(ranked, &(0_u32..).take(ranked.len()).collect::<Vec<_>>());
    (0..ranked.len()).filter(|&at| keep[at]).for_each(|at| kept.keep(at));
    let mut rest: Vec<usize> = (0..ranked.len()).filter(|&at| !keep[at]).collect();
    rest.sort_unstable_by_key(|&at| (Reverse(ranked[at].weight), ranked[at].index));
    for at in rest {
        if kept.rival(at).is_none() {
            keep[at] = true;
            kept.keep(at);
        }
    }
    keep
}
