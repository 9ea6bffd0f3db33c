//! Bound propagation with reasons: which interval items and rows together leave for each unknown.
//!
//! Every bound stores the bound it replaced and what it follows from, so that a conflict can be explained and all
//! bounds since a mark undone (the trail of a SAT solver modulo theories; for linear rows as in the presolve of
//! Brearley, Mitra & Williams 1975).

use std::collections::VecDeque;
use std::rc::Rc;

use crate::model::Number;
use crate::reason::linear::activity::RowActivity;
use crate::reason::linear::adjacency::Adjacency;
use crate::reason::linear::system::System;
use crate::reason::{End, Endpoint};

/// How often rows may tighten one end in succession: rows such as x ≤ y / 2 and y ≤ x would go on for ever.
const TIGHTENINGS: u16 = 64;

/// No bound.
const NONE: u32 = u32::MAX;

/// What a bound follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BoundReason {
    Domain,
    Item(u32),
    Row(u32),
}

/// One derived bound.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) unknown: u32,
    pub(super) end: End,
    pub(super) endpoint: Endpoint<Number>,
    pub(super) reason: BoundReason,
    /// The bound it replaced.
    previous: u32,
    /// How many times in succession rows have tightened this end.
    tightened: u16,
}

/// Two bounds of one unknown with no value between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BoundConflict {
    pub(super) low: u32,
    pub(super) high: u32,
}

/// The bounds that hold now, and how they were derived.
#[derive(Clone, Debug)]
pub(super) struct Bounds<'s> {
    pub(super) system: &'s System,
    pub(super) adjacency: Rc<Adjacency>,
    trail: Vec<Bound>,
    /// For each unknown the positions of its low and its high bound on the trail.
    current: Vec<[u32; 2]>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// For each row the first and the last time of its unknowns.
    times: Rc<Vec<(i64, i64)>>,
    /// Rows outside this time range are skipped.
    pub(super) focus: (i64, i64),
    /// For each row the number of the last restriction that contained it.
    last_restriction: Vec<u32>,
    /// The current restriction: rows that are not in it are skipped.
    restriction: Option<u32>,
    /// The rows of the current restriction.
    only_rows: Vec<u32>,
    /// How many restrictions there have been.
    restrictions: u32,
    /// The rows in the order of their last times.
    by_last: Rc<Vec<u32>>,
    /// How many terms of rows have been visited.
    pub(super) work: u64,
}

/// All of time.
const ALWAYS: (i64, i64) = (i64::MIN, i64::MAX);

/// The first and the last time of some unknowns; none if they always hold.
fn hull(times: impl Iterator<Item = Option<(i64, i64)>>) -> Option<(i64, i64)> {
    times.flatten().reduce(|one, two| (one.0.min(two.0), one.1.max(two.1)))
}

impl<'s> Bounds<'s> {
    /// Starts with the bounds of the domains; nothing is propagated yet, but every row is queued.
    pub(super) fn new(system: &'s System) -> Self {
        let unknowns = system.domains.len();
        let rows = 0..system.rows.len() as u32;
        let times: Vec<(i64, i64)> = rows.clone().map(|row| system.times_of(row)).collect();
        let mut by_last: Vec<u32> = rows.collect();
        by_last.sort_by_key(|&row| times[row as usize].1);
        let mut bounds = Self {
            system,
            adjacency: Rc::new(Adjacency::of(unknowns, &system.rows)),
            trail: Vec::with_capacity(unknowns * 2),
            current: vec![[NONE; 2]; unknowns],
            queue: (0..system.rows.len() as u32).collect(),
            queued: vec![true; system.rows.len()],
            times: Rc::new(times),
            focus: ALWAYS,
            last_restriction: vec![0; system.rows.len()],
            restriction: None,
            only_rows: Vec::new(),
            restrictions: 0,
            by_last: Rc::new(by_last),
            work: 0,
        };
        for (unknown, domain) in (0_u32..).zip(&system.domains) {
            for end in [End::Low, End::High] {
                if let Some(endpoint) = domain.end(end) {
                    bounds.push(unknown, end, endpoint.clone(), BoundReason::Domain);
                }
            }
        }
        bounds
    }

    /// The same for a system that differs only in its items.
    pub(super) fn over<'t>(self, system: &'t System) -> Bounds<'t> {
        Bounds { system, ..self }
    }

    /// Restricts propagation to rows that can matter to some items, until `unfocus`.
    pub(super) fn focus(&mut self, items: impl IntoIterator<Item = u32>) {
        let system = self.system;
        let unknowns =
            items.into_iter().flat_map(|item| system.items[item as usize].says.iter().map(|said| said.0));
        let hull = hull(unknowns.map(|unknown| system.times[unknown as usize]));
        self.focus = hull.filter(|_| system.steady).unwrap_or(ALWAYS);
    }

    /// Includes the rows up to a time, after those up to an earlier one, so that the consequences of earlier
    /// statements are not propagated into the far future before later statements are known.
    pub(super) fn advance(&mut self, to: i64) {
        let before = self.focus.1;
        self.focus = (i64::MIN, to);
        let start = self.by_last.partition_point(|&row| self.times[row as usize].1 <= before);
        let due = self.by_last[start..].iter().take_while(|&&row| self.times[row as usize].1 <= to);
        for &row in due {
            if !std::mem::replace(&mut self.queued[row as usize], true) {
                self.queue.push_back(row);
            }
        }
    }

    /// The rows that are not skipped, in the order of their last times.
    pub(super) fn seen_by_time(&self) -> Vec<u32> {
        if self.restriction.is_some() {
            let mut rows: Vec<u32> = self.only_rows.iter().copied().filter(|&row| self.sees(row)).collect();
            rows.sort_by_key(|&row| self.last(row));
            return rows;
        }
        let until = self.by_last.partition_point(|&row| self.times[row as usize].1 <= self.focus.1);
        self.by_last[..until].iter().copied().filter(|&row| self.sees(row)).collect()
    }

    /// The last time of a row.
    pub(super) fn last(&self, row: u32) -> i64 {
        self.times[row as usize].1
    }

    /// Fixes an unknown at a number, as if its domain said so.
    pub(super) fn put(&mut self, unknown: u32, value: Number) -> Result<(), BoundConflict> {
        let endpoint = Endpoint { value, side: 0 };
        self.tighten(unknown, End::Low, &endpoint, BoundReason::Domain)?;
        self.tighten(unknown, End::High, &endpoint, BoundReason::Domain)
    }

    /// Skips the rows of all times, until `advance`.
    pub(super) fn rewind(&mut self) {
        self.focus = (i64::MIN, i64::MIN);
    }

    /// Includes the rows of all times again.
    pub(super) fn unfocus(&mut self) {
        self.focus = ALWAYS;
    }

    /// Skips every row but these.
    pub(super) fn restrict_to(&mut self, rows: &[u32]) {
        self.restrictions += 1;
        rows.iter().for_each(|&row| self.last_restriction[row as usize] = self.restrictions);
        self.restriction = Some(self.restrictions);
        self.only_rows = rows.to_vec();
    }

    /// Queues rows.
    pub(super) fn queue(&mut self, rows: &[u32]) {
        for &row in rows {
            if !std::mem::replace(&mut self.queued[row as usize], true) {
                self.queue.push_back(row);
            }
        }
    }

    /// Lifts the restriction, so that no row is skipped.
    pub(super) fn lift_restriction(&mut self) {
        self.restriction = None;
    }

    /// Whether a row is not skipped.
    pub(super) fn sees(&self, row: u32) -> bool {
        // Only the last time counts, as a row may reach back to a value that goes on unchanged. A
        // row without times is never outside the range.
        let (first, last) = self.times[row as usize];
        let near = first > last || (self.focus.0 <= last && last <= self.focus.1);
        near && self.restriction.is_none_or(|number| self.last_restriction[row as usize] == number)
    }

    /// A position of the trail to return to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Undoes all bounds since a mark.
    pub(super) fn back(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(bound) = self.trail.pop() else { return };
            self.current[bound.unknown as usize][bound.end as usize] = bound.previous;
        }
        self.drop_queue();
    }

    /// Empties the queue.
    pub(super) fn drop_queue(&mut self) {
        while let Some(row) = self.queue.pop_front() {
            self.queued[row as usize] = false;
        }
    }

    /// The bounds derived since a mark.
    pub(super) fn since(&self, mark: usize) -> &[Bound] {
        &self.trail[mark..]
    }

    pub(super) fn bound(&self, number: u32) -> &Bound {
        &self.trail[number as usize]
    }

    /// The number of the current bound at an end.
    pub(super) fn at(&self, unknown: u32, end: End) -> Option<u32> {
        Some(self.current[unknown as usize][end as usize]).filter(|&number| number != NONE)
    }

    pub(super) fn endpoint(&self, unknown: u32, end: End) -> Option<&Endpoint<Number>> {
        self.at(unknown, end).map(|number| &self.trail[number as usize].endpoint)
    }

    /// Adds the bounds of an item.
    pub(super) fn assert(&mut self, item: u32) -> Result<(), BoundConflict> {
        let system = self.system;
        for (unknown, span) in &system.items[item as usize].says {
            for end in [End::Low, End::High] {
                if let Some(endpoint) = span.end(end) {
                    self.tighten(*unknown, end, endpoint, BoundReason::Item(item))?;
                }
            }
        }
        Ok(())
    }

    /// Propagates all queued rows.
    pub(super) fn propagate(&mut self) -> Result<(), BoundConflict> {
        while let Some(row) = self.queue.pop_front() {
            self.queued[row as usize] = false;
            self.conclude(row)?;
        }
        Ok(())
    }

    /// Tightens the bounds of a row's unknowns by what its other terms leave for them.
    fn conclude(&mut self, number: u32) -> Result<(), BoundConflict> {
        let system = self.system;
        let row = &system.rows[number as usize];
        self.work += row.terms.len() as u64;
        for end in [End::Low, End::High] {
            let Some(limit) = row.span.end(end) else { continue };
            // For a low end the other terms count from their high ends, and the other way round.
            let from = end.other();
            let endpoint = |unknown: u32, end: End| self.endpoint(unknown, end);
            let Some(sums) = RowActivity::of(row, from, endpoint) else { continue };
            for (at, (unknown, coefficient)) in row.terms.iter().enumerate() {
                let present = self.endpoint(*unknown, from.times(coefficient));
                let Some((rest, open)) = sums.without(at, present, coefficient) else { continue };
                let left = &limit.value - &rest;
                let Some(value) = divided(left, coefficient) else { continue };
                let strict = open || limit.side != 0;
                let own = end.times(coefficient);
                let endpoint = Endpoint { value, side: side(own, strict) };
                self.tighten(*unknown, own, &endpoint, BoundReason::Row(number))?;
            }
        }
        Ok(())
    }

    fn tighten(
        &mut self,
        unknown: u32,
        end: End,
        endpoint: &Endpoint<Number>,
        reason: BoundReason,
    ) -> Result<(), BoundConflict> {
        let present = self.at(unknown, end);
        if let Some(number) = present {
            let bound = &self.trail[number as usize];
            let is_tighter = match end {
                End::Low => *endpoint > bound.endpoint,
                End::High => *endpoint < bound.endpoint,
            };
            if !is_tighter {
                // A bound from an item is a shorter reason than a derived one.
                let plainer = matches!((reason, bound.reason), (BoundReason::Item(_), BoundReason::Row(_)));
                if plainer && *endpoint == bound.endpoint {
                    self.push(unknown, end, endpoint.clone(), reason);
                }
                return Ok(());
            }
            if matches!(reason, BoundReason::Row(_)) && bound.tightened >= TIGHTENINGS {
                return Ok(());
            }
        }
        self.push(unknown, end, endpoint.clone(), reason);
        for &row in self.adjacency.rows(unknown) {
            if self.sees(row) && !std::mem::replace(&mut self.queued[row as usize], true) {
                self.queue.push_back(row);
            }
        }
        match (self.at(unknown, End::Low), self.at(unknown, End::High)) {
            (Some(low), Some(high))
                if self.trail[low as usize].endpoint > self.trail[high as usize].endpoint =>
            {
                Err(BoundConflict { low, high })
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, unknown: u32, end: End, endpoint: Endpoint<Number>, reason: BoundReason) {
        let previous = self.current[unknown as usize][end as usize];
        let before = if previous == NONE { 0 } else { self.trail[previous as usize].tightened };
        let tightened = if matches!(reason, BoundReason::Row(_)) { before + 1 } else { 0 };
        self.current[unknown as usize][end as usize] = self.trail.len() as u32;
        self.trail.push(Bound { unknown, end, endpoint, reason, previous, tightened });
    }

    /// The bounds that a bound follows from by its row, as they were when it was derived.
    pub(super) fn grounds(&self, number: u32) -> Vec<u32> {
        let bound = &self.trail[number as usize];
        let BoundReason::Row(row) = bound.reason else { return Vec::new() };
        let terms = &self.system.rows[row as usize].terms;
        let Some((_, own)) = terms.iter().find(|(unknown, _)| *unknown == bound.unknown) else {
            return Vec::new();
        };
        // The end of the row that was used, and so the end from which its other terms count.
        let from = bound.end.times(own).other();
        let others = terms.iter().filter(|(unknown, _)| *unknown != bound.unknown);
        others
            .filter_map(|(unknown, coefficient)| {
                let mut at = self.at(*unknown, from.times(coefficient))?;
                while at >= number {
                    at = self.trail[at as usize].previous;
                    if at == NONE {
                        return None;
                    }
                }
                Some(at)
            })
            .collect()
    }

    /// All bounds that some bounds follow from, and those bounds themselves, in the order in which they were derived.
    pub(super) fn history(&self, of: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut all: Vec<u32> = of.into_iter().collect();
        let mut seen: rustc_hash::FxHashSet<u32> = all.iter().copied().collect();
        let mut next = 0;
        while let Some(&number) = all.get(next) {
            next += 1;
            all.extend(self.grounds(number).into_iter().filter(|&reason| seen.insert(reason)));
        }
        all.sort_unstable();
        all
    }
}

/// The side of an end (see [`Endpoint`]), which is strict or not.
pub(super) fn side(end: End, strict: bool) -> i8 {
    match end {
        _ if !strict => 0,
        End::Low => 1,
        End::High => -1,
    }
}

fn divided(value: Number, by: &Number) -> Option<Number> {
    if *by == Number::ONE { Some(value) } else { value.checked_div(by) }
}
