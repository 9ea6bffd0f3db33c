//! Conflicts where the nodes are in total order: a running total day by day, or one fact alone.
//!
//! The heaviest consistent subset is patience sorting (the longest non-decreasing subsequence) taken from numbers to
//! intervals; at a single node it is Marzullo's algorithm, the intersection that most sources share.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Conflict;
use super::components::{components, conflict};
use super::cut::{Bar, Cut, Item, above, bars};
use super::partial::Stretch;
use super::weight::{Choice, Load, settle};

/// Finds the conflicts among items whose nodes are in total order. Exact, in time O(n log n).
///
/// Items may come in any order; those of a clean series that come by node cost one pass and no memory. Cores are
/// chosen at the same node, else at the nearest one (the difference of the indices), then of the lowest index.
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
    let bars = bars(items, &involved, Stretch::index);
    let conflicts = components(&bars).into_iter().map(|component| {
        let mut bars: Vec<Bar> = component.iter().map(|&at| bars[at as usize]).collect();
        bars.sort_unstable_by_key(|bar| (bar.when.start, Reverse(bar.low), bar.index));
        conflict(&bars, &choose(&bars))
    });
    let mut conflicts: Vec<Conflict> = conflicts.collect();
    conflicts.sort_unstable_by_key(|conflict| conflict.items.first().copied());
    conflicts
}

/// Whether items that come by node have no conflict. Within a node two intervals are disjoint exactly where the
/// highest low end is above the lowest high end. An empty item fails this too, and is passed over later.
fn agrees<T: Ord>(items: &[Item<T>]) -> bool {
    let mut highest: Option<&Cut<T>> = None;
    items.chunk_by(|a, b| a.node == b.node).all(|node| {
        highest = node.iter().fold(highest, |highest, item| highest.max(item.low.as_ref()));
        node.iter().all(|item| !above(highest, item.high.as_ref()))
    })
}

/// The items that some other conflicts with, of those that come by node in an order; in that order.
fn involved<T: Ord>(items: &[Item<T>], order: &[u32]) -> Vec<u32> {
    let item = |at: u32| &items[at as usize];
    let mut marked = vec![false; order.len()];
    let mut highest: Option<&Cut<T>> = None;
    let mut done = 0;
    for node in order.chunk_by(|&a, &b| item(a).node == item(b).node) {
        highest = node.iter().fold(highest, |high, &at| high.max(item(at).low.as_ref()));
        for &at in node {
            marked[done] = above(highest, item(at).high.as_ref());
            done += 1;
        }
    }
    let mut lowest: Option<&Cut<T>> = None;
    for node in order.chunk_by(|&a, &b| item(a).node == item(b).node).rev() {
        lowest = node.iter().filter_map(|&at| item(at).high.as_ref()).chain(lowest).min();
        for &at in node.iter().rev() {
            done -= 1;
            marked[done] |= above(item(at).low.as_ref(), lowest);
        }
    }
    order.iter().zip(marked).filter(|&(_, marked)| marked).map(|(&at, _)| at).collect()
}

/// The heaviest consistent choice among bars that come by node and, within a node, from the highest low end down.
///
/// In that order a choice is consistent exactly where each bar's high end is no lower than the highest low end
/// before it, also within a node: there the bars before have low ends no lower than this one's.
pub(super) fn choose(bars: &[Bar]) -> Choice {
    let indices: Vec<u32> = bars.iter().map(|bar| bar.index).collect();
    let weights: Vec<_> = bars.iter().map(|bar| bar.weight).collect();
    settle(&weights, &indices, |loads| heaviest(bars, loads))
}

/// Choices alike so far: those whose highest low end is the same, and that weigh the most of these.
#[derive(Clone, Copy)]
struct State {
    /// How much more they weigh than the best of those whose highest low end is lower.
    gain: Load,
    /// How many there are, up to two.
    count: u8,
    /// The bar whose low end is the highest.
    holder: u32,
}

const NOBODY: u32 = u32::MAX;

/// Patience sorting with weights. States are kept by their highest low end; one that weighs less than another with a
/// lower end is dropped, for whatever it could still take, the other can too. States that weigh as much as a lower
/// one stay, with no gain, since each is a further choice of greatest weight.
///
/// A bar [l, h] of weight w takes every state in l ≤ m ≤ h along, as it stands, and lifts the best below l to l. So
/// weights rise by w from l on; above h, where it does not fit, what lies higher loses that much of its gain.
fn heaviest(bars: &[Bar], loads: &[Load]) -> Choice {
    let mut states: BTreeMap<u32, State> = BTreeMap::new();
    states.insert(0, State { gain: 0, count: 1, holder: NOBODY });
    let mut before: Vec<u32> = vec![NOBODY; bars.len()];

    for ((bar, &load), at) in bars.iter().zip(loads).zip(0_u32..) {
        let (count, holder, here) = best_up_to(&states, bar.low);
        if here && (bar.low == 0 || states[&bar.low].gain > 0) {
            states.entry(bar.low).and_modify(|state| state.gain += load);
        } else if here {
            states.entry(bar.low).and_modify(|state| (state.gain, state.count) = (load, count));
        } else {
            before[at as usize] = holder;
            states.insert(bar.low, State { gain: load, count, holder: at });
        }
        // Nothing lies above plus infinity.
        let above = bar.high.saturating_add(1);
        let mut rest = load;
        while let Some((&low, state)) = states.range_mut(above..).next() {
            if state.gain >= rest {
                state.gain -= rest;
                break;
            }
            rest -= state.gain;
            states.remove(&low);
        }
    }

    let (count, mut holder, _) = best_up_to(&states, u32::MAX);
    let mut holds = vec![false; bars.len()];
    while holder != NOBODY {
        holds[holder as usize] = true;
        holder = before[holder as usize];
    }
    let mut highest = 0;
    let mut keep = holds;
    for (bar, keep) in bars.iter().zip(&mut keep) {
        if *keep {
            highest = bar.low;
        } else {
            *keep = bar.low <= highest && highest <= bar.high;
        }
    }
    Choice { keep, unique: count == 1, exact: true }
}

/// The best choices whose highest low end is at or below a bound: how many, up to two, the holder of one of them, and
/// whether there is a state at the bound itself.
fn best_up_to(states: &BTreeMap<u32, State>, bound: u32) -> (u8, u32, bool) {
    let (mut count, mut holder, mut here) = (0, None, false);
    for (&low, state) in states.range(..=bound).rev() {
        here |= low == bound;
        holder = holder.or(Some(state.holder));
        count = state.count.saturating_add(count).min(2);
        if count == 2 || state.gain > 0 {
            break;
        }
    }
    (count, holder.unwrap_or(NOBODY), here)
}
