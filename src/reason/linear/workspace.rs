//! What a search for repairs works on: a system, its engines, and which items are active.

use crate::reason::Weight;
use crate::reason::linear::engine::{Engine, Explanation};
use crate::reason::linear::pending::is_in;
use crate::reason::linear::rising::RisingChains;
use crate::reason::linear::system::{Limits, System};
use crate::reason::simplex::DeltaNumber;

/// A query starts from the point of the last one if at most this many unknowns have to be moved
/// from there, or one for every `ITEMS_EACH` items.
const MOST_MOVED: usize = 64;
const ITEMS_EACH: usize = 4;

/// A system with engines for it, and which of its items are looked at.
pub(super) struct Workspace<'s> {
    pub(super) system: &'s System,
    /// The engine in which everything kept is asserted.
    pub(super) all: Engine<'s>,
    /// The engine for tests of a few items at a time.
    pub(super) probe: Engine<'s>,
    pub(super) rising: RisingChains,
    /// The items on each unknown.
    pub(super) on: Vec<Vec<u32>>,
    /// For each item the products that it has a part in.
    pub(super) products: Vec<Vec<u32>>,
    /// For each active item what it costs to remove it.
    pub(super) weights: Vec<Weight>,
    /// For each item whether it takes part in the current query.
    pub(super) active: Vec<bool>,
    /// For each item whether it is removed.
    pub(super) out: Vec<bool>,
    pub(super) limits: Limits,
    /// The work of the simplex in one query.
    pub(super) steps: u64,
    /// Where all rows hold, as far as known: where the unknowns lay in the last query.
    pub(super) point: Option<Vec<DeltaNumber>>,
}

impl<'s> Workspace<'s> {
    /// A workspace with no active item. An error gives rows that cannot hold even without items.
    pub(super) fn new(system: &'s System, steps: u64, limits: Limits) -> Result<Self, Explanation> {
        let all = Engine::new(system, steps)?;
        let probe = all.clone();
        Ok(Self::with([all, probe], RisingChains::of(system), steps, limits, None))
    }

    /// The same for a system that differs only in its items.
    pub(super) fn over<'t>(self, system: &'t System) -> Workspace<'t> {
        let Self { all, probe, rising, steps, limits, point, .. } = self;
        Workspace::with([all.over(system), probe.over(system)], rising, steps, limits, point)
    }

    fn with(
        [all, probe]: [Engine<'s>; 2],
        rising: RisingChains,
        steps: u64,
        limits: Limits,
        point: Option<Vec<DeltaNumber>>,
    ) -> Self {
        let system = all.system;
        let mut on: Vec<Vec<u32>> = vec![Vec::new(); system.domains.len()];
        for (number, item) in (0_u32..).zip(&system.items) {
            item.says.iter().for_each(|(unknown, _)| on[*unknown as usize].push(number));
        }
        let count = system.items.len();
        let mut products: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (number, product) in (0_u32..).zip(&system.products) {
            let [one, two] = &product.factors;
            for &item in [&product.of, one, two].into_iter().flatten() {
                products[item as usize].push(number);
            }
        }
        let (weights, active, out) = (vec![Weight::default(); count], vec![false; count], vec![false; count]);
        Self { system, all, probe, rising, on, products, weights, active, out, limits, steps, point }
    }

    /// The unknowns that do not lie where some of these items say. None if they are too many to
    /// start from the last query's point, or there is no such point.
    pub(super) fn unmet(&self, items: &[u32]) -> Option<Vec<u32>> {
        let point = self.point.as_ref()?;
        let says = items.iter().flat_map(|&item| &self.system.items[item as usize].says);
        let missed = says.filter(|(unknown, span)| !is_in(&point[*unknown as usize], span));
        let mut unknowns: Vec<u32> = missed.map(|(unknown, _)| *unknown).collect();
        unknowns.sort_unstable();
        unknowns.dedup();
        (unknowns.len() <= MOST_MOVED.max(items.len() / ITEMS_EACH)).then_some(unknowns)
    }
}
