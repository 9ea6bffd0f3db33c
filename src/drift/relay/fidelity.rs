//! How faithful a relay's value is to its origin's: the same, reworded, or different.

use crate::corpus::Corpus;
use crate::model::claim::{Claim, Members, Value};
use crate::model::vocabulary::Tolerance;
use crate::model::{Figure, Interval, Number, Window, WrittenTime};

/// How a relay's value compares to its origin's, from harmless to severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fidelity {
    /// The same, possibly in another notation or unit.
    Same,
    /// Looser and marked so, and it contains what the origin said: `about 700` for 729.
    Looser,
    /// Rounded: 13,000 for 12,650.
    Rounded,
    /// The figure without its hedge: 40 for `at least 40`.
    Unhedged,
    /// One end of a range, or its middle.
    RangeEnd,
    /// More precise than the origin, and within what it said: 729 for `at least 690`.
    MoreExact,
    /// Other words that may be true together with the origin's, but do not mean the same.
    Reworded,
    /// Another figure, name or date.
    Different,
}

/// How a relay's claim compares to its origin's, of the same measure and scope. A short name equals any name that it
/// is short for.
pub(super) fn fidelity(
    corpus: &Corpus,
    origin: &Claim,
    relay: &Claim,
    tolerance: Option<&Tolerance>,
) -> Fidelity {
    match corpus.may_agree(origin.measure, origin.scope, &origin.value, &relay.value) {
        true => Fidelity::Same,
        false => of_values(&origin.value, &relay.value, tolerance),
    }
}

/// How a relay's value compares to its origin's, of the same kind and unit.
fn of_values(origin: &Value, relay: &Value, tolerance: Option<&Tolerance>) -> Fidelity {
    match (origin, relay) {
        (Value::Number(origin), Value::Number(relay)) => figures(origin, relay, tolerance),
        (Value::Date(origin), Value::Date(relay)) => dates(origin, relay),
        (Value::Set(origin), Value::Set(relay)) if are_compatible(origin, relay) => Fidelity::Same,
        _ if origin == relay => Fidelity::Same,
        _ => Fidelity::Different,
    }
}

/// How a figure is worded: plainly, with a hedge, as a bound or as a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BoundWording {
    /// A number, exact or rounded to its last digit.
    Plain,
    /// `about`, `nearly`, a vague word.
    Hedged,
    /// This or more.
    Least,
    /// This or less.
    Most,
    /// From one number to another.
    Range,
}

/// The wording of a figure.
fn wording(figure: &Figure) -> BoundWording {
    let Figure::Exact(_) = figure else {
        let (soft, hard) = (figure.soft(), figure.hard());
        return match (&soft.low, &soft.high) {
            (Some(_), None) => BoundWording::Least,
            (None, _) => BoundWording::Most,
            _ if soft.single().is_some() => BoundWording::Plain,
            _ if soft != hard => BoundWording::Hedged,
            // Only a figure rounded to its last digit has exactly one end left out.
            _ if soft.low_open != soft.high_open => BoundWording::Plain,
            _ => BoundWording::Range,
        };
    };
    BoundWording::Plain
}

/// How faithful a relay's figure is to its origin's.
fn figures(origin: &Figure, relay: &Figure, tolerance: Option<&Tolerance>) -> Fidelity {
    let (said, relayed) = (origin.soft(), relay.soft());
    if said == relayed && origin.hard() == relay.hard() {
        return Fidelity::Same;
    }
    let (said_hard, relayed_hard) = (origin.hard(), relay.hard());
    let are_disjoint = match tolerance {
        Some(tolerance) => tolerance.widen(&said_hard).disjoint(&tolerance.widen(&relayed_hard)),
        None => said_hard.disjoint(&relayed_hard),
    };
    let is_same_number = origin.best().is_some() && origin.best() == relay.best();
    let holds = |span: &Interval, best: Option<&Number>| {
        best.is_some_and(|best| !span.disjoint(&Interval::exact(best.clone())))
    };
    match (wording(origin), wording(relay)) {
        (BoundWording::Plain, BoundWording::Plain) if are_disjoint => Fidelity::Different,
        (BoundWording::Plain, BoundWording::Plain) => {
            match (holds(&relayed_hard, origin.best()), holds(&said_hard, relay.best())) {
                (true, false) => Fidelity::Rounded,
                (false, true) => Fidelity::MoreExact,
                // Each lies within the other's rounding: another notation or unit, or a difference that the measure
                // tolerates.
                _ => Fidelity::Same,
            }
        }
        // `at least` for `at most` says the opposite, even if both may be true.
        (BoundWording::Least, BoundWording::Most) | (BoundWording::Most, BoundWording::Least) => {
            Fidelity::Different
        }
        (BoundWording::Least, BoundWording::Least) | (BoundWording::Most, BoundWording::Most)
            if is_same_number =>
        {
            Fidelity::Same
        }
        (_, BoundWording::Plain) if is_same_number => Fidelity::Unhedged,
        _ if are_disjoint => Fidelity::Different,
        (BoundWording::Range, BoundWording::Plain)
            if relay.best().is_some_and(|best| is_end_or_middle(&said, best)) =>
        {
            Fidelity::RangeEnd
        }
        (_, BoundWording::Plain) if holds(&said, relay.best()) => Fidelity::MoreExact,
        (BoundWording::Plain, _) if holds(&relayed, origin.best()) => Fidelity::Looser,
        (BoundWording::Plain, _) | (_, BoundWording::Plain) => Fidelity::Reworded,
        _ if lies_within(&said, &relayed) => Fidelity::Looser,
        _ if lies_within(&relayed, &said) => Fidelity::MoreExact,
        _ => Fidelity::Reworded,
    }
}

/// Whether a number is an end of a range, or its middle.
fn is_end_or_middle(range: &Interval, number: &Number) -> bool {
    let (Some(low), Some(high)) = (&range.low, &range.high) else { return false };
    number == low || number == high || *number == (low + high).half()
}

/// Whether one span lies in another; it does not matter whether the ends of hedged figures are included.
fn lies_within(inner: &Interval, outer: &Interval) -> bool {
    let above = match (&inner.low, &outer.low) {
        (_, None) => true,
        (Some(inner), Some(outer)) => inner >= outer,
        (None, Some(_)) => false,
    };
    let below = match (&inner.high, &outer.high) {
        (_, None) => true,
        (Some(inner), Some(outer)) => inner <= outer,
        (None, Some(_)) => false,
    };
    above && below
}

/// How faithful a relay's date is to its origin's.
fn dates(origin: &Window, relay: &Window) -> Fidelity {
    if crate::corpus::compare_windows(Some(origin), Some(relay)).is_eq() {
        return Fidelity::Same;
    }
    // A relay may give the day of an instant in another time zone.
    let zoned = origin.start().is_some_and(WrittenTime::is_zoned) && origin.only_day().is_some();
    if zoned && relay.is_plain_day() && !origin.is_days_apart(relay) {
        return Fidelity::Same;
    }
    let ends = |window: &Window| {
        (window.from.map_or(i32::MIN, |day| day.0), window.to.map_or(i32::MAX, |day| day.0))
    };
    let (said, relayed) = (ends(origin), ends(relay));
    if said == relayed {
        return match (origin.from_clock, relay.from_clock) {
            (Some(_), Some(_)) => Fidelity::Different,
            // Giving the day instead of the hour is common, and no loss.
            (_, None) => Fidelity::Same,
            (None, Some(_)) => Fidelity::MoreExact,
        };
    }
    if relayed.0 <= said.0 && said.1 <= relayed.1 {
        Fidelity::Looser
    } else if said.0 <= relayed.0 && relayed.1 <= said.1 {
        Fidelity::MoreExact
    } else if relayed.0 <= said.1 && said.0 <= relayed.1 {
        Fidelity::Reworded
    } else {
        Fidelity::Different
    }
}

/// Whether two statements about a set can both be true.
fn are_compatible(one: &Members, other: &Members) -> bool {
    match (one, other) {
        (Members::Exactly(one), Members::Exactly(other)) => one == other,
        (Members::Exactly(all), Members::Includes(name))
        | (Members::Includes(name), Members::Exactly(all)) => all.contains(name),
        (Members::Exactly(all), Members::Excludes(name))
        | (Members::Excludes(name), Members::Exactly(all)) => !all.contains(name),
        (Members::Includes(one), Members::Excludes(other))
        | (Members::Excludes(one), Members::Includes(other)) => one != other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fidelity, of_values};
    use crate::model::claim::Value;
    use crate::model::{Figure, Interval, Number};

    fn n(number: i64) -> Number {
        Number::from_i64(number)
    }

    fn exact(number: i64) -> Value {
        Value::Number(Figure::Exact(n(number)))
    }

    fn spans(soft: Interval, hard: Interval, said: Option<i64>) -> Value {
        Value::Number(Figure::new(soft, hard, said.map(n)))
    }

    fn round(number: i64, half: i64) -> Value {
        let said = Interval::exact(n(number));
        spans(said.clone(), said.widen(&n(half)), Some(number))
    }

    fn about(number: i64, reach: i64) -> Value {
        let soft = Interval::exact(n(number)).widen(&n(reach));
        spans(soft.clone(), soft.widen(&n(2 * reach)), Some(number))
    }

    fn at_least(number: i64) -> Value {
        spans(Interval::at_least(n(number)), Interval::at_least(n(number)), Some(number))
    }

    fn at_most(number: i64) -> Value {
        spans(Interval::at_most(n(number)), Interval::at_most(n(number)), Some(number))
    }

    fn range(low: i64, high: i64) -> Value {
        let span = Interval::closed(n(low), n(high));
        spans(span.clone(), span, None)
    }

    #[test]
    fn hedges_are_kept_lost_loosened_or_turned() {
        let above = spans(Interval::above(n(40)), Interval::above(n(40)), Some(40));
        let cases = [
            (exact(729), exact(729), Fidelity::Same),
            (exact(729), exact(792), Fidelity::Different),
            (exact(12_650), round(13_000, 500), Fidelity::Rounded),
            (round(13_000, 500), exact(12_650), Fidelity::MoreExact),
            (round(13_000, 500), exact(14_650), Fidelity::Different),
            (at_least(40), exact(40), Fidelity::Unhedged),
            (above.clone(), exact(40), Fidelity::Unhedged),
            (at_least(40), above, Fidelity::Same),
            (about(12_000, 600), round(12_000, 500), Fidelity::Unhedged),
            (range(50, 60), exact(60), Fidelity::RangeEnd),
            (range(50, 60), exact(55), Fidelity::RangeEnd),
            (range(50, 60), exact(57), Fidelity::MoreExact),
            (range(50, 60), exact(75), Fidelity::Different),
            (at_least(690), exact(729), Fidelity::MoreExact),
            (at_least(690), exact(629), Fidelity::Different),
            (exact(729), about(700, 50), Fidelity::Looser),
            (exact(729), at_least(700), Fidelity::Looser),
            (exact(729), about(650, 50), Fidelity::Reworded),
            (exact(729), at_least(800), Fidelity::Different),
            (at_least(40), at_most(50), Fidelity::Different),
            (at_least(40), at_least(30), Fidelity::Looser),
            (at_least(40), at_least(50), Fidelity::MoreExact),
            (range(50, 60), about(58, 5), Fidelity::Reworded),
        ];
        for (origin, relay, expected) in cases {
            assert_eq!(of_values(&origin, &relay, None), expected, "{origin:?} as {relay:?}");
        }
    }
}
