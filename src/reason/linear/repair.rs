//! Smallest repairs by implicit hitting sets: a smallest set that hits all conflicts found so far is removed; then
//! either the rest holds, or another conflict is found (Reiter 1987; Moreno-Centeno & Karp 2013).
//!
//! A first repair is found greedily. Then each group of conflicts gets a smallest one: over all combinations of its
//! choices, the set of least weight that hits the conflicts of that combination.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::hitting::hitting;
use crate::reason::linear::choices::Choices;
use crate::reason::linear::classes::Classes;
use crate::reason::linear::conflict_group::{ConflictGroup, GroupSearchEnd, Optimality, Repair};
use crate::reason::linear::system::Choice;
use crate::reason::linear::unproved_core::UnprovedCore;
use crate::reason::linear::workspace::Workspace;
use crate::reason::simplex::DeltaNumber;
use crate::reason::{Union, Weight};

/// How many conflicts of one group are sought after the first ones.
pub(super) const ROUNDS: usize = 96;
/// For a group in which more conflicts than this share no items, no smaller repair is sought: none
/// would be found, whatever the work.
const MANY_DISJOINT: usize = 24;
/// How much work each conflict found allows a first repair beyond the limit.
pub(super) const EACH: u64 = 100_000;
/// A search in one group may take at most this fraction of all steps (one in 16).
const SHARE: u64 = 16;

/// A search for repairs of some items, with the choices among them.
pub(super) struct RepairSearch<'q, 's> {
    pub(super) space: &'q mut Workspace<'s>,
    pub(super) classes: Classes,
    pub(super) choices: Choices,
    /// The items in the order of time, in which they are added.
    pub(super) order: Vec<(i64, u32)>,
    /// The items that are added last, each with one that it conflicts with (see `rising`).
    pub(super) falling: FxHashMap<u32, u32>,
    /// Cores.
    pub(super) cores: Vec<UnprovedCore>,
    /// Whether no limit was reached in the first repair.
    pub(super) is_complete: bool,
    /// The steps left for hitting sets.
    pub(super) left: u64,
    /// Whether to find what some smallest repair removes.
    asks_for_possible: bool,
    /// The choices that the first repair has decided.
    pub(super) decided: FxHashSet<u32>,
    /// Where the unknowns lay when all that is kept was last seen to hold.
    pub(super) point: Option<Vec<DeltaNumber>>,
    /// Where some unknowns lie with the repair that was tried last.
    pub(super) tried: Option<Vec<(u32, DeltaNumber)>>,
    /// How often another repair was put in the place of a group's.
    pub(super) adopted: u32,
    /// The work done before this search, or for its first repair.
    pub(super) spent: u64,
    /// Whether the first repair is still sought.
    pub(super) is_first: bool,
}

impl<'q, 's> RepairSearch<'q, 's> {
    /// A search with no conflict found yet.
    pub(super) fn new(
        space: &'q mut Workspace<'s>,
        classes: Classes,
        choices: &[Choice],
        asks_for_possible: bool,
    ) -> Self {
        let system = space.system;
        let time = |item: u32| {
            let says = &system.items[item as usize].says;
            says.iter().find_map(|said| system.times[said.0 as usize]).map_or(i64::MIN, |(_, last)| last)
        };
        let mut order: Vec<(i64, u32)> = classes.all.iter().map(|&item| (time(item), item)).collect();
        order.sort_unstable();
        let choices = Choices::new(choices, &classes);
        let plain = |item: &u32| choices.choice_of(*item).is_none();
        let plain: Vec<u32> = classes.all.iter().copied().filter(plain).collect();
        let falling = space.rising.falling(system, &plain, &space.weights);
        let left = space.limits.repair;
        let spent = space.all.bounds.work + space.probe.bounds.work;
        Self {
            space,
            classes,
            choices,
            order,
            falling,
            cores: Vec::new(),
            is_complete: true,
            left,
            asks_for_possible,
            decided: FxHashSet::default(),
            point: None,
            tried: None,
            adopted: 0,
            spent,
            is_first: true,
        }
    }

    /// Whether an item is active and not removed.
    pub(super) fn is_kept(&self, item: u32) -> bool {
        let at = item as usize;
        self.space.active[at] && !self.space.out[at] && !self.choices.is_inactive(item)
    }

    /// Whether the search may go on.
    pub(super) fn has_time(&self) -> bool {
        (self.is_first || self.left > 0) && self.work() < self.allowed()
    }

    /// Whether cores may still be made easier to read: half of the work again is reserved for that.
    pub(super) fn has_time_to_simplify(&self) -> bool {
        let limit = self.space.limits.repair;
        self.work() < limit.saturating_add(limit / 2)
    }

    /// How much work may be done. While the first repair is sought, each conflict found so far and
    /// the next one allow some more: how many there are must not decide whether it is found.
    pub(super) fn allowed(&self) -> u64 {
        let each = if self.is_first { EACH.saturating_mul(self.cores.len() as u64 + 1) } else { 0 };
        self.space.limits.repair.saturating_add(each)
    }

    /// The work of this search so far.
    fn work(&self) -> u64 {
        self.space.all.bounds.work + self.space.probe.bounds.work - self.spent
    }

    /// The groups of conflicts, each with a smallest repair and what other repairs of its size show.
    pub(super) fn groups(&mut self) -> Vec<ConflictGroup> {
        // Groups by their items: those whose smallest repair was not found; those whose smallest repair was found,
        // with the number of conflicts; and those for which it is known whether it is the only one.
        let mut given_up: FxHashSet<Vec<u32>> = FxHashSet::default();
        let mut smallest: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        let mut settled: FxHashMap<Vec<u32>, Optimality> = FxHashMap::default();
        self.first_repair();
        loop {
            let Some(mut groups) = self.grouped() else {
                // Some choices now use their hulls, so the search starts again.
                let choices = &self.choices;
                self.cores.retain(|core| core.items.iter().all(|&item| choices.may_be_active(item)));
                self.space.out.iter_mut().for_each(|out| *out = false);
                given_up.clear();
                smallest.clear();
                self.first_repair();
                continue;
            };
            let (mut joined, mut moved) = (false, false);
            for group in &mut groups {
                let is_known = smallest.get(&group.items) == Some(&group.cores.len());
                if is_known || given_up.contains(&group.items) {
                    continue;
                }
                if self.count_disjoint(group) > MANY_DISJOINT {
                    given_up.insert(group.items.clone());
                    continue;
                }
                let before = self.adopted;
                match self.replace_by_smallest_repair(group) {
                    GroupSearchEnd::Smallest => _ = smallest.insert(group.items.clone(), group.cores.len()),
                    GroupSearchEnd::GivenUp => _ = given_up.insert(group.items.clone()),
                    GroupSearchEnd::Joined => joined = true,
                }
                moved |= before != self.adopted;
            }
            // What other groups remove decides whether another repair of this group would do.
            if joined || moved {
                settled.retain(|_, verdict| *verdict == Optimality::Unique);
                continue;
            }
            for group in &mut groups {
                let verdict = match settled.get(&group.items) {
                    Some(&verdict) => Some(verdict),
                    None if given_up.contains(&group.items) => Some(Optimality::Unknown),
                    None => self.optimality(group),
                };
                let Some(verdict) = verdict else {
                    joined = true;
                    continue;
                };
                settled.insert(group.items.clone(), verdict);
                group.unique = verdict == Optimality::Unique;
                group.is_smallest = verdict != Optimality::Unknown;
            }
            if !joined {
                for group in &mut groups {
                    group.certain = self.certain(group);
                    if self.asks_for_possible {
                        group.possible = self.possible(group);
                    }
                }
                groups.sort_by_key(|group| (group.removed.first().copied(), group.items[0]));
                return groups;
            }
        }
    }

    /// A first repair. Its work is not that of the search for smaller ones.
    fn first_repair(&mut self) {
        self.is_first = true;
        self.remove_until_rest_holds();
        self.is_first = false;
        self.spent += self.work();
    }

    /// How many conflicts of a group, chosen greedily, share no item: at least so many items must
    /// be removed.
    fn count_disjoint(&self, group: &ConflictGroup) -> usize {
        let mut live = self.live(&group.cores, &[]);
        live.sort_by_key(Vec::len);
        let mut met: FxHashSet<u32> = FxHashSet::default();
        let mut is_apart = |core: &&Vec<u32>| {
            let is_apart = core.iter().all(|item| !met.contains(item));
            met.extend(core.iter().filter(|_| is_apart));
            is_apart
        };
        live.iter().filter(|core| is_apart(core)).count()
    }

    /// A repair of least weight for the known conflicts of a group, which keeps the lowest items.
    pub(super) fn lightest_for_known_conflicts(&mut self, group: &ConflictGroup) -> Repair {
        let mut best: Option<Repair> = None;
        let mut is_smallest = true;
        for combination in &group.combinations {
            let live = self.live(&group.cores, combination);
            let found = self.search(|weights, left| hitting(&live, weights, left));
            is_smallest &= found.is_smallest;
            let weight = self.sum(&found.set);
            if best.as_ref().is_none_or(|best| weight < best.weight) {
                best = Some(Repair {
                    combination: combination.clone(),
                    set: found.set,
                    weight,
                    is_smallest: false,
                });
            }
        }
        // There is always a combination, though it may be empty.
        let best = best.unwrap_or_default();
        Repair { is_smallest, ..best }
    }

    /// Runs a search for hitting sets with a limit that leaves steps for other searches.
    pub(super) fn search<R>(&mut self, search: impl FnOnce(&[Weight], &mut u64) -> R) -> R {
        let share = (self.space.limits.repair / SHARE).min(self.left);
        let mut left = share;
        let found = search(&self.space.weights, &mut left);
        self.left -= share - left;
        found
    }

    /// The conflicts that exist in a combination: those all of whose items are active.
    pub(super) fn live(&self, cores: &[Vec<u32>], combination: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let lives = |core: &&Vec<u32>| core.iter().all(|&item| self.choices.is_active_in(item, combination));
        cores.iter().filter(lives).cloned().collect()
    }

    /// The weight of some items.
    pub(super) fn sum(&self, set: &[u32]) -> Weight {
        set.iter().fold(Weight::default(), |sum, &item| sum + self.space.weights[item as usize])
    }

    /// The conflicts found so far, in groups; none if a group has too many combinations, so that its choices now use
    /// their hulls.
    fn grouped(&mut self) -> Option<Vec<ConflictGroup>> {
        let mut place: FxHashMap<u32, u32> = FxHashMap::default();
        let mut all: Vec<u32> = Vec::new();
        let mut number = |item: u32| {
            *place.entry(item).or_insert_with(|| {
                all.push(item);
                all.len() as u32 - 1
            })
        };
        let cores: Vec<Vec<u32>> =
            self.cores.iter().map(|core| core.items.iter().map(|&item| number(item)).collect()).collect();
        // The items of one choice belong to one group.
        let mut first: FxHashMap<u32, u32> = FxHashMap::default();
        let mut together: Vec<[u32; 2]> = Vec::new();
        for (at, &item) in (0_u32..).zip(&all) {
            if let Some(choice) = self.choices.choice_of(item) {
                together.push([*first.entry(choice).or_insert(at), at]);
            }
        }
        let mut union = Union::new(all.len());
        let mut join = |items: &[u32]| items.windows(2).for_each(|pair| _ = union.join(pair[0], pair[1]));
        cores.iter().for_each(|core| join(core));
        together.iter().for_each(|pair| join(pair));
        let root = union.roots();
        let mut groups: BTreeMap<u32, ConflictGroup> = BTreeMap::new();
        for (core, named) in cores.iter().zip(&self.cores) {
            let Some(&first) = core.first() else { continue };
            let group = groups.entry(root[first as usize]).or_insert_with(|| ConflictGroup {
                items: Vec::new(),
                cores: Vec::new(),
                combinations: Vec::new(),
                removed: Vec::new(),
                unique: false,
                certain: Vec::new(),
                possible: Vec::new(),
                is_smallest: false,
            });
            group.items.extend(&named.items);
            group.cores.push(named.items.clone());
        }
        let mut groups: Vec<ConflictGroup> = groups.into_values().collect();
        for group in &mut groups {
            group.items.sort_unstable();
            group.items.dedup();
            let removed = group.items.iter().copied();
            group.removed = removed.filter(|&item| self.space.out[item as usize]).collect();
        }
        // Small groups first, so that a large one does not use up the steps for their smallest repairs.
        groups.sort_by_key(|group| (group.items.len(), group.items[0]));
        let mut widened = false;
        for group in &mut groups {
            let choices = self.choices.among(&group.items);
            match self.choices.combinations(&choices) {
                Some(combinations) => group.combinations = combinations,
                None => {
                    self.choices.widen(&choices);
                    widened = true;
                }
            }
        }
        (!widened).then_some(groups)
    }
}
