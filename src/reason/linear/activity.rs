//! The activity of a row: the largest or smallest sum that its terms can have (Brearley, Mitra & Williams 1975).

use crate::model::Number;
use crate::reason::linear::system::Row;
use crate::reason::{End, Endpoint};

/// Such a sum and its parts.
pub(super) struct RowActivity {
    parts: Vec<(Number, bool)>,
    all: Number,
    /// How many parts have a strict end.
    open: u32,
    /// The one part without a bound.
    endless: Option<usize>,
}

impl RowActivity {
    /// The sum of a row's terms at one of their ends; none if two of them have no bound there.
    pub(super) fn of<'b>(
        row: &Row,
        from: End,
        cut: impl Fn(u32, End) -> Option<&'b Endpoint<Number>>,
    ) -> Option<Self> {
        let mut sums =
            Self { parts: Vec::with_capacity(row.terms.len()), all: Number::ZERO, open: 0, endless: None };
        for (at, (unknown, coefficient)) in row.terms.iter().enumerate() {
            match cut(*unknown, from.times(coefficient)) {
                Some(cut) => {
                    let part = &cut.value * coefficient;
                    sums.all = &sums.all + &part;
                    sums.open += u32::from(cut.side != 0);
                    sums.parts.push((part, cut.side != 0));
                }
                None if sums.endless.is_some() => return None,
                None => {
                    sums.endless = Some(at);
                    sums.parts.push((Number::ZERO, false));
                }
            }
        }
        Some(sums)
    }

    /// The sum of all parts but one, and whether that bound is strict; none if there is no bound.
    pub(super) fn without(&self, at: usize) -> Option<(Number, bool)> {
        if self.endless.is_some_and(|endless| endless != at) {
            return None;
        }
        let (part, open) = &self.parts[at];
        Some((&self.all - part, self.open > u32::from(*open)))
    }
}
