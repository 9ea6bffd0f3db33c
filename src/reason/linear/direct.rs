//! Conflicts that are found without a search: a row all of whose unknowns are stated, or two stated figures with
//! nothing stated between them, the later of which must not be less. Whatever the limits, each of these is in some
//! reported conflict.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::linear::minimal_conflict::MinimalConflict;
use crate::reason::linear::repair::RepairSearch;
use crate::reason::linear::shrink::minimal_of;
use crate::reason::linear::system::{Item, Row};

impl RepairSearch<'_, '_> {
    /// The minimal conflicts that show without a search, each once, but for those in which a core that is shown is contained. What
    /// belongs to a choice is no party to any.
    pub(super) fn direct(&mut self, shown: &[Vec<u32>]) -> Vec<MinimalConflict> {
        let mut shown_of: FxHashMap<u32, Vec<&[u32]>> = FxHashMap::default();
        for core in shown {
            if let Some(&first) = core.first() {
                shown_of.entry(first).or_default().push(core);
            }
        }
        let stated = self.stated();
        let system = self.space.system;
        let mut found: Vec<Vec<u32>> = Vec::new();
        for row in system.rows.iter() {
            let items: Option<Vec<(u32, &Number)>> =
                row.terms.iter().map(|(unknown, times)| Some((*stated.get(unknown)?, times))).collect();
            if let Some(items) = items.filter(|items| is_missed(row, items, &system.items)) {
                found.push(items.into_iter().map(|(item, _)| item).collect());
            }
        }
        found.extend(self.falls(&stated));
        let known: FxHashMap<&[u32], &MinimalConflict> =
            self.cores.iter().map(|core| (&core.items[..], core)).collect();
        let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
        let mut conflicts = Vec::new();
        for mut items in found {
            items.sort_unstable();
            items.dedup();
            let is_in = |core: &[u32]| core.iter().all(|item| items.binary_search(item).is_ok());
            if items.iter().filter_map(|item| shown_of.get(item)).flatten().any(|core| is_in(core)) {
                continue;
            }
            let core = match known.get(&items[..]) {
                Some(&core) => Some(core.clone()),
                None => minimal_of(&mut self.space.probe, &items),
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

    /// Pairs of items with nothing stated between them, where the later one's figures are all below the earlier one's
    /// although rows forbid that.
    fn falls(&self, stated: &BTreeMap<u32, u32>) -> Vec<Vec<u32>> {
        let system = self.space.system;
        let mut next: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for row in system.rows.iter() {
            if let Some((before, after)) = row.grows() {
                let times = |unknown: u32| system.times[unknown as usize];
                if times(before) < times(after) {
                    next.entry(before).or_default().push(after);
                }
            }
        }
        let span = |item: u32| &system.items[item as usize].says[0].1;
        let mut falls = Vec::new();
        for (&unknown, &item) in stated {
            let Some(low) = span(item).low.as_ref() else { continue };
            let mut ahead: Vec<u32> = next.get(&unknown).cloned().unwrap_or_default();
            let mut passed: FxHashSet<u32> = ahead.iter().copied().collect();
            while let Some(unknown) = ahead.pop() {
                match stated.get(&unknown) {
                    Some(&later) => {
                        if span(later).high.as_ref().is_some_and(|high| high.value < low.value) {
                            falls.push(vec![item, later]);
                        }
                    }
                    None => {
                        let further = next.get(&unknown).into_iter().flatten();
                        ahead.extend(further.filter(|&&unknown| passed.insert(unknown)));
                    }
                }
            }
        }
        falls
    }
}

/// Whether a row excludes all values that items state for its unknowns.
fn is_missed(row: &Row, items: &[(u32, &Number)], all: &[Item]) -> bool {
    let end = |low: bool| {
        items.iter().try_fold(Number::ZERO, |sum, (item, times)| {
            let span = &all[*item as usize].says[0].1;
            let end = if low == times.is_negative() { &span.high } else { &span.low };
            end.as_ref().map(|end| &sum + &(&end.value * times))
        })
    };
    let over = row.span.high.as_ref().zip(end(true)).is_some_and(|(high, least)| least > high.value);
    over || row.span.low.as_ref().zip(end(false)).is_some_and(|(low, most)| most < low.value)
}
