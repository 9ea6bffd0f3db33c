//! Smallest repairs by implicit hitting sets: a smallest set that hits every conflict found so far is removed, and
//! either the rest holds or another conflict is found (Reiter 1987; Moreno-Centeno & Karp 2013).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::hitting::{SecondOptimum, another, hitting};
use crate::reason::linear::engine::{Engine, Feasibility};
use crate::reason::linear::product::missed;
use crate::reason::linear::shrink::shrink;
use crate::reason::linear::system::System;
use crate::reason::{Union, Weight};

/// How many conflicts of one group are sought beyond those found first.
const ROUNDS: usize = 96;
/// Conflicts of more items are not pursued: they arise when everything that would show a shorter one is removed.
pub(super) const LONG: usize = 24;

/// A part of the conflicts found that shares no item with the rest.
pub(super) struct ConflictComponent {
    pub(super) items: Vec<u32>,
    pub(super) removed: Vec<u32>,
    pub(super) unique: bool,
    pub(super) exact: bool,
}

pub(super) struct RepairSearch<'s> {
    pub(super) system: &'s System,
    /// Holds everything that is kept.
    pub(super) all: Engine<'s>,
    /// Tries a few items at a time.
    pub(super) probe: Engine<'s>,
    weights: Vec<Weight>,
    /// The items in the order of time, in which they are added.
    order: Vec<u32>,
    /// Minimal conflicts.
    pub(super) cores: Vec<Vec<u32>>,
    /// Whether no answer was given up.
    pub(super) sure: bool,
    /// The steps that are left for hitting sets.
    left: u64,
    /// The work that may be done before the search for a smallest repair is given up.
    limit: u64,
}

impl<'s> RepairSearch<'s> {
    /// A search with no conflict found yet. `limit` bounds the steps for hitting sets and, apart from
    /// them, the work.
    pub(super) fn new(
        system: &'s System,
        all: Engine<'s>,
        probe: Engine<'s>,
        order: Vec<u32>,
        limit: u64,
    ) -> Self {
        let weights = system.items.iter().map(|item| item.weight).collect();
        Self { system, all, probe, weights, order, cores: Vec::new(), sure: true, left: limit, limit }
    }

    /// Some set of items without which the rest holds, each in a conflict: items are added in the order of time, and
    /// those that conflict with what is kept so far are removed.
    fn some_repair(&mut self) -> Vec<u32> {
        let mut removed: Vec<u32> = Vec::new();
        loop {
            let mut again = false;
            self.all.clear();
            let mut out = vec![false; self.system.items.len()];
            removed.iter().for_each(|&item| out[item as usize] = true);
            for at in 0..self.order.len() {
                let item = self.order[at];
                if out[item as usize] {
                    continue;
                }
                if let Err(conflict) = self.all.add(item) {
                    if !self.has_time() {
                        // It is removed without an explanation, which makes the whole resolution incomplete.
                        removed.push(item);
                        self.sure = false;
                        continue;
                    }
                    let core = shrink(&mut self.probe, conflict, Some(item));
                    // What was kept may conflict without it, which only shows now.
                    again |= !core.contains(&item);
                    let goes = core.iter().copied().find(|one| *one == item).or(core.last().copied());
                    goes.into_iter().for_each(|item| out[item as usize] = true);
                    removed.extend(goes);
                    self.cores.push(core);
                }
            }
            removed.sort_unstable();
            removed.dedup();
            let missed =
                self.system.products.iter().find_map(|product| missed(self.system, product, &removed));
            let core = match missed {
                _ if again => None,
                Some(core) => Some(core),
                None if !self.has_time() => {
                    self.sure = false;
                    None
                }
                None => match self.all.settle() {
                    Feasibility::Infeasible(conflict) => Some(shrink(&mut self.probe, conflict, None)),
                    Feasibility::Unknown => {
                        self.sure = false;
                        None
                    }
                    Feasibility::Feasible => None,
                },
            };
            if let Some(core) = core {
                again = true;
                removed.extend(core.last());
                removed.sort_unstable();
                self.cores.push(core);
            }
            if !again {
                return removed;
            }
        }
    }

    /// Whether the search may go on.
    fn has_time(&self) -> bool {
        self.left > 0 && self.work() < self.limit
    }

    /// Whether cores may still be made easier to read: half as much work again is reserved for that.
    pub(super) fn has_time_to_simplify(&self) -> bool {
        self.work() < self.limit.saturating_add(self.limit / 2)
    }

    fn work(&self) -> u64 {
        self.all.bounds.work + self.probe.bounds.work
    }

    /// The groups of conflicts, each with a smallest repair of its own and whether that is the only one of its size.
    pub(super) fn groups(&mut self) -> Vec<ConflictComponent> {
        let mut removed = self.some_repair();
        // Groups of which a smallest repair was not found, by their items, and those of which it is known whether it is
        // the only one.
        let mut given_up: FxHashSet<Vec<u32>> = FxHashSet::default();
        let mut settled: FxHashMap<Vec<u32>, (bool, bool)> = FxHashMap::default();
        loop {
            let mut groups = self.grouped(&removed);
            let before = removed.clone();
            let mut joined = false;
            for (group, cores) in &mut groups {
                if given_up.contains(&group.items) {
                    continue;
                }
                match self.smallest(group, cores, &mut removed) {
                    Some(true) => {}
                    Some(false) => _ = given_up.insert(group.items.clone()),
                    None => joined = true,
                }
                if joined {
                    break;
                }
            }
            // What a group is left with by the others decides whether its repair is the only one.
            if joined || removed != before {
                settled.clear();
                continue;
            }
            for (group, cores) in &mut groups {
                let verdict = match settled.get(&group.items) {
                    Some(&verdict) => Some(verdict),
                    None if given_up.contains(&group.items) => Some((false, false)),
                    None => self.only(group, cores, &removed),
                };
                let Some(verdict) = verdict else {
                    joined = true;
                    break;
                };
                settled.insert(group.items.clone(), verdict);
                (group.unique, group.exact) = verdict;
            }
            if !joined {
                return groups.into_iter().map(|(group, _)| group).collect();
            }
        }
    }

    /// A smallest repair of a group, the lowest items kept, in place of the present one; false where it is not
    /// certain to be one, none where a conflict was found that contains others.
    fn smallest(
        &mut self,
        group: &mut ConflictComponent,
        cores: &mut Vec<Vec<u32>>,
        removed: &mut Vec<u32>,
    ) -> Option<bool> {
        for _ in 0..ROUNDS {
            let best = hitting(cores, &self.weights, &mut self.left);
            if best.set == group.removed {
                return Some(best.exact);
            }
            if !best.exact || !self.has_time() {
                self.swap(group, cores, removed);
                return Some(false);
            }
            let items = self.region(group, &best.set, removed);
            let conflict = match self.probe.test(&items) {
                Feasibility::Feasible => self.missed_in(group, &best.set, removed),
                Feasibility::Infeasible(conflict) if conflict.items.len() > LONG => {
                    self.swap(group, cores, removed);
                    return Some(false);
                }
                Feasibility::Infeasible(conflict) => Some(shrink(&mut self.probe, conflict, None)),
                Feasibility::Unknown => return Some(false),
            };
            let Some(core) = conflict else {
                removed.retain(|item| group.removed.binary_search(item).is_err());
                removed.extend(&best.set);
                removed.sort_unstable();
                group.removed = best.set;
                return Some(true);
            };
            let joins = core.iter().any(|item| group.items.binary_search(item).is_err());
            self.cores.push(core.clone());
            cores.push(core);
            if joins {
                return None;
            }
        }
        self.swap(group, cores, removed);
        Some(false)
    }

    /// Makes a repair smaller where one kept item can replace several that are removed: those whose every conflict,
    /// but for others that are removed too, contains it.
    fn swap(&mut self, group: &mut ConflictComponent, cores: &[Vec<u32>], removed: &mut Vec<u32>) {
        let kept: Vec<u32> =
            group.items.iter().copied().filter(|item| group.removed.binary_search(item).is_err()).collect();
        for item in kept {
            // For each removed item whether the other one is in all conflicts that nothing else hits.
            let mut spared: FxHashMap<u32, bool> = FxHashMap::default();
            for core in cores {
                let mut met = core.iter().filter(|item| group.removed.binary_search(item).is_ok());
                if let (Some(&only), None) = (met.next(), met.next()) {
                    *spared.entry(only).or_insert(true) &= core.binary_search(&item).is_ok();
                }
            }
            let mut less = Weight { origins: 0, own: 0 };
            let rest: Vec<u32> = group
                .removed
                .iter()
                .copied()
                .filter(|other| {
                    let spares = spared.get(other) == Some(&true);
                    if spares {
                        less = less + self.weights[*other as usize];
                    }
                    !spares
                })
                .collect();
            if self.weights[item as usize] >= less {
                continue;
            }
            let mut set = rest;
            set.push(item);
            set.sort_unstable();
            let items = self.region(group, &set, removed);
            if self.probe.test(&items) == Feasibility::Feasible
                && self.missed_in(group, &set, removed).is_none()
            {
                removed.retain(|item| group.removed.binary_search(item).is_err());
                removed.extend(&set);
                removed.sort_unstable();
                group.removed = set;
            }
        }
    }

    fn grouped(&self, removed: &[u32]) -> Vec<(ConflictComponent, Vec<Vec<u32>>)> {
        let mut union = Union::new(self.system.items.len());
        for core in &self.cores {
            core.windows(2).for_each(|pair| _ = union.join(pair[0], pair[1]));
        }
        let mut cores: FxHashMap<u32, Vec<Vec<u32>>> = FxHashMap::default();
        for core in &self.cores {
            if let Some(&first) = core.first() {
                cores.entry(union.find(first)).or_default().push(core.clone());
            }
        }
        let mut groups: Vec<(ConflictComponent, Vec<Vec<u32>>)> = Vec::new();
        let mut place: FxHashMap<u32, usize> = FxHashMap::default();
        for &item in removed {
            let root = union.find(item);
            if !place.contains_key(&root) && !cores.contains_key(&root) {
                continue;
            }
            let at = *place.entry(root).or_insert_with(|| {
                let cores = cores.remove(&root).unwrap_or_default();
                let mut items: Vec<u32> = cores.iter().flatten().copied().collect();
                items.sort_unstable();
                items.dedup();
                groups.push((
                    ConflictComponent { items, removed: Vec::new(), unique: false, exact: false },
                    cores,
                ));
                groups.len() - 1
            });
            groups[at].0.removed.push(item);
        }
        groups
    }

    /// Whether a group's repair is the only one of its size, and that it is a smallest; none where the search for
    /// another has found a conflict.
    fn only(
        &mut self,
        group: &ConflictComponent,
        cores: &mut Vec<Vec<u32>>,
        removed: &[u32],
    ) -> Option<(bool, bool)> {
        for _ in 0..ROUNDS {
            if !self.has_time() {
                return Some((false, true));
            }
            let other = match another(cores, &self.weights, &group.removed, &mut self.left) {
                SecondOptimum::None => return Some((true, true)),
                SecondOptimum::TooLong => return Some((false, true)),
                SecondOptimum::Found(other) => other,
            };
            let items = self.region(group, &other, removed);
            let conflict = match self.probe.test(&items) {
                Feasibility::Feasible => self.missed_in(group, &other, removed),
                Feasibility::Infeasible(conflict) if conflict.items.len() > LONG => {
                    return Some((false, true));
                }
                Feasibility::Infeasible(conflict) => Some(shrink(&mut self.probe, conflict, None)),
                Feasibility::Unknown => return Some((false, true)),
            };
            let Some(core) = conflict else { return Some((false, true)) };
            let joins = core.iter().any(|item| group.items.binary_search(item).is_err());
            self.cores.push(core.clone());
            cores.push(core);
            if joins {
                return None;
            }
        }
        Some((false, true))
    }

    /// A product that fails with another repair of a group in place of the chosen one.
    fn missed_in(&self, group: &ConflictComponent, other: &[u32], removed: &[u32]) -> Option<Vec<u32>> {
        let mut set: Vec<u32> = removed
            .iter()
            .copied()
            .filter(|item| !group.removed.contains(item))
            .chain(other.iter().copied())
            .collect();
        set.sort_unstable();
        self.system.products.iter().find_map(|product| missed(self.system, product, &set))
    }

    /// The items to try for another repair of a group: those reached from the items that change without passing an
    /// unknown that some other kept item alone fixes. Everything beyond holds as it did.
    fn region(&self, group: &ConflictComponent, other: &[u32], removed: &[u32]) -> Vec<u32> {
        let changes = |item: u32| group.removed.contains(&item) || other.contains(&item);
        let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut fixed: FxHashSet<u32> = FxHashSet::default();
        for (number, item) in (0_u32..).zip(&self.system.items) {
            let kept = removed.binary_search(&number).is_err() && !other.contains(&number);
            if kept || (group.removed.contains(&number) && !other.contains(&number)) {
                item.says.iter().for_each(|(unknown, _)| of.entry(*unknown).or_default().push(number));
            }
            if kept && !changes(number) {
                fixed.extend(
                    item.says.iter().filter(|(_, span)| span.single().is_some()).map(|(unknown, _)| *unknown),
                );
            }
        }
        let mut stack: Vec<u32> =
            group.removed.iter().chain(other).flat_map(|&item| self.unknowns(item)).collect();
        let mut seen: FxHashSet<u32> = stack.iter().copied().collect();
        let starts = seen.clone();
        let mut items = Vec::new();
        while let Some(unknown) = stack.pop() {
            items.extend(of.get(&unknown).into_iter().flatten().copied());
            if fixed.contains(&unknown) && !starts.contains(&unknown) {
                continue;
            }
            for &row in self.all.bounds.adjacency.rows(unknown) {
                let terms = &self.system.rows[row as usize].terms;
                stack.extend(terms.iter().map(|term| term.0).filter(|&next| seen.insert(next)));
            }
        }
        items.sort_unstable();
        items.dedup();
        items
    }

    fn unknowns(&self, item: u32) -> impl Iterator<Item = u32> {
        self.system.items[item as usize].says.iter().map(|(unknown, _)| *unknown)
    }
}
