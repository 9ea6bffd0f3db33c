//! An index of the items kept so far, to find the nearest one that an item conflicts with.

use std::cmp::Reverse;

use super::moment::{Line, TimePoint};
use super::ranked_item::RankedItem;

/// The kept bars of a component, given by their positions in the component.
pub(super) struct ConflictIndex<'a> {
    ranked: &'a [RankedItem],
    /// For each line: the low ends of kept bars, ordered by the moments at which they apply.
    lows: [MaxTree<'a>; 2],
    /// For each line: the high ends of kept bars, ordered by the moments at which they apply, negated.
    highs: [MaxTree<'a>; 2],
}

/// The sort key of a moment on a line by its end; none if it is not on the line.
fn by_end(line: Line, moment: TimePoint) -> Option<(i64, i64, TimePoint)> {
    line.of(moment).map(|(from, to)| (to, from, moment))
}

/// The sort key of a moment on a line by its start.
fn by_start(line: Line, moment: TimePoint) -> Option<(i64, i64, TimePoint)> {
    line.of(moment).map(|(from, to)| (from, to, moment))
}

impl<'a> ConflictIndex<'a> {
    /// An empty index for these candidates.
    pub(super) fn with_candidates(ranked: &'a [RankedItem], candidates: &[u32]) -> Self {
        let lows = Line::ALL.map(|line| {
            MaxTree::new(ranked, candidates, |bar| Some((by_end(line, bar.when.end)?, bar.index)))
        });
        let highs = Line::ALL.map(|line| {
            MaxTree::new(ranked, candidates, |bar| Some((by_start(line, bar.when.start)?, bar.index)))
        });
        Self { ranked, lows, highs }
    }

    /// An index of everything that a selection keeps.
    pub(super) fn of_kept(ranked: &'a [RankedItem], keep: &[bool]) -> Self {
        let chosen: Vec<u32> = (0_u32..).zip(keep).filter(|(_, keep)| **keep).map(|(at, _)| at).collect();
        let mut kept = Self::with_candidates(ranked, &chosen);
        chosen.iter().for_each(|&at| kept.keep(at as usize));
        kept
    }

    /// Keeps a candidate.
    pub(super) fn keep(&mut self, at: usize) {
        self.lows.iter_mut().for_each(|tree| tree.set(at, self.ranked[at].low));
        // A high end of plus infinity conflicts with nothing; it becomes 0, which is never above anything.
        self.highs.iter_mut().for_each(|tree| tree.set(at, u32::MAX - self.ranked[at].high));
    }

    /// The index of a kept bar that conflicts with this one: at the same moment, else across the smallest gap, then
    /// at the earlier moment, then with the lowest index.
    pub(super) fn rival(&self, at: usize) -> Option<u32> {
        let ranked_item = &self.ranked[at];
        let (start, end) = (ranked_item.when.start, ranked_item.when.end);
        let mut found: Vec<(bool, u64, u32)> = Vec::new();
        for ((line, lows), highs) in Line::ALL.into_iter().zip(&self.lows).zip(&self.highs) {
            // Kept bars at its moment or before, whose low end is above its high end.
            let level = ranked_item.high;
            if let (Some(key), true) = (by_end(line, start), level < u32::MAX) {
                let same = lows.range(|b| by_end(line, b.when.end).cmp(&Some(key)));
                found.extend(lows.first(same.0, same.1, level).map(|b| (false, 0, b.index)));
                let (begin, ended) = (by_start(line, start).map(|key| key.0), |b: &RankedItem| {
                    by_end(line, b.when.end).map(|key| key.0)
                });
                let until = lows.range(|b| ended(b).cmp(&begin)).1;
                if let Some(near) = lows.last(until, level) {
                    let group = lows.range(|b| ended(b).cmp(&ended(near)));
                    let gap = gap(ended(near), begin);
                    let first = lows.first(group.0, until, level);
                    found.extend(first.map(|b| (b.when.end != start, gap, b.index)));
                }
            }
            // Kept bars at its moment or after, whose high end is below its low end.
            if let (Some(key), true) = (by_start(line, end), ranked_item.low > 0) {
                let level = u32::MAX - ranked_item.low;
                let same = highs.range(|b| by_start(line, b.when.start).cmp(&Some(key)));
                found.extend(highs.first(same.0, same.1, level).map(|b| (false, 0, b.index)));
                let (ended, begin) = (by_end(line, end).map(|key| key.0), |b: &RankedItem| {
                    by_start(line, b.when.start).map(|key| key.0)
                });
                let from = highs.range(|b| begin(b).cmp(&ended)).0;
                if let Some(near) = highs.first(from, highs.order.len(), level) {
                    found.push((near.when.start != end, gap(ended, begin(near)), near.index));
                }
            }
        }
        found.into_iter().min().map(|(_, _, index)| index)
    }
}

/// How far one point of a line is from another.
fn gap(one: Option<i64>, two: Option<i64>) -> u64 {
    one.zip(two).map_or(u64::MAX, |(one, two)| one.abs_diff(two))
}

/// The position of a bar that is not in a tree.
const ABSENT: u32 = u32::MAX;

/// A segment tree of maxima over bars in an order, with a number for each.
struct MaxTree<'a> {
    ranked: &'a [RankedItem],
    order: Vec<u32>,
    place: Vec<u32>,
    tree: Vec<u32>,
    leaves: usize,
}

impl<'a> MaxTree<'a> {
    /// The bars that have a key, sorted by it.
    fn new<K: Ord>(
        ranked: &'a [RankedItem],
        candidates: &[u32],
        key: impl Fn(&RankedItem) -> Option<K>,
    ) -> Self {
        let mut order = candidates.to_vec();
        order.retain(|&at| key(&ranked[at as usize]).is_some());
        order.sort_unstable_by_key(|&at| key(&ranked[at as usize]));
        let mut place = vec![ABSENT; ranked.len()];
        for (&at, position) in order.iter().zip(0_u32..) {
            place[at as usize] = position;
        }
        let leaves = order.len().next_power_of_two();
        Self { ranked, order, place, tree: vec![0; leaves * 2], leaves }
    }

    fn set(&mut self, at: usize, number: u32) {
        if self.place[at] == ABSENT {
            return;
        }
        let mut node = self.leaves + self.place[at] as usize;
        while node > 0 && self.tree[node] < number {
            self.tree[node] = number;
            node /= 2;
        }
    }

    /// The positions whose bars compare equal; the order is ascending in what is compared.
    fn range(&self, compare: impl Fn(&RankedItem) -> std::cmp::Ordering) -> (usize, usize) {
        let order = |&at: &u32| compare(&self.ranked[at as usize]);
        (
            self.order.partition_point(|at| order(at).is_lt()),
            self.order.partition_point(|at| order(at).is_le()),
        )
    }

    /// The first bar in a range of positions whose number is above a level.
    fn first(&self, from: usize, until: usize, level: u32) -> Option<&'a RankedItem> {
        let mut node = self.leaves + from;
        if from >= until {
            return None;
        }
        // Climbs right to a subtree that contains one, then down along its left edge.
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

    /// The last bar before a position whose number is above a level.
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

/// Adds all bars that fit to the kept ones, the heaviest first; returns which are kept in the end.
pub(super) fn fill(ranked: &[RankedItem], mut keep: Vec<bool>) -> Vec<bool> {
    let mut kept = ConflictIndex::with_candidates(ranked, &(0_u32..).take(ranked.len()).collect::<Vec<_>>());
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
