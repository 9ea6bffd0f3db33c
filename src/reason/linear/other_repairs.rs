//! Other repairs of the same weight: whether there is one, what all of them remove, and what some of them removes.

use crate::reason::hitting::{SecondOptimum, another, hitting};
use crate::reason::linear::conflict_group::{ConflictGroup, LONG, Optimality, Trial};
use crate::reason::linear::repair::{ROUNDS, RepairSearch};

/// In groups of up to this many items, each item is tried.
const TRIED: usize = 16;

impl RepairSearch<'_, '_> {
    /// Whether a group's repair, which is a smallest one, is the only one of its weight; none if the search for
    /// another has found a conflict with items outside the group.
    pub(super) fn optimality(&mut self, group: &mut ConflictGroup) -> Option<Optimality> {
        let least = self.sum(&group.removed);
        for at in 0..group.combinations.len() {
            let combination = group.combinations[at].clone();
            let mut rounds = ROUNDS;
            loop {
                if rounds == 0 || !self.has_time() {
                    return Some(Optimality::Optimal);
                }
                rounds -= 1;
                let live = self.live(&group.cores, &combination);
                // Whatever conflicts are found, the group's own repair is the lowest of those that hit them.
                let best = if self.choices.is_chosen(&combination) {
                    group.removed.clone()
                } else {
                    let best = self.search(|weights, left| hitting(&live, weights, left));
                    if !best.is_smallest {
                        return Some(Optimality::Optimal);
                    }
                    best.set
                };
                if self.sum(&best) > least {
                    break;
                }
                let other = if self.is_same(&best, &group.removed) {
                    match self.search(|weights, left| another(&live, weights, &best, left)) {
                        SecondOptimum::None => break,
                        SecondOptimum::TooLong => return Some(Optimality::Optimal),
                        SecondOptimum::Found(other) => other,
                    }
                } else {
                    best
                };
                match self.test(group, &other, &combination) {
                    Trial::Conflict(core) => {
                        if self.learn(group, core) {
                            return None;
                        }
                    }
                    Trial::Holds | Trial::TooLong | Trial::Unknown => return Some(Optimality::Optimal),
                }
            }
        }
        Some(Optimality::Unique)
    }

    /// What every smallest repair of a group removes: keeping it costs more, by the conflicts found so far.
    pub(super) fn certain(&mut self, group: &ConflictGroup) -> Vec<u32> {
        if group.unique && group.items.iter().all(|&item| self.space.weights[item as usize].origins > 0) {
            return group.removed.clone();
        }
        if !group.is_smallest || group.removed.len() > LONG {
            return Vec::new();
        }
        let least = self.sum(&group.removed);
        let mut certain = Vec::new();
        for &item in &group.removed {
            let statement = self.statement(item);
            let is_certain = group.combinations.iter().all(|combination| {
                if !self.has_time() {
                    return false;
                }
                let live = self.live(&group.cores, combination);
                let kept = |core: &Vec<u32>| -> Vec<u32> {
                    core.iter().copied().filter(|&other| self.statement(other) != statement).collect()
                };
                let rest: Vec<Vec<u32>> = live.iter().map(kept).collect();
                if rest.iter().any(Vec::is_empty) {
                    return true;
                }
                let best = self.search(|weights, left| hitting(&rest, weights, left));
                let weight = self.space.weights[item as usize];
                best.is_smallest && weight.is_outweighed(self.sum(&best.set), least, group.unique)
            });
            if is_certain {
                certain.push(item);
            }
        }
        certain
    }

    /// What some smallest repair of a group removes; all its items if they are too many to try.
    pub(super) fn possible(&mut self, group: &ConflictGroup) -> Vec<u32> {
        if group.unique {
            return group.removed.clone();
        }
        if group.items.len() > TRIED || !group.is_smallest {
            return group.items.clone();
        }
        let mut possible = Vec::new();
        for &item in &group.items {
            let in_repair = group.removed.binary_search(&item).is_ok();
            if in_repair || group.combinations.iter().any(|combination| self.may_go(group, item, combination))
            {
                possible.push(item);
            }
        }
        possible
    }

    /// Whether a smallest repair with a combination removes an item.
    fn may_go(&mut self, group: &ConflictGroup, item: u32, combination: &[(u32, u32)]) -> bool {
        if !self.choices.is_active_in(item, combination) {
            return false;
        }
        let least = self.sum(&group.removed);
        let mut live = self.live(&group.cores, combination);
        live.retain(|core| core.binary_search(&item).is_err());
        for _ in 0..ROUNDS {
            let best = self.search(|weights, left| hitting(&live, weights, left));
            let mut set = best.set;
            set.push(item);
            set.sort_unstable();
            if self.sum(&set) > least {
                return false;
            }
            match self.test(group, &set, combination) {
                // If the limit was reached, it may be removed.
                Trial::Holds | Trial::TooLong | Trial::Unknown => return true,
                Trial::Conflict(core) => live.push(core.items),
            }
        }
        true
    }

    /// Whether two repairs remove the same statements.
    fn is_same(&self, one: &[u32], other: &[u32]) -> bool {
        let statements = |set: &[u32]| {
            let mut all: Vec<u32> = set.iter().map(|&item| self.statement(item)).collect();
            all.sort_unstable();
            all
        };
        statements(one) == statements(other)
    }

    /// The statement that an item belongs to.
    fn statement(&self, item: u32) -> u32 {
        self.space.system.items[item as usize].statement
    }
}
