//! How a figure is said to have changed, and what figure that makes of the one before.

use crate::model::figure::Figure;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::window::Window;
use crate::source::Span;

/// What a claim says of how its figure changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The whole change, as it stands in the text.
    pub mark: Span,
    /// In which direction.
    pub way: ChangeDirection,
    /// By how much.
    pub by: Option<ChangeAmount>,
    /// Where that stands.
    pub by_mark: Option<Span>,
    /// The figure before, in the unit of the claim's.
    pub from: Option<Figure>,
    /// Where that stands.
    pub from_mark: Option<Span>,
    /// When the figure before was true.
    pub since: Option<Window>,
    /// Whether it is a place in a ranking that changed, which is no quantity: `up` may be to a larger place or a smaller one.
    pub ranked: bool,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum ChangeDirection {
    Up,
    Down,
}

/// By how much a figure changed.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeAmount {
    /// An amount, in the unit of the figure.
    Amount(Figure),
    /// A percentage of the figure before.
    Percent(Figure),
    /// A number of points, where the figure is a percentage.
    Points(Figure),
    /// A multiple of the figure before.
    Times(Figure),
}

impl ChangeAmount {
    /// The figure in it.
    #[must_use]
    pub fn figure(&self) -> &Figure {
        match self {
            Self::Amount(figure) | Self::Percent(figure) | Self::Points(figure) | Self::Times(figure) => {
                figure
            }
        }
    }

    /// What a figure becomes when it goes up or down by this: every number that lies within what the two say, and none that
    /// cannot. An end is open only where no number bounds it.
    #[must_use]
    pub fn turn(&self, way: ChangeDirection, figure: &Interval) -> Interval {
        let by = self.figure().hard();
        match self {
            Self::Amount(_) | Self::Points(_) => {
                let (low, high) = if way == ChangeDirection::Up {
                    (plus(&figure.low, &by.low), plus(&figure.high, &by.high))
                } else {
                    (minus(&figure.low, &by.high), minus(&figure.high, &by.low))
                };
                Interval { low, high, ..Interval::ALL }
            }
            Self::Times(_) => scaled(figure, &by),
            Self::Percent(_) => {
                // 1 + p/100 or 1 − p/100.
                let share = |end: &Option<Number>| {
                    let share = end.as_ref()?.checked_div(&Number::HUNDRED)?;
                    Some(if way == ChangeDirection::Up {
                        &Number::ONE + &share
                    } else {
                        &Number::ONE - &share
                    })
                };
                let (one, two) = (share(&by.low), share(&by.high));
                let (low, high) = if way == ChangeDirection::Up { (one, two) } else { (two, one) };
                scaled(figure, &Interval { low, high, ..Interval::ALL })
            }
        }
    }

    /// What a figure was before it went up or down by this; none where it says no amount.
    #[must_use]
    pub fn undo(&self, way: ChangeDirection, figure: &Interval) -> Option<Interval> {
        let back = match way {
            ChangeDirection::Up => ChangeDirection::Down,
            ChangeDirection::Down => ChangeDirection::Up,
        };
        matches!(self, Self::Amount(_) | Self::Points(_)).then(|| self.turn(back, figure))
    }
}

fn plus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? + b.as_ref()?)
}

fn minus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? - b.as_ref()?)
}

/// All products of two spans. Nothing is concluded of a figure that may be below zero: a rise of what is owed has two
/// readings. A factor below zero makes less than nothing: that is what a fall by more than 100 % comes to.
fn scaled(figure: &Interval, factor: &Interval) -> Interval {
    if figure.low.as_ref().is_none_or(Number::is_negative) {
        return Interval::ALL;
    }
    let product = |figure: &Option<Number>, factor: &Number| Some(figure.as_ref()? * factor);
    let end = |factor: &Option<Number>, one: &Option<Number>, two: &Option<Number>| {
        let factor = factor.as_ref()?;
        if factor.is_zero() {
            return Some(Number::ZERO);
        }
        product(if factor.is_negative() { two } else { one }, factor)
    };
    Interval {
        low: end(&factor.low, &figure.low, &figure.high),
        high: end(&factor.high, &figure.high, &figure.low),
        ..Interval::ALL
    }
}

impl Change {
    /// Whether a figure can be what the one before has become. Where no amount is given, only the direction counts.
    #[must_use]
    pub fn fits(&self, before: &Interval, after: &Interval) -> bool {
        if self.ranked {
            let Some(by @ ChangeAmount::Amount(_)) = &self.by else { return true };
            let either = [ChangeDirection::Up, ChangeDirection::Down];
            return either.into_iter().any(|way| !by.turn(way, before).disjoint(after));
        }
        match &self.by {
            Some(by) => !by.turn(self.way, before).disjoint(after),
            None => {
                let (low, high) =
                    if self.way == ChangeDirection::Up { (before, after) } else { (after, before) };
                // There is a number in the higher one above some number in the lower one.
                !matches!((&low.low, &high.high), (Some(low), Some(high)) if high <= low)
            }
        }
    }
}
