//! What a figure says, and what it leaves possible, as spans.

use crate::compared::claims::{Said, Unit};
use crate::oracle::{Exact, Relation, Row};
use crate::pending::{Part, is_pending};

/// An end of a span, and whether it belongs to it.
type End = Option<(Exact, bool)>;

/// Numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    low: End,
    high: End,
}

impl Span {
    fn new(low: Exact, high: Exact) -> Self {
        Self { low: Some((low, true)), high: Some((high, true)) }
    }

    /// Wider by so much on each side.
    fn widened(self, by: Exact) -> Self {
        Self {
            low: self.low.map(|(end, closed)| (end - by, closed)),
            high: self.high.map(|(end, closed)| (end + by, closed)),
        }
    }

    /// Whether some number is in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        let reaches = |low: End, high: End| match (low, high) {
            (Some((low, one)), Some((high, two))) => low < high || low == high && one && two,
            _ => true,
        };
        reaches(self.low, other.high) && reaches(other.low, self.high)
    }

    /// Whether the two meet or have an end in common that is not in both.
    pub(crate) fn touches(self, other: Self) -> bool {
        let closed = |end: End| end.map(|(end, _)| (end, true));
        let whole = |span: Self| Self { low: closed(span.low), high: closed(span.high) };
        whole(self).meets(whole(other))
    }

    /// That a sum of unknowns is no less than the low end.
    pub(crate) fn least(self, sum: &[(usize, i128)]) -> Option<Row> {
        let turned: Vec<(usize, i128)> = sum.iter().map(|&(unknown, factor)| (unknown, -factor)).collect();
        self.low.map(|(end, closed)| Row::new(&turned, relation(closed), -end))
    }

    /// That a sum of unknowns is no more than the high end.
    pub(crate) fn most(self, sum: &[(usize, i128)]) -> Option<Row> {
        self.high.map(|(end, closed)| Row::new(sum, relation(closed), end))
    }
}

fn relation(closed: bool) -> Relation {
    if closed { Relation::AtMost } else { Relation::Below }
}

/// What a figure says, and within what it is not contradicted.
pub(crate) fn spans(said: Said, unit: Unit) -> (Span, Span) {
    let whole = |value: i64| Exact::from_integer(value.into());
    let both = |span: Span| (span, span);
    match said {
        // A measured figure is rounded: what is half a unit above is the next figure's.
        Said::Exactly(value) if unit != Unit::None => {
            let half = Exact::new(1, 2);
            both(Span { low: Some((whole(value) - half, true)), high: Some((whole(value) + half, false)) })
        }
        Said::Exactly(value) => {
            let exact = Span::new(whole(value), whole(value));
            (exact, exact.widened(slack(value)))
        }
        Said::AtLeast(value) => both(Span { low: Some((whole(value), true)), high: None }),
        Said::MoreThan(value) => both(Span { low: Some((whole(value), false)), high: None }),
        Said::AtMost(value) => both(Span { low: None, high: Some((whole(value), true)) }),
        Said::FewerThan(value) => both(Span { low: None, high: Some((whole(value), false)) }),
        Said::Between(low, high) => both(Span::new(whole(low), whole(high))),
        Said::About(value) => {
            let by = (last_unit(value) / 2).max(whole(value) / 20);
            let soft = Span::new(whole(value) - by, whole(value) + by);
            (soft, soft.widened(by * 2))
        }
        Said::Nearly(value) => {
            let tenth = whole(value) / 10;
            let soft = Span { low: Some((whole(value) - tenth, true)), high: Some((whole(value), false)) };
            (soft, soft.widened(tenth))
        }
        Said::Dozens => {
            let soft = Span::new(whole(24), whole(99));
            (soft, Span { high: None, ..soft })
        }
        Said::OfFifty(value) => both(Span::new(whole(2 * value), whole(2 * value))),
    }
}

/// Whether all digits but the first are zeros, and that is a one.
pub(crate) fn is_round_one(said: Said) -> bool {
    matches!(said, Said::Exactly(value) | Said::About(value) if value >= 100 && is_power_of_ten(value))
}

fn is_power_of_ten(mut value: i64) -> bool {
    while value > 1 && value % 10 == 0 {
        value /= 10;
    }
    value == 1
}

/// The place value of the last digit that is not zero; of a one with zeros of its next digit.
fn last_unit(value: i64) -> Exact {
    let mut unit = 1;
    while value % (unit * 10) == 0 {
        unit *= 10;
    }
    if unit > 1 && unit == value && !is_pending(Part::RoundOne) {
        unit /= 10;
    }
    Exact::from_integer(unit.into())
}

/// By how much a plain count can be rounded: none, unless it ends in three zeros, or in two with two digits before them.
fn slack(value: i64) -> Exact {
    let round = value > 0 && (value % 1_000 == 0 || value % 100 == 0 && value >= 1_000);
    if round { last_unit(value) / 2 } else { Exact::from_integer(0) }
}
