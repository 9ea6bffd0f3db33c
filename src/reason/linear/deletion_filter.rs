//! Conflicts made minimal: the deletion filter (Chinneck & Dravnieks 1991) leaves an irreducible infeasible subset.

use crate::reason::linear::engine::{Engine, Explanation, Feasibility};
use crate::reason::linear::excerpt::{Excerpt, SeriesPlaces};
use crate::reason::linear::local::{LocalVerdict, Sight};
use crate::reason::linear::system::System;
use crate::reason::linear::tryout::Tryout;
use crate::reason::linear::unproved_core::{ConflictReason, UnprovedCore};

/// A core is first sought within these distances in time of the item that the search starts from,
/// or else of the middle one, in the unit of [`System::times`]; 0 is the item's own time.
const NEAR: [u64; 5] = [0, 1, 4, 16, 64];

/// Up to so many items, one excerpt of all their times serves every part that is tried.
const FEW_ITEMS: usize = 64;

/// Where excerpts are possible, a conflict by more rows than this is not narrowed to one proof
/// first.
const FEW_ROWS: usize = 48;

/// How many items are left out at once, given how many have not been tried yet.
type Batch = fn(usize) -> usize;

const HALF: Batch = |left| left.div_ceil(2);
const ONE: Batch = |_| 1;

/// A part of some conflicting items that conflicts while none of its own parts does. The items
/// farthest in time from `around`, or else from the middle one, are left out first: what conflicts
/// mostly lies close together. If the limit ends a test, the items that it left out stay, and the
/// part need not be minimal.
pub(super) fn core_of_conflict(
    engine: &mut Engine<'_>,
    conflict: Explanation,
    around: Option<u32>,
) -> UnprovedCore {
    let system = engine.system;
    let Explanation { items: mut rest, mut rows } = conflict;
    let middle = nearest_first(system, &mut rest, around);
    let away = |item: u32| time(system, item).abs_diff(middle);
    let near = NEAR.map(|far| rest.partition_point(|&item| away(item) <= far));
    let near: Vec<usize> = near.into_iter().filter(|&count| count < rest.len()).collect();
    let found = match engine.places.clone() {
        Some(places) if rest.len() <= FEW_ITEMS => {
            let mut nearby = Nearby::new(engine, &places, &rest);
            let parts = near.into_iter().chain([rest.len()]);
            let found = parts.into_iter().find_map(|count| nearby.core(&rest[..count], ONE));
            let (terms, steps) = nearby.tryout.local().spent();
            engine.add_work(terms, steps);
            found
        }
        Some(places) => {
            let nearest = near.iter().find_map(|&count| core_nearby(engine, &places, &rest[..count], HALF));
            nearest.or_else(|| {
                if rows.len() <= FEW_ROWS {
                    narrow_to_proof(engine, &mut rest, &mut rows);
                    let found = core_nearby(engine, &places, &rest, ONE)?;
                    let is_whole = found.items.len() == rest.len();
                    let by =
                        if is_whole { ConflictReason::Rows(std::mem::take(&mut rows)) } else { found.by };
                    return Some(UnprovedCore { by, ..found });
                }
                core_nearby(engine, &places, &rest, HALF)
            })
        }
        None => {
            let found = near.iter().find_map(|&count| match engine.test(&rest[..count]) {
                Feasibility::Infeasible(conflict) => Some((count, conflict)),
                Feasibility::Feasible | Feasibility::Unknown => None,
            });
            if let Some((count, conflict)) = found {
                rest.truncate(count);
                rest.retain(|item| conflict.items.binary_search(item).is_ok());
                rows = conflict.rows;
            }
            narrow_to_proof(engine, &mut rest, &mut rows);
            None
        }
    };
    found.unwrap_or_else(|| {
        let mut items = deletion_filter(rest, ONE, |items| match engine.test(items) {
            Feasibility::Infeasible(conflict) => {
                rows = conflict.rows;
                Some(conflict.items)
            }
            Feasibility::Feasible | Feasibility::Unknown => None,
        });
        items.sort_unstable();
        UnprovedCore { items, by: ConflictReason::Rows(rows) }
    })
}

/// Narrows conflicting items to those that one proof by the given rows needs, and the rows to those
/// that it uses. That need not be minimal: the deletion filter goes on from there, by all rows.
fn narrow_to_proof(engine: &mut Engine<'_>, items: &mut Vec<u32>, rows: &mut Vec<u32>) {
    let mut tryout = Tryout::new(&engine.bounds, Sight::Rows(rows), items);
    tryout.ask(items);
    let verdict = tryout.test();
    let (terms, steps) = tryout.local().spent();
    engine.add_work(terms, steps);
    if let LocalVerdict::Conflict(used, by) = verdict {
        items.retain(|item| used.binary_search(item).is_ok());
        *rows = by;
    }
}

/// A core among items, by the rows of the times that they speak of; the last items are
/// left out first. None if they can hold, or the limit was reached.
fn core_nearby(
    engine: &mut Engine<'_>,
    places: &SeriesPlaces,
    items: &[u32],
    batch: Batch,
) -> Option<UnprovedCore> {
    let mut nearby = Nearby::new(engine, places, items);
    let found = nearby.core(items, batch);
    let (terms, steps) = nearby.tryout.local().spent();
    engine.add_work(terms, steps);
    found
}

/// A core among a few items; none if they can hold.
pub(super) fn core_of_items(engine: &mut Engine<'_>, items: &[u32]) -> Option<UnprovedCore> {
    if let Some(places) = engine.places.clone() {
        let mut items = items.to_vec();
        nearest_first(engine.system, &mut items, None);
        return core_nearby(engine, &places, &items, ONE);
    }
    match engine.test(items) {
        Feasibility::Infeasible(conflict) => Some(core_of_conflict(engine, conflict, None)),
        Feasibility::Feasible | Feasibility::Unknown => None,
    }
}

/// Sorts items by how far they are in time from one of them, or else from the middle one; its time.
fn nearest_first(system: &System, items: &mut [u32], around: Option<u32>) -> i64 {
    items.sort_by_key(|&item| (time(system, item), item));
    let middle = around.or(items.get(items.len() / 2).copied()).map_or(0, |item| time(system, item));
    items.sort_by_key(|&item| (time(system, item).abs_diff(middle), item));
    middle
}

/// The last time of the first unknown with a time that an item speaks of; 0 if it speaks of none.
fn time(system: &System, item: u32) -> i64 {
    let says = &system.items[item as usize].says;
    says.iter().find_map(|(unknown, _)| system.times[*unknown as usize]).map_or(0, |(_, last)| last)
}

/// The deletion filter: reduces conflicting items to a part that conflicts while none of its own
/// parts does. `conflict` tests some items: it gives a part of them that conflicts, or none if they
/// can hold. The last go first, as many at once as `batch` says, and fewer where some of those are
/// needed.
fn deletion_filter(
    mut rest: Vec<u32>,
    batch: Batch,
    mut conflict: impl FnMut(&[u32]) -> Option<Vec<u32>>,
) -> Vec<u32> {
    let mut needed: Vec<u32> = Vec::new();
    let mut size = batch(rest.len());
    while !rest.is_empty() {
        size = size.clamp(1, rest.len());
        let kept = rest.len() - size;
        let without: Vec<u32> = needed.iter().chain(&rest[..kept]).copied().collect();
        match conflict(&without) {
            Some(items) => {
                rest.truncate(kept);
                rest.retain(|other| items.binary_search(other).is_ok());
            }
            None if size > 1 => size = size.div_ceil(2),
            None => {
                needed.extend(rest.pop());
                size = batch(rest.len());
            }
        }
    }
    needed
}

/// Some items with the rows of the times that they speak of.
struct Nearby<'v, 's> {
    tryout: Tryout<'v, 's>,
    /// The rows by which items were last seen to conflict.
    rows: Vec<u32>,
}

impl<'v, 's> Nearby<'v, 's> {
    /// For some items, none of which is tested yet.
    fn new(engine: &'v Engine<'s>, places: &'v SeriesPlaces, items: &[u32]) -> Self {
        let excerpt = Excerpt::of(&engine.bounds, places, items);
        let tryout = Tryout::new(&engine.bounds, Sight::Excerpt(excerpt), items);
        Self { tryout, rows: Vec::new() }
    }

    /// A core among items; the last are left out first. None if they can hold.
    fn core(&mut self, items: &[u32], batch: Batch) -> Option<UnprovedCore> {
        let rest = self.conflict(items)?;
        let rest = items.iter().copied().filter(|item| rest.binary_search(item).is_ok());
        let mut items = deletion_filter(rest.collect(), batch, |items| self.conflict(items));
        items.sort_unstable();
        Some(self.tryout.conflict(items, &self.rows))
    }

    /// A part of some items that conflicts.
    fn conflict(&mut self, items: &[u32]) -> Option<Vec<u32>> {
        self.tryout.ask(items);
        match self.tryout.test() {
            LocalVerdict::Conflict(items, by) => {
                self.rows = by;
                Some(items)
            }
            LocalVerdict::Holds | LocalVerdict::Unknown => None,
        }
    }
}
