//! A system that is prepared once, and then asked about sets of its items: what cannot hold together.

use crate::reason::linear::classes::{Classes, alike};
use crate::reason::linear::engine::Feasibility;
use crate::reason::linear::local::{Local, LocalVerdict, Sight};
use crate::reason::linear::product::excluded_by;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::resolution::Resolution;
use crate::reason::linear::system::{Choice, Limits, System};
use crate::reason::linear::workspace::Workspace;

/// How many steps of the simplex are tried around what has to be moved.
const SOON: u64 = 1_000_000;

/// A prepared system.
pub struct Solver<'s> {
    space: Workspace<'s>,
    /// For each item the first that says the same.
    alike: Vec<u32>,
}

impl<'s> Solver<'s> {
    /// Prepares a system.
    ///
    /// # Errors
    /// The rows that cannot hold even without items; nothing else is looked at then.
    pub fn new(system: &'s System, limits: Limits) -> Result<Self, Vec<u32>> {
        let steps = if system.domains.len() as u64 > limits.unknowns { 0 } else { limits.steps };
        let space = Workspace::new(system, steps, limits).map_err(|conflict| conflict.rows)?;
        Ok(Self { space, alike: alike(&system.items) })
    }

    /// The same for a system that differs only in its items.
    #[must_use]
    pub fn over<'t>(self, system: &'t System) -> Solver<'t> {
        Solver { space: self.space.over(system), alike: alike(&system.items) }
    }

    /// Whether some items can all hold; also false if the limit was reached.
    #[must_use]
    pub fn holds(&mut self, items: &[u32]) -> bool {
        self.space.all.refill(self.space.steps);
        items.iter().for_each(|&item| self.space.active[item as usize] = true);
        let products = || self.space.system.products.iter();
        let holds = products().all(|product| {
            excluded_by(self.space.system, product, |item| self.space.active[item as usize]).is_none()
        });
        let holds = holds
            && self.hold_nearby(items).unwrap_or_else(|| {
                let (answer, point) = self.space.all.find_point(items);
                self.space.point = point.or(self.space.point.take());
                answer == Feasibility::Feasible
            });
        items.iter().for_each(|&item| self.space.active[item as usize] = false);
        holds
    }

    /// Whether active items can all hold, by moving only what must be moved from where the unknowns lay in the last query; none if
    /// that is not known, or the answer is not found soon.
    fn hold_nearby(&mut self, items: &[u32]) -> Option<bool> {
        let unknowns = self.space.unmet(items)?;
        let Workspace { all, on, active, point, .. } = &mut self.space;
        let point = point.as_mut()?;
        let mut local = Local::new(&all.bounds, Sight::All, Some(point), SOON);
        let said = |unknown: u32| -> Vec<u32> {
            on[unknown as usize].iter().copied().filter(|&item| active[item as usize]).collect()
        };
        let moved = match local.test(&unknowns, &said) {
            LocalVerdict::Holds => local.point(),
            LocalVerdict::Conflict(..) => return Some(false),
            LocalVerdict::Unknown => return None,
        };
        moved.into_iter().for_each(|(unknown, value)| point[unknown as usize] = value);
        Some(true)
    }

    /// Finds the conflicts among some items, ascending, with some choices: there is a conflict only if every
    /// combination of alternatives has one. With `asks_for_possible` also finds what some smallest repair of each
    /// conflict removes.
    #[must_use]
    pub fn resolve(&mut self, items: &[u32], choices: &[Choice], asks_for_possible: bool) -> Resolution {
        if choices.is_empty() && self.holds(items) {
            return Resolution { conflicts: Vec::new(), is_complete: true, broken: Vec::new() };
        }
        self.space.all.refill(self.space.steps);
        self.space.probe.refill(self.space.steps);
        let classes = Classes::of(&self.space.system.items, &self.alike, items, choices);
        let all = classes.all.clone();
        for &item in &all {
            self.space.weights[item as usize] = classes.weight(item);
            self.space.active[item as usize] = true;
            self.space.out[item as usize] = false;
        }
        let mut search = RepairSearch::new(&mut self.space, classes, choices, asks_for_possible);
        let groups = search.groups();
        let conflicts = search.explain(groups);
        let is_complete = search.is_complete;
        let point = search.point.take();
        self.space.point = point.or(self.space.point.take());
        all.iter().for_each(|&item| self.space.active[item as usize] = false);
        Resolution { conflicts, is_complete, broken: Vec::new() }
    }
}

/// Finds the conflicts of a system.
#[must_use]
pub fn resolve(system: &System, limits: Limits) -> Resolution {
    let items: Vec<u32> = (0..system.items.len() as u32).collect();
    match Solver::new(system, limits) {
        Ok(mut solver) => solver.resolve(&items, &[], false),
        Err(broken) => Resolution { broken, ..Resolution::default() },
    }
}
