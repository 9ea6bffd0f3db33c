//! Groups of conflicts explained by their items: for everything removed a core that is easy to read, with its proof.

use rustc_hash::FxHashSet;

use crate::reason::linear::engine::Feasibility;
use crate::reason::linear::merged::EquivalentItems;
use crate::reason::linear::product::missed;
use crate::reason::linear::proof::{self, Proof};
use crate::reason::linear::repair::{ConflictComponent, LONG, RepairSearch};
use crate::reason::linear::resolution::{Core, LinearConflict};
use crate::reason::linear::shrink::{ItemsByUnknown, easiest, shrink};
use crate::reason::linear::system::Item;

impl RepairSearch<'_> {
    /// Each group in terms of its original items, with a core and its proof for every class removed.
    pub(super) fn explain(
        &mut self,
        groups: Vec<ConflictComponent>,
        merged: &EquivalentItems,
        originals: &[Item],
    ) -> Vec<LinearConflict> {
        let removed: FxHashSet<u32> = groups.iter().flat_map(|group| group.removed.iter().copied()).collect();
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); self.system.domains.len()];
        self.all.clear();
        for (number, item) in (0_u32..).zip(&self.system.items) {
            if !removed.contains(&number) {
                item.says.iter().for_each(|(unknown, _)| of[*unknown as usize].push(number));
                _ = self.all.add(number);
            }
        }
        let around = ItemsByUnknown { items: &self.system.items, of: &of };
        let mut tied = Vec::new();
        for group in groups {
            let members = |classes: &[u32]| {
                let mut items: Vec<u32> =
                    classes.iter().flat_map(|&class| &merged.members[class as usize]).copied().collect();
                items.sort_unstable();
                items
            };
            let cores = group.removed.iter().filter_map(|&class| {
                let known = self.known(class, &removed)?;
                let core = match self.probe.test(&known) {
                    Feasibility::Infeasible(_) if known.len() <= LONG && self.has_time_to_simplify() => {
                        easiest(&mut self.probe, class, &known, &around, &merged.voices)
                    }
                    // A long one is reported as it is; and where the rows allow it, a product does not.
                    _ => known,
                };
                let chosen = spoken(class, &core, merged, originals);
                let proof = match self.probe.test(&core) {
                    Feasibility::Infeasible(conflict) => {
                        proof::proof(self.system, &self.all.bounds.adjacency, &conflict.rows, &chosen)
                    }
                    Feasibility::Feasible | Feasibility::Unknown => Proof::default(),
                };
                Some(Core { items: chosen.into_iter().map(|(_, item)| item).collect(), proof })
            });
            let cores = cores.collect();
            tied.push(LinearConflict {
                items: members(&group.items),
                repair: members(&group.removed),
                unique: group.unique,
                exact: group.exact,
                cores,
            });
        }
        tied
    }

    /// A minimal conflict of a class that is removed with kept ones.
    fn known(&mut self, class: u32, removed: &FxHashSet<u32>) -> Option<Vec<u32>> {
        let kept = |core: &&Vec<u32>| {
            core.contains(&class) && core.iter().all(|item| *item == class || !removed.contains(item))
        };
        if let Some(core) = self.cores.iter().filter(kept).min_by_key(|core| core.len()) {
            return Some(core.clone());
        }
        let mark = self.all.bounds.mark();
        let answer = match self.all.add(class) {
            Err(conflict) => Feasibility::Infeasible(conflict),
            Ok(()) => self.all.settle(),
        };
        self.all.bounds.back(mark);
        if let Feasibility::Infeasible(conflict) = answer {
            return Some(shrink(&mut self.probe, conflict, Some(class)));
        }
        let mut without: Vec<u32> = removed.iter().copied().filter(|item| *item != class).collect();
        without.sort_unstable();
        let mut products =
            self.system.products.iter().filter_map(|product| missed(self.system, product, &without));
        // Where the search was given up any conflict that contains it will do.
        let any = || self.cores.iter().find(|core| core.contains(&class)).cloned();
        products.find(|core| core.contains(&class)).or_else(any)
    }
}

/// The classes of a core, the removed one first, each with the item that represents it: all of one voice where they
/// can be, else the first of each.
fn spoken(class: u32, core: &[u32], merged: &EquivalentItems, originals: &[Item]) -> Vec<(u32, u32)> {
    let classes = || std::iter::once(class).chain(core.iter().copied().filter(|&other| other != class));
    let shared = merged.voices[class as usize]
        .iter()
        .find(|voice| core.iter().all(|other| merged.voices[*other as usize].binary_search(voice).is_ok()));
    let speaker = |class: u32| {
        let members = &merged.members[class as usize];
        let own = members.iter().find(|&&item| Some(&originals[item as usize].voice) == shared);
        (class, *own.unwrap_or(&members[0]))
    };
    classes().map(speaker).collect()
}
