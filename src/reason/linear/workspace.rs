//! What a search for repairs works on: a system, its engines, and which items are active.

use crate::reason::Weight;
use crate::reason::linear::engine::{Engine, Explanation};
use crate::reason::linear::system::{Limits, System};

/// A system with engines for it, and which of its items are looked at.
pub(super) struct Workspace<'s> {
    pub(super) system: &'s System,
    /// The engine in which everything kept is asserted.
    pub(super) all: Engine<'s>,
    /// The engine for tests of a few items at a time.
    pub(super) probe: Engine<'s>,
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
}

impl<'s> Workspace<'s> {
    /// A workspace with no active item. An error gives rows that cannot hold even without items.
    pub(super) fn new(system: &'s System, steps: u64, limits: Limits) -> Result<Self, Explanation> {
        let all = Engine::new(system, steps)?;
        let probe = all.clone();
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
        Ok(Self { system, all, probe, on, products, weights, active, out, limits, steps })
    }
}
