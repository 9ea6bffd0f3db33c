//! Conflicts made minimal, and among the minimal ones those that are easiest to read.
//!
//! The deletion filter (Chinneck & Dravnieks 1991) leaves an irreducible infeasible subset. The smallest one comes from
//! the duality of minimal conflicts and minimal repairs: a smallest set that meets every repair found so far either
//! conflicts, and is a smallest core, or grows to a set that holds and so gives another repair (Ignatiev, Previti,
//! Liffiton & Marques-Silva 2015).

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::hitting::hitting;
use crate::reason::linear::engine::{Engine, Explanation, Feasibility};
use crate::reason::linear::system::Item;
use crate::reason::{End, Endpoint, Weight};

/// How many items around a conflict are looked through for a shorter proof.
const POOL: usize = 48;
/// How many unknowns around a conflict are visited for that.
const AROUND: usize = 4_000;
/// How many repairs are collected on the way to a smallest core.
const ROUNDS: usize = 200;
/// The steps of each search for a smallest set.
const STEPS: u64 = 200_000;

/// How far around a conflict's newest item its core is looked for first, in units of time: at its own time before all.
const NEAR: [u64; 5] = [0, 1, 4, 16, 64];

/// A part of some conflicting items that conflicts while none of its own parts does. Those farthest in time from one of
/// them, or else from the middle one, go first: what conflicts lies mostly close together.
pub(super) fn shrink(engine: &mut Engine<'_>, conflict: Explanation, around: Option<u32>) -> Vec<u32> {
    let system = engine.system;
    let time = |item: u32| {
        let says = &system.items[item as usize].says;
        says.iter().find_map(|said| system.times[said.0 as usize]).map_or(0, |(_, last)| last)
    };
    let Explanation { items: mut rest, mut rows } = conflict;
    rest.sort_by_key(|&item| (time(item), item));
    let middle = around.or(rest.get(rest.len() / 2).copied()).map_or(0, time);
    rest.sort_by_key(|&item| (time(item).abs_diff(middle), item));
    for far in NEAR {
        let near = rest.partition_point(|&item| time(item).abs_diff(middle) <= far);
        if near == rest.len() {
            break;
        }
        if let Feasibility::Infeasible(conflict) = engine.test(&rest[..near]) {
            rest.truncate(near);
            rest.retain(|item| conflict.items.binary_search(item).is_ok());
            rows = conflict.rows;
            break;
        }
    }
    // By the rows of the proof alone first, which are few; then by all, for what only other rows can spare.
    engine.bounds.choose(&rows);
    let few = filtered(engine, rest, usize::div_ceil);
    engine.bounds.choose_all();
    let mut needed = filtered(engine, few, |_, _| 1);
    needed.sort_unstable();
    needed
}

/// The deletion filter: what conflicts of some items while none of its own parts does. The last go first, as many at
/// once as `part` says of all that are left over 2, and fewer where those are needed.
fn filtered(engine: &mut Engine<'_>, mut rest: Vec<u32>, part: fn(usize, usize) -> usize) -> Vec<u32> {
    let mut needed: Vec<u32> = Vec::new();
    let mut few = part(rest.len(), 2);
    while !rest.is_empty() {
        few = few.clamp(1, rest.len());
        let kept = rest.len() - few;
        let without: Vec<u32> = needed.iter().chain(&rest[..kept]).copied().collect();
        match engine.test(&without) {
            Feasibility::Infeasible(conflict) => {
                rest.truncate(kept);
                rest.retain(|other| conflict.items.binary_search(other).is_ok());
            }
            Feasibility::Feasible | Feasibility::Unknown if few > 1 => few = few.div_ceil(2),
            Feasibility::Feasible | Feasibility::Unknown => {
                needed.extend(rest.pop());
                few = part(rest.len(), 2);
            }
        }
    }
    // What was found necessary last is nearest.
    needed.reverse();
    needed
}

/// The easiest core of an item with items that are kept: within its voice if there is one, then of fewest items, then
/// at one time before across times, then over few rows, then near in time. `known` is some minimal one.
pub(super) fn easiest(
    engine: &mut Engine<'_>,
    item: u32,
    known: &[u32],
    around: &ItemsByUnknown<'_>,
    voices: &[Vec<u32>],
) -> Vec<u32> {
    let mut near = around.items(engine, item);
    let mut best: Option<Vec<u32>> = None;
    for &voice in &voices[item as usize] {
        let own: Vec<(u32, u32)> = near
            .iter()
            .copied()
            .filter(|(at, _)| voices[*at as usize].binary_search(&voice).is_ok())
            .collect();
        let core = smallest(engine, item, &own);
        best = [best, core].into_iter().flatten().min_by_key(Vec::len);
    }
    if let Some(core) = best {
        return core;
    }
    for &other in known.iter().filter(|&&other| other != item) {
        if !near.iter().any(|(at, _)| *at == other) {
            near.push((other, ItemsByUnknown::FAR));
        }
    }
    tightest(&engine.system.items, known, &mut near);
    smallest(engine, item, &near).filter(|core| core.len() <= known.len()).unwrap_or_else(|| known.to_vec())
}

/// Only the tightest items of each end can take part in a smallest conflict with one more.
fn tightest(items: &[Item], known: &[u32], near: &mut Vec<(u32, u32)>) {
    let mut best: FxHashMap<(u32, End), (u32, &Endpoint<Number>)> = FxHashMap::default();
    for &(at, _) in near.iter() {
        for (unknown, span) in &items[at as usize].says {
            for end in [End::Low, End::High] {
                let Some(cut) = span.end(end) else { continue };
                let best = best.entry((*unknown, end)).or_insert((at, cut));
                if if end == End::Low { cut > best.1 } else { cut < best.1 } {
                    *best = (at, cut);
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

/// A smallest core of an item and some of the others, each with what it costs the reader; none where all of them hold.
fn smallest(engine: &mut Engine<'_>, item: u32, near: &[(u32, u32)]) -> Option<Vec<u32>> {
    let all: Vec<u32> = near.iter().map(|&(at, _)| at).chain([item]).collect();
    let Feasibility::Infeasible(conflict) = engine.test(&all) else { return None };
    engine.bounds.focus(all.iter().copied());
    let core = smallest_here(engine, item, near);
    engine.bounds.look_around();
    Some(core.unwrap_or_else(|| shrink(engine, conflict, Some(item))))
}

/// A smallest core of an item and some of the others, by the rows that are looked at; none where the search was given
/// up.
fn smallest_here(engine: &mut Engine<'_>, item: u32, near: &[(u32, u32)]) -> Option<Vec<u32>> {
    // What costs most comes first, since in a tie the lowest number is the one left out.
    let mut pool: Vec<(u32, u32)> = near.to_vec();
    pool.sort_by_key(|&(at, cost)| std::cmp::Reverse((cost, at)));
    let weights: Vec<Weight> = pool.iter().map(|&(_, cost)| Weight { origins: 1, own: cost }).collect();
    let mut repairs: Vec<Vec<u32>> = Vec::new();
    for _ in 0..ROUNDS {
        let chosen = hitting(&repairs, &weights, &mut STEPS.clone());
        if !chosen.exact {
            break;
        }
        engine.clear();
        let mut holds = vec![false; pool.len()];
        let core = || chosen.set.iter().map(|&at| pool[at as usize].0).chain([item]);
        match engine.test_here(&core().collect::<Vec<_>>()) {
            Feasibility::Infeasible(_) => {
                let mut core: Vec<u32> = core().collect();
                core.sort_unstable();
                return Some(core);
            }
            Feasibility::Unknown => break,
            Feasibility::Feasible => core().for_each(|at| _ = engine.add(at)),
        }
        chosen.set.iter().for_each(|&at| holds[at as usize] = true);
        for at in (0..pool.len()).rev() {
            holds[at] = holds[at] || engine.joins(pool[at].0);
        }
        engine.clear();
        let repair: Vec<u32> = (0_u32..).zip(holds).filter(|(_, holds)| !holds).map(|(at, _)| at).collect();
        if repair.is_empty() {
            break;
        }
        repairs.push(repair);
    }
    None
}

/// The items that are kept, by unknown.
pub(super) struct ItemsByUnknown<'i> {
    pub(super) items: &'i [Item],
    /// For each unknown the kept items on it.
    pub(super) of: &'i [Vec<u32>],
}

impl ItemsByUnknown<'_> {
    /// The cost of an item that is far from it.
    const FAR: u32 = 1 << 26;

    /// The kept items nearest to one, and what each costs the reader: another time most, then each row between, then
    /// days.
    fn items(&self, engine: &Engine<'_>, item: u32) -> Vec<(u32, u32)> {
        let system = engine.system;
        let starts = || self.items[item as usize].says.iter().map(|(unknown, _)| *unknown);
        let now = starts().find_map(|start| system.times[start as usize]).map(|(_, last)| last);
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut seen: FxHashSet<u32> = starts().collect();
        let mut queue: VecDeque<(u32, u32)> = starts().map(|start| (start, 0)).collect();
        while let Some((unknown, rows)) = queue.pop_front() {
            let apart =
                system.times[unknown as usize].zip(now).map_or(0, |((_, then), now)| then.abs_diff(now));
            let cost =
                if apart == 0 { 0 } else { 1 << 24 } + (rows.min(255) << 16) + apart.min(0xffff) as u32;
            let new = |at: &&u32| **at != item && !found.iter().any(|(known, _)| known == *at);
            let here: Vec<u32> =
                self.of[unknown as usize].iter().filter(new).copied().take(2 * POOL).collect();
            found.extend(here.into_iter().map(|at| (at, cost)));
            if found.len() >= POOL || seen.len() >= AROUND {
                break;
            }
            for &row in engine.bounds.adjacency.rows(unknown) {
                for &(next, _) in &system.rows[row as usize].terms {
                    if seen.insert(next) {
                        queue.push_back((next, rows + 1));
                    }
                }
            }
        }
        found
    }
}
