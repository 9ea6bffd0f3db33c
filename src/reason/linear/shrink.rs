//! Makes conflicts minimal, and finds among the minimal ones those that are easiest to read.
//!
//! The deletion filter (Chinneck & Dravnieks 1991) gives an irreducible infeasible subset. A smallest one comes from
//! the duality of minimal conflicts and minimal repairs: a smallest set that meets all repairs found so far either
//! conflicts, and is a smallest core, or grows to a set that holds, and so gives another repair (Ignatiev, Previti,
//! Liffiton & Marques-Silva 2015).

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::hitting::hitting;
use crate::reason::linear::classes::Classes;
use crate::reason::linear::engine::{Engine, Explanation, Feasibility};
use crate::reason::linear::excerpt::excerpt;
use crate::reason::linear::sub_system::SubSystem;
use crate::reason::linear::system::{Item, System};
use crate::reason::{End, Endpoint, Weight};

/// How many items around a conflict are considered for a shorter proof.
const POOL: usize = 48;
/// How many unknowns around a conflict are visited for that.
const MAX_VISITED: usize = 4_000;
/// How many repairs are collected in search of a smallest core.
const ROUNDS: usize = 200;
/// The limit of each search for a smallest set.
const STEPS: u64 = 200_000;

/// How far around a conflict's newest item its core is sought, in units of time, in successive attempts: first at its
/// own time.
const NEAR: [u64; 5] = [0, 1, 4, 16, 64];

/// A minimal conflict among some conflicting items. Items furthest in time from `around`, or else from the middle
/// one, are dropped first, as conflicts are mostly between items close in time.
pub(super) fn shrink(engine: &mut Engine<'_>, conflict: Explanation, around: Option<u32>) -> Explanation {
    let system = engine.system;
    let time = |item: u32| {
        let says = &system.items[item as usize].says;
        says.iter().find_map(|(unknown, _)| system.times[*unknown as usize]).map_or(0, |(_, last)| last)
    };
    let Explanation { items: mut rest, mut rows } = conflict;
    rest.sort_by_key(|&item| (time(item), item));
    let middle = around.or(rest.get(rest.len() / 2).copied()).map_or(0, time);
    rest.sort_by_key(|&item| (time(item).abs_diff(middle), item));
    let mut items = Vec::new();
    for far in NEAR {
        let near = rest.partition_point(|&item| time(item).abs_diff(middle) <= far);
        if near == rest.len() {
            break;
        }
        match engine.places.clone() {
            Some(places) => {
                let by_times = excerpt(&engine.bounds, &places, &rest[..near]);
                if let Some(left) = minimal(engine, &by_times.system, usize::div_ceil) {
                    items = left.items.into_iter().map(|at| rest[at as usize]).collect();
                    break;
                }
            }
            None => {
                if let Feasibility::Infeasible(conflict) = engine.test(&rest[..near]) {
                    rest.truncate(near);
                    rest.retain(|item| conflict.items.binary_search(item).is_ok());
                    rows = conflict.rows;
                    break;
                }
            }
        }
    }
    if items.is_empty() {
        // First with the few rows of the proof, then with all rows, as other rows may make more items unnecessary. A
        // conflict that is not minimal with all rows would join groups that are independent.
        let by_rows = SubSystem::of(system, rows.iter().map(|&row| system.rows[row as usize].clone()), &rest);
        if let Some(by_proof) = minimal(engine, &by_rows.system, usize::div_ceil) {
            rest = by_proof.items.into_iter().map(|at| rest[at as usize]).collect();
            rows = by_proof.rows.into_iter().map(|at| rows[at as usize]).collect();
        }
        let by_times = engine.places.clone().map(|places| excerpt(&engine.bounds, &places, &rest));
        match by_times.and_then(|by_times| minimal(engine, &by_times.system, |_, _| 1)) {
            Some(left) if left.items.len() == rest.len() => {
                rest.sort_unstable();
                return Explanation { items: rest, rows };
            }
            Some(left) => items = left.items.into_iter().map(|at| rest[at as usize]).collect(),
            None => items = filtered(engine, rest.clone(), &mut rows, |_, _| 1),
        }
    }
    if engine.places.is_some() {
        match engine.test(&items) {
            Feasibility::Infeasible(conflict) => rows = conflict.rows,
            // The limit was reached.
            Feasibility::Feasible | Feasibility::Unknown => items = rest,
        }
    }
    items.sort_unstable();
    Explanation { items, rows }
}

/// A minimal conflict of all items of a small system, with its rows; none if they can hold, or the limit was reached,
/// which counts as the engine's.
fn minimal(engine: &mut Engine<'_>, small: &System, batch: fn(usize, usize) -> usize) -> Option<Explanation> {
    let items: Vec<u32> = (0..small.items.len() as u32).collect();
    let mut own = Engine::new(small, engine.steps).ok()?;
    let found = match own.test(&items) {
        Feasibility::Infeasible(Explanation { items: used, mut rows }) => {
            let items = items.into_iter().filter(|item| used.binary_search(item).is_ok()).collect();
            let items = filtered(&mut own, items, &mut rows, batch);
            Some(Explanation { items, rows })
        }
        Feasibility::Feasible | Feasibility::Unknown => None,
    };
    engine.bounds.work += own.bounds.work;
    engine.steps = own.steps;
    found
}

/// The deletion filter: a minimal conflict of some items. The last items are dropped first, several at once (`batch`
/// gives how many of those left), and fewer where some are needed. `rows` are those of the last proof.
fn filtered(
    engine: &mut Engine<'_>,
    mut rest: Vec<u32>,
    rows: &mut Vec<u32>,
    batch: fn(usize, usize) -> usize,
) -> Vec<u32> {
    let mut needed: Vec<u32> = Vec::new();
    let mut size = batch(rest.len(), 2);
    while !rest.is_empty() {
        size = size.clamp(1, rest.len());
        let kept = rest.len() - size;
        let without: Vec<u32> = needed.iter().chain(&rest[..kept]).copied().collect();
        match engine.test(&without) {
            Feasibility::Infeasible(conflict) => {
                rest.truncate(kept);
                rest.retain(|other| conflict.items.binary_search(other).is_ok());
                *rows = conflict.rows;
            }
            Feasibility::Feasible | Feasibility::Unknown if size > 1 => size = size.div_ceil(2),
            Feasibility::Feasible | Feasibility::Unknown => {
                needed.extend(rest.pop());
                size = batch(rest.len(), 2);
            }
        }
    }
    // The item found necessary last is the nearest.
    needed.reverse();
    needed
}

/// The easiest core of an item with kept items: within its voice if there is one, then of fewest items, then at one
/// time rather than across times, then over few rows, then close in time. `known` is some minimal core; without it
/// none may be found.
pub(super) fn easiest(
    engine: &mut Engine<'_>,
    item: u32,
    known: Option<&Explanation>,
    neighbourhood: &ItemsByUnknown<'_>,
    classes: &Classes,
) -> Option<Explanation> {
    let voices = classes.voices(item);
    let speaks = |at: u32, voice: u32| classes.voices(at).binary_search(&voice).is_ok();
    if let Some(known) = known {
        let is_own = voices.iter().any(|&voice| known.items.iter().all(|&at| speaks(at, voice)));
        if is_own && known.items.len() <= 2 && neighbourhood.is_at_one_time(engine, &known.items) {
            return Some(known.clone());
        }
    }
    let (mut near, rows) = neighbourhood.items(engine, item);
    engine.bounds.restrict_to(&rows);
    let mut best: Option<Explanation> = None;
    for &voice in voices {
        let own: Vec<(u32, u32)> = near.iter().copied().filter(|(at, _)| speaks(*at, voice)).collect();
        let core = smallest(engine, item, &own);
        best = [best, core].into_iter().flatten().min_by_key(|core| core.items.len());
    }
    let best = best.or_else(|| {
        let all = known.map_or(&[][..], |known| &known.items);
        for &other in all.iter().filter(|&&other| other != item) {
            if !near.iter().any(|(at, _)| *at == other) {
                near.push((other, ItemsByUnknown::FAR));
            }
        }
        tightest(&engine.system.items, all, &mut near);
        smallest(engine, item, &near)
            .filter(|core| known.is_none_or(|known| core.items.len() <= known.items.len()))
    });
    engine.bounds.lift_restriction();
    best.or_else(|| known.cloned())
}

/// Keeps only the tightest items at each end: only these can be in a smallest conflict with one more item.
fn tightest(items: &[Item], known: &[u32], near: &mut Vec<(u32, u32)>) {
    let mut best: FxHashMap<(u32, End), (u32, &Endpoint<Number>)> = FxHashMap::default();
    for &(at, _) in near.iter() {
        for (unknown, span) in &items[at as usize].says {
            for end in [End::Low, End::High] {
                let Some(endpoint) = span.end(end) else { continue };
                let best = best.entry((*unknown, end)).or_insert((at, endpoint));
                if if end == End::Low { endpoint > best.1 } else { endpoint < best.1 } {
                    *best = (at, endpoint);
                }
            }
        }
    }
    near.retain(|(at, _)| {
        let ends = items[*at as usize]
            .says
            .iter()
            .flat_map(|(unknown, _)| [(*unknown, End::Low), (*unknown, End::High)]);
        known.contains(at) || ends.into_iter().any(|end| best.get(&end).is_some_and(|best| best.0 == *at))
    });
}

/// A smallest core of an item and some others, each with its cost for the reader, with the rows that are not skipped;
/// none if all of them hold, or the limit was reached.
fn smallest(engine: &mut Engine<'_>, item: u32, near: &[(u32, u32)]) -> Option<Explanation> {
    let all: Vec<u32> = near.iter().map(|&(at, _)| at).chain([item]).collect();
    let Feasibility::Infeasible(_) = engine.test(&all) else { return None };
    engine.bounds.focus(all.iter().copied());
    let core = smallest_in_focus(engine, item, near);
    engine.bounds.unfocus();
    core
}

/// The same, if there certainly is a core.
fn smallest_in_focus(engine: &mut Engine<'_>, item: u32, near: &[(u32, u32)]) -> Option<Explanation> {
    // Items of highest cost first, since in a tie the lowest number is left out.
    let mut pool: Vec<(u32, u32)> = near.to_vec();
    pool.sort_by_key(|&(at, cost)| std::cmp::Reverse((cost, at)));
    let weights: Vec<Weight> = pool.iter().map(|&(_, cost)| Weight::of_one(cost)).collect();
    let mut repairs: Vec<Vec<u32>> = Vec::new();
    for _ in 0..ROUNDS {
        let chosen = hitting(&repairs, &weights, &mut STEPS.clone());
        if !chosen.is_smallest {
            break;
        }
        engine.clear();
        let candidate = || chosen.set.iter().map(|&at| pool[at as usize].0).chain([item]);
        match engine.test_in_focus(&candidate().collect::<Vec<_>>()) {
            Feasibility::Infeasible(conflict) => {
                let mut items: Vec<u32> = candidate().collect();
                items.sort_unstable();
                return Some(Explanation { items, rows: conflict.rows });
            }
            Feasibility::Unknown => break,
            Feasibility::Feasible => {}
        }
        let repair = left_out(engine, &pool, &chosen.set, item);
        if repair.is_empty() {
            break;
        }
        repairs.push(repair);
    }
    None
}

/// The items that cannot be added to some items and one more, which are known to hold.
fn left_out(engine: &mut Engine<'_>, pool: &[(u32, u32)], set: &[u32], item: u32) -> Vec<u32> {
    let is_in = |at: usize| set.binary_search(&(at as u32)).is_ok();
    // Propagation alone nearly always shows which these are.
    for is_careful in [false, true] {
        engine.clear();
        let candidate = set.iter().map(|&at| pool[at as usize].0).chain([item]);
        candidate.for_each(|at| _ = engine.add(at));
        let mut out = Vec::new();
        for at in (0..pool.len()).rev().filter(|&at| !is_in(at)) {
            let joins = if is_careful { engine.joins(pool[at].0) } else { engine.add(pool[at].0).is_ok() };
            if !joins {
                out.push(at as u32);
            }
        }
        if is_careful || engine.settle() == Feasibility::Feasible {
            engine.clear();
            out.reverse();
            return out;
        }
    }
    Vec::new()
}

/// The items that are kept, by unknown.
pub(super) struct ItemsByUnknown<'i> {
    /// The items on each unknown, kept or not.
    pub(super) on: &'i [Vec<u32>],
    pub(super) is_kept: &'i dyn Fn(u32) -> bool,
}

impl ItemsByUnknown<'_> {
    /// The cost of an item at another time.
    const FAR: u32 = 1 << 26;

    /// Whether some items are of one time.
    fn is_at_one_time(&self, engine: &Engine<'_>, items: &[u32]) -> bool {
        let system = engine.system;
        let all = items.iter().flat_map(|&item| &system.items[item as usize].says);
        let mut times = all.map(|(unknown, _)| system.times[*unknown as usize]);
        let first = times.next();
        times.all(|time| Some(time) == first)
    }

    /// The kept items nearest to an item, each with its cost for the reader: another time costs most, then each row
    /// between, then days. Also the rows between them.
    fn items(&self, engine: &Engine<'_>, item: u32) -> (Vec<(u32, u32)>, Vec<u32>) {
        let system = engine.system;
        let starts = || system.items[item as usize].says.iter().map(|(unknown, _)| *unknown);
        let now = starts().find_map(|start| system.times[start as usize]).map(|(_, last)| last);
        let (mut found, mut visited): (Vec<(u32, u32)>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut seen: FxHashSet<u32> = starts().collect();
        let mut queue: VecDeque<(u32, u32)> = starts().map(|start| (start, 0)).collect();
        while let Some((unknown, rows_between)) = queue.pop_front() {
            let apart =
                system.times[unknown as usize].zip(now).map_or(0, |((_, then), now)| then.abs_diff(now));
            let cost = if apart == 0 { 0 } else { 1 << 24 }
                + (rows_between.min(255) << 16)
                + apart.min(0xffff) as u32;
            let new = |at: &&u32| {
                **at != item && (self.is_kept)(**at) && !found.iter().any(|(known, _)| known == *at)
            };
            let here: Vec<u32> =
                self.on[unknown as usize].iter().filter(new).copied().take(2 * POOL).collect();
            found.extend(here.into_iter().map(|at| (at, cost)));
            if found.len() >= POOL || seen.len() >= MAX_VISITED {
                break;
            }
            visited.extend(engine.bounds.adjacency.rows(unknown));
            // Items of the same time come first: of many neighbours the last are not visited.
            let rows = engine.bounds.adjacency.rows(unknown).iter();
            let terms = rows.flat_map(|&row| &system.rows[row as usize].terms);
            let mut new: Vec<u32> = terms.map(|term| term.0).filter(|&next| seen.insert(next)).collect();
            new.sort_by_key(|&next| system.times[next as usize] != system.times[unknown as usize]);
            queue.extend(new.into_iter().map(|next| (next, rows_between + 1)));
        }
        visited.sort_unstable();
        visited.dedup();
        (found, visited)
    }
}
