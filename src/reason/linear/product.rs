//! Products of spans: whether one number can be the product of two others.

use std::cmp::Ordering;

use crate::model::Number;
use crate::reason::Cut;
use crate::reason::linear::system::Span;

/// An end of a product: a number, open or not, or beyond all numbers on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Edge {
    Below,
    At(Number, bool),
    Above,
}

/// Whether some number of the first span is the product of a number of the second and one of the third.
pub(super) fn meets(of: &Span, one: &Span, two: &Span) -> bool {
    if [of, one, two].into_iter().any(is_empty) {
        return false;
    }
    let corners = [
        corner(edge(one, false), edge(two, false)),
        corner(edge(one, false), edge(two, true)),
        corner(edge(one, true), edge(two, false)),
        corner(edge(one, true), edge(two, true)),
    ];
    let lowest = corners.iter().min_by(|a, b| compare(a, b, false));
    let highest = corners.iter().max_by(|a, b| compare(a, b, true));
    let (Some(lowest), Some(highest)) = (lowest, highest) else { return true };
    // An end that is left out is reached all the same where one factor can be zero and the product is.
    let zero = holds_zero(one) || holds_zero(two);
    let open = |edge: &Edge| match edge {
        Edge::At(value, open) => *open && !(zero && value.is_zero()),
        Edge::Below | Edge::Above => false,
    };
    let above = match (lowest, &of.high) {
        (Edge::At(value, _), Some(high)) => {
            *value > high.value || (*value == high.value && (open(lowest) || high.side != 0))
        }
        _ => false,
    };
    let below = match (highest, &of.low) {
        (Edge::At(value, _), Some(low)) => {
            *value < low.value || (*value == low.value && (open(highest) || low.side != 0))
        }
        _ => false,
    };
    !above && !below
}

fn is_empty(span: &Span) -> bool {
    matches!((&span.low, &span.high), (Some(low), Some(high)) if low > high)
}

fn holds_zero(span: &Span) -> bool {
    let zero = Cut::closed(Number::ZERO);
    span.low.as_ref().is_none_or(|low| *low <= zero) && span.high.as_ref().is_none_or(|high| *high >= zero)
}

fn edge(span: &Span, high: bool) -> Edge {
    match (if high { &span.high } else { &span.low }, high) {
        (Some(cut), _) => Edge::At(cut.value.clone(), cut.side != 0),
        (None, true) => Edge::Above,
        (None, false) => Edge::Below,
    }
}

/// The product of two ends. Nothing times anything is nothing, even times what has no end: the other factor is a
/// number all the same.
fn corner(one: Edge, two: Edge) -> Edge {
    match (one, two) {
        (Edge::At(a, a_open), Edge::At(b, b_open)) => {
            // A closed zero makes the product zero whether or not the other end is reached.
            let is_nought = |number: &Number, open: bool| number.is_zero() && !open;
            let open = (a_open && !is_nought(&b, b_open)) || (b_open && !is_nought(&a, a_open));
            Edge::At(&a * &b, open)
        }
        (Edge::At(a, open), endless) | (endless, Edge::At(a, open)) => {
            if a.is_zero() {
                Edge::At(Number::ZERO, open)
            } else if a.is_negative() == (endless == Edge::Below) {
                Edge::Above
            } else {
                Edge::Below
            }
        }
        (one, two) => {
            if one == two {
                Edge::Above
            } else {
                Edge::Below
            }
        }
    }
}

/// The order of edges; of two at one number the closed one reaches farther, at the high end if `high`.
fn compare(a: &Edge, b: &Edge, high: bool) -> Ordering {
    let rank = |edge: &Edge| match edge {
        Edge::Below => 0,
        Edge::At(..) => 1,
        Edge::Above => 2,
    };
    match (a, b) {
        (Edge::At(a, a_open), Edge::At(b, b_open)) => {
            a.cmp(b).then(if high { b_open.cmp(a_open) } else { a_open.cmp(b_open) })
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans() -> impl Strategy<Value = Span> {
        let end = || proptest::option::of((-3_i64..4, any::<bool>()));
        (end(), end()).prop_map(|(low, high)| Span {
            low: low.map(|(value, open)| Cut { value: Number::from_i64(value), side: i8::from(open) }),
            high: high.map(|(value, open)| Cut { value: Number::from_i64(value), side: -i8::from(open) }),
        })
    }

    fn holds(span: &Span, number: &Number) -> bool {
        let at = Cut::closed(number.clone());
        span.low.as_ref().is_none_or(|low| *low <= at) && span.high.as_ref().is_none_or(|high| *high >= at)
    }

    proptest! {
        #[test]
        fn what_factors_reach_is_met(of in spans(), one in spans(), two in spans()) {
            let halves: Vec<Number> = (-14..15).map(|half| Number::decimal(half * 5, 1)).collect();
            let within = |span: &Span| -> Vec<Number> {
                halves.iter().filter(|number| holds(span, number)).cloned().collect()
            };
            for a in within(&one) {
                for b in within(&two) {
                    if holds(&of, &(&a * &b)) {
                        prop_assert!(meets(&of, &one, &two), "{a} × {b}");
                    }
                }
            }
        }

        #[test]
        fn what_is_met_is_reached(value in -40_i64..40, one in spans(), two in spans()) {
            // Sixty-fourths between the ends, so that open ends are approached.
            let fine = |span: &Span| -> Vec<Number> {
                (-10 * 64..=10 * 64).map(|at| Number::ratio(at, 64)).filter(|number| holds(span, number)).collect()
            };
            let target = Number::decimal(i128::from(value), 1);
            let of = Span { low: Some(Cut::closed(target.clone())), high: Some(Cut::closed(target.clone())) };
            let bounded = |span: &Span| span.low.is_some() && span.high.is_some();
            if meets(&of, &one, &two) && bounded(&one) && bounded(&two) {
                let reached = fine(&one).iter().any(|a| match target.checked_div(a) {
                    Some(b) => holds(&two, &b),
                    None => target.is_zero() && !fine(&two).is_empty(),
                });
                let zero = target.is_zero() && (fine(&two).iter().any(Number::is_zero));
                // Products that only irrational or finer factors reach are not tried.
                let near = fine(&one).iter().any(|a| fine(&two).iter().step_by(8).any(|b| (&(a * b) - &target).abs() < Number::ratio(1, 2)));
                prop_assert!(reached || zero || near);
            }
        }
    }
}
