//! A first repair, found greedily: items are added one by one, and items in conflicts are removed.

use crate::reason::linear::engine::{Explanation, Feasibility};
use crate::reason::linear::minimal_conflict::MinimalConflict;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::shrink::shrink;

impl RepairSearch<'_, '_> {
    /// Removes items until the rest holds. Items are added in order of time; those that conflict with what is kept so
    /// far are removed, each with a conflict as the reason. A choice is decided when its first item is reached.
    pub(super) fn some_repair(&mut self) {
        let mut decided = std::mem::take(&mut self.decided);
        // Values found with another repair do not apply to this one.
        self.point = None;
        loop {
            let mut again = false;
            self.space.all.clear();
            self.space.all.bounds.rewind();
            for at in 0..self.order.len() {
                let (time, item) = self.order[at];
                let choice = self.choices.choice_of(item).filter(|choice| !decided.contains(choice));
                if choice.is_none() && !self.is_kept(item) {
                    continue;
                }
                self.space.all.bounds.advance(time);
                if let Err(conflict) = self.space.all.propagate() {
                    self.space.all.bounds.drop_queue();
                    again |= self.remove_one_of(conflict);
                }
                if let Some(choice) = choice {
                    decided.insert(choice);
                    self.choose_one_that_fits(choice);
                    if !self.is_kept(item) {
                        continue;
                    }
                }
                if let Err(conflict) = self.space.all.add(item) {
                    if !self.has_time() {
                        // It is removed without a reason, so the resolution is incomplete.
                        self.space.out[item as usize] = true;
                        self.sure = false;
                        continue;
                    }
                    let core = shrink(&mut self.space.probe, conflict, Some(item));
                    // The conflict may be among kept items only, which shows only now.
                    again |= !core.items.contains(&item);
                    let goes =
                        core.items.iter().copied().find(|one| *one == item).or(core.items.last().copied());
                    goes.into_iter().for_each(|item| self.space.out[item as usize] = true);
                    self.cores.push(core);
                }
            }
            self.space.all.bounds.advance(i64::MAX);
            if let Err(conflict) = self.space.all.propagate() {
                again |= self.remove_one_of(conflict);
            }
            self.space.all.bounds.unfocus();
            if !again {
                again = self.missed_or_unsettled();
            }
            if !again {
                self.decided = decided;
                return;
            }
        }
    }

    /// Removes an item of a conflict among kept items; returns whether there was one.
    fn remove_one_of(&mut self, conflict: Explanation) -> bool {
        if !self.has_time() {
            self.sure = false;
            return false;
        }
        let core = shrink(&mut self.space.probe, conflict, None);
        core.items.last().into_iter().for_each(|&item| self.space.out[item as usize] = true);
        self.cores.push(core);
        true
    }

    /// Assumes the first alternative of a choice that holds with what has been added.
    fn choose_one_that_fits(&mut self, choice: u32) {
        let first = self.choices.present(choice);
        let others = (0..self.choices.count(choice)).filter(|&alternative| alternative != first);
        for alternative in [first].into_iter().chain(others) {
            self.choices.choose(&[(choice, alternative)]);
            let mark = self.space.all.bounds.mark();
            let fits = self
                .choices
                .items_of(choice, alternative)
                .iter()
                .all(|&item| self.space.all.add(item).is_ok());
            self.space.all.bounds.back(mark);
            if fits {
                return;
            }
        }
        self.choices.choose(&[(choice, first)]);
    }

    /// Looks for conflicts among the added items that propagation does not find, and removes an item of each.
    fn missed_or_unsettled(&mut self) -> bool {
        let products = 0..self.space.system.products.len() as u32;
        let core = match self.missed(products, |item| self.is_kept(item)) {
            Some(items) => Some(MinimalConflict::by_product(items)),
            None if !self.has_time() => {
                self.sure = false;
                None
            }
            None => match self.space.all.settle() {
                Feasibility::Infeasible(conflict) => Some(shrink(&mut self.space.probe, conflict, None)),
                Feasibility::Unknown => {
                    self.sure = false;
                    None
                }
                Feasibility::Feasible => {
                    self.note_point();
                    None
                }
            },
        };
        let Some(core) = core else { return false };
        core.items.last().into_iter().for_each(|&item| self.space.out[item as usize] = true);
        self.cores.push(core);
        true
    }
}
