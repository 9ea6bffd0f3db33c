//! How a figure is said to have changed, and what that says about the figure before.

use crate::model::figure::Figure;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::window::Window;
use crate::source::Span;
use crate::syntax::tree::TimeUnit;

/// What a claim says of how its figure changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The whole change, as it stands in the text.
    pub mark: Span,
    /// In which direction.
    pub direction: ChangeDirection,
    /// By how much.
    pub by: Option<ChangeAmount>,
    /// Where that stands.
    pub by_mark: Option<Span>,
    /// The figure before, in the unit of the claim's figure.
    pub from: Option<Figure>,
    /// Where that stands.
    pub from_mark: Option<Span>,
    /// When the figure before was true.
    pub since: Option<Window>,
    /// How long before the claim's own time, if it is written so: `a year earlier`. If that time is known, `since` follows from it.
    pub ago: Option<(u32, TimeUnit)>,
    /// Whether it is a place in a ranking that changed, which is no quantity: `up` may be to a larger place or a smaller one.
    pub ranked: bool,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// A number for each variant.
    #[must_use]
    pub fn kind(&self) -> u8 {
        match self {
            Self::Amount(_) => 0,
            Self::Percent(_) => 1,
            Self::Points(_) => 2,
            Self::Times(_) => 3,
        }
    }

    /// What a figure becomes when it goes up or down by this: every number that the two spans allow. Ends are included; one is
    /// missing only where no number bounds it.
    #[must_use]
    pub fn apply(&self, direction: ChangeDirection, figure: &Interval) -> Interval {
        let by = self.figure().hard();
        match self {
            Self::Amount(_) | Self::Points(_) => {
                let (low, high) = if direction == ChangeDirection::Up {
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
                    Some(if direction == ChangeDirection::Up {
                        &Number::ONE + &share
                    } else {
                        &Number::ONE - &share
                    })
                };
                let (one, two) = (share(&by.low), share(&by.high));
                let (low, high) = if direction == ChangeDirection::Up { (one, two) } else { (two, one) };
                scaled(figure, &Interval { low, high, ..Interval::ALL })
            }
        }
    }

    /// What a figure was before it went up or down by this; none if this is a percentage or a multiple.
    #[must_use]
    pub fn undo(&self, direction: ChangeDirection, figure: &Interval) -> Option<Interval> {
        let opposite = match direction {
            ChangeDirection::Up => ChangeDirection::Down,
            ChangeDirection::Down => ChangeDirection::Up,
        };
        matches!(self, Self::Amount(_) | Self::Points(_)).then(|| self.apply(opposite, figure))
    }
}

fn plus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? + b.as_ref()?)
}

fn minus(a: &Option<Number>, b: &Option<Number>) -> Option<Number> {
    Some(a.as_ref()? - b.as_ref()?)
}

/// All products of two spans. If the figure may be below zero, nothing is concluded, as a rise of a debt has two
/// readings. A factor below zero gives a negative figure: that is a fall by more than 100 %.
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
    /// Whether a figure can have become another by this change. If no amount is given, only the direction counts.
    #[must_use]
    pub fn fits(&self, before: &Interval, after: &Interval) -> bool {
        if self.ranked {
            let Some(by @ ChangeAmount::Amount(_)) = &self.by else { return true };
            let either = [ChangeDirection::Up, ChangeDirection::Down];
            return either.into_iter().any(|direction| !by.apply(direction, before).disjoint(after));
        }
        match &self.by {
            Some(by) => !by.apply(self.direction, before).disjoint(after),
            None => {
                let (low, high) =
                    if self.direction == ChangeDirection::Up { (before, after) } else { (after, before) };
                // Some number of the higher span is above some number of the lower one.
                !matches!((&low.low, &high.high), (Some(low), Some(high)) if high <= low)
            }
        }
    }
}

impl Change {
    /// Whether two changes that led to the same figure (in `now`) cannot have started from the same earlier figure.
    #[must_use]
    pub fn clashes(&self, other: &Self, now: &Interval) -> bool {
        if self.ranked || other.ranked {
            return false;
        }
        let are_disjoint = |one: Option<Interval>, two: Option<Interval>| {
            one.zip(two).is_some_and(|(one, two)| one.disjoint(&two))
        };
        are_disjoint(self.step(now), other.step(now))
            || are_disjoint(self.factor(now), other.factor(now))
            || are_disjoint(self.before(now), other.before(now))
    }

    /// By how much the figure is above the earlier one; below zero if it fell.
    fn step(&self, now: &Interval) -> Option<Interval> {
        let up = match &self.by {
            Some(ChangeAmount::Amount(by) | ChangeAmount::Points(by)) => by.hard().into_owned(),
            Some(ChangeAmount::Percent(by)) if is_positive(now) && is_positive(&by.hard()) => {
                Interval::above(Number::ZERO)
            }
            Some(_) => return None,
            None => Interval::above(Number::ZERO),
        };
        Some(if self.direction == ChangeDirection::Up { up } else { up.map(|end| -end, true) })
    }

    /// How many times the earlier figure it is.
    fn factor(&self, now: &Interval) -> Option<Interval> {
        let factor = match &self.by {
            Some(ChangeAmount::Times(times)) => times.hard().into_owned(),
            Some(ChangeAmount::Percent(by)) => {
                let share = by.hard().map(|end| end * &Number::decimal(1, 2), false);
                let up = self.direction == ChangeDirection::Up;
                let signed = if up { share } else { share.map(|end| -end, true) };
                signed.map(|end| &Number::ONE + end, false)
            }
            _ => return None,
        };
        (is_positive(now) && is_positive(&factor)).then_some(factor)
    }

    /// The interval of the earlier figure, its ends included.
    fn before(&self, now: &Interval) -> Option<Interval> {
        if let Some(from) = &self.from {
            return Some(from.hard().into_owned());
        }
        if let Some(by @ (ChangeAmount::Amount(_) | ChangeAmount::Points(_))) = &self.by {
            return by.undo(self.direction, now);
        }
        let factor = self.factor(now)?;
        let quotient = |end: &Option<Number>, by: &Option<Number>| end.as_ref()?.checked_div(by.as_ref()?);
        let low = quotient(&now.low, &factor.high);
        Some(Interval { low, high: quotient(&now.high, &factor.low), ..Interval::ALL })
    }
}

/// Whether a span lies above zero.
fn is_positive(span: &Interval) -> bool {
    span.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero())
}

#[cfg(test)]
mod tests {
    use super::{Change, ChangeAmount, ChangeDirection};
    use crate::model::{Figure, Interval, Number};
    use crate::source::Span;

    fn change(direction: ChangeDirection, by: Option<ChangeAmount>, from: Option<i64>) -> Change {
        let from = from.map(|from| Figure::Exact(Number::from_i64(from)));
        let mark = Span { start: 0, end: 0 };
        Change {
            mark,
            direction,
            by,
            by_mark: None,
            from,
            from_mark: None,
            since: None,
            ago: None,
            ranked: false,
        }
    }

    fn exact(number: i64) -> Figure {
        Figure::Exact(Number::from_i64(number))
    }

    #[test]
    fn changes_clash_where_no_one_figure_before_explains_both() {
        use ChangeAmount::{Amount, Percent, Times};
        use ChangeDirection::{Down, Up};
        let up = |by| change(Up, Some(by), None);
        let down = |by| change(Down, Some(by), None);
        let forty = Interval::exact(Number::from_i64(40));
        let clash = |one: &Change, two: &Change| {
            assert_eq!(one.clashes(two, &forty), two.clashes(one, &forty));
            one.clashes(two, &forty)
        };
        assert!(clash(&up(Amount(exact(12))), &up(Amount(exact(8)))));
        assert!(clash(&up(Amount(exact(12))), &down(Amount(exact(12)))));
        assert!(clash(&up(Percent(exact(10))), &up(Percent(exact(20)))));
        assert!(clash(&up(Percent(exact(10))), &change(Down, None, None)));
        assert!(clash(&change(Up, None, None), &change(Down, None, None)));
        assert!(clash(&up(Percent(exact(100))), &up(Amount(exact(30)))));
        assert!(!clash(&up(Percent(exact(100))), &up(Amount(exact(20)))));
        assert!(!clash(&up(Times(exact(2))), &up(Percent(exact(100)))));
        assert!(clash(&up(Times(exact(2))), &up(Percent(exact(50)))));
        assert!(clash(&change(Up, None, Some(28)), &change(Up, None, Some(30))));
        assert!(clash(&change(Up, None, Some(28)), &up(Amount(exact(10)))));
        assert!(!clash(&change(Up, None, Some(28)), &up(Amount(exact(12)))));
        assert!(!clash(&change(Up, None, None), &up(Amount(exact(12)))));
    }
}
