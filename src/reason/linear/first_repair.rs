//! A first repair, found greedily: items are added one by one, and items in conflicts are removed.

use rustc_hash::FxHashMap;

use crate::reason::linear::deletion_filter::{core_of_conflict, core_of_items};
use crate::reason::linear::engine::{Explanation, Feasibility};
use crate::reason::linear::local::{Local, LocalVerdict, Sight};
use crate::reason::linear::repair::{EACH, RepairSearch};
use crate::reason::linear::unproved_core::UnprovedCore;
use crate::reason::linear::workspace::Workspace;

/// The work of the simplex on the way to a first repair from where the unknowns lay in the last query.
const STEPS: u64 = 10_000_000;

/// Conflicts of more items take long to make minimal.
const SHORT: usize = 8;

impl RepairSearch<'_, '_> {
    /// Removes items until the rest holds. Items are added in order of time, those that make a value fall after all others; those that
    /// conflict with what is kept so far are removed, each with a conflict as the reason. A choice is decided when its first item is
    /// reached.
    pub(super) fn remove_until_rest_holds(&mut self) {
        if self.choices.is_empty() && self.repair_nearby() {
            return;
        }
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
                if choice.is_none() && (!self.is_kept(item) || self.falling.contains_key(&item)) {
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
                again |= self.add_or_remove(item);
            }
            self.space.all.bounds.advance(i64::MAX);
            if let Err(conflict) = self.space.all.propagate() {
                again |= self.remove_one_of(conflict);
            }
            for at in 0..self.order.len() {
                let item = self.order[at].1;
                if self.falling.contains_key(&item) && self.is_kept(item) {
                    again |= self.add_or_remove(item);
                }
            }
            self.space.all.bounds.unfocus();
            if !again {
                again = self.find_further_conflict();
            }
            if !again {
                self.decided = decided;
                return;
            }
        }
    }

    /// Adds an item, or removes it if it conflicts with what has been added. Returns whether what
    /// has been added conflicts without it, so that the search must start again.
    fn add_or_remove(&mut self, item: u32) -> bool {
        let Err(conflict) = self.space.all.add(item) else { return false };
        if !self.has_time() {
            // It is removed without a reason, so the resolution is incomplete.
            self.space.out[item as usize] = true;
            self.is_complete = false;
            return false;
        }
        // Of a long conflict the item and the one of its chain that it conflicts with may be
        // enough.
        let other = self.falling.get(&item).copied().filter(|&other| self.is_kept(other));
        let pair = other.filter(|_| conflict.items.len() > SHORT);
        let core = pair
            .and_then(|other| core_of_items(&mut self.space.probe, &[item, other]))
            .unwrap_or_else(|| core_of_conflict(&mut self.space.probe, conflict, Some(item)));
        // The conflict may be among kept items only, which shows only now.
        let again = !core.items.contains(&item);
        let goes = core.items.iter().copied().find(|one| *one == item).or(core.items.last().copied());
        goes.into_iter().for_each(|item| self.space.out[item as usize] = true);
        self.cores.push(core);
        again
    }

    /// Removes items until the rest holds, by moving only what must be moved from where the unknowns lay in the last query: of each
    /// conflict the latest item, or one that makes a value fall. Returns whether that was possible.
    fn repair_nearby(&mut self) -> bool {
        let items: Vec<u32> = self.order.iter().map(|&(_, item)| item).collect();
        let Some(mut unknowns) = self.space.unmet(&items) else { return false };
        let place: FxHashMap<u32, usize> = items.iter().enumerate().map(|(at, &item)| (item, at)).collect();
        let (spent, mut allowed) = (self.spent, self.allowed());
        let falling = &self.falling;
        let Workspace { system, all, probe, on, active, out, point, .. } = &mut *self.space;
        let Some(point) = point.clone() else { return false };
        let mut local = Local::new(&all.bounds, Sight::All, Some(&point), STEPS);
        let mut holds = false;
        while all.bounds.work + probe.bounds.work - spent < allowed {
            let said = |unknown: u32| -> Vec<u32> {
                let here = on[unknown as usize].iter().copied();
                here.filter(|&item| active[item as usize] && !out[item as usize]).collect()
            };
            match local.test(&unknowns, &said) {
                LocalVerdict::Holds => holds = true,
                LocalVerdict::Conflict(items, rows) => {
                    let rank = |item: &u32| (falling.contains_key(item), place.get(item));
                    let latest = |items: &[u32]| items.iter().copied().max_by_key(rank);
                    let around = latest(&items);
                    let core = core_of_conflict(probe, Explanation { items, rows }, around);
                    if let Some(item) = latest(&core.items) {
                        out[item as usize] = true;
                        unknowns = system.items[item as usize].says.iter().map(|said| said.0).collect();
                        self.cores.push(core);
                        allowed = allowed.saturating_add(EACH);
                        continue;
                    }
                }
                LocalVerdict::Unknown => {}
            }
            break;
        }
        let (terms, steps) = local.spent();
        let moved = if holds { local.point() } else { Vec::new() };
        all.add_work(terms, steps);
        if holds {
            let mut point = point;
            moved.into_iter().for_each(|(unknown, value)| point[unknown as usize] = value);
            self.point = Some(point);
            let products = 0..self.space.system.products.len() as u32;
            while let Some(items) = self.product_conflict(products.clone(), |item| self.is_kept(item)) {
                self.remove_last_of(UnprovedCore::by_product(items));
            }
        }
        holds
    }

    fn remove_last_of(&mut self, core: UnprovedCore) {
        core.items.last().into_iter().for_each(|&item| self.space.out[item as usize] = true);
        self.cores.push(core);
    }

    /// Removes an item of a conflict among kept items; returns whether there was one.
    fn remove_one_of(&mut self, conflict: Explanation) -> bool {
        if !self.has_time() {
            self.is_complete = false;
            return false;
        }
        let core = core_of_conflict(&mut self.space.probe, conflict, None);
        self.remove_last_of(core);
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

    /// Looks for a conflict among the added items that propagation does not find, and removes an
    /// item of it. Returns whether there was one.
    fn find_further_conflict(&mut self) -> bool {
        let products = 0..self.space.system.products.len() as u32;
        let core = match self.product_conflict(products, |item| self.is_kept(item)) {
            Some(items) => Some(UnprovedCore::by_product(items)),
            None if !self.has_time() => {
                self.is_complete = false;
                None
            }
            None => match self.space.all.decide() {
                Feasibility::Infeasible(conflict) => {
                    Some(core_of_conflict(&mut self.space.probe, conflict, None))
                }
                Feasibility::Unknown => {
                    self.is_complete = false;
                    None
                }
                Feasibility::Feasible => {
                    self.note_point();
                    None
                }
            },
        };
        let Some(core) = core else { return false };
        self.remove_last_of(core);
        true
    }
}
