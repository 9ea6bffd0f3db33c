//! The activity of a row: the largest or smallest sum that its terms can have (Brearley, Mitra & Williams 1975).

use crate::model::Number;
use crate::reason::linear::system::Row;
use crate::reason::{End, Endpoint};

/// The largest or smallest sum of a row's terms.
pub(super) struct RowActivity {
    all: Number,
    /// How many terms have a strict end.
    open: u32,
    /// The one term without a bound.
    endless: Option<usize>,
}

impl RowActivity {
    /// The sum of a row's terms at one of their ends; none if two of them have no bound there.
    pub(super) fn of<'b>(
        row: &Row,
        from: End,
        endpoint: impl Fn(u32, End) -> Option<&'b Endpoint<Number>>,
    ) -> Option<Self> {
        let mut sums = Self { all: Number::ZERO, open: 0, endless: None };
        for (at, (unknown, coefficient)) in row.terms.iter().enumerate() {
            match endpoint(*unknown, from.times(coefficient)) {
                Some(endpoint) => {
                    sums.all = &sums.all + &(&endpoint.value * coefficient);
                    sums.open += u32::from(endpoint.side != 0);
                }
                None if sums.endless.is_some() => return None,
                None => sums.endless = Some(at),
            }
        }
        Some(sums)
    }

    /// The sum of all terms but one, which has this end and coefficient, and whether that bound is strict; none if there is no bound.
    pub(super) fn without(
        &self,
        at: usize,
        endpoint: Option<&Endpoint<Number>>,
        coefficient: &Number,
    ) -> Option<(Number, bool)> {
        if self.endless.is_some_and(|endless| endless != at) {
            return None;
        }
        match endpoint {
            Some(endpoint) => Some((
                &self.all - &(&endpoint.value * coefficient),
                self.open > u32::from(endpoint.side != 0),
            )),
            None => Some((self.all.clone(), self.open > 0)),
        }
    }
}
