//! A claim's figure as intervals: what it says (soft) and outside which it is contradicted (hard).

use std::borrow::Cow;

use crate::model::interval::Interval;
use crate::model::number::Number;

/// A claim's figure as intervals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// One number and no other.
    Exact(Number),
    /// Anything else.
    Spans(Box<Spans>),
}

/// A figure that is not one exact number, or one that was stated as a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// What it says.
    pub soft: Interval,
    /// Outside this it is contradicted; it holds all of `soft`.
    pub hard: Interval,
    /// The figure as said: the 12,000 of `about 12,000`; none for a range or a vague word.
    pub said: Option<Number>,
    /// Count and whole, if it was stated as a share (`326 of 650`): the spans are of the fraction, or of the count (`count_of_share`).
    pub share: Option<(Number, Number)>,
}

impl Figure {
    /// A figure from its spans; an exact one where each is a single number.
    #[must_use]
    pub fn new(soft: Interval, hard: Interval, said: Option<Number>) -> Self {
        Self::of(Spans { soft, hard, said, share: None })
    }

    pub(super) fn of(spans: Spans) -> Self {
        match spans.hard.single() {
            Some(number) if spans.share.is_none() => Self::Exact(number.clone()),
            _ => Self::Spans(Box::new(spans)),
        }
    }

    /// What it says.
    #[must_use]
    pub fn soft(&self) -> Cow<'_, Interval> {
        match self {
            Self::Exact(number) => Cow::Owned(Interval::exact(number.clone())),
            Self::Spans(spans) => Cow::Borrowed(&spans.soft),
        }
    }

    /// Outside this it is contradicted.
    #[must_use]
    pub fn hard(&self) -> Cow<'_, Interval> {
        match self {
            Self::Exact(number) => Cow::Owned(Interval::exact(number.clone())),
            Self::Spans(spans) => Cow::Borrowed(&spans.hard),
        }
    }

    /// The figure as said; none for a range or a vague word.
    #[must_use]
    pub fn best(&self) -> Option<&Number> {
        match self {
            Self::Exact(number) => Some(number),
            Self::Spans(spans) => spans.said.as_ref(),
        }
    }

    /// Count and whole where it was said as a share.
    #[must_use]
    pub fn share(&self) -> Option<(&Number, &Number)> {
        match self {
            Self::Exact(_) => None,
            Self::Spans(spans) => spans.share.as_ref().map(|(count, whole)| (count, whole)),
        }
    }

    /// The percentage that a count and its whole give: 326 of 650 is 50.15 %, or a little around it if one of the two
    /// is round. `round` is the share of their rounding unit by which round counts may be off.
    #[must_use]
    pub fn percent(&self, round: &Number) -> Option<Interval> {
        let (count, whole) = self.share()?;
        let (count, whole) = (plain_count(count.clone(), round), plain_count(whole.clone(), round));
        let (count, whole) = (count.hard(), whole.hard());
        let part = |count: &Option<Number>, whole: &Option<Number>| {
            (count.as_ref()? * &Number::HUNDRED).checked_div(whole.as_ref()?)
        };
        Some(Interval {
            low: part(&count.low, &whole.high),
            high: part(&count.high, &whole.low),
            ..Interval::ALL
        })
    }

    /// The count of a share as a figure of its own: what `326 of 650` says of a measure that is no ratio.
    #[must_use]
    pub fn count_of_share(&self, round: &Number) -> Option<Self> {
        let (count, whole) = self.share()?;
        let plain = plain_count(count.clone(), round);
        Some(Self::of(Spans {
            soft: plain.soft().into_owned(),
            hard: plain.hard().into_owned(),
            said: Some(count.clone()),
            share: Some((count.clone(), whole.clone())),
        }))
    }

    /// The figure as a lower bound: what is above its low end fits it too. A figure without a low end, or of a share, stays as
    /// it is.
    #[must_use]
    pub fn at_least(self) -> Self {
        if self.share().is_some() || self.hard().low.is_none() {
            return self;
        }
        let open = |span: Cow<'_, Interval>| Interval { high: None, high_open: false, ..span.into_owned() };
        let said = self.best().cloned();
        Self::new(open(self.soft()), open(self.hard()), said)
    }

    /// The figure in another unit: every number but those of `share` through `through`, which must keep or reverse their order.
    #[must_use]
    pub fn convert(self, through: impl Fn(&Number) -> Number) -> Self {
        match self {
            Self::Exact(number) => Self::Exact(through(&number)),
            Self::Spans(spans) => {
                let is_falling = through(&Number::ONE) < through(&Number::ZERO);
                Self::of(Spans {
                    soft: spans.soft.map(&through, is_falling),
                    hard: spans.hard.map(&through, is_falling),
                    said: spans.said.as_ref().map(&through),
                    share: spans.share,
                })
            }
        }
    }
}

/// A count in digits: exact, or if it is round, with a hard span wider by `round` times its rounding unit on each side.
pub(super) fn plain_count(value: Number, round: &Number) -> Figure {
    if round.is_zero() || !is_round(&value) {
        return Figure::Exact(value);
    }
    let said = Interval::exact(value.clone());
    let hard = said.widen(&(&value.rounding_unit() * round));
    Figure::new(said, hard, Some(value))
}

/// Whether a count ends in three zeros, or in two and has four digits or more.
fn is_round(value: &Number) -> bool {
    match value.to_i64() {
        Some(0) => false,
        Some(whole) => whole % 1000 == 0 || (whole % 100 == 0 && whole.unsigned_abs() >= 1000),
        None => value.is_integer() && value.last_place() >= Number::HUNDRED,
    }
}
