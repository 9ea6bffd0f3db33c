//! The rows that propagation leaves undecided, given to the simplex.

use rustc_hash::FxHashMap;

use crate::model::Number;
use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::system::{Row, Span};
use crate::reason::simplex::{CertificateTerm, DeltaNumber, Simplex};
use crate::reason::{End, Endpoint};

/// Whether a point lies in a span.
pub(super) fn is_in(point: &DeltaNumber, span: &Span) -> bool {
    let DeltaNumber { number, tiny } = point;
    let side = |side: i8| Number::from_i64(side.into());
    let above = |low: &Endpoint<Number>| (number, tiny) >= (&low.value, &side(low.side));
    let below = |high: &Endpoint<Number>| (number, tiny) <= (&high.value, &side(high.side));
    span.low.as_ref().is_none_or(above) && span.high.as_ref().is_none_or(below)
}

/// A term of a certificate: a bound on the trail, or an end of a row, with its multiplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Summand {
    Bound(u32),
    Row(u32, End),
}

/// The undecided rows in the simplex.
pub(super) struct PendingRows {
    pub(super) simplex: Simplex,
    /// The simplex's number of each unknown in it.
    unknowns: FxHashMap<u32, u32>,
    /// The same, as pairs in the order in which they were added.
    pub(super) unknowns_in_order: Vec<(u32, u32)>,
    /// For each row that was added the simplex's number of its sum.
    pub(super) rows: FxHashMap<u32, u32>,
    /// The values that the simplex assigns.
    pub(super) points: FxHashMap<u32, DeltaNumber>,
    /// What each bound in the simplex is: the simplex knows it by its number in this list.
    reasons: Vec<Summand>,
}

impl PendingRows {
    pub(super) fn new() -> Self {
        Self {
            simplex: Simplex::new(0),
            unknowns: FxHashMap::default(),
            unknowns_in_order: Vec::new(),
            rows: FxHashMap::default(),
            points: FxHashMap::default(),
            reasons: Vec::new(),
        }
    }

    /// Adds a row and the remaining spans of its unknowns.
    pub(super) fn take(
        &mut self,
        number: u32,
        row: &Row,
        bounds: &Bounds<'_>,
    ) -> Result<(), Vec<(Summand, Number)>> {
        let mut terms = Vec::with_capacity(row.terms.len());
        for (unknown, coefficient) in &row.terms {
            let own = match self.unknowns.get(unknown) {
                Some(&own) => own,
                None => {
                    let own = self.simplex.unknown();
                    self.unknowns.insert(*unknown, own);
                    self.unknowns_in_order.push((*unknown, own));
                    for end in [End::Low, End::High] {
                        if let Some(bound) = bounds.at(*unknown, end) {
                            self.bound(own, end, &bounds.bound(bound).endpoint, Summand::Bound(bound))?;
                        }
                    }
                    own
                }
            };
            terms.push((own, coefficient.clone()));
        }
        let sum = self.simplex.sum(&terms);
        self.rows.insert(number, sum);
        for end in [End::Low, End::High] {
            if let Some(endpoint) = row.span.end(end) {
                self.bound(sum, end, endpoint, Summand::Row(number, end))?;
            }
        }
        Ok(())
    }

    /// Bounds an unknown of the simplex.
    fn bound(
        &mut self,
        unknown: u32,
        end: End,
        endpoint: &Endpoint<Number>,
        summand: Summand,
    ) -> Result<(), Vec<(Summand, Number)>> {
        let reason = self.reasons.len() as u32;
        self.reasons.push(summand);
        self.simplex.bound(unknown, end, endpoint, reason).map_err(|parts| self.summands(parts))
    }

    /// The terms of a certificate of the simplex.
    pub(super) fn summands(&self, parts: Vec<CertificateTerm>) -> Vec<(Summand, Number)> {
        parts.into_iter().map(|part| (self.reasons[part.reason as usize].clone(), part.coefficient)).collect()
    }

    /// Reads the simplex's assignment. Returns the unknowns that lie elsewhere than before, or are
    /// new.
    pub(super) fn read(&mut self) -> Vec<u32> {
        let Self { simplex, unknowns_in_order, points, .. } = self;
        let mut moved = Vec::new();
        for &(unknown, own) in &*unknowns_in_order {
            let point = simplex.value(own);
            if points.get(&unknown) != Some(point) {
                points.insert(unknown, point.clone());
                moved.push(unknown);
            }
        }
        moved
    }
}
