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

    /// What a figure becomes, or was before where `back`, when it goes up or down by this: every number that lies
    /// within what the two say, and none that cannot. An end is open only where no number bounds it.
    #[must_use]
    pub fn turn(&self, way: ChangeDirection, figure: &Interval, back: bool) -> Interval {
        let by = self.figure().hard();
        let up = (way == ChangeDirection::Up) != back;
        match self {
            Self::Amount(_) | Self::Points(_) => {
                let (low, high) = if up {
                    (plus(&figure.low, &by.low), plus(&figure.high, &by.high))
                } else {
                    (minus(&figure.low, &by.high), minus(&figure.high, &by.low))
                };
                Interval { low, high, ..Interval::ALL }
            }
            Self::Times(_) => scaled(figure, &by, back),
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
                scaled(figure, &Interval { low, high, ..Interval::ALL }, back)
            }
        }
    }
}

fn plus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? + b.as_ref()?)
}

fn minus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? - b.as_ref()?)
}

/// All products of two spans, or all quotients. Where one may be below zero nothing is concluded, except for two exact
/// ends.
fn scaled(figure: &Interval, factor: &Interval, divide: bool) -> Interval {
    let below = |span: &Interval| span.low.as_ref().is_none_or(Number::is_negative);
    if below(figure) || below(factor) {
        return Interval::ALL;
    }
    let apply = |figure: &Option<Number>, factor: &Option<Number>| {
        let (figure, factor) = (figure.as_ref()?, factor.as_ref()?);
        if divide { figure.checked_div(factor) } else { Some(figure * factor) }
    };
    if divide {
        // Zero times the figure is zero: a quotient by no more than some factor has no least end of its own but zero.
        let low = apply(&figure.low, &factor.high).or(Some(Number::ZERO));
        Interval { low, high: apply(&figure.high, &factor.low), ..Interval::ALL }
    } else {
        Interval {
            low: apply(&figure.low, &factor.low),
            high: apply(&figure.high, &factor.high),
            ..Interval::ALL
        }
    }
}

impl Change {
    /// Whether a figure can be what the one before has become. Where no amount is given, only the direction counts.
    #[must_use]
    pub fn fits(&self, before: &Interval, after: &Interval) -> bool {
        match &self.by {
            Some(by) => !by.turn(self.way, before, false).disjoint(after),
            None => {
                let (low, high) =
                    if self.way == ChangeDirection::Up { (before, after) } else { (after, before) };
                // There is a number in the higher one above some number in the lower one.
                !matches!((&low.low, &high.high), (Some(low), Some(high)) if high <= low)
            }
        }
    }
}
