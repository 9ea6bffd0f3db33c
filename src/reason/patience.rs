//! The heaviest consistent selection if all nodes (points of time: a bar's `when`) are in total order.
//!
//! It is patience sorting (for the longest non-decreasing subsequence), generalised from numbers to intervals; at a
//! single node it is Marzullo's algorithm, the intersection that most sources share.

use std::collections::BTreeMap;

use super::ranked_item::RankedItem;
use super::weight::{Cost, Selection, settle};

/// The heaviest consistent selection among bars sorted by node and, within a node, from the highest low end down.
///
/// In that order a selection is consistent exactly if each bar's high end is not below the highest low end before it;
/// within a node the bars before it have low ends no lower than its own.
pub(super) fn heaviest(ranked: &[RankedItem]) -> Selection {
    let indices: Vec<u32> = ranked.iter().map(|ranked_item| ranked_item.index).collect();
    let weights: Vec<_> = ranked.iter().map(|ranked_item| ranked_item.weight).collect();
    settle(&weights, &indices, |costs| sorted(ranked, costs))
}

/// Partial selections with the same highest low end and the largest weight among these.
#[derive(Clone, Copy)]
struct State {
    /// How much more they weigh than the best of those with a lower highest low end.
    gain: Cost,
    /// How many there are, up to two.
    count: u8,
    /// The index of the bar whose low end is the highest.
    holder: u32,
}

/// Stands for no bar: the holder of the empty selection, and what is before the first bar.
const NO_BAR: u32 = u32::MAX;

/// Patience sorting with weights. States are kept by their highest low end; a state that weighs less than one with a
/// lower end is dropped, as the other can still take whatever it can. States of equal weight stay, with no gain,
/// since each is another selection of greatest weight.
///
/// A bar [l, h] of weight w extends every state whose highest low end is from l to h as it is, and
/// lifts the best of those below l to l. So weights rise by w from l on; above h, where the bar
/// does not fit, states lose that much of their gain.
fn sorted(ranked: &[RankedItem], costs: &[Cost]) -> Selection {
    let mut states: BTreeMap<u32, State> = BTreeMap::new();
    states.insert(0, State { gain: 0, count: 1, holder: NO_BAR });
    let mut before: Vec<u32> = vec![NO_BAR; ranked.len()];

    for ((ranked_item, &own_cost), at) in ranked.iter().zip(costs).zip(0_u32..) {
        let (count, holder, here) = best_up_to(&states, ranked_item.low);
        if here && (ranked_item.low == 0 || states[&ranked_item.low].gain > 0) {
            states.entry(ranked_item.low).and_modify(|state| state.gain += own_cost);
        } else if here {
            states.entry(ranked_item.low).and_modify(|state| (state.gain, state.count) = (own_cost, count));
        } else {
            before[at as usize] = holder;
            states.insert(ranked_item.low, State { gain: own_cost, count, holder: at });
        }
        // Nothing is above plus infinity.
        let above = ranked_item.high.saturating_add(1);
        let mut rest = own_cost;
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
    let mut keep = vec![false; ranked.len()];
    while holder != NO_BAR {
        keep[holder as usize] = true;
        holder = before[holder as usize];
    }
    let mut highest = 0;
    for (ranked_item, keep) in ranked.iter().zip(&mut keep) {
        if *keep {
            highest = ranked_item.low;
        } else {
            *keep = ranked_item.low <= highest && highest <= ranked_item.high;
        }
    }
    Selection { keep, unique: count == 1, is_smallest: true }
}

/// The best selections whose highest low end is at most a bound: how many there are, up to two; the holder of one of
/// them; and whether there is a state at the bound itself.
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
    (count, holder.unwrap_or(NO_BAR), here)
}
