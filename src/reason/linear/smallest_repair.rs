//! A smallest repair of one group of conflicts, in place of the current one.

use rustc_hash::FxHashMap;

use crate::reason::linear::conflict_group::{ConflictGroup, GroupSearchEnd, Repair, Trial};
use crate::reason::linear::repair::{ROUNDS, RepairSearch};
use crate::reason::linear::unproved_core::UnprovedCore;

impl RepairSearch<'_, '_> {
    /// Looks for a smallest repair of a group, in place of the current one; of equally light ones, for the one that keeps
    /// the items with the lowest numbers. Unless it ends with `Smallest`, the repair may be neither.
    pub(super) fn replace_by_smallest_repair(&mut self, group: &mut ConflictGroup) -> GroupSearchEnd {
        for _ in 0..ROUNDS {
            let best = self.lightest_for_known_conflicts(group);
            if best.set == group.removed && self.choices.is_chosen(&best.combination) {
                return if best.is_smallest { GroupSearchEnd::Smallest } else { GroupSearchEnd::GivenUp };
            }
            if !best.is_smallest || !self.has_time() {
                self.swap(group);
                return GroupSearchEnd::GivenUp;
            }
            if let Some(found) = self.pursue(group, best) {
                return found;
            }
        }
        self.swap(group);
        GroupSearchEnd::GivenUp
    }

    /// Tries a repair of least weight for the known conflicts. As long as that shows a further
    /// conflict, the conflict's lightest item is removed too, and the repair tried again: so
    /// several conflicts that share few items are found before a repair of least weight is computed
    /// anew. None if it has to be.
    fn pursue(&mut self, group: &mut ConflictGroup, best: Repair) -> Option<GroupSearchEnd> {
        let Repair { combination, mut set, .. } = best;
        for is_first in std::iter::once(true).chain(std::iter::repeat_n(false, ROUNDS)) {
            match self.test(group, &set, &combination) {
                Trial::Holds => {
                    let is_lighter = self.sum(&set) < self.sum(&group.removed);
                    if is_first || is_lighter {
                        self.adopt(group, set, &combination);
                    }
                    return is_first.then_some(GroupSearchEnd::Smallest);
                }
                Trial::Conflict(core) => {
                    let light =
                        core.items.iter().rev().min_by_key(|&&item| self.space.weights[item as usize]);
                    let goes = light.copied();
                    if self.learn(group, core) {
                        return Some(GroupSearchEnd::Joined);
                    }
                    if let Some(item) = goes
                        && let Err(at) = set.binary_search(&item)
                    {
                        set.insert(at, item);
                    }
                }
                Trial::TooLong if is_first => {
                    self.swap(group);
                    return Some(GroupSearchEnd::GivenUp);
                }
                Trial::Unknown if is_first => return Some(GroupSearchEnd::GivenUp),
                Trial::TooLong | Trial::Unknown => return None,
            }
            if !self.has_time() {
                return None;
            }
        }
        None
    }

    /// Adds a conflict to a group. Returns whether it contains items that are not in the group.
    pub(super) fn learn(&mut self, group: &mut ConflictGroup, core: UnprovedCore) -> bool {
        let joins = core.items.iter().any(|item| group.items.binary_search(item).is_err());
        group.cores.push(core.items.clone());
        self.cores.push(core);
        joins
    }

    /// Replaces the repair of a group.
    fn adopt(&mut self, group: &mut ConflictGroup, set: Vec<u32>, combination: &[(u32, u32)]) {
        self.adopted += 1;
        self.move_point();
        group.removed.iter().for_each(|&item| self.space.out[item as usize] = false);
        set.iter().for_each(|&item| self.space.out[item as usize] = true);
        self.choices.choose(combination);
        group.removed = set;
    }

    /// Makes a group's repair smaller if one kept item can replace heavier removed ones: those for which every
    /// conflict that no other removed item is in contains the kept item.
    fn swap(&mut self, group: &mut ConflictGroup) {
        let is_removed = |group: &ConflictGroup, item: &u32| group.removed.binary_search(item).is_ok();
        let kept: Vec<u32> = group
            .items
            .iter()
            .copied()
            .filter(|item| !is_removed(group, item) && !self.choices.is_inactive(*item))
            .collect();
        for item in kept {
            if !self.has_time() {
                return;
            }
            // For each removed item whether the kept one is in all conflicts that nothing else hits.
            let mut spared: FxHashMap<u32, bool> = FxHashMap::default();
            for core in self.live(&group.cores, &[]) {
                let mut met = core.iter().filter(|item| is_removed(group, item));
                if let (Some(&only), None) = (met.next(), met.next()) {
                    *spared.entry(only).or_insert(true) &= core.binary_search(&item).is_ok();
                }
            }
            let spares = |other: &u32| spared.get(other) == Some(&true);
            let (less, rest): (Vec<u32>, Vec<u32>) = group.removed.iter().copied().partition(spares);
            if self.space.weights[item as usize] >= self.sum(&less) {
                continue;
            }
            let mut set = rest;
            set.push(item);
            set.sort_unstable();
            if matches!(self.test(group, &set, &[]), Trial::Holds) {
                self.adopt(group, set, &[]);
            }
        }
    }
}
