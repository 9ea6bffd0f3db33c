//! Products: whether one number can be the product of two others, and which items prevent it.

use std::cmp::Ordering;

use crate::model::Number;
use crate::reason::linear::system::{Product, Span, System};
use crate::reason::{End, Endpoint};

/// An end of a factor or of a product: a number, and whether it is strict (not included); or infinite.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ProductBound {
    Below,
    At(Number, bool),
    Above,
}

/// A minimal set of kept items that a product excludes.
pub(super) fn excluded_by(
    system: &System,
    product: &Product,
    is_kept: impl Fn(u32) -> bool,
) -> Option<Vec<u32>> {
    let kept = |list: &[u32]| -> Vec<u32> { list.iter().copied().filter(|&item| is_kept(item)).collect() };
    let [ones, twos] = &product.factors;
    for &of in &kept(&product.of) {
        for &one in &kept(ones) {
            for &two in &kept(twos) {
                if fits(system, Some(of), Some(one), Some(two), product) {
                    continue;
                }
                let subsets =
                    [(None, Some(one), Some(two)), (Some(of), None, Some(two)), (Some(of), Some(one), None)];
                let smaller =
                    subsets.into_iter().find(|&(of, one, two)| !fits(system, of, one, two, product));
                let (of, one, two) = smaller.unwrap_or((Some(of), Some(one), Some(two)));
                let mut core: Vec<u32> = [of, one, two].into_iter().flatten().collect();
                core.sort_unstable();
                core.dedup();
                return Some(core);
            }
        }
    }
    None
}

/// Whether three items allow a product; where none is given, the unknown may be anywhere in its domain.
fn fits(system: &System, of: Option<u32>, one: Option<u32>, two: Option<u32>, product: &Product) -> bool {
    let span = |item: Option<u32>, list: &[u32]| match (item, list.first()) {
        (Some(item), _) => {
            let (unknown, span) = &system.items[item as usize].says[0];
            intersection(span, &system.domains[*unknown as usize])
        }
        (None, Some(&first)) => system.domains[system.items[first as usize].says[0].0 as usize].clone(),
        (None, None) => Span::default(),
    };
    let [ones, twos] = &product.factors;
    let scaled = |end: Endpoint<Number>| Endpoint { value: &end.value * &product.times, ..end };
    let one = span(one, ones);
    let one = Span { low: one.low.map(scaled), high: one.high.map(scaled) };
    meets(&span(of, &product.of), &one, &span(two, twos))
}

fn intersection(a: &Span, b: &Span) -> Span {
    let tighter = |end: End| {
        let (one, two) = (a.end(end), b.end(end));
        let best: Option<&Endpoint<Number>> = match end {
            End::Low => one.max(two),
            End::High => [one, two].into_iter().flatten().min(),
        };
        best.cloned()
    };
    Span { low: tighter(End::Low), high: tighter(End::High) }
}

/// Whether some number of the first span is the product of a number of the second and one of the third.
fn meets(of: &Span, one: &Span, two: &Span) -> bool {
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
    // A strict end at zero is reached all the same if a factor can be zero.
    let zero = holds_zero(one) || holds_zero(two);
    let open = |edge: &ProductBound| match edge {
        ProductBound::At(value, open) => *open && !(zero && value.is_zero()),
        ProductBound::Below | ProductBound::Above => false,
    };
    let above = match (lowest, &of.high) {
        (ProductBound::At(value, _), Some(high)) => {
            *value > high.value || (*value == high.value && (open(lowest) || high.side != 0))
        }
        _ => false,
    };
    let below = match (highest, &of.low) {
        (ProductBound::At(value, _), Some(low)) => {
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
    let zero = Endpoint::closed(Number::ZERO);
    span.low.as_ref().is_none_or(|low| *low <= zero) && span.high.as_ref().is_none_or(|high| *high >= zero)
}

fn edge(span: &Span, high: bool) -> ProductBound {
    match (if high { &span.high } else { &span.low }, high) {
        (Some(end), _) => ProductBound::At(end.value.clone(), end.side != 0),
        (None, true) => ProductBound::Above,
        (None, false) => ProductBound::Below,
    }
}

/// The product of two ends. Zero times anything is zero, even times infinity, as the other factor is a finite number.
fn corner(one: ProductBound, two: ProductBound) -> ProductBound {
    match (one, two) {
        (ProductBound::At(a, a_open), ProductBound::At(b, b_open)) => {
            // A closed zero makes the product zero whether or not the other end is included.
            let is_closed_zero = |number: &Number, open: bool| number.is_zero() && !open;
            let open = (a_open && !is_closed_zero(&b, b_open)) || (b_open && !is_closed_zero(&a, a_open));
            ProductBound::At(&a * &b, open)
        }
        (ProductBound::At(a, open), endless) | (endless, ProductBound::At(a, open)) => {
            if a.is_zero() {
                ProductBound::At(Number::ZERO, open)
            } else if a.is_negative() == (endless == ProductBound::Below) {
                ProductBound::Above
            } else {
                ProductBound::Below
            }
        }
        (one, two) => {
            if one == two {
                ProductBound::Above
            } else {
                ProductBound::Below
            }
        }
    }
}

/// The order of ends; of two at one number the included one reaches further, at the high end if `high`.
fn compare(a: &ProductBound, b: &ProductBound, high: bool) -> Ordering {
    let rank = |edge: &ProductBound| match edge {
        ProductBound::Below => 0,
        ProductBound::At(..) => 1,
        ProductBound::Above => 2,
    };
    match (a, b) {
        (ProductBound::At(a, a_open), ProductBound::At(b, b_open)) => {
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
            low: low.map(|(value, open)| Endpoint { value: Number::from_i64(value), side: i8::from(open) }),
            high: high
                .map(|(value, open)| Endpoint { value: Number::from_i64(value), side: -i8::from(open) }),
        })
    }

    fn holds(span: &Span, number: &Number) -> bool {
        let at = Endpoint::closed(number.clone());
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
        fn bounded_factors_reach_all_between_their_corners_and_nothing_beyond(
            value in -40_i64..40,
            one in spans(),
            two in spans(),
        ) {
            let ends = |span: &Span| Some([span.low.clone()?.value, span.high.clone()?.value]);
            let (Some(ones), Some(twos)) = (ends(&one), ends(&two)) else { return Ok(()) };
            if is_empty(&one) || is_empty(&two) {
                return Ok(());
            }
            let target = Number::decimal(i128::from(value) * 5, 1);
            let only = Span { low: Some(Endpoint::closed(target.clone())), high: Some(Endpoint::closed(target.clone())) };
            let corners: Vec<Number> = ones.iter().flat_map(|a| twos.iter().map(move |b| a * b)).collect();
            let (least, most) = (corners.iter().min().expect("corners"), corners.iter().max().expect("corners"));
            // At a corner itself it matters which ends are strict; the other property checks that.
            if target < *least || target > *most {
                prop_assert!(!meets(&only, &one, &two));
            } else if target > *least && target < *most {
                prop_assert!(meets(&only, &one, &two));
            }
        }
    }
}
