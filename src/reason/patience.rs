//! The heaviest consistent choice where all nodes are in total order.
//!
//! It is patience sorting (the longest non-decreasing subsequence) taken from numbers to intervals; at a single node it
//! is Marzullo's algorithm, the intersection that most sources share.

use std::collections::BTreeMap;

use super::bar::Bar;
use super::weight::{Choice, Load, settle};

/// The heaviest consistent choice among bars that come by node and, within a node, from the highest low end down.
///
/// In that order a choice is consistent exactly where each bar's high end is no lower than the highest low end
/// before it, also within a node: there the bars before have low ends no lower than this one's.
pub(super) fn heaviest(bars: &[Bar]) -> Choice {
    let indices: Vec<u32> = bars.iter().map(|bar| bar.index).collect();
    let weights: Vec<_> = bars.iter().map(|bar| bar.weight).collect();
    settle(&weights, &indices, |loads| sorted(bars, loads))
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
fn sorted(bars: &[Bar], loads: &[Load]) -> Choice {
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
