//! Conflicts if the nodes are in total order: a running total day by day, or a single fact.

use std::cmp::Reverse;

use super::components::{components, conflict};
use super::conflict::Conflict;
use super::endpoint::{Endpoint, above};
use super::item::Item;
use super::moment::TimeRange;
use super::patience::heaviest;
use super::ranked_item::{RankedItem, ranked};

/// Finds the conflicts among items whose nodes are in total order. Exact, in time O(n log n).
///
/// Items may come in any order; those of a series without conflicts, sorted by node, take one pass and no memory.
/// Cores are chosen at the same node, else at the nearest one (by the difference of the indices), then by the lowest
/// index.
#[must_use]
pub fn chain<T: Ord>(items: &[Item<T>]) -> Vec<Conflict> {
    let sorted = items.is_sorted_by_key(|item| item.node);
    if sorted && agrees(items) {
        return Vec::new();
    }
    let mut order: Vec<u32> =
        (0_u32..).zip(items).filter(|(_, item)| !item.is_empty()).map(|(at, _)| at).collect();
    if !sorted {
        order.sort_by_key(|&at| items[at as usize].node);
    }
    let involved = involved(items, &order);
    if involved.is_empty() {
        return Vec::new();
    }
    let ranked = ranked(items, &involved, TimeRange::of_position);
    let conflicts = components(&ranked).into_iter().map(|component| {
        let mut ranked: Vec<RankedItem> = component.iter().map(|&at| ranked[at as usize]).collect();
        ranked.sort_unstable_by_key(|ranked_item| {
            (ranked_item.when.start, Reverse(ranked_item.low), ranked_item.index)
        });
        conflict(&ranked, &heaviest(&ranked))
    });
    let mut conflicts: Vec<Conflict> = conflicts.collect();
    conflicts.sort_unstable_by_key(|conflict| conflict.items.first().copied());
    conflicts
}

/// Whether items sorted by node have no conflict. Within a node there are disjoint intervals exactly if the highest
/// low end is above the lowest high end. An empty item fails this test too, and is skipped later.
fn agrees<T: Ord>(items: &[Item<T>]) -> bool {
    let mut highest: Option<&Endpoint<T>> = None;
    items.chunk_by(|a, b| a.node == b.node).all(|node| {
        highest = node.iter().fold(highest, |highest, item| highest.max(item.low.as_ref()));
        node.iter().all(|item| !above(highest, item.high.as_ref()))
    })
}

/// The items that conflict with some other item, sorted by node.
fn involved<T: Ord>(items: &[Item<T>], order: &[u32]) -> Vec<u32> {
    let item = |at: u32| &items[at as usize];
    let mut marked = vec![false; order.len()];
    let mut highest: Option<&Endpoint<T>> = None;
    let mut done = 0;
    for node in order.chunk_by(|&a, &b| item(a).node == item(b).node) {
        highest = node.iter().fold(highest, |high, &at| high.max(item(at).low.as_ref()));
        for &at in node {
            marked[done] = above(highest, item(at).high.as_ref());
            done += 1;
        }
    }
    let mut lowest: Option<&Endpoint<T>> = None;
    for node in order.chunk_by(|&a, &b| item(a).node == item(b).node).rev() {
        lowest = node.iter().filter_map(|&at| item(at).high.as_ref()).chain(lowest).min();
        for &at in node.iter().rev() {
            done -= 1;
            marked[done] |= above(item(at).low.as_ref(), lowest);
        }
    }
    order.iter().zip(marked).filter(|&(_, marked)| marked).map(|(&at, _)| at).collect()
}
