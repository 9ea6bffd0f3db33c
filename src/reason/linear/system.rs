//! A system: unknowns, the rows that bind them, and the items that say where they lie.

use std::sync::Arc;

use crate::model::Number;
use crate::reason::{End, Endpoint, Weight};

/// The ends of the values that an unknown, or a sum of unknowns, can have; none for an infinite end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The low end.
    pub low: Option<Endpoint<Number>>,
    /// The high end.
    pub high: Option<Endpoint<Number>>,
}

impl Span {
    /// One end of it.
    #[must_use]
    pub fn end(&self, end: End) -> Option<&Endpoint<Number>> {
        match end {
            End::Low => self.low.as_ref(),
            End::High => self.high.as_ref(),
        }
    }

    /// The single number in it, where there is just one.
    #[must_use]
    pub fn single(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high => Some(&low.value),
            _ => None,
        }
    }
}

/// A linear constraint between unknowns that always holds: the sum of the terms lies within a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unknowns, each once, with coefficients that are not zero.
    pub terms: Vec<(u32, Number)>,
    /// Where the sum lies.
    pub span: Span,
    /// The rank of a row: among proofs of equally many items the one without rows of higher rank is chosen.
    pub rank: u8,
}

/// A statement: unknowns lie within spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Each unknown, and where it lies; at least one.
    pub says: Vec<(u32, Span)>,
    /// What it costs to remove the item.
    pub weight: Weight,
    /// Its voice: a conflict within one voice is reported before any other.
    pub voice: u32,
    /// If one statement may mean several things, it has several items with the same statement number.
    pub statement: u32,
}

/// Items of which it is not known which are right: the figures of an undecided voice, or the camps of a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The items that are right together if any of them is, each alternative ascending.
    pub alternatives: Vec<Vec<u32>>,
    /// An item that only says that one of the alternatives is right, used if there are too many to try.
    pub hull: u32,
}

/// A product that is checked alone, on the spans of items: an unknown is the product of two others
/// and a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The items on the product.
    pub of: Vec<u32>,
    /// The items on each factor.
    pub factors: [Vec<u32>; 2],
    /// A constant factor, more than zero.
    pub times: Number,
}

/// Unknowns with their rows and items.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// For each unknown its domain.
    pub domains: Vec<Span>,
    /// For each unknown its first and last time, in days or hours as whoever builds the system counts; none if it always holds. Proofs
    /// prefer unknowns that are close in time.
    pub times: Vec<Option<(i64, i64)>>,
    /// Whether values at one time can go on unchanged, before and after: then items are tested only with the rows
    /// between their first and last time.
    pub steady: bool,
    /// If all values at one time can be carried over to the next: the unknowns of each value, in order of time. A
    /// value that may step has several such series. Otherwise none.
    pub series: Option<Vec<Vec<u32>>>,
    /// The rows that tie them, which copies of a system share.
    pub rows: Arc<Vec<Row>>,
    /// The items. In a tie between repairs the lower items are kept.
    pub items: Vec<Item>,
    /// Products among items.
    pub products: Vec<Product>,
}

impl Row {
    /// The two unknowns of a row that only says that the second is not less than the first.
    pub(super) fn grows(&self) -> Option<(u32, u32)> {
        let [one, two] = &self.terms[..] else { return None };
        let (less, more) = if one.1.is_negative() { (one, two) } else { (two, one) };
        let is_plain = less.1.is_negative() && !more.1.is_negative() && less.1.abs() == more.1;
        let from_zero = self.span.low.as_ref().is_some_and(|low| low.value.is_zero());
        (is_plain && from_zero && self.span.high.is_none()).then_some((less.0, more.0))
    }

    /// Whether its terms cannot hold if they lie within these spans, one for each in their order.
    #[must_use]
    pub fn excludes(&self, spans: &[&Span]) -> bool {
        let end = |end: End| {
            self.terms.iter().zip(spans).try_fold(Number::ZERO, |sum, ((_, times), span)| {
                span.end(end.times(times)).map(|endpoint| &sum + &(&endpoint.value * times))
            })
        };
        let over = self.span.high.as_ref().zip(end(End::Low)).is_some_and(|(high, least)| least > high.value);
        over || self.span.low.as_ref().zip(end(End::High)).is_some_and(|(low, most)| most < low.value)
    }

    /// Whether it ties two unknowns and no others.
    pub(super) fn ties(&self, one: u32, two: u32) -> bool {
        matches!(&self.terms[..], [(first, _), (second, _)] if [*first, *second] == [one, two] || [*first, *second] == [two, one])
    }
}

impl System {
    /// From the first to the last time of a row's unknowns; reversed if they always hold.
    pub(super) fn times_of(&self, row: u32) -> (i64, i64) {
        let times = self.rows[row as usize].terms.iter().filter_map(|term| self.times[term.0 as usize]);
        let hull = times.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1)));
        hull.unwrap_or((i64::MAX, i64::MIN))
    }

    /// Adds an unknown.
    pub fn unknown(&mut self, domain: Span, time: Option<(i64, i64)>) -> u32 {
        self.domains.push(domain);
        self.times.push(time);
        self.domains.len() as u32 - 1
    }
}

/// How much work is done before a search is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Up to how many unknowns a component is solved exactly; larger ones are only propagated.
    pub unknowns: u64,
    /// The steps of one query of a component, such as whether some items can all hold.
    pub steps: u64,
    /// The steps of the search for a smallest repair of one component.
    pub repair: u64,
}

impl Default for Limits {
    /// A component of a hundred thousand unknowns takes seconds, and so does a search of so many steps.
    fn default() -> Self {
        Self { unknowns: 100_000, steps: 400_000_000, repair: 50_000_000 }
    }
}
