//! Tries another repair of a group of conflicts only around the items that it changes.
//!
//! First only what must move is moved, from the point where everything kept was last found to hold
//! (`around_point`). If that gives no answer, only a few unknowns around the items are free, and
//! all others stay at that point (`region`); then more are free, and at last all that the change
//! can reach.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::model::Number;
use crate::reason::linear::conflict_group::{ConflictGroup, LONG, Trial};
use crate::reason::linear::deletion_filter::core_of_conflict;
use crate::reason::linear::engine::{Explanation, Feasibility};
use crate::reason::linear::local::{Local, LocalVerdict, Sight};
use crate::reason::linear::product::excluded_by;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::unproved_core::UnprovedCore;
use crate::reason::simplex::DeltaNumber;

/// How many unknowns around a change are free, in successive attempts.
const REACHES: [usize; 6] = [32, 256, 1_024, 4_096, 16_384, usize::MAX];

/// How many steps of the simplex are tried around the point where all was last seen to hold.
const SOON: u64 = 100_000;

/// The unknowns around a change, with the items and rows on them.
struct Region {
    /// The unknowns that are free.
    inner: Vec<u32>,
    /// Unknowns in rows with free ones that are out of reach. At first they are pinned to where
    /// they lay.
    rim: Vec<u32>,
    /// The kept items on the free unknowns, and on those that the search does not pass since a kept
    /// item fixes them at one value.
    items: Vec<u32>,
    /// The kept items on the rim.
    beyond: Vec<u32>,
    rows: Vec<u32>,
}

impl RepairSearch<'_, '_> {
    /// Whether another repair of a group would do: `set` removed instead, with the alternatives of `combination`.
    pub(super) fn test(&mut self, group: &ConflictGroup, set: &[u32], combination: &[(u32, u32)]) -> Trial {
        let mut moved = self.choices.changed_by(combination);
        moved.extend(group.removed.iter().chain(set));
        let is_kept = |search: &Self, item: u32| {
            let at = item as usize;
            let was_out = search.space.out[at] && group.removed.binary_search(&item).is_err();
            let stays = !was_out && set.binary_search(&item).is_err();
            stays && search.space.active[at] && search.choices.is_active_in(item, combination)
        };
        match self.near(&moved, &is_kept) {
            Feasibility::Feasible => {
                let mut products: Vec<u32> = moved
                    .iter()
                    .flat_map(|&item| self.space.products[item as usize].iter().copied())
                    .collect();
                products.sort_unstable();
                products.dedup();
                let failed = self.product_conflict(products, |item| is_kept(self, item));
                failed.map_or(Trial::Holds, |items| Trial::Conflict(UnprovedCore::by_product(items)))
            }
            Feasibility::Infeasible(conflict) if conflict.items.len() > LONG => Trial::TooLong,
            Feasibility::Infeasible(conflict) => {
                Trial::Conflict(core_of_conflict(&mut self.space.probe, conflict, None))
            }
            Feasibility::Unknown => Trial::Unknown,
        }
    }

    /// The kept items of the first product that cannot hold.
    pub(super) fn product_conflict(
        &self,
        products: impl IntoIterator<Item = u32>,
        is_kept: impl Fn(u32) -> bool,
    ) -> Option<Vec<u32>> {
        let system = self.space.system;
        products
            .into_iter()
            .find_map(|number| excluded_by(system, &system.products[number as usize], &is_kept))
    }

    /// A core of an item that is removed with kept ones, if any.
    pub(super) fn against(&mut self, item: u32) -> Option<UnprovedCore> {
        let moved: FxHashSet<u32> = [item].into_iter().collect();
        let is_kept = |search: &Self, other: u32| other == item || search.is_kept(other);
        match self.near(&moved, &is_kept) {
            Feasibility::Infeasible(conflict) => {
                Some(core_of_conflict(&mut self.space.probe, conflict, Some(item)))
            }
            Feasibility::Feasible | Feasibility::Unknown => {
                let products = self.space.products[item as usize].clone();
                let failed = self.product_conflict(products, |other| is_kept(self, other));
                failed.map(UnprovedCore::by_product)
            }
        }
    }

    /// Stores the values of the unknowns, now that everything kept holds.
    pub(super) fn note_point(&mut self) {
        let all: Vec<u32> = (0..self.space.system.domains.len() as u32).collect();
        self.point = Some(self.space.all.point_at(&all));
    }

    /// Takes over the values found with the repair that was tried last.
    pub(super) fn move_point(&mut self) {
        match (&mut self.point, self.tried.take()) {
            (Some(point), Some(moved)) => {
                moved.into_iter().for_each(|(unknown, value)| point[unknown as usize] = value);
            }
            (point, _) => *point = None,
        }
    }

    /// Whether everything kept holds if some items change.
    fn near(&mut self, moved: &FxHashSet<u32>, is_kept: &dyn Fn(&Self, u32) -> bool) -> Feasibility {
        self.tried = None;
        if let Some(answer) = self.around_point(moved, is_kept) {
            return answer;
        }
        for reach in REACHES {
            let region = self.region(moved, is_kept, reach);
            let Region { inner, rim, mut items, beyond, rows } = region;
            let is_all = rim.is_empty();
            // If an unknown of the rim lies infinitesimally beside a number (at a strict end), none
            // is pinned.
            let at = |&unknown: &u32| {
                let DeltaNumber { number: value, tiny } = &self.point.as_ref()?[unknown as usize];
                tiny.is_zero().then(|| (unknown, value.clone()))
            };
            let pinned: Option<Vec<(u32, Number)>> = rim.iter().map(at).collect();
            if !is_all && let Some(pinned) = pinned {
                let (answer, point) = self.space.probe.test_in_region(&items, &rows, &pinned, &inner);
                if answer == Feasibility::Feasible {
                    self.tried = point.map(|point| inner.into_iter().zip(point).collect());
                    return answer;
                }
            }
            items.extend(beyond);
            let (answer, point) = self.space.probe.test_in_region(&items, &rows, &[], &inner);
            if is_all || matches!(answer, Feasibility::Infeasible(_)) {
                self.tried = point.map(|point| inner.into_iter().zip(point).collect());
                return answer;
            }
        }
        Feasibility::Unknown
    }

    /// Whether everything kept holds if some items change, by moving only what must be moved from
    /// where it lay when all was last seen to hold. None if that is not known, or the answer is not
    /// found soon.
    fn around_point(
        &mut self,
        moved: &FxHashSet<u32>,
        is_kept: &dyn Fn(&Self, u32) -> bool,
    ) -> Option<Feasibility> {
        let point = self.point.as_ref()?;
        let probe = &self.space.probe;
        let mut local = Local::new(&probe.bounds, Sight::All, Some(point), SOON);
        let said = |unknown: u32| -> Vec<u32> {
            self.space.on[unknown as usize].iter().copied().filter(|&item| is_kept(self, item)).collect()
        };
        let system = self.space.system;
        let says = moved.iter().flat_map(|&item| &system.items[item as usize].says);
        let mut unknowns: Vec<u32> = says.map(|said| said.0).collect();
        unknowns.sort_unstable();
        unknowns.dedup();
        let verdict = local.test(&unknowns, &said);
        let (terms, steps) = local.spent();
        let (answer, tried) = match verdict {
            LocalVerdict::Holds => (Some(Feasibility::Feasible), Some(local.point())),
            LocalVerdict::Conflict(items, rows) if items.len() <= LONG => {
                (Some(Feasibility::Infeasible(Explanation { items, rows })), None)
            }
            LocalVerdict::Conflict(..) | LocalVerdict::Unknown => (None, None),
        };
        self.space.probe.add_work(terms, steps);
        self.tried = tried;
        answer
    }

    /// What a change can reach: from the items that change on, without passing an unknown that some other kept item alone fixes,
    /// but no more than so many unknowns. Everything beyond holds as it did.
    fn region(&self, moved: &FxHashSet<u32>, is_kept: &dyn Fn(&Self, u32) -> bool, reach: usize) -> Region {
        let system = self.space.system;
        let fixes = |item: u32, unknown: u32| {
            let says = &system.items[item as usize].says;
            !moved.contains(&item)
                && says.iter().any(|(said, span)| *said == unknown && span.single().is_some())
        };
        let mut starts: Vec<u32> = moved
            .iter()
            .flat_map(|&item| system.items[item as usize].says.iter().map(|(unknown, _)| *unknown))
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let mut seen: FxHashSet<u32> = starts.iter().copied().collect();
        let first = starts.len();
        let mut queue: VecDeque<u32> = starts.into();
        let mut region = Region {
            inner: Vec::new(),
            rim: Vec::new(),
            items: Vec::new(),
            beyond: Vec::new(),
            rows: Vec::new(),
        };
        let mut at = 0;
        while let Some(unknown) = queue.pop_front() {
            at += 1;
            let kept = self.space.on[unknown as usize].iter().copied().filter(|&item| is_kept(self, item));
            let here: Vec<u32> = kept.collect();
            let is_fixed = at > first && here.iter().any(|&item| fixes(item, unknown));
            if !is_fixed && at > first && region.inner.len() >= reach {
                region.rim.push(unknown);
                region.beyond.extend(here);
                continue;
            }
            region.items.extend(here);
            if is_fixed {
                continue;
            }
            region.inner.push(unknown);
            for &row in self.space.all.bounds.adjacency.rows(unknown) {
                region.rows.push(row);
                let terms = &system.rows[row as usize].terms;
                queue.extend(terms.iter().map(|term| term.0).filter(|&next| seen.insert(next)));
            }
        }
        for list in [&mut region.items, &mut region.beyond, &mut region.rows] {
            list.sort_unstable();
            list.dedup();
        }
        region
    }
}
