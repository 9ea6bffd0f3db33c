//! Explains groups of conflicts by their items: for everything removed a core that is easy to read, with its proof.

use crate::reason::linear::classes::Classes;
use crate::reason::linear::conflict_group::{ConflictGroup, LONG};
use crate::reason::linear::deletion_filter::core_of_conflict;
use crate::reason::linear::easiest_core::{ItemsByUnknown, easiest_core};
use crate::reason::linear::engine::Feasibility;
use crate::reason::linear::proof::{self, Proof};
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::resolution::{Core, LinearConflict};
use crate::reason::linear::system::Item;
use crate::reason::linear::unproved_core::{ConflictReason, UnprovedCore};

/// How many further cores of one conflict are kept.
const FURTHER_CORES: usize = 64;

impl RepairSearch<'_, '_> {
    /// Each group in terms of items, with a core and its proof for every removed class.
    pub(super) fn explain(&mut self, groups: Vec<ConflictGroup>) -> Vec<LinearConflict> {
        // What was found is explained, whatever work it took.
        self.space.probe.refill(self.space.steps);
        let mut conflicts: Vec<LinearConflict> = Vec::new();
        let mut removed: Vec<Vec<u32>> = Vec::new();
        let mut shown: Vec<Vec<u32>> = Vec::new();
        // If some combination of the choices needs no repair, there is no conflict.
        for group in groups.into_iter().filter(|group| !group.removed.is_empty()) {
            let mut cores = Vec::new();
            for &class in &group.removed {
                if let Some(core) = self.core(class) {
                    cores.push(self.proved(class, &core));
                    shown.push(core.items);
                }
            }
            conflicts.push(LinearConflict {
                items: self.members(&group.items),
                repair: self.members(&group.removed),
                unique: group.unique,
                certain: self.members(&group.certain),
                possible: self.members(&group.possible),
                is_smallest: group.is_smallest,
                cores,
                further_cores: Vec::new(),
            });
            removed.push(group.removed);
        }
        if !conflicts.is_empty() {
            self.add_direct(&removed, &shown, &mut conflicts);
        }
        conflicts
    }

    /// Adds the conflicts that are found without a search to those with the same removed items. If the search reached
    /// its limit, the others become separate conflicts.
    fn add_direct(&mut self, removed: &[Vec<u32>], shown: &[Vec<u32>], conflicts: &mut Vec<LinearConflict>) {
        let direct = self.direct(shown);
        for core in direct {
            let is_out = |group: &Vec<u32>| core.items.iter().copied().find(|item| group.contains(item));
            let found = (0..).zip(removed).find_map(|(at, group): (usize, _)| Some((at, is_out(group)?)));
            match found {
                Some((at, class)) => {
                    let other = self.proved(class, &core);
                    let conflict = &mut conflicts[at];
                    let is_known = conflict.cores.iter().any(|known| {
                        known.items.len() == other.items.len()
                            && known.items.iter().all(|item| other.items.contains(item))
                    });
                    let is_first =
                        conflict.further_cores.iter().all(|known| known.items[0] != other.items[0]);
                    if !is_known && (is_first || conflict.further_cores.len() < FURTHER_CORES) {
                        conflict.further_cores.push(other);
                    }
                }
                None if self.is_complete => {}
                None => {
                    let Some(&class) = core.items.last() else { continue };
                    conflicts.push(LinearConflict {
                        items: self.members(&core.items),
                        repair: self.members(&[class]),
                        unique: false,
                        certain: Vec::new(),
                        possible: self.members(&core.items),
                        is_smallest: false,
                        cores: vec![self.proved(class, &core)],
                        further_cores: Vec::new(),
                    });
                }
            }
        }
    }

    /// A core in terms of items, the removed one first, with its proof.
    fn proved(&mut self, class: u32, core: &UnprovedCore) -> Core {
        let chosen = voiced_items(
            self.choices.without_hull(class),
            &core.items,
            &self.classes,
            &self.space.system.items,
        );
        let proof = match &core.by {
            ConflictReason::Rows(rows) => self.proof_by(rows, &chosen),
            ConflictReason::Product => None,
        };
        let proof = proof.or_else(|| match self.space.probe.test(&core.items) {
            Feasibility::Infeasible(conflict) => self.proof_by(&conflict.rows, &chosen),
            Feasibility::Feasible | Feasibility::Unknown => None,
        });
        Core { items: chosen.into_iter().map(|(_, item)| item).collect(), proof: proof.unwrap_or_default() }
    }

    fn proof_by(&self, rows: &[u32], chosen: &[(u32, u32)]) -> Option<Proof> {
        proof::proof(self.space.system, &self.space.all.bounds.adjacency, rows, chosen)
    }

    /// The items of some classes.
    fn members(&self, classes: &[u32]) -> Vec<u32> {
        let narrowed = classes.iter().map(|&class| self.choices.without_hull(class));
        let mut items: Vec<u32> = narrowed.flat_map(|class| self.classes.members(class)).copied().collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// The easiest core of a class that is removed with kept ones.
    fn core(&mut self, class: u32) -> Option<UnprovedCore> {
        match self.has_time_to_simplify().then(|| self.easiest_core(class)).flatten() {
            Some(core) => Some(core),
            None => self.core_without_hulls(class),
        }
    }

    /// The easiest core of a class with what is kept around it, if that is enough for one.
    fn easiest_core(&mut self, class: u32) -> Option<UnprovedCore> {
        let class = self.choices.without_hull(class);
        let Self { space, classes, choices, cores, point, .. } = self;
        let (active, out) = (&space.active, &space.out);
        let is_kept = |item: u32| {
            active[item as usize]
                && !out[item as usize]
                && !choices.is_inactive(item)
                && choices.without_hull(item) == item
        };
        let of = |core: &&UnprovedCore| {
            let is_short = core.items.len() <= LONG && core.is_by_rows();
            is_short
                && core.items.contains(&class)
                && core.items.iter().all(|&item| item == class || is_kept(item))
        };
        let known = cores.iter().filter(of).min_by_key(|core| core.items.len());
        let around = ItemsByUnknown { on: &space.on, is_kept: &is_kept, point: point.as_deref() };
        easiest_core(&mut space.probe, class, known, &around, classes)
    }

    /// Some core of a class, with an item in place of each hull.
    fn core_without_hulls(&mut self, class: u32) -> Option<UnprovedCore> {
        let mut known = self.known_core(class)?;
        let narrowed: Vec<u32> = known.items.iter().map(|&item| self.choices.without_hull(item)).collect();
        // A hull says less than each of its items: if it conflicts, they conflict too.
        if narrowed != known.items {
            known.items = narrowed;
            known.items.sort_unstable();
            if let Feasibility::Infeasible(conflict) = self.space.probe.test(&known.items) {
                known =
                    core_of_conflict(&mut self.space.probe, conflict, Some(self.choices.without_hull(class)));
            }
        }
        Some(known)
    }

    /// A core of a class that is removed with kept ones.
    fn known_core(&mut self, class: u32) -> Option<UnprovedCore> {
        let kept = |core: &&UnprovedCore| {
            let items = &core.items;
            items.contains(&class) && items.iter().all(|&item| item == class || self.is_kept(item))
        };
        if let Some(core) = self.cores.iter().filter(kept).min_by_key(|core| core.items.len()) {
            return Some(core.clone());
        }
        // If the search reached its limit, any conflict that contains the class is used.
        self.against(class).or_else(|| self.cores.iter().find(|core| core.items.contains(&class)).cloned())
    }
}

/// The classes of a core, the removed one first, each with the item that represents it: all of one voice if possible,
/// else the first of each.
fn voiced_items(class: u32, core: &[u32], classes: &Classes, items: &[Item]) -> Vec<(u32, u32)> {
    let all = || std::iter::once(class).chain(core.iter().copied().filter(|&other| other != class));
    let shared = classes
        .voices(class)
        .iter()
        .find(|voice| core.iter().all(|&other| classes.voices(other).binary_search(voice).is_ok()));
    let speaker = |class: u32| {
        let members = classes.members(class);
        let own = members.iter().find(|&&item| Some(&items[item as usize].voice) == shared);
        (class, own.or(members.first()).copied().unwrap_or(class))
    };
    all().map(speaker).collect()
}
