//! What is true of some items, and whether conflicts are right, by trying all subsets and values one by one.

use std::collections::BTreeSet;
use std::ops::Range;

use proptest::prelude::*;

use super::{Conflict, Item, TimeRange, Weight};

/// Ends lie on whole numbers, so the values worth trying are these and one between each two, all doubled.
const VALUES: Range<i32> = -1..14;

fn holds(item: &Item<i32>, doubled: i32) -> bool {
    let low = item.low.is_none_or(|endpoint| {
        if endpoint.side > 0 { doubled > endpoint.value * 2 } else { doubled >= endpoint.value * 2 }
    });
    let high = item.high.is_none_or(|endpoint| {
        if endpoint.side < 0 { doubled < endpoint.value * 2 } else { doubled <= endpoint.value * 2 }
    });
    low && high
}

/// Whether a function that never falls satisfies them: at each node the lowest value that will do.
pub(super) fn true_in_chain(items: &[&Item<i32>]) -> bool {
    let nodes: BTreeSet<u32> = items.iter().map(|item| item.node).collect();
    let mut value = VALUES.start;
    nodes.into_iter().all(|node| {
        let here: Vec<_> = items.iter().filter(|item| item.node == node).collect();
        match (value..VALUES.end).find(|&value| here.iter().all(|item| holds(item, value))) {
            Some(found) => {
                value = found;
                true
            }
            None => false,
        }
    })
}

/// The same over moments that are not all comparable: the least function that satisfies the low ends, tried on the
/// high.
pub(super) fn true_in_part(items: &[&Item<i32>], stretches: &[TimeRange]) -> bool {
    let only_low = |item: &Item<i32>| Item { high: None, ..item.clone() };
    let only_high = |item: &Item<i32>| Item { low: None, ..item.clone() };
    items.iter().all(|item| {
        let at = stretches[item.node as usize].start;
        let before = items.iter().filter(|other| {
            let end = stretches[other.node as usize].end;
            end.reaches(at)
        });
        let value = before
            .map(|other| VALUES.clone().find(|&value| holds(&only_low(other), value)).expect("a value above"))
            .max();
        holds(&only_high(item), value.unwrap_or(VALUES.start))
    })
}

pub(super) fn size(weight: Weight) -> (u64, u64) {
    if weight == Weight::default() { (0, 1) } else { (u64::from(weight.origins), u64::from(weight.own)) }
}

/// Compares with all subsets; `consistent` says whether some items can all be true.
pub(super) fn compare(
    weights: &[Weight],
    consistent: &dyn Fn(&[u32]) -> bool,
    conflicts: &[Conflict],
    unlimited: bool,
) -> Result<(), TestCaseError> {
    let count = u32::try_from(weights.len()).unwrap();
    let clash = |a: u32, b: u32| a != b && !consistent(&[a, b]);
    let subset = |mask: u32| -> Vec<u32> { (0..count).filter(|at| mask & (1 << at) != 0).collect() };

    // Satisfiable where nothing is reported, and when the repairs are removed.
    let all: Vec<u32> = (0..count).collect();
    prop_assert_eq!(conflicts.is_empty(), consistent(&all));
    let removed: BTreeSet<u32> = conflicts.iter().flat_map(|conflict| conflict.repair.clone()).collect();
    let left: Vec<u32> = all.iter().copied().filter(|at| !removed.contains(at)).collect();
    prop_assert!(consistent(&left), "a conflict is left after the repair");

    // The parts are the connected components of two or more, in order.
    let mut part: Vec<u32> = all.clone();
    for _ in 0..count {
        for a in 0..count {
            for b in (0..count).filter(|&b| clash(a, b)) {
                let low = part[a as usize].min(part[b as usize]);
                (part[a as usize], part[b as usize]) = (low, low);
            }
        }
    }
    let members = |root: u32| all.iter().copied().filter(|&at| part[at as usize] == root).collect::<Vec<_>>();
    let parts: Vec<Vec<u32>> = all.iter().map(|&root| members(root)).filter(|part| part.len() > 1).collect();
    let reported: Vec<Vec<u32>> = conflicts.iter().map(|conflict| conflict.items.clone()).collect();
    prop_assert_eq!(reported, parts);

    for conflict in conflicts {
        let cost = |set: &[u32]| {
            let sizes = set.iter().map(|&at| size(weights[at as usize]));
            sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1))
        };
        let others = |set: &[u32]| -> Vec<u32> {
            conflict.items.iter().copied().filter(|at| !set.contains(at)).collect()
        };
        let inside = conflict.items.iter().fold(0_u32, |mask, at| mask | 1 << at);
        let repairs: Vec<Vec<u32>> = (1_u32..1 << count)
            .filter(|mask| mask & !inside == 0)
            .map(subset)
            .filter(|set| consistent(&others(set)))
            .collect();
        let least = repairs.iter().map(|set| cost(set)).min().expect("all of them would do");
        let smallest: Vec<&Vec<u32>> = repairs.iter().filter(|set| cost(set) == least).collect();
        prop_assert!(conflict.is_smallest || !unlimited);
        if conflict.is_smallest {
            prop_assert_eq!(cost(&conflict.repair), least);
            prop_assert_eq!(conflict.unique, smallest.len() == 1);
            // In a tie the lowest items are kept, unless the limit ended the search for that.
            let kept: Vec<Vec<u32>> = smallest.iter().map(|set| others(set)).collect();
            prop_assert!(!unlimited || Some(&others(&conflict.repair)) == kept.iter().min());
        } else {
            prop_assert!(!conflict.unique);
        }
        for at in &conflict.repair {
            let fewer: Vec<u32> = conflict.repair.iter().copied().filter(|other| other != at).collect();
            prop_assert!(!consistent(&others(&fewer)), "an item to spare");
        }
        prop_assert_eq!(
            conflict.cores.iter().map(|core| core.0).collect::<Vec<_>>(),
            conflict.repair.clone()
        );
        for &(set_aside, kept) in &conflict.cores {
            prop_assert!(clash(set_aside, kept), "a core that is no conflict");
            prop_assert!(conflict.items.contains(&kept) && !conflict.repair.contains(&kept));
        }
    }
    Ok(())
}
