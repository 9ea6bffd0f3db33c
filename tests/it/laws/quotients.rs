//! Laws that divide and multiply labelled figures, on intervals: three claims, and whether any values fit.

use proptest::prelude::*;

use crate::laws::world::{End, Said, Unit};
use crate::oracle::Exact;
use crate::properties::cases;

/// What a figure leaves open, in its measure's own terms: a share of a hundred is one, and never below nothing.
fn open(said: Said, unit: Unit) -> [End; 2] {
    let [low, high] = said.span(unit, 0);
    if unit != Unit::Percent {
        return [low, high];
    }
    let (zero, scale) = (Exact::from_integer(0), Exact::from_integer(100));
    let low = low.filter(|&(end, _)| end >= zero).or(Some((zero, true)));
    let high = high.filter(|(end, _)| *end < scale).or(Some((scale, true)));
    [low, high].map(|end| end.map(|(end, closed)| (end / scale, closed)))
}

/// What of a span lies above nothing and what below it, each as a span that does not go below nothing, and whether it stands
/// for what is below.
fn halves([low, high]: [End; 2]) -> Vec<(bool, [End; 2])> {
    let zero = Exact::from_integer(0);
    let above = |[low, high]: [End; 2]| {
        let low = low.filter(|&(end, _)| end >= zero).unwrap_or((zero, true));
        let is_empty = high.is_some_and(|(end, closed)| end < low.0 || end == low.0 && !(closed && low.1));
        (!is_empty).then_some([Some(low), high])
    };
    let turned = |end: End| end.map(|(end, closed)| (-end, closed));
    let halves = [(false, above([low, high])), (true, above([turned(high), turned(low)]))];
    halves.into_iter().filter_map(|(below, half)| Some((below, half?))).collect()
}

/// Whether some number of two spans has its product in a third.
fn reaches(one: [End; 2], two: [End; 2], of: [End; 2]) -> bool {
    halves(one).into_iter().any(|(left, one)| {
        halves(two).into_iter().any(|(right, two)| {
            let mut all = halves(of).into_iter();
            all.any(|(below, of)| {
                let same = below == (left != right);
                let zero = Exact::from_integer(0);
                let touches = |[low, _]: [End; 2]| low == Some((zero, true));
                let product = product(one, two);
                // Nothing at all is above and below.
                meet(product, of) && (same || touches(product) && touches(of))
            })
        })
    })
}

/// Where the products of two non-negative spans lie.
fn product([one_low, one_high]: [End; 2], [two_low, two_high]: [End; 2]) -> [End; 2] {
    let zero = Exact::from_integer(0);
    let times = |one: (Exact, bool), two: (Exact, bool)| {
        // Zero times anything is zero, whether the other end is reached or not.
        let nothing = one == (zero, true) || two == (zero, true);
        (one.0 * two.0, nothing || one.1 && two.1)
    };
    let low = one_low.zip(two_low).map(|(one, two)| times(one, two));
    let high = match (one_high, two_high) {
        (Some(one), Some(two)) => Some(times(one, two)),
        (Some(end), None) | (None, Some(end)) => (end.0 == zero).then_some(end),
        (None, None) => None,
    };
    [low, high]
}

fn meet([one_low, one_high]: [End; 2], [two_low, two_high]: [End; 2]) -> bool {
    let below = |low: End, high: End| match (low, high) {
        (Some((low, reached)), Some((high, closed))) => low < high || low == high && reached && closed,
        _ => true,
    };
    below(one_low, two_high) && below(two_low, one_high)
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        4 => (1..30_i64).prop_map(Said::Exactly),
        1 => (1..30_i64).prop_map(Said::AtLeast),
        1 => (1..30_i64).prop_map(Said::AtMost),
        1 => (1..30_i64).prop_map(Said::MoreThan),
        1 => (2..30_i64).prop_map(Said::LessThan),
        1 => (1..30_i64, 1..9_i64).prop_map(|(low, more)| Said::Between(low, low + more)),
    ]
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_quotient_or_product_is_reported_exactly_where_no_values_fit(
        figures in [said(), said(), said()],
        near in prop::option::of(-2..3_i64),
        share in any::<bool>(),
        multiplied in any::<bool>(),
    ) {
        let [mut result, first, second] = figures;
        let share = share && !matches!(result, Said::Between(..));
        let unit = if share { Unit::Percent } else { Unit::Bare };
        // Mostly near to what fits.
        if let (Some(near), Said::Exactly(first), Said::Exactly(second)) = (near, first, second) {
            let fits = if multiplied { first * second } else { first / second };
            result = Said::Exactly((if share { fits * 100 } else { fits } + near).clamp(0, if share { 100 } else { 900 }));
        }
        let kind = if share { "ratio\n    unit %" } else { "level" };
        let sign = if multiplied { "*" } else { "/" };
        let text = format!(
            "define measure alders\n    kind {kind}\ndefine measure birches\n    kind level\ndefine measure cedars\n    kind level\n\
             law @c0 = @c1 {sign} @c2\n\
             @c0 alders is {} on 2020-10-08 by Origin0\n\
             @c1 birches is {} on 2020-10-08 by Origin1\n\
             @c2 cedars is {} on 2020-10-09 by Origin2\n",
            result.text(unit),
            first.text(Unit::Bare),
            second.text(Unit::Bare),
        );
        let [result, first, second] = [open(result, unit), open(first, Unit::Bare), open(second, Unit::Bare)];
        let fits = if multiplied { reaches(first, second, result) } else { reaches(result, second, first) };
        let report = super::checked(&text);
        prop_assert_eq!(super::contradictions(&report).is_empty(), fits, "{}", text);
    }
}
