//! Proofs that some items conflict, step by step, with few rows.

use rustc_hash::FxHashMap;

use crate::model::Number;
use crate::reason::linear::adjacency::Adjacency;
use crate::reason::linear::bounds::BoundReason;
use crate::reason::linear::engine::{Engine, Feasibility};
use crate::reason::linear::pending::Summand;
use crate::reason::linear::sub_system::SubSystem;
use crate::reason::linear::system::{Row, System};
use crate::reason::{End, Endpoint};

/// The simplex steps allowed for one proof.
const STEPS: u64 = 20_000_000;
/// With more rows than this, only those that propagation used are considered.
const ROWS: usize = 400;

/// Why some items cannot all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The rows it rests on, ascending.
    pub rows: Vec<u32>,
    /// The steps, each following from those before it.
    pub steps: Vec<Step>,
    /// How it ends.
    pub end: Conclusion,
}

/// One bound that holds in a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The unknown.
    pub unknown: u32,
    /// Which of its ends is bounded.
    pub end: End,
    /// The bound.
    pub endpoint: Endpoint<Number>,
    /// What it rests on.
    pub by: StepReason,
}

impl Step {
    /// The end of a row that a step follows from, by the sign of its own coefficient.
    #[must_use]
    pub fn row_end(&self, own: &Number) -> End {
        self.end.times(own)
    }
}

/// What a step rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepReason {
    /// The unknown's domain.
    Domain,
    /// An item.
    Item(u32),
    /// A row, and the steps that bound its other unknowns.
    Row(u32, Vec<u32>),
}

/// How a proof ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Conclusion {
    /// Two steps with no value between them: the low end's and the high end's.
    BoundConflict(u32, u32),
    /// A linear combination of steps and ends of rows that contradicts itself.
    Sum(Vec<(Part, Number)>),
    /// A product that cannot hold; there are no steps.
    #[default]
    Product,
}

/// A part of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A step, by number.
    Step(u32),
    /// An end of a row.
    Row(u32, End),
}

/// A proof that the items of a core conflict by these rows; none if they do not. Each item comes with the
/// number that the proof uses for it.
pub(super) fn proof(
    system: &System,
    adjacency: &Adjacency,
    rows: &[u32],
    items: &[(u32, u32)],
) -> Option<Proof> {
    let rows = minimal_rows(system, around(system, adjacency, rows, items), items);
    by_few(system, &rows, items)
}

/// A proof, by a few rows, that items conflict; none if they do not.
#[must_use]
pub fn by_rows(system: &System, rows: &[u32], items: &[u32]) -> Option<Proof> {
    let items: Vec<(u32, u32)> = items.iter().map(|&item| (item, item)).collect();
    by_few(system, rows, &items)
}

/// A proof by rows that are known to be few. Bounds that are tightened round a cycle of rows make no readable proof: then items and rows
/// are added up.
fn by_few(system: &System, rows: &[u32], items: &[(u32, u32)]) -> Option<Proof> {
    small(system, rows, items).propagated(rows, items).or_else(|| added_up(system, rows, items))
}

/// A minimal set of rows that cannot hold together even without items; none if all can.
#[must_use]
pub fn broken(system: &System) -> Vec<u32> {
    match Engine::new(system, STEPS) {
        Ok(_) => Vec::new(),
        Err(conflict) => minimal_rows(system, conflict.rows, &[]),
    }
}

/// The system of some rows and items only.
fn small(system: &System, rows: &[u32], items: &[(u32, u32)]) -> SubSystem {
    let items: Vec<u32> = items.iter().map(|&(item, _)| item).collect();
    SubSystem::of(system, rows.iter().map(|&row| system.rows[row as usize].clone()), &items)
}

/// Some rows, and those that only bind unknowns that these bind: a proof with them may be easier.
fn around(system: &System, adjacency: &Adjacency, rows: &[u32], items: &[(u32, u32)]) -> Vec<u32> {
    let mut unknowns: Vec<u32> = items
        .iter()
        .flat_map(|&(item, _)| system.items[item as usize].says.iter().map(|said| said.0))
        .collect();
    unknowns.extend(rows.iter().flat_map(|&row| system.rows[row as usize].terms.iter().map(|term| term.0)));
    unknowns.sort_unstable();
    unknowns.dedup();
    if rows.len() > ROWS {
        return rows.to_vec();
    }
    let known = |row: &u32| {
        let terms = &system.rows[*row as usize].terms;
        terms.iter().all(|term| unknowns.binary_search(&term.0).is_ok())
    };
    let mut near: Vec<u32> =
        unknowns.iter().flat_map(|&unknown| adjacency.rows(unknown)).copied().filter(known).collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(2 * ROWS);
    near.extend(rows);
    near.sort_unstable();
    near.dedup();
    near
}

/// A minimal set of rows; those of high rank are dropped first. Rows that pass a bound on from one unknown to the
/// next are either all needed or not at all, and are tried as one.
fn minimal_rows(system: &System, rows: Vec<u32>, items: &[(u32, u32)]) -> Vec<u32> {
    let rows = joined_rows(system, rows, items);
    let numbers: Vec<u32> = items.iter().map(|&(item, _)| item).collect();
    let small = SubSystem::of(system, rows.iter().map(|(row, _)| row.clone()), &numbers);
    let mut engine = Engine::bare(&small.system, STEPS);
    let mut rest: Vec<u32> = (0..rows.len() as u32).collect();
    // Each row that is tried costs as much as all of them, and nobody reads a proof of so many to its end.
    if rows.len() > ROWS
        && !items.is_empty()
        && let Feasibility::Infeasible(conflict) = engine.test_all_items(&rest)
    {
        return rows_behind(conflict.rows, &rows);
    }
    rest.sort_by_key(|&at| (rows[at as usize].0.rank, rows[at as usize].1[0]));
    let mut needed: Vec<u32> = Vec::new();
    while let Some(row) = rest.pop() {
        let without: Vec<u32> = needed.iter().chain(&rest).copied().collect();
        match engine.test_all_items(&without) {
            Feasibility::Infeasible(conflict) => rest.retain(|row| conflict.rows.binary_search(row).is_ok()),
            Feasibility::Feasible | Feasibility::Unknown => needed.push(row),
        }
    }
    rows_behind(needed, &rows)
}

/// The numbers of the rows that some joined rows replace, ascending. `some` are positions in
/// `rows`.
fn rows_behind(some: Vec<u32>, rows: &[(Row, Vec<u32>)]) -> Vec<u32> {
    let mut all: Vec<u32> = some.into_iter().flat_map(|at| rows[at as usize].1.iter().copied()).collect();
    all.sort_unstable();
    all
}

/// Rows, each with the numbers of the rows that it replaces: where an unknown without statements only passes a bound
/// on, one row replaces two.
fn joined_rows(system: &System, rows: Vec<u32>, items: &[(u32, u32)]) -> Vec<(Row, Vec<u32>)> {
    let mut of: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, &row) in rows.iter().enumerate() {
        system.rows[row as usize].terms.iter().for_each(|term| of.entry(term.0).or_default().push(at));
    }
    for &(item, _) in items {
        for (unknown, _) in &system.items[item as usize].says {
            of.remove(unknown);
        }
    }
    let mut all: Vec<Option<(Row, Vec<u32>)>> =
        rows.iter().map(|&row| Some((system.rows[row as usize].clone(), vec![row]))).collect();
    let mut between: Vec<(u32, Vec<usize>)> = of.into_iter().filter(|(_, at)| at.len() == 2).collect();
    between.sort_unstable();
    // For each replaced row the row that replaces it.
    let mut moved: Vec<usize> = (0..all.len()).collect();
    let last = |moved: &[usize], mut at: usize| {
        while moved[at] != at {
            at = moved[at];
        }
        at
    };
    for (unknown, at) in between {
        let (one, two) = (last(&moved, at[0]), last(&moved, at[1]));
        let (Some((first, _)), Some((second, _))) = (&all[one], &all[two]) else { continue };
        let Some([low, high]) = ordered(unknown, first, second) else { continue };
        let domain = |unknown: u32| &system.domains[unknown as usize];
        if one == two || low == high || domain(unknown) != domain(high) || domain(unknown) != domain(low) {
            continue;
        }
        let row = Row {
            terms: vec![(high, Number::ONE), (low, -&Number::ONE)],
            rank: first.rank.max(second.rank),
            ..first.clone()
        };
        if let (Some((_, mut numbers)), Some((_, others))) = (all[one].take(), all[two].take()) {
            numbers.extend(others);
            numbers.sort_unstable();
            all[one] = Some((row, numbers));
            moved[two] = one;
        }
    }
    all.into_iter().flatten().collect()
}

/// The order that two rows with a common unknown imply: the lower and the higher unknown.
fn ordered(unknown: u32, one: &Row, two: &Row) -> Option<[u32; 2]> {
    let rises = |row: &Row| -> Option<(u32, u32)> {
        let zero = Some(Endpoint::closed(Number::ZERO));
        let [(first, times), (second, others)] = row.terms.as_slice() else { return None };
        let is_order = row.span.low == zero && row.span.high.is_none();
        if !is_order || *times != -others {
            return None;
        }
        Some(if times.is_negative() { (*first, *second) } else { (*second, *first) })
    };
    let ((low, high), (other_low, other_high)) = (rises(one)?, rises(two)?);
    if high == unknown && other_low == unknown {
        Some([low, other_high])
    } else if other_high == unknown && low == unknown {
        Some([other_low, high])
    } else {
        None
    }
}

impl SubSystem {
    /// A proof that follows bounds from row to row, in the system's own numbers; none where that shows no conflict, or tightens a bound
    /// more than once.
    fn propagated(&self, rows: &[u32], items: &[(u32, u32)]) -> Option<Proof> {
        let mut engine = Engine::new(&self.system, STEPS).ok()?;
        let all = 0..self.system.items.len() as u32;
        let clash = all.map(|item| engine.bounds.assert(item)).find_map(Result::err);
        let clash = clash.or_else(|| {
            let clash = engine.bounds.propagate().err()?;
            let steps = engine.bounds.history([clash.low, clash.high]);
            let mut ends: Vec<(u32, End)> = steps
                .iter()
                .map(|&number| engine.bounds.bound(number))
                .filter(|bound| matches!(bound.reason, BoundReason::Row(_)))
                .map(|bound| (bound.unknown, bound.end))
                .collect();
            let count = ends.len();
            ends.sort_unstable();
            ends.dedup();
            (ends.len() == count).then_some(clash)
        })?;
        let history = engine.bounds.history([clash.low, clash.high]);
        let end = Conclusion::BoundConflict(step_of(&history, clash.low), step_of(&history, clash.high));
        Some(Proof { rows: rows.to_vec(), steps: self.steps(&engine, &history, rows, items), end })
    }

    /// The bounds of a history as steps. `rows` has the number in the whole system of each row
    /// here.
    fn steps(&self, engine: &Engine<'_>, history: &[u32], rows: &[u32], items: &[(u32, u32)]) -> Vec<Step> {
        let step = |&number: &u32| {
            let bound = engine.bounds.bound(number);
            let by = match bound.reason {
                BoundReason::Domain => StepReason::Domain,
                BoundReason::Item(item) => StepReason::Item(items[item as usize].1),
                BoundReason::Row(row) => {
                    let grounds = engine.bounds.grounds(number).into_iter();
                    StepReason::Row(
                        rows[row as usize],
                        grounds.map(|ground| step_of(history, ground)).collect(),
                    )
                }
            };
            let (unknown, endpoint) = (self.unknowns[bound.unknown as usize], bound.endpoint.clone());
            Step { unknown, end: bound.end, endpoint, by }
        };
        history.iter().map(step).collect()
    }
}

/// Where a bound stands in a history.
fn step_of(history: &[u32], number: u32) -> u32 {
    history.binary_search(&number).map_or(0, |at| at as u32)
}

/// A proof that adds up items and rows, each as many times as the simplex says, so that the unknowns cancel out and what is left is
/// impossible (Farkas). For the simplex, rows that only pass a bound on from one unknown to the next are one.
fn added_up(system: &System, rows: &[u32], items: &[(u32, u32)]) -> Option<Proof> {
    let joined = joined_rows(system, rows.to_vec(), items);
    let numbers: Vec<u32> = items.iter().map(|&(item, _)| item).collect();
    let small = SubSystem::of(system, joined.iter().map(|(row, _)| row.clone()), &numbers);
    let mut engine = Engine::bare(&small.system, STEPS);
    for item in 0..small.system.items.len() as u32 {
        _ = engine.bounds.assert(item);
    }
    let certificate = engine.certificate()?;
    let bounds = certificate.iter().filter_map(|(summand, _)| match summand {
        Summand::Bound(number) => Some(*number),
        Summand::Row(..) => None,
    });
    let history = engine.bounds.history(bounds);
    let mut parts: Vec<(Part, Number)> = Vec::new();
    for (summand, times) in &certificate {
        match summand {
            Summand::Bound(number) => parts.push((Part::Step(step_of(&history, *number)), times.clone())),
            Summand::Row(row, end) => match &joined[*row as usize].1[..] {
                [only] => parts.push((Part::Row(*only, *end), times.clone())),
                all => parts.extend(all.iter().map(|&row| {
                    let own = system.rows[row as usize].terms[0].1.abs();
                    (Part::Row(row, *end), times.checked_div(&own).unwrap_or_else(|| times.clone()))
                })),
            },
        }
    }
    let steps = small.steps(&engine, &history, &[], items);
    Some(Proof { rows: rows.to_vec(), steps, end: Conclusion::Sum(parts) })
}
