//! Smallest hitting sets: what to remove so that every group loses an item.
//!
//! Reiter, "A theory of diagnosis from first principles" (1987): the repairs of a system are the hitting sets of all
//! its conflicts. Moreno-Centeno & Karp, "The implicit hitting set approach" (2013): conflicts need only be found
//! until a smallest set that hits the known ones leaves none; so this is called with more and more groups.
//!
//! Groups are split into parts that share no item. In each part branch and bound finds the least weight; the same
//! search then shows whether a set of that weight can do without its lowest item, and so on.

use super::bound::CostGrid;
use super::groups::{LimitReached, SetSystem, count, spend};
use super::hitting_search::least;
use super::weight::{Cost, Weight};

/// A set with an item of every group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HittingSet {
    /// Ascending.
    pub(super) set: Vec<u32>,
    /// Whether it is of least weight. Otherwise it is only minimal.
    pub(super) is_smallest: bool,
    /// Whether it is the set of least weight that avoids the lowest item that can be avoided, then the next lowest,
    /// and so on. Only if `is_smallest`.
    pub(super) lowest: bool,
}

/// Whether there is a second set of least weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SecondOptimum {
    /// This one, ascending.
    Found(Vec<u32>),
    /// There is none.
    None,
    /// The limit of steps was reached.
    TooLong,
}

/// A set of least weight that meets every group.
///
/// An item that weighs nothing, or has no weight in the list, counts as one of an own voice. Empty groups are
/// skipped. `limit` counts visited entries of groups (some thirty nanoseconds each) and is reduced by them. Small
/// parts come first, so that a large one does not keep them from being solved. Beyond the limit the time is O(n log
/// n).
pub(super) fn hitting(groups: &[Vec<u32>], weights: &[Weight], limit: &mut u64) -> HittingSet {
    let mut hit = HittingSet { set: Vec::new(), is_smallest: true, lowest: true };
    for part in parts(groups, weights) {
        let grid = part.grid;
        let mut set = part.groups.greedy();
        match set.cost.checked_sub(1).map(|most| least(part.groups.clone(), &grid, most, false, limit)) {
            Some(Ok(Some(better))) => set = better,
            Some(Ok(None)) | None => {}
            Some(Err(LimitReached)) => hit.is_smallest = false,
        }
        set.names.sort_unstable();
        if hit.is_smallest {
            hit.lowest &= part.avoid_lowest(&mut set.names, limit).is_ok();
        }
        hit.set.extend(set.names);
    }
    hit.lowest &= hit.is_smallest;
    hit.set.sort_unstable();
    hit
}

/// Another set than `than` with the same (least) weight that meets every group.
pub(super) fn another(
    groups: &[Vec<u32>],
    weights: &[Weight],
    than: &[u32],
    limit: &mut u64,
) -> SecondOptimum {
    for part in parts(groups, weights) {
        match part.another(than, limit) {
            Ok(None) => {}
            Ok(Some(mut set)) => {
                set.sort_unstable();
                return SecondOptimum::Found(set);
            }
            Err(LimitReached) => return SecondOptimum::TooLong,
        }
    }
    SecondOptimum::None
}

/// One part: groups connected by their items, and the costs that selections of them can have.
struct Component {
    groups: SetSystem,
    grid: CostGrid,
}

/// The parts that share no item, small ones first.
fn parts(groups: &[Vec<u32>], weights: &[Weight]) -> Vec<Component> {
    let mut parts = SetSystem::new(groups.iter().map(Vec::as_slice), |_| 0).parts();
    parts.retain(|part| part.len() > 0);
    parts.sort_by_key(SetSystem::size);
    parts.into_iter().map(|groups| Component::new(groups, weights)).collect()
}

impl Component {
    /// Maps weights to costs: to small numbers if possible, which makes bounds tighter.
    fn new(mut groups: SetSystem, weights: &[Weight]) -> Self {
        let weight = |&name: &u32| match weights.get(name as usize) {
            Some(&weight) if weight != Weight::default() => weight,
            _ => Weight::OWN,
        };
        let weights: Vec<Weight> = groups.names.iter().map(weight).collect();
        let origins: u64 = weights.iter().map(|weight| u64::from(weight.origins)).sum();
        let own: u64 = weights.iter().map(|weight| u64::from(weight.own)).sum();
        // Leaves enough bits for all own voices, so that a bound of half an origin is still more than all of them.
        let shift = if origins == 0 || own == 0 { 0 } else { (64 - own.leading_zeros() + 6).min(64) };
        let cost = |weight: &Weight| (Cost::from(weight.origins) << shift) + Cost::from(weight.own);
        groups.costs = weights.iter().map(cost).collect();
        let common = groups.costs.iter().fold(0, |common, &cost| divisor(common, cost));
        groups.costs.iter_mut().for_each(|cost| *cost /= common.max(1));
        let mixed = shift > 0 && common == 1;
        let unit = if mixed { 1 << shift } else { 0 };
        Self { groups, grid: CostGrid { unit, remainder: own.into() } }
    }

    /// Changes a set of least weight, ascending, into the one that avoids the lowest items.
    fn avoid_lowest(&self, set: &mut Vec<u32>, limit: &mut u64) -> Result<(), LimitReached> {
        // For each part in the list the set contains a smallest selection, and nothing is decided yet.
        let mut open = vec![self.groups.clone()];
        while let Some(groups) = open.pop() {
            spend(limit, groups.size() + 1)?;
            for part in groups.parts() {
                let chosen = part.among(set);
                // Items below the lowest in the set are avoided already.
                let Some(&lowest) = chosen.names.first() else { continue };
                let Some(rest) = part.without(|item| part.names[item as usize] < lowest) else { continue };
                let Ok(item) = rest.names.binary_search(&lowest) else { continue };
                let item = count(item);
                if let Some(without) = rest.without(|other| other == item)
                    && let Some(found) = least(without.clone(), &self.grid, chosen.cost, true, limit)?
                {
                    set.retain(|name| chosen.names.binary_search(name).is_err());
                    set.extend(found.names);
                    set.sort_unstable();
                    open.push(without);
                } else {
                    open.push(rest.with(item));
                }
            }
        }
        Ok(())
    }

    /// A set of least weight with another selection in this part. It lacks some item of the set: the lowest, or it
    /// has that one and lacks the next, and so on.
    fn another(&self, than: &[u32], limit: &mut u64) -> Result<Option<Vec<u32>>, LimitReached> {
        let mut than = than.to_vec();
        than.sort_unstable();
        let mut open = vec![self.groups.clone()];
        while let Some(groups) = open.pop() {
            spend(limit, groups.size() + 1)?;
            for part in groups.parts() {
                let chosen = part.among(&than);
                let Some(lowest) = chosen.names.first() else { continue };
                let Ok(item) = part.names.binary_search(lowest) else { continue };
                let item = count(item);
                if let Some(without) = part.without(|other| other == item)
                    && let Some(found) = least(without, &self.grid, chosen.cost, true, limit)?
                {
                    than.retain(|name| chosen.names.binary_search(name).is_err());
                    than.extend(found.names);
                    return Ok(Some(than));
                }
                open.push(part.with(item));
            }
        }
        Ok(None)
    }
}

fn divisor(mut a: Cost, mut b: Cost) -> Cost {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
#[path = "hitting_tests.rs"]
mod tests;
