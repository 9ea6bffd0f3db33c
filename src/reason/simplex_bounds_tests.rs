//! Bounds that come and go in a simplex, against one that has them from the first.

use proptest::prelude::*;

use super::{End, ReasonedBound, Simplex, Verdict};
use crate::model::Number;
use crate::reason::endpoint::Endpoint;

fn number(number: i32) -> Number {
    Number::from_i64(number.into())
}

/// The low end of an unknown, if it has one, and how far from it, or from zero, the high one is.
type Between = (Option<i32>, Option<i32>);

/// Gives unknowns other bounds.
fn rebound(simplex: &mut Simplex, bounds: &[Between]) {
    for (unknown, &(low, width)) in (0_u32..).zip(bounds) {
        let at = |value: i32| ReasonedBound::at(&Endpoint::closed(number(value)), unknown);
        simplex.set_bounds(unknown, low.map(at), width.map(|width| at(low.unwrap_or(0) + width)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bounds_that_come_and_go_decide_as_they_do_at_first(
        sums in proptest::collection::vec((proptest::collection::vec(-2_i32..3, 3), -6_i32..7), 1..4),
        rounds in proptest::collection::vec(
            proptest::collection::vec((proptest::option::of(-5_i32..6), proptest::option::of(0_i32..5)), 3),
            1..6,
        ),
    ) {
        let new = || {
            let mut simplex = Simplex::new(3);
            for (coefficients, most) in &sums {
                let terms: Vec<(u32, Number)> =
                    (0..).zip(coefficients.iter().map(|&coefficient| number(coefficient))).collect();
                let sum = simplex.sum(&terms);
                let end = Endpoint::closed(number(*most));
                let holds = simplex.bound(sum, End::High, &end, 9);
                if holds.is_err() {
                    return None;
                }
            }
            Some(simplex)
        };
        let Some(mut kept) = new() else { return Ok(()) };
        for bounds in &rounds {
            let mut fresh = new().unwrap();
            rebound(&mut fresh, bounds);
            rebound(&mut kept, bounds);
            let expected = fresh.check(&mut 100_000) == Verdict::Feasible;
            prop_assert_eq!(kept.check(&mut 100_000) == Verdict::Feasible, expected);
            if expected {
                for (unknown, &(low, width)) in (0_u32..).zip(bounds) {
                    let value = &kept.value(unknown).number;
                    prop_assert!(low.is_none_or(|low| *value >= number(low)));
                    prop_assert!(width.is_none_or(|width| *value <= number(low.unwrap_or(0) + width)));
                }
            }
        }
    }
}
