//! Conflicts made minimal: the deletion filter (Chinneck & Dravnieks 1991) leaves an irreducible infeasible subset.

use crate::reason::linear::engine::{Engine, Explanation, Feasibility};
use crate::reason::linear::excerpt::{Excerpt, SeriesPlaces};
use crate::reason::linear::local::{LocalVerdict, Sight};
use crate::reason::linear::minimal_conflict::{Ground, MinimalConflict};
use crate::reason::linear::system::System;
use crate::reason::linear::tryout::Tryout;

/// How far in time around the item that the search starts from, or else the middle one, the core is looked for first, in the unit of
/// [`System::times`]: at its own time before all.
const NEAR: [u64; 5] = [0, 1, 4, 16, 64];

/// Up to so many items, one excerpt of all their times serves every part that is tried.
const FEW_ITEMS: usize = 64;

/// Where excerpts are possible, proofs of more rows are not looked at by themselves first.
const FEW_ROWS: usize = 48;

/// How many items are left out at once, given how many have not been tried yet.
type Batch = fn(usize) -> usize;

const HALF: Batch = |left| left.div_ceil(2);
const ONE: Batch = |_| 1;

/// A part of some conflicting items that conflicts while none of its own parts does. Those farthest in time from one of
/// them, or else from the middle one, go first: what conflicts lies mostly close together. Where the work is spent on a test, what was
/// tried is kept, so that the part may be larger.
pub(super) fn shrink(engine: &mut Engine<'_>, conflict: Explanation, around: Option<u32>) -> MinimalConflict {
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
            let found = parts.into_iter().find_map(|count| nearby.minimal(&rest[..count], ONE));
            let (terms, steps) = nearby.tryout.local().spent();
            engine.charge(terms, steps);
            found
        }
        Some(places) => {
            let nearest =
                near.iter().find_map(|&count| minimal_nearby(engine, &places, &rest[..count], HALF));
            nearest.or_else(|| {
                if rows.len() <= FEW_ROWS {
                    by_proof(engine, &mut rest, &mut rows);
                    let found = minimal_nearby(engine, &places, &rest, ONE)?;
                    let is_whole = found.items.len() == rest.len();
                    let by = if is_whole { Ground::Rows(std::mem::take(&mut rows)) } else { found.by };
                    return Some(MinimalConflict { by, ..found });
                }
                minimal_nearby(engine, &places, &rest, HALF)
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
            by_proof(engine, &mut rest, &mut rows);
            None
        }
    };
    found.unwrap_or_else(|| {
        let mut items = filtered(rest, ONE, |items| match engine.test(items) {
            Feasibility::Infeasible(conflict) => {
                rows = conflict.rows;
                Some(conflict.items)
            }
            Feasibility::Feasible | Feasibility::Unknown => None,
        });
        items.sort_unstable();
        MinimalConflict { items, by: Ground::Rows(rows) }
    })
}

/// Narrows conflicting items to those that one proof by the given rows needs, and the rows to those that it uses. That need not be
/// minimal: the deletion filter goes on from there, by all rows, so that no conflict has items that it does not need.
fn by_proof(engine: &mut Engine<'_>, items: &mut Vec<u32>, rows: &mut Vec<u32>) {
    let mut tryout = Tryout::new(&engine.bounds, Sight::Rows(rows), items);
    tryout.ask(items);
    let verdict = tryout.test();
    let (terms, steps) = tryout.local().spent();
    engine.charge(terms, steps);
    if let LocalVerdict::Conflict(used, by) = verdict {
        items.retain(|item| used.binary_search(item).is_ok());
        *rows = by;
    }
}

/// A minimal conflict of items, in the order in which they are to be kept, by the times that they speak of; none where they can hold,
/// or the work is spent.
fn minimal_nearby(
    engine: &mut Engine<'_>,
    places: &SeriesPlaces,
    items: &[u32],
    batch: Batch,
) -> Option<MinimalConflict> {
    let mut nearby = Nearby::new(engine, places, items);
    let found = nearby.minimal(items, batch);
    let (terms, steps) = nearby.tryout.local().spent();
    engine.charge(terms, steps);
    found
}

/// A minimal conflict of a few items; none where they can hold.
pub(super) fn minimal_of(engine: &mut Engine<'_>, items: &[u32]) -> Option<MinimalConflict> {
    if let Some(places) = engine.places.clone() {
        let mut items = items.to_vec();
        nearest_first(engine.system, &mut items, None);
        return minimal_nearby(engine, &places, &items, ONE);
    }
    match engine.test(items) {
        Feasibility::Infeasible(conflict) => Some(shrink(engine, conflict, None)),
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

/// The deletion filter: reduces conflicting items to a part that conflicts while none of its own parts does. `conflict` tests some items: a
/// part of them that conflicts, or none if they can hold.
/// The last go first, as many at once as `batch` says, and fewer where those are needed.
fn filtered(
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

/// Items with what is around them, by some rows.
struct Nearby<'v, 's> {
    tryout: Tryout<'v, 's>,
    /// The rows by which items were last seen to conflict.
    rows: Vec<u32>,
}

impl<'v, 's> Nearby<'v, 's> {
    /// By the rows of the times that the items speak of.
    fn new(engine: &'v Engine<'s>, places: &'v SeriesPlaces, items: &[u32]) -> Self {
        let excerpt = Excerpt::of(&engine.bounds, places, items);
        let tryout = Tryout::new(&engine.bounds, Sight::Excerpt(excerpt), items);
        Self { tryout, rows: Vec::new() }
    }

    /// A minimal conflict of items; none where they can hold.
    fn minimal(&mut self, items: &[u32], batch: Batch) -> Option<MinimalConflict> {
        let rest = self.conflict(items)?;
        let rest = items.iter().copied().filter(|item| rest.binary_search(item).is_ok());
        let mut items = filtered(rest.collect(), batch, |items| self.conflict(items));
        items.sort_unstable();
        Some(self.tryout.conflict(items, &self.rows))
    }

    /// What of some items conflicts.
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
