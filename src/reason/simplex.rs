//! Decides exactly whether sums of unknowns can lie between their bounds; if not, gives a certificate.
//!
//! The general simplex of Dutertre & de Moura, "A fast linear-arithmetic solver for DPLL(T)" (CAV 2006): each sum is
//! represented by a further unknown, so that only unknowns have bounds. A value has an infinitesimal part, so that
//! "more than 3" is "at least 3 and something". A conflict is a Farkas certificate. No bound in it
//! is superfluous, as it comes from a row, whose terms are linearly independent.

use super::endpoint::{End, Endpoint};
use super::tableau::Tableau;
use crate::model::Number;

/// A number and a multiple of an infinitesimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DeltaNumber {
    pub(super) number: Number,
    pub(super) tiny: Number,
}

impl DeltaNumber {
    pub(super) const ZERO: Self = Self { number: Number::ZERO, tiny: Number::ZERO };

    pub(super) fn from_endpoint(endpoint: &Endpoint<Number>) -> Self {
        Self { number: endpoint.value.clone(), tiny: Number::from_i64(endpoint.side.into()) }
    }

    fn plus(&self, coefficient: &Number, other: &Self) -> Self {
        let plus = |a: &Number, b: &Number| if b.is_zero() { a.clone() } else { a + &(coefficient * b) };
        Self { number: plus(&self.number, &other.number), tiny: plus(&self.tiny, &other.tiny) }
    }
}

/// A bound that takes part in a conflict, with its multiplier.
///
/// For each low end `unknown − bound ≥ 0` holds, and for each high end `bound − unknown ≥ 0`. Multiplied and added
/// up, with every sum written out in its terms, the unknowns cancel out and a negative number is left, or zero if one
/// of the bounds is strict. Each unknown's end occurs once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CertificateTerm {
    /// What was given as the reason of the bound.
    pub(super) reason: u32,
    pub(super) unknown: u32,
    pub(super) end: End,
    /// Positive.
    pub(super) coefficient: Number,
}

/// The result of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// [`Simplex::value`] satisfies all bounds.
    Feasible,
    /// These bounds contradict each other; without any one of them the others do not.
    Conflict(Vec<CertificateTerm>),
    /// The limit of steps was reached. Another check continues from here.
    TooLong,
}

/// A bound of an unknown, and why.
#[derive(Clone)]
pub(super) struct ReasonedBound {
    at: DeltaNumber,
    reason: u32,
}

impl ReasonedBound {
    /// A bound at the end of an interval.
    pub(super) fn at(endpoint: &Endpoint<Number>, reason: u32) -> Self {
        Self { at: DeltaNumber::from_endpoint(endpoint), reason }
    }
}

/// Unknowns, sums of them, and their bounds.
pub(super) struct Simplex {
    tableau: Tableau,
    lows: Vec<Option<ReasonedBound>>,
    highs: Vec<Option<ReasonedBound>>,
    /// An assignment that satisfies every row, and the bounds of every unknown that owns none.
    values: Vec<DeltaNumber>,
    /// The unknowns that own a row and violate their bounds, in no order.
    broken: Vec<u32>,
    /// For each unknown its position in that list.
    place: Vec<u32>,
    /// A buffer for the unknowns whose values change.
    owners: Vec<u32>,
    /// How many pivots there have been, including earlier checks that reached their limit.
    pivots: usize,
}

/// The place of an unknown that is not in the list of broken ones.
const NOWHERE: u32 = u32::MAX;

impl Simplex {
    /// This many unknowns without bounds, numbered from 0.
    pub(super) fn new(unknowns: u32) -> Self {
        let mut simplex = Self {
            tableau: Tableau::default(),
            lows: Vec::new(),
            highs: Vec::new(),
            values: Vec::new(),
            broken: Vec::new(),
            place: Vec::new(),
            owners: Vec::new(),
            pivots: 0,
        };
        (0..unknowns).for_each(|_| _ = simplex.unknown());
        simplex
    }

    /// A further unknown without bounds.
    pub(super) fn unknown(&mut self) -> u32 {
        self.add(DeltaNumber::ZERO)
    }

    /// A further unknown without bounds that lies at this value for now: a number and a multiple of
    /// an infinitesimal.
    pub(super) fn unknown_at(&mut self, value: DeltaNumber) -> u32 {
        self.add(value)
    }

    /// Gives an unknown that is no sum other bounds in place of those it has; the low one is not above the high one.
    pub(super) fn set_bounds(
        &mut self,
        unknown: u32,
        low: Option<ReasonedBound>,
        high: Option<ReasonedBound>,
    ) {
        let at = unknown as usize;
        (self.lows[at], self.highs[at]) = (low, high);
        if self.tableau.solved(unknown).is_some() {
            self.update_broken(unknown);
            return;
        }
        let goal = self.breaks(unknown).and_then(|end| self.end(unknown, end)).map(|limit| limit.at.clone());
        goal.into_iter().for_each(|goal| _ = self.set(unknown, goal));
    }

    /// A further unknown that equals the sum. Terms may repeat, and be sums themselves.
    pub(super) fn sum(&mut self, terms: &[(u32, Number)]) -> u32 {
        let value = terms.iter().fold(DeltaNumber::ZERO, |sum, (unknown, coefficient)| {
            sum.plus(coefficient, self.value(*unknown))
        });
        let unknown = self.add(value);
        self.tableau.own(unknown, terms);
        unknown
    }

    fn add(&mut self, value: DeltaNumber) -> u32 {
        self.lows.push(None);
        self.highs.push(None);
        self.values.push(value);
        self.place.push(NOWHERE);
        self.tableau.add()
    }

    /// The current value of an unknown; within its bounds after [`Verdict::Feasible`].
    pub(super) fn value(&self, unknown: u32) -> &DeltaNumber {
        &self.values[unknown as usize]
    }

    /// Bounds an unknown. A bound no tighter than the current one is ignored; a bound that contradicts the one at the
    /// other end is ignored too, and gives the conflict.
    pub(super) fn bound(
        &mut self,
        unknown: u32,
        end: End,
        endpoint: &Endpoint<Number>,
        reason: u32,
    ) -> Result<(), Vec<CertificateTerm>> {
        let at = DeltaNumber::from_endpoint(endpoint);
        let (low, high) = (&self.lows[unknown as usize], &self.highs[unknown as usize]);
        let (present, other) = if end == End::Low { (low, high) } else { (high, low) };
        let tighter = |a: &DeltaNumber, b: &DeltaNumber| if end == End::Low { a > b } else { a < b };
        if present.as_ref().is_some_and(|present| !tighter(&at, &present.at)) {
            return Ok(());
        }
        let part = |reason, end| CertificateTerm { reason, unknown, end, coefficient: Number::ONE };
        // An empty sum is zero, whatever its other bound is.
        if self.tableau.solved(unknown).is_some_and(Vec::is_empty) && tighter(&at, &DeltaNumber::ZERO) {
            return Err(vec![part(reason, end)]);
        }
        if let Some(other) = other.as_ref().filter(|other| tighter(&at, &other.at)) {
            let opposite = if end == End::Low { End::High } else { End::Low };
            return Err(vec![part(reason, end), part(other.reason, opposite)]);
        }
        let moves = tighter(&at, self.value(unknown));
        let slot = if end == End::Low { &mut self.lows } else { &mut self.highs };
        slot[unknown as usize] = Some(ReasonedBound { at: at.clone(), reason });
        if moves && self.tableau.solved(unknown).is_some() {
            self.update_broken(unknown);
        } else if moves {
            self.set(unknown, at);
        }
        Ok(())
    }

    /// Whether all bounds can hold. `steps` is the number of row entries that may be visited, and is reduced by those
    /// that were.
    pub(super) fn check(&mut self, steps: &mut u64) -> Verdict {
        loop {
            // Bland's rule never returns to a basis; before it is needed, short rows and columns are the better
            // choice.
            let bland = self.pivots > 2 * self.tableau.rows() + 64;
            let Some((unknown, end)) = self.leaving(bland) else {
                self.pivots = 0;
                return Verdict::Feasible;
            };
            if *steps == 0 {
                return Verdict::TooLong;
            }
            let Some((enters, coefficient)) = self.entering(unknown, end, bland) else {
                self.pivots = 0;
                return Verdict::Conflict(self.conflict(unknown, end));
            };
            let Some(bound) = self.end(unknown, end) else { return Verdict::TooLong };
            let (goal, coefficient) = (bound.at.clone(), coefficient.clone());
            let work = self.pivot(unknown, enters, &coefficient, goal) + self.broken.len() as u64;
            *steps = steps.saturating_sub(work);
            self.pivots += 1;
        }
    }

    fn end(&self, unknown: u32, end: End) -> Option<&ReasonedBound> {
        let slot = if end == End::Low { &self.lows } else { &self.highs };
        slot[unknown as usize].as_ref()
    }

    /// The end at which an unknown violates its bounds.
    fn breaks(&self, unknown: u32) -> Option<End> {
        let at = unknown as usize;
        outside(&self.values[at], self.lows[at].as_ref(), self.highs[at].as_ref())
    }

    /// Adds an unknown to the broken ones or takes it out, as its row and bounds now require.
    fn update_broken(&mut self, unknown: u32) {
        let is_broken = self.tableau.solved(unknown).is_some() && self.breaks(unknown).is_some();
        let place = self.place[unknown as usize];
        if is_broken && place == NOWHERE {
            self.place[unknown as usize] = self.broken.len() as u32;
            self.broken.push(unknown);
        } else if !is_broken && place != NOWHERE {
            self.place[unknown as usize] = NOWHERE;
            self.broken.swap_remove(place as usize);
            if let Some(&moved) = self.broken.get(place as usize) {
                self.place[moved as usize] = place;
            }
        }
    }

    /// An unknown with a row that violates its bounds: the lowest, or one with a short row.
    fn leaving(&self, lowest: bool) -> Option<(u32, End)> {
        let length = |&&unknown: &&u32| (self.tableau.solved(unknown).map_or(0, Vec::len), unknown);
        let broken = self.broken.iter();
        let unknown = if lowest { broken.min() } else { broken.min_by_key(length) };
        unknown.and_then(|&unknown| Some((unknown, self.breaks(unknown)?)))
    }

    /// The end of a term's interval that prevents it from bringing a sum back to one of its ends.
    fn against(end: End, coefficient: &Number) -> End {
        if (end == End::Low) != coefficient.is_negative() { End::High } else { End::Low }
    }

    /// A term that can bring a sum back to one of its ends: the lowest, or one without bounds or in few rows.
    fn entering(&self, unknown: u32, end: End, lowest: bool) -> Option<(u32, &Number)> {
        let terms = self.tableau.solved(unknown)?;
        let mut free =
            terms.iter().map(|(term, coefficient)| (*term, coefficient)).filter(|&(term, coefficient)| {
                let bound = self.end(term, Self::against(end, coefficient));
                bound.is_none_or(|bound| bound.at != *self.value(term))
            });
        if lowest {
            return free.next();
        }
        let bounded = |term: u32| self.end(term, End::Low).is_some() || self.end(term, End::High).is_some();
        free.min_by_key(|&(term, _)| (bounded(term), self.tableau.uses(term), term))
    }

    /// Why a sum cannot be brought back to one of its ends: every term is at its best end already.
    fn conflict(&self, unknown: u32, end: End) -> Vec<CertificateTerm> {
        let part = |unknown, end, coefficient| {
            let reason = self.end(unknown, end)?.reason;
            Some(CertificateTerm { reason, unknown, end, coefficient })
        };
        let terms = self.tableau.solved(unknown).into_iter().flatten();
        part(unknown, end, Number::ONE)
            .into_iter()
            .chain(terms.filter_map(|(term, coefficient)| {
                part(*term, Self::against(end, coefficient), coefficient.abs())
            }))
            .collect()
    }

    /// Sets the value of an unknown without a row, and updates those whose rows contain it.
    fn set(&mut self, unknown: u32, value: DeltaNumber) -> u64 {
        let change = value.plus(&Number::from_i64(-1), self.value(unknown));
        self.values[unknown as usize] = value;
        let mut owners = std::mem::take(&mut self.owners);
        for (owner, coefficient) in self.tableau.column(unknown) {
            let value = &mut self.values[owner as usize];
            *value = value.plus(coefficient, &change);
            owners.push(owner);
        }
        let work = owners.len() as u64;
        owners.drain(..).for_each(|owner| self.update_broken(owner));
        self.owners = owners;
        work
    }

    /// Brings an unknown to a target by changing one term of its row; the term then owns the row.
    fn pivot(&mut self, leaves: u32, enters: u32, coefficient: &Number, goal: DeltaNumber) -> u64 {
        let inverse = Number::ONE.checked_div(coefficient).expect("a row has no zeros");
        let missing = goal.plus(&Number::from_i64(-1), self.value(leaves));
        let value = self.value(enters).plus(&inverse, &missing);
        let work = self.set(enters, value);
        self.values[leaves as usize] = goal;
        let work = work + self.tableau.pivot(leaves, enters, coefficient);
        self.update_broken(leaves);
        self.update_broken(enters);
        work
    }
}

/// The end of its interval that a value is beyond.
fn outside(value: &DeltaNumber, low: Option<&ReasonedBound>, high: Option<&ReasonedBound>) -> Option<End> {
    if low.is_some_and(|low| *value < low.at) {
        return Some(End::Low);
    }
    high.is_some_and(|high| *value > high.at).then_some(End::High)
}

#[cfg(test)]
#[path = "simplex_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "simplex_bounds_tests.rs"]
mod bounds_tests;
