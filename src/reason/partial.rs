//! Conflicts if nodes are ranges of time that are not all comparable: uncertain instants, times of day beside days.
//!
//! Under "lies above and before" the bars are a partially ordered set, and a consistent selection is an antichain. By
//! Dilworth's theorem with weights, the heaviest antichain leaves what a maximum flow carries through the pairs; a
//! minimum cut of that flow is a smallest repair. It is the only one if the cut nearest to the source is also the one
//! nearest to the sink (Picard & Queyranne).

use super::components::{components, conflict};
use super::conflict::Conflict;
use super::conflict_index;
use super::endpoint::{Endpoint, above};
use super::flow::Network;
use super::item::Item;
use super::moment::{Line, TimeRange};
use super::patience::heaviest;
use super::ranked_item::{RankedItem, ranked};
use super::weight::{Cost, Selection, Weight, settle};

/// A limit for [`partial`] with which a component takes less than a second and about 50 MB: some two thousand
/// different items.
pub const PAIRS: usize = 1 << 21;

/// Finds the conflicts among items whose nodes are indices into ranges of time.
///
/// Components are found in O(n log n). The repair of a component is of least weight if it has at most `limit` pairs
/// of different items; beyond that it is found as if all ranges were in total order, and is only minimal. Items
/// without a range, or whose range ends before it starts, are ignored. Cores are chosen at the same moment, else
/// across the smallest gap, then at the earlier moment, then by the lowest index.
#[must_use]
pub fn partial<T: Ord>(items: &[Item<T>], ranges: &[TimeRange], limit: usize) -> Vec<Conflict> {
    let known = |&at: &u32| {
        let item = &items[at as usize];
        !item.is_empty() && ranges.get(item.node as usize).is_some_and(|range| range.is_sound())
    };
    let sound: Vec<u32> = (0_u32..).take(items.len()).filter(known).collect();
    let involved = involved(items, &sound, ranges);
    if involved.is_empty() {
        return Vec::new();
    }
    let all = ranked(items, &involved, |node| ranges[node as usize]);
    // Bars come by index, so components come by their lowest index.
    components(&all)
        .into_iter()
        .map(|component| {
            let ranked: Vec<RankedItem> = component.iter().map(|&at| all[at as usize]).collect();
            conflict(&ranked, &choose(&ranked, limit))
        })
        .collect()
}

/// The items that conflict with some other item, ascending.
fn involved<T: Ord>(items: &[Item<T>], sound: &[u32], ranges: &[TimeRange]) -> Vec<u32> {
    let low = |at: u32| items[at as usize].low.as_ref();
    let high = |at: u32| items[at as usize].high.as_ref();
    let when = |at: u32| ranges[items[at as usize].node as usize];
    let mut marked = vec![false; items.len()];
    let (mut by_end, mut by_start) = (sound.to_vec(), sound.to_vec());
    by_end.sort_unstable_by_key(|&at| when(at).end);
    by_start.sort_unstable_by_key(|&at| when(at).start);

    let mut starts = by_start.chunk_by(|&a, &b| when(a).start == when(b).start).peekable();
    for ends in by_end.chunk_by(|&a, &b| when(a).end == when(b).end) {
        let moment = when(ends[0]).end;
        while starts.next_if(|group| when(group[0]).start < moment).is_some() {}
        let Some(group) = starts.next_if(|group| when(group[0]).start == moment) else { continue };
        let highest: Option<&Endpoint<T>> = ends.iter().filter_map(|&at| low(at)).max();
        let lowest: Option<&Endpoint<T>> = group.iter().filter_map(|&at| high(at)).min();
        ends.iter().filter(|&&at| above(low(at), lowest)).for_each(|&at| marked[at as usize] = true);
        group.iter().filter(|&&at| above(highest, high(at))).for_each(|&at| marked[at as usize] = true);
    }

    for line in Line::ALL {
        let end = |&at: &u32| line.of(when(at).end).map(|(_, end)| (end, at));
        let start = |&at: &u32| line.of(when(at).start).map(|(start, _)| (start, at));
        let mut by_end: Vec<(i64, u32)> = sound.iter().filter_map(end).collect();
        let mut by_start: Vec<(i64, u32)> = sound.iter().filter_map(start).collect();
        by_end.sort_unstable();
        by_start.sort_unstable();
        let mut ended = by_end.iter().peekable();
        let mut highest: Option<&Endpoint<T>> = None;
        for &(start, at) in &by_start {
            while let Some(&(_, before)) = ended.next_if(|(end, _)| *end <= start) {
                highest = highest.max(low(before));
            }
            marked[at as usize] |= above(highest, high(at));
        }
        let mut begun = by_start.iter().rev().peekable();
        let mut lowest: Option<&Endpoint<T>> = None;
        for &(end, at) in by_end.iter().rev() {
            while let Some(&(_, after)) = begun.next_if(|(start, _)| *start >= end) {
                lowest = high(after).into_iter().chain(lowest).min();
            }
            marked[at as usize] |= above(low(at), lowest);
        }
    }
    sound.iter().copied().filter(|&at| marked[at as usize]).collect()
}

/// A consistent selection of a component, the heaviest if its pairs are within the limit.
fn choose(ranked: &[RankedItem], limit: usize) -> Selection {
    let indices: Vec<u32> = ranked.iter().map(|ranked_item| ranked_item.index).collect();
    let weights: Vec<Weight> = ranked.iter().map(|ranked_item| ranked_item.weight).collect();
    // Items that say the same are kept or removed together.
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    let said = |at: usize| (ranked[at].when, ranked[at].low, ranked[at].high);
    order.sort_unstable_by_key(|&at| (said(at), ranked[at].index));
    let groups: Vec<&[usize]> = order.chunk_by(|&a, &b| said(a) == said(b)).collect();
    if groups.len().saturating_mul(groups.len() - 1) / 2 > limit {
        return in_total_order(ranked);
    }
    let mut edges: Vec<(u32, u32)> = Vec::new();
    for (a, at) in groups.iter().zip(0_u32..) {
        for (b, under) in groups.iter().zip(0_u32..) {
            if ranked[a[0]].over(&ranked[b[0]]) {
                edges.push((at, under));
            }
        }
    }
    settle(&weights, &indices, |costs| {
        let sums: Vec<Cost> = groups.iter().map(|group| group.iter().map(|&at| costs[at]).sum()).collect();
        let cuts = Network::new(&sums, &sums, &edges).cut();
        let removed = |cut: &(Vec<bool>, Vec<bool>), at: usize| cut.0[at] || cut.1[at];
        let unique = (0..groups.len()).all(|at| removed(&cuts.first, at) == removed(&cuts.last, at));
        let mut keep = vec![false; ranked.len()];
        for (at, group) in groups.iter().enumerate() {
            group.iter().for_each(|&member| keep[member] = !removed(&cuts.first, at));
        }
        Selection { keep, unique, is_smallest: true }
    })
}

/// A consistent selection to which nothing can be added: the heaviest of those that hold even if every range is
/// shrunk to its first point (which can only add conflicts), and then everything else that fits.
fn in_total_order(ranked: &[RankedItem]) -> Selection {
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_unstable_by_key(|&at| {
        (ranked[at].when.start.from, std::cmp::Reverse(ranked[at].low), ranked[at].index)
    });
    let in_order: Vec<RankedItem> = order.iter().map(|&at| ranked[at]).collect();
    let selection = heaviest(&in_order);
    let mut keep = vec![false; ranked.len()];
    order.iter().zip(selection.keep).for_each(|(&at, kept)| keep[at] = kept);
    Selection { keep: conflict_index::fill(ranked, keep), unique: false, is_smallest: false }
}
