//! Conflicts that are found without a search: a row all of whose unknowns are stated, or two stated figures with
//! nothing stated between them, the later of which must not be less. Whatever the limits, each of these is in some
//! reported conflict.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::linear::deletion_filter::core_of_items;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::system::{Span, System};
use crate::reason::linear::unproved_core::UnprovedCore;

impl RepairSearch<'_, '_> {
    /// The cores that are found without a search, each once, except those that contain
    /// a core in `shown`. Items of choices are in none of them.
    pub(super) fn direct(&mut self, shown: &[Vec<u32>]) -> Vec<UnprovedCore> {
        let mut shown_of: FxHashMap<u32, Vec<&[u32]>> = FxHashMap::default();
        for core in shown {
            if let Some(&first) = core.first() {
                shown_of.entry(first).or_default().push(core);
            }
        }
        let found = direct_conflicts(self.space.system, &self.stated());
        let known: FxHashMap<&[u32], &UnprovedCore> =
            self.cores.iter().map(|core| (&core.items[..], core)).collect();
        let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
        let mut conflicts = Vec::new();
        for DirectConflict { mut items, .. } in found {
            items.sort_unstable();
            items.dedup();
            let is_in = |core: &[u32]| core.iter().all(|item| items.binary_search(item).is_ok());
            if items.iter().filter_map(|item| shown_of.get(item)).flatten().any(|core| is_in(core)) {
                continue;
            }
            let core = match known.get(&items[..]) {
                Some(&core) => Some(core.clone()),
                None => core_of_items(&mut self.space.probe, &items),
            };
            if let Some(core) = core
                && seen.insert(core.items.clone())
            {
                conflicts.push(core);
            }
        }
        conflicts
    }

    /// For each unknown that exactly one active item states, that item.
    fn stated(&self) -> BTreeMap<u32, u32> {
        let mut stated: BTreeMap<u32, Option<u32>> = BTreeMap::new();
        for &item in &self.classes.all {
            let says = &self.space.system.items[item as usize].says;
            let [(unknown, _)] = &says[..] else { continue };
            let is_plain = self.choices.choice_of(item).is_none();
            stated.entry(*unknown).and_modify(|known| *known = None).or_insert(is_plain.then_some(item));
        }
        stated.into_iter().filter_map(|(unknown, item)| Some((unknown, item?))).collect()
    }
}

/// Items that conflict, which shows without a search.
pub struct DirectConflict {
    /// The items.
    pub items: Vec<u32>,
    /// The rows that forbid it: one, or those by which an unknown is not less than an earlier one.
    pub rows: Vec<u32>,
}

/// The conflicts that show without a search among items, one for each unknown that is stated.
#[must_use]
pub fn direct_conflicts(system: &System, stated: &BTreeMap<u32, u32>) -> Vec<DirectConflict> {
    let mut found = Vec::new();
    for (number, row) in (0_u32..).zip(system.rows.iter()) {
        let items: Option<Vec<u32>> =
            row.terms.iter().map(|(unknown, _)| stated.get(unknown).copied()).collect();
        let Some(items) = items else { continue };
        let spans: Vec<&Span> = items.iter().map(|&item| &system.items[item as usize].says[0].1).collect();
        if row.excludes(&spans) {
            found.push(DirectConflict { items, rows: vec![number] });
        }
    }
    found.extend(falls(system, stated));
    found
}

/// Pairs of items with nothing stated between them, where the later one's figures are all below the earlier one's
/// although rows forbid that.
fn falls(system: &System, stated: &BTreeMap<u32, u32>) -> Vec<DirectConflict> {
    let mut next: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
    for (number, row) in (0_u32..).zip(system.rows.iter()) {
        if let Some((before, after)) = row.grows() {
            let times = |unknown: u32| system.times[unknown as usize];
            if times(before) < times(after) {
                next.entry(before).or_default().push((after, number));
            }
        }
    }
    let span = |item: u32| &system.items[item as usize].says[0].1;
    let mut falls = Vec::new();
    for (&first, &item) in stated {
        let Some(low) = span(item).low.as_ref() else { continue };
        // How each unknown was reached: from which one, and by which row.
        let mut reached: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        let mut ahead: Vec<u32> = vec![first];
        while let Some(at) = ahead.pop() {
            match stated.get(&at).filter(|_| at != first) {
                Some(&later) => {
                    if span(later).high.as_ref().is_some_and(|high| high.value < low.value) {
                        let mut rows = Vec::new();
                        let mut back = at;
                        while let Some(&(from, row)) = reached.get(&back).filter(|_| back != first) {
                            rows.push(row);
                            back = from;
                        }
                        rows.sort_unstable();
                        falls.push(DirectConflict { items: vec![item, later], rows });
                    }
                }
                None => {
                    for &(after, row) in next.get(&at).into_iter().flatten() {
                        reached.entry(after).or_insert_with(|| {
                            ahead.push(after);
                            (at, row)
                        });
                    }
                }
            }
        }
    }
    falls
}
