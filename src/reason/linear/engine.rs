//! Whether some items can all hold: first by propagation, then by an exact simplex for the rows that propagation
//! leaves undecided.
//!
//! After propagation every unknown is set to the low end of its remaining span, or else to the high
//! end. The rows that this violates go to the simplex, whose answer may violate others, and so on,
//! until no row is violated or the rows in the simplex cannot hold. So the simplex only sees the
//! rows that matter, however many there are. If these become many, a point at which all rows hold is guessed once
//! before the simplex is asked (`dive`).

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::Number;
use crate::reason::End;
use crate::reason::linear::bounds::{BoundConflict, BoundReason, Bounds};
use crate::reason::linear::excerpt::SeriesPlaces;
use crate::reason::linear::pending::{PendingRows, Summand, is_in};
use crate::reason::linear::system::System;
use crate::reason::simplex::{DeltaNumber, Verdict};

/// Why some items cannot all hold: a sufficient set of items and rows, not always minimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explanation {
    /// Ascending.
    pub(super) items: Vec<u32>,
    /// Ascending.
    pub(super) rows: Vec<u32>,
}

/// Whether some items can all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Feasibility {
    Feasible,
    Infeasible(Explanation),
    /// The limit was reached.
    Unknown,
}

/// A system ready for queries.
#[derive(Clone)]
pub(super) struct Engine<'s> {
    pub(super) system: &'s System,
    pub(super) bounds: Bounds<'s>,
    /// The positions of the unknowns in their series, if values can be carried over from one time to the next.
    pub(super) places: Option<Rc<SeriesPlaces>>,
    /// The length of the trail with the bounds that need no item.
    base: usize,
    /// The rows that every query checks: those violated before any item is added, or all of them.
    always_checked: Vec<u32>,
    /// How many more row entries the simplex may visit, its *steps*.
    pub(super) steps: u64,
    /// The point at which the added items were last found to hold: where the unknowns lie that had to be moved. All others
    /// are where `resting_point` puts them, as long as the items are added.
    pub(super) point: FxHashMap<u32, DeltaNumber>,
}

/// With more undecided rows than this a point is guessed before the simplex is asked.
const MANY: usize = 24;

impl<'s> Engine<'s> {
    /// Prepares a system; an error gives rows that cannot hold even without items.
    pub(super) fn new(system: &'s System, steps: u64) -> Result<Self, Explanation> {
        let bounds = Bounds::new(system);
        let places = SeriesPlaces::of(&bounds).map(Rc::new);
        let mut engine = Self {
            system,
            bounds,
            places,
            base: 0,
            always_checked: Vec::new(),
            steps,
            point: FxHashMap::default(),
        };
        if let Err(clash) = engine.bounds.propagate() {
            return Err(engine.explain([clash.low, clash.high], []));
        }
        engine.base = engine.bounds.mark();
        let all = 0..system.rows.len() as u32;
        engine.always_checked = all.filter(|&row| !engine.holds(row, &FxHashMap::default())).collect();
        match engine.decide() {
            Feasibility::Infeasible(conflict) => Err(conflict),
            Feasibility::Feasible | Feasibility::Unknown => Ok(engine),
        }
    }

    /// Prepares a system of which each query uses only some rows (`test_all_items`): nothing is propagated beforehand.
    pub(super) fn bare(system: &'s System, steps: u64) -> Self {
        let mut bounds = Bounds::new(system);
        let base = bounds.mark();
        bounds.drop_queue();
        Self {
            system,
            bounds,
            places: None,
            base,
            always_checked: (0..system.rows.len() as u32).collect(),
            steps,
            point: FxHashMap::default(),
        }
    }

    /// The same for a system that differs only in its items.
    pub(super) fn over<'t>(self, system: &'t System) -> Engine<'t> {
        let Self { bounds, places, base, always_checked, steps, point, .. } = self;
        let mut bounds = bounds.over(system);
        bounds.back(base);
        Engine { system, bounds, places, base, always_checked, steps, point }
    }

    /// Allows the simplex this many steps from now on.
    pub(super) fn refill(&mut self, steps: u64) {
        self.steps = steps;
    }

    /// Whether all items of the system can hold, by some rows alone; removes them again.
    pub(super) fn test_all_items(&mut self, rows: &[u32]) -> Feasibility {
        self.clear();
        self.bounds.restrict_to(rows);
        self.bounds.queue(rows);
        let clash = (0..self.system.items.len() as u32).try_for_each(|item| self.bounds.assert(item));
        let answer = match clash.and_then(|()| self.bounds.propagate()) {
            Ok(()) => self.decide(),
            Err(BoundConflict { low, high }) => Feasibility::Infeasible(self.explain([low, high], [])),
        };
        self.clear();
        self.bounds.lift_restriction();
        answer
    }

    /// Counts work that was done elsewhere: terms of rows, and steps of the simplex.
    pub(super) fn add_work(&mut self, terms: u64, steps: u64) {
        self.bounds.work += terms + steps;
    }

    /// Removes every item.
    pub(super) fn clear(&mut self) {
        self.bounds.back(self.base);
    }

    /// Adds an item and propagates; on a conflict the item is removed again.
    pub(super) fn add(&mut self, item: u32) -> Result<(), Explanation> {
        let mark = self.bounds.mark();
        let clash = match self.bounds.assert(item) {
            Ok(()) => self.bounds.propagate(),
            Err(clash) => Err(clash),
        };
        clash.map_err(|BoundConflict { low, high }| {
            let conflict = self.explain([low, high], []);
            self.bounds.back(mark);
            conflict
        })
    }

    /// Propagates the queued rows.
    pub(super) fn propagate(&mut self) -> Result<(), Explanation> {
        self.bounds.propagate().map_err(|BoundConflict { low, high }| self.explain([low, high], []))
    }

    /// Whether some items can all hold, by some rows alone and with the `pinned` unknowns fixed at numbers; removes them again.
    /// If they can, also where the unknowns `asked` for lie then.
    pub(super) fn test_in_region(
        &mut self,
        items: &[u32],
        rows: &[u32],
        pinned: &[(u32, Number)],
        asked: &[u32],
    ) -> (Feasibility, Option<Vec<DeltaNumber>>) {
        self.bounds.restrict_to(rows);
        self.clear();
        let clash = pinned
            .iter()
            .try_for_each(|(unknown, value)| self.bounds.put(*unknown, value.clone()))
            .and_then(|()| items.iter().try_for_each(|&item| self.bounds.assert(item)))
            .and_then(|()| self.bounds.propagate());
        let answer = match clash {
            Ok(()) => self.decide(),
            Err(BoundConflict { low, high }) => Feasibility::Infeasible(self.explain([low, high], [])),
        };
        let point = (answer == Feasibility::Feasible).then(|| self.point_at(asked));
        self.clear();
        self.bounds.lift_restriction();
        (answer, point)
    }

    /// Where some unknowns lie, after the added items were found to hold and before they are removed.
    pub(super) fn point_at(&self, unknowns: &[u32]) -> Vec<DeltaNumber> {
        let at =
            |unknown: &u32| self.point.get(unknown).cloned().unwrap_or_else(|| self.resting_point(*unknown));
        unknowns.iter().map(at).collect()
    }

    /// Whether some items can all hold by themselves, by the rows of their times if others cannot matter (see
    /// `Bounds::focus`); removes them again.
    pub(super) fn test(&mut self, items: &[u32]) -> Feasibility {
        self.bounds.focus(items.iter().copied());
        let answer = self.assert_all(items);
        self.clear();
        self.bounds.unfocus();
        answer
    }

    /// Whether some items can all hold, by all rows; removes them again. If they can, also where every unknown lies then.
    pub(super) fn find_point(&mut self, items: &[u32]) -> (Feasibility, Option<Vec<DeltaNumber>>) {
        let answer = self.assert_all(items);
        let all = || (0..self.system.domains.len() as u32).collect::<Vec<_>>();
        let point = (answer == Feasibility::Feasible).then(|| self.point_at(&all()));
        self.clear();
        (answer, point)
    }

    /// Whether some items can all hold, by the rows that are not skipped. The items stay added.
    fn assert_all(&mut self, items: &[u32]) -> Feasibility {
        self.clear();
        // Nothing is propagated before all items are added: what one item alone allows would be passed on along many
        // rows, and again when the next one narrows it.
        let clash = items.iter().try_for_each(|&item| self.bounds.assert(item));
        match clash.and_then(|()| self.bounds.propagate()) {
            Ok(()) => self.decide(),
            Err(BoundConflict { low, high }) => Feasibility::Infeasible(self.explain([low, high], [])),
        }
    }

    /// Whether the added items can hold, after propagation has found no conflict among them.
    pub(super) fn decide(&mut self) -> Feasibility {
        let mut pending = PendingRows::new();
        let mut dived = false;
        // The rows to be checked next.
        let mut due: Vec<u32> = self.always_checked.clone();
        let touched = self.bounds.since(self.base).iter().map(|bound| bound.unknown);
        due.extend(touched.flat_map(|unknown| self.bounds.adjacency.rows(unknown).iter().copied()));
        loop {
            due.sort_unstable();
            due.dedup();
            self.bounds.work += 4 * due.len() as u64;
            due.retain(|&row| {
                self.bounds.sees(row) && !pending.rows.contains_key(&row) && !self.holds(row, &pending.points)
            });
            if due.is_empty() {
                self.point = pending.points;
                return Feasibility::Feasible;
            }
            if pending.rows.len() + due.len() > MANY && !dived {
                dived = true;
                if self.dive() {
                    return Feasibility::Feasible;
                }
            }
            for &row in &due {
                if let Err(summands) = pending.take(row, &self.system.rows[row as usize], &self.bounds) {
                    return self.refuted(&summands);
                }
            }
            match pending.simplex.check(&mut self.steps) {
                Verdict::Feasible => {}
                Verdict::Conflict(parts) => {
                    return self.refuted(&pending.summands(parts));
                }
                Verdict::TooLong => return Feasibility::Unknown,
            }
            let moved = pending.read();
            due = moved.iter().flat_map(|&unknown| self.bounds.adjacency.rows(unknown)).copied().collect();
        }
    }

    /// A proof that the added items cannot hold by all rows: bounds and ends of rows with multipliers, of which the sum
    /// contradicts itself (a Farkas certificate). None if they can hold, or the limit is reached.
    pub(super) fn certificate(&mut self) -> Option<Vec<(Summand, Number)>> {
        let mut all = PendingRows::new();
        for (number, row) in (0_u32..).zip(self.system.rows.iter()) {
            if let Err(summands) = all.take(number, row, &self.bounds) {
                return Some(summands);
            }
        }
        match all.simplex.check(&mut self.steps) {
            Verdict::Conflict(parts) => Some(all.summands(parts)),
            Verdict::Feasible | Verdict::TooLong => None,
        }
    }

    /// The answer to a certificate.
    fn refuted(&self, summands: &[(Summand, Number)]) -> Feasibility {
        let bounds = summands.iter().filter_map(|(summand, _)| match summand {
            Summand::Bound(number) => Some(*number),
            Summand::Row(..) => None,
        });
        let rows = summands.iter().filter_map(|(summand, _)| match summand {
            Summand::Bound(_) => None,
            Summand::Row(row, _) => Some(*row),
        });
        Feasibility::Infeasible(self.explain(bounds, rows))
    }

    /// The items and rows that some bounds follow from, with some rows added.
    pub(super) fn explain(
        &self,
        bounds: impl IntoIterator<Item = u32>,
        rows: impl IntoIterator<Item = u32>,
    ) -> Explanation {
        let mut conflict = Explanation { items: Vec::new(), rows: rows.into_iter().collect() };
        for number in self.bounds.history(bounds) {
            match self.bounds.bound(number).reason {
                BoundReason::Domain => {}
                BoundReason::Item(item) => conflict.items.push(item),
                BoundReason::Row(row) => conflict.rows.push(row),
            }
        }
        for list in [&mut conflict.items, &mut conflict.rows] {
            list.sort_unstable();
            list.dedup();
        }
        conflict
    }

    /// Whether a row holds with the unknowns in `points` where these put them, and all others where `resting_point` does.
    pub(super) fn holds(&self, row: u32, points: &FxHashMap<u32, DeltaNumber>) -> bool {
        let row = &self.system.rows[row as usize];
        let (mut number, mut tiny) = (Number::ZERO, Number::ZERO);
        for (unknown, coefficient) in &row.terms {
            match points.get(unknown) {
                Some(point) => {
                    number = &number + &(&point.number * coefficient);
                    if !point.tiny.is_zero() {
                        tiny = &tiny + &(&point.tiny * coefficient);
                    }
                }
                None => {
                    // As `resting_point`, without copying the number. The side of an end is its infinitesimal.
                    let endpoint = self
                        .bounds
                        .endpoint(*unknown, End::Low)
                        .or_else(|| self.bounds.endpoint(*unknown, End::High));
                    let Some(endpoint) =
                        endpoint.filter(|endpoint| endpoint.side != 0 || !endpoint.value.is_zero())
                    else {
                        continue;
                    };
                    number = &number + &(&endpoint.value * coefficient);
                    if endpoint.side != 0 {
                        tiny = &tiny + &(&Number::from_i64(endpoint.side.into()) * coefficient);
                    }
                }
            }
        }
        is_in(&DeltaNumber { number, tiny }, &row.span)
    }

    /// Where an unknown is set to: the low end of its remaining span, or else the high end, or else
    /// zero.
    pub(super) fn resting_point(&self, unknown: u32) -> DeltaNumber {
        let endpoint =
            self.bounds.endpoint(unknown, End::Low).or_else(|| self.bounds.endpoint(unknown, End::High));
        endpoint.map_or(DeltaNumber::ZERO, DeltaNumber::from_endpoint)
    }
}
