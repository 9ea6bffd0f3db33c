//! A system resolved layer by layer, each taking only what the one before leaves undecided.

use crate::reason::linear::engine::{Engine, Explanation, Feasibility};
use crate::reason::linear::merged::merge;
use crate::reason::linear::product::missed;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::resolution::Resolution;
use crate::reason::linear::system::{Limits, System};

/// The work of the simplex in one component: some seconds.
const STEPS: u64 = 400_000_000;

/// Finds the conflicts of a system.
#[must_use]
pub fn resolve(mut system: System, limits: Limits) -> Resolution {
    let originals = std::mem::take(&mut system.items);
    let merged = merge(&originals, &mut system);
    let steps = if system.domains.len() as u64 > limits.exact { 0 } else { STEPS };
    let broken = |conflict: Explanation| Resolution { broken: conflict.rows, ..Resolution::default() };
    let mut all = match Engine::new(&system, steps) {
        Ok(engine) => engine,
        Err(conflict) => return broken(conflict),
    };
    let time = |item: &u32| {
        let says = &system.items[*item as usize].says;
        says.iter().find_map(|said| system.times[said.0 as usize]).map(|(_, last)| last)
    };
    let mut order: Vec<u32> = (0..system.items.len() as u32).collect();
    order.sort_by_key(|item| (time(item), *item));
    // Nearly always all of it holds, which is seen at once.
    let holds = system.products.iter().all(|product| missed(&system, product, &[]).is_none());
    if holds && all.test_here(&order) == Feasibility::Feasible {
        return Resolution { conflicts: Vec::new(), exact: true, broken: Vec::new() };
    }
    let probe = match Engine::new(&system, steps) {
        Ok(engine) => engine,
        Err(conflict) => return broken(conflict),
    };
    let mut search = RepairSearch::new(&system, all, probe, order, limits.repair);
    let groups = search.groups();
    let tied = search.explain(groups, &merged, &originals);
    Resolution { conflicts: tied, exact: search.sure, broken: Vec::new() }
}
