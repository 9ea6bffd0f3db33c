//! A system that is prepared once, and then asked about sets of its items: what cannot hold together.

use crate::reason::linear::classes::{Classes, alike};
use crate::reason::linear::engine::Feasibility;
use crate::reason::linear::excerpt::Excerpt;
use crate::reason::linear::local::{LocalVerdict, Sight};
use crate::reason::linear::product::missed;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::resolution::Resolution;
use crate::reason::linear::system::{Choice, Limits, System};
use crate::reason::linear::tryout::Tryout;
use crate::reason::linear::workspace::Workspace;

/// The simplex steps allowed for one query: some seconds.
const STEPS: u64 = 400_000_000;

/// Items are few where there are this many times as many unknowns.
const FEW: usize = 8;

/// How many steps of the simplex are tried around a few items.
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
        let steps = if system.domains.len() as u64 > limits.unknowns { 0 } else { STEPS };
        let space = Workspace::new(system, steps, limits).map_err(|conflict| conflict.rows)?;
        Ok(Self { space, alike: alike(&system.items) })
    }

    /// Whether some items can all hold; also false if the limit was reached.
    #[must_use]
    pub fn holds(&mut self, items: &[u32]) -> bool {
        self.space.all.refill(self.space.steps);
        items.iter().for_each(|&item| self.space.active[item as usize] = true);
        let products = || self.space.system.products.iter();
        let holds = products().all(|product| {
            missed(self.space.system, product, |item| self.space.active[item as usize]).is_none()
        });
        items.iter().for_each(|&item| self.space.active[item as usize] = false);
        holds
            && self.holds_nearby(items).unwrap_or_else(|| self.space.all.test(items) == Feasibility::Feasible)
    }

    /// Whether a few items can all hold, seen only around them; none if they are not few, or that is not found soon.
    fn holds_nearby(&mut self, items: &[u32]) -> Option<bool> {
        let probe = &self.space.probe;
        let places = probe.places.clone()?;
        if items.len() * FEW > self.space.system.domains.len() {
            return None;
        }
        let excerpt = Excerpt::of(&probe.bounds, &places, items);
        let mut tryout = Tryout::new(&probe.bounds, Sight::Excerpt(excerpt), items, SOON);
        tryout.ask(items);
        match tryout.test() {
            LocalVerdict::Holds => Some(true),
            LocalVerdict::Conflict(..) => Some(false),
            LocalVerdict::Unknown => None,
        }
    }

    /// Finds the conflicts among some items, ascending, with some choices: there is a conflict only if every
    /// combination of alternatives has one. With `asks_for_possible` also finds what some smallest repair of each
    /// conflict removes.
    #[must_use]
    pub fn resolve(&mut self, items: &[u32], choices: &[Choice], asks_for_possible: bool) -> Resolution {
        if choices.is_empty() && self.holds(items) {
            return Resolution { conflicts: Vec::new(), is_smallest: true, broken: Vec::new() };
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
        let is_smallest = search.sure;
        all.iter().for_each(|&item| self.space.active[item as usize] = false);
        Resolution { conflicts, is_smallest, broken: Vec::new() }
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
