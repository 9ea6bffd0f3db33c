//! A system of only some rows and items.

use crate::reason::linear::system::{Item, Row, System};

/// A system of only some rows and items, its unknowns renumbered.
pub(super) struct SubSystem {
    pub(super) system: System,
    /// The original number of each unknown.
    pub(super) unknowns: Vec<u32>,
}

impl SubSystem {
    /// The system of some rows and items, in their order.
    pub(super) fn of(system: &System, rows: impl Iterator<Item = Row>, items: &[u32]) -> Self {
        let mut rows: Vec<Row> = rows.collect();
        let mut items: Vec<Item> = items.iter().map(|&item| system.items[item as usize].clone()).collect();
        let mut unknowns: Vec<u32> =
            items.iter().flat_map(|item| item.says.iter().map(|said| said.0)).collect();
        unknowns.extend(rows.iter().flat_map(|row| row.terms.iter().map(|term| term.0)));
        unknowns.sort_unstable();
        unknowns.dedup();
        let renumber = |unknown: &mut u32| *unknown = unknowns.binary_search(unknown).unwrap_or(0) as u32;
        rows.iter_mut().flat_map(|row| &mut row.terms).for_each(|term| renumber(&mut term.0));
        items.iter_mut().flat_map(|item| &mut item.says).for_each(|said| renumber(&mut said.0));
        let small = System {
            domains: unknowns.iter().map(|&unknown| system.domains[unknown as usize].clone()).collect(),
            times: unknowns.iter().map(|&unknown| system.times[unknown as usize]).collect(),
            rows: rows.into(),
            items,
            ..System::default()
        };
        Self { system: small, unknowns }
    }
}
