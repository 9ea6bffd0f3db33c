//! Among the cores of an item the one that is easiest to read.
//!
//! The smallest one comes from the duality of cores and minimal repairs: a smallest set that meets every repair found
//! so far either conflicts, and is a smallest core, or grows to a set that holds and so gives another repair (Ignatiev, Previti,
//! Liffiton & Marques-Silva 2015).

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::hitting::hitting;
use crate::reason::linear::classes::Classes;
use crate::reason::linear::engine::Engine;
use crate::reason::linear::excerpt::Excerpt;
use crate::reason::linear::local::{LocalVerdict, Sight};
use crate::reason::linear::system::Item;
use crate::reason::linear::tryout::Tryout;
use crate::reason::linear::unproved_core::UnprovedCore;
use crate::reason::simplex::DeltaNumber;
use crate::reason::{End, Endpoint, Weight};

/// The search around a conflict for a shorter proof ends when it has found this many items; of one unknown at most twice as many are
/// taken.
const POOL: usize = 48;
/// How many unknowns around a conflict are visited for that.
const MAX_VISITED: usize = 4_000;
/// If there are more rows between the items than this, only the rows of the items' own times are looked at (see `excerpt`).
const FEW_ROWS: usize = 400;
/// How many repairs are collected on the way to a smallest core.
const ROUNDS: usize = 200;
/// The steps of each search for a smallest set.
const STEPS: u64 = 200_000;

/// The easiest core of an item with items that are kept: within its voice if there is one, then of
/// fewest items, then at one time before across times, then over few rows, then near in time.
/// `known` is some core that was found before, if there is one; it is the answer if the search
/// finds none.
pub(super) fn easiest_core(
    engine: &mut Engine<'_>,
    item: u32,
    known: Option<&UnprovedCore>,
    neighbourhood: &ItemsByUnknown<'_>,
    classes: &Classes,
) -> Option<UnprovedCore> {
    let voices = classes.voices(item);
    let speaks = |at: u32, voice: u32| classes.voices(at).binary_search(&voice).is_ok();
    if let Some(known) = known {
        let is_own = voices.iter().any(|&voice| known.items.iter().all(|&at| speaks(at, voice)));
        if is_own && known.items.len() <= 2 && neighbourhood.is_at_one_time(engine, &known.items) {
            return Some(known.clone());
        }
    }
    let (mut near, rows) = neighbourhood.nearest_kept(engine, item);
    let mut best: Option<UnprovedCore> = None;
    for &voice in voices {
        let own: Vec<(u32, u32)> = near.iter().copied().filter(|(at, _)| speaks(*at, voice)).collect();
        let core = smallest_core(engine, item, &own, &rows, neighbourhood);
        best = [best, core].into_iter().flatten().min_by_key(|core| core.items.len());
    }
    let best = best.or_else(|| {
        let all = known.map_or(&[][..], |known| &known.items);
        for &other in all.iter().filter(|&&other| other != item) {
            if !near.iter().any(|(at, _)| *at == other) {
                near.push((other, ItemsByUnknown::FAR));
            }
        }
        keep_tightest(&engine.system.items, all, &mut near);
        smallest_core(engine, item, &near, &rows, neighbourhood)
            .filter(|core| known.is_none_or(|known| core.items.len() <= known.items.len()))
    });
    best.or_else(|| known.cloned())
}

/// Keeps the items that are the tightest at an end of some unknown, and those of the known
/// conflict: a smallest core needs no others.
fn keep_tightest(items: &[Item], known: &[u32], near: &mut Vec<(u32, u32)>) {
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

/// A smallest core of an item with some of the items of `near`, each of which is given with what it
/// costs the reader. It is sought by these rows, or, if they are more than [`FEW_ROWS`], by those
/// of the items' times. None if all hold, or the search was given up.
fn smallest_core(
    engine: &mut Engine<'_>,
    item: u32,
    near: &[(u32, u32)],
    rows: &[u32],
    neighbourhood: &ItemsByUnknown<'_>,
) -> Option<UnprovedCore> {
    let all: Vec<u32> = near.iter().map(|&(at, _)| at).chain([item]).collect();
    let places = engine.places.clone();
    let (sight, point) = match &places {
        Some(places) if rows.len() > FEW_ROWS => {
            (Sight::Excerpt(Excerpt::of(&engine.bounds, places, &all)), None)
        }
        Some(_) | None => (Sight::Rows(rows), neighbourhood.point),
    };
    let mut tryout = Tryout::starting_at(&engine.bounds, sight, point, &all);
    tryout.ask(&all);
    let core = match tryout.test() {
        LocalVerdict::Conflict(..) => core_by_duality(&mut tryout, item, near),
        LocalVerdict::Holds | LocalVerdict::Unknown => None,
    };
    let (terms, steps) = tryout.local().spent();
    engine.add_work(terms, steps);
    core
}

/// The same, once it is known that there is one (see the first lines).
fn core_by_duality(tryout: &mut Tryout<'_, '_>, item: u32, near: &[(u32, u32)]) -> Option<UnprovedCore> {
    // What costs most comes first, since in a tie the lowest number is the one left out.
    let mut pool: Vec<(u32, u32)> = near.to_vec();
    pool.sort_by_key(|&(at, cost)| std::cmp::Reverse((cost, at)));
    let weights: Vec<Weight> = pool.iter().map(|&(_, cost)| Weight::of_one(cost)).collect();
    let mut repairs: Vec<Vec<u32>> = Vec::new();
    for _ in 0..ROUNDS {
        let chosen = hitting(&repairs, &weights, &mut STEPS.clone());
        if !chosen.is_smallest {
            break;
        }
        let mut items: Vec<u32> = chosen.set.iter().map(|&at| pool[at as usize].0).chain([item]).collect();
        tryout.ask(&items);
        match tryout.test() {
            LocalVerdict::Conflict(_, rows) => {
                items.sort_unstable();
                return Some(tryout.conflict(items, &rows));
            }
            LocalVerdict::Unknown => break,
            LocalVerdict::Holds => {}
        }
        let repair = repair_around(tryout, &pool, &chosen.set);
        if repair.is_empty() {
            break;
        }
        repairs.push(repair);
    }
    None
}

/// A repair, as positions in `pool`: what cannot be added, one item after the other, to a set of
/// items that the last test found to hold.
fn repair_around(tryout: &mut Tryout<'_, '_>, pool: &[(u32, u32)], set: &[u32]) -> Vec<u32> {
    let is_in = |at: usize| set.binary_search(&(at as u32)).is_ok();
    let mut out = Vec::new();
    for at in (0..pool.len()).rev().filter(|&at| !is_in(at)) {
        let item = pool[at].0;
        let holds_already = tryout.holds_too(item);
        tryout.add(item);
        if !holds_already && tryout.test() != LocalVerdict::Holds {
            tryout.drop(item);
            out.push(at as u32);
        }
    }
    out.reverse();
    out
}

/// Items by unknown, which of them are kept, and where the unknowns lie.
pub(super) struct ItemsByUnknown<'i> {
    /// The items on each unknown, kept or not.
    pub(super) on: &'i [Vec<u32>],
    pub(super) is_kept: &'i dyn Fn(u32) -> bool,
    /// Where the unknowns lie by all that is kept, if that is known.
    pub(super) point: Option<&'i [DeltaNumber]>,
}

impl ItemsByUnknown<'_> {
    /// The cost of an item of the known conflict that was not found near the item in question: more than that of any that was.
    const FAR: u32 = 1 << 26;

    /// Whether some items speak of one time.
    fn is_at_one_time(&self, engine: &Engine<'_>, items: &[u32]) -> bool {
        let system = engine.system;
        let all = items.iter().flat_map(|&item| &system.items[item as usize].says);
        let mut times = all.map(|(unknown, _)| system.times[*unknown as usize]);
        let first = times.next();
        times.all(|time| Some(time) == first)
    }

    /// The kept items nearest to one, and what each costs the reader: another time most, then each row between, then
    /// days. With the rows between them.
    fn nearest_kept(&self, engine: &Engine<'_>, item: u32) -> (Vec<(u32, u32)>, Vec<u32>) {
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
            // What is said of the same time comes first: of many neighbours the last are not looked at.
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
