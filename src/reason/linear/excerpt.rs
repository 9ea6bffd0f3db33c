//! An excerpt of a system: only some of its times, which suffice to decide whether items of these times can hold.
//!
//! If values can be carried over unchanged from one time to the next, a time without statements can be left out: its
//! unknowns have the values of the time before. The excerpt has the rows of the times that are used, with the
//! unknowns of the time before in place of those between. So a few items are tested in a system that does not grow
//! with the time between them.

use rustc_hash::FxHashSet;

use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::sub_system::SubSystem;
use crate::reason::linear::system::{Row, System};

/// The position of each unknown in its series.
#[derive(Clone, Debug)]
pub(super) struct SeriesPlaces {
    /// For each unknown its series, and the position in it.
    positions: Vec<Option<(u32, u32)>>,
}

impl SeriesPlaces {
    /// The positions in a system; none if values cannot be carried over from one time to the next.
    pub(super) fn of(system: &System) -> Option<Self> {
        let series = system.series.as_ref()?;
        let mut of = vec![None; system.domains.len()];
        for (number, unknowns) in (0_u32..).zip(series) {
            for (place, &unknown) in (0_u32..).zip(unknowns) {
                of[unknown as usize] = Some((number, place));
            }
        }
        Some(Self { positions: of })
    }

    /// The unknown that replaces an unknown in an excerpt of some times, ascending: the last one of its series at or
    /// before its time, or else the first one.
    fn stands_for(&self, system: &System, times: &[i64], unknown: u32) -> u32 {
        let (Some((series, place)), Some(all)) = (self.positions[unknown as usize], &system.series) else {
            return unknown;
        };
        let before = &all[series as usize][..=place as usize];
        let time = |&unknown: &u32| system.times[unknown as usize].map_or(i64::MIN, |(_, last)| last);
        let own = time(&unknown);
        let left = times.iter().rev().filter(|&&left| left <= own);
        let found = left.filter_map(|left| before.binary_search_by_key(left, time).ok()).next();
        before[found.unwrap_or(0)]
    }
}

/// The excerpt of a system for some items.
pub(super) fn excerpt(bounds: &Bounds<'_>, places: &SeriesPlaces, items: &[u32]) -> SubSystem {
    let system = bounds.system;
    let unknowns =
        || items.iter().flat_map(|&item| system.items[item as usize].says.iter().map(|said| said.0));
    let mut times: Vec<i64> = unknowns()
        .filter_map(|unknown| system.times[unknown as usize])
        .flat_map(|(first, last)| [first, last])
        .collect();
    times.sort_unstable();
    times.dedup();
    let timeless = bounds.rows_at(i64::MIN);
    let rows = timeless.iter().chain(times.iter().flat_map(|&time| bounds.rows_at(time)));
    let rows: Vec<Row> = rows.filter_map(|&row| taken_over(system, places, &times, row)).collect();
    SubSystem::of(system, joined(rows, unknowns()).into_iter(), items)
}

/// A row with its unknowns replaced; none if nothing is left of it.
fn taken_over(system: &System, places: &SeriesPlaces, times: &[i64], row: u32) -> Option<Row> {
    let row = &system.rows[row as usize];
    let mut new = Row { terms: Vec::with_capacity(row.terms.len()), ..row.clone() };
    for (unknown, times_of) in &row.terms {
        let unknown = places.stands_for(system, times, *unknown);
        match new.terms.iter_mut().find(|known| known.0 == unknown) {
            Some(known) => known.1 = &known.1 + times_of,
            None => new.terms.push((unknown, times_of.clone())),
        }
    }
    new.terms.retain(|(_, times)| !times.is_zero());
    (!new.terms.is_empty()).then_some(new)
}

/// The rows that are connected with some unknowns.
fn joined(rows: Vec<Row>, unknowns: impl Iterator<Item = u32>) -> Vec<Row> {
    let mut of: rustc_hash::FxHashMap<u32, Vec<u32>> = rustc_hash::FxHashMap::default();
    for (number, row) in (0_u32..).zip(&rows) {
        row.terms.iter().for_each(|term| of.entry(term.0).or_default().push(number));
    }
    let mut seen: FxHashSet<u32> = unknowns.collect();
    let mut queue: Vec<u32> = seen.iter().copied().collect();
    let mut is_joined = vec![false; rows.len()];
    while let Some(unknown) = queue.pop() {
        for &row in of.get(&unknown).into_iter().flatten() {
            if !std::mem::replace(&mut is_joined[row as usize], true) {
                let terms = rows[row as usize].terms.iter().map(|term| term.0);
                queue.extend(terms.filter(|&unknown| seen.insert(unknown)));
            }
        }
    }
    let mut number = 0..;
    rows.into_iter().filter(|_| number.next().is_some_and(|row: usize| is_joined[row])).collect()
}
