//! Cause: one figure is rounder than the other: rounded to the nearest, or truncated.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::claim::Value;
use crate::model::{Figure, Number};

/// Looks whether the figure is the goal at the figure's own, coarser precision.
///
/// Two exact figures of the same precision are never explained so: 730 beside 729 is another count, as nobody rounds
/// hundreds to tens without saying so. A figure counts as rounded if the claim language reads it so: three zeros at
/// its end, two after two or three other digits, a scale word, decimals of a measured unit.
///
/// With only two zeros at the end, which one figure in a hundred has by chance, more is required. A
/// claim must state the other figure. If neither is the other as a relay passes it on, and it is
/// not known which is wrong, then the one must be the other rounded to the nearest hundred, and the
/// two must be ten apart or more. Only relays round up.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let goal = discrepancy.goal.as_ref()?;
    let claim = discrepancy.claim();
    let Value::Number(figure) = &claim.value else { return None };
    let precision = rounded_to(figure)?;
    let other_precision = match discrepancy.other.map(|other| &discrepancy.corpus().claim(other).value) {
        Some(Value::Number(figure)) => rounded_to(figure).unwrap_or_else(|| goal.last_place()),
        _ => goal.last_place(),
    };
    let difference = (&discrepancy.figure - goal).abs();
    let is_stated = discrepancy.other.is_some() || precision >= Number::from_i64(1000);
    if other_precision >= precision || difference >= precision || !is_stated {
        return None;
    }
    let is_nearest = &difference + &difference <= precision;
    let is_below = discrepancy.figure < *goal;
    let how = match (is_nearest, is_below) {
        (true, _) => "rounded",
        (false, true) => "cut off, not rounded",
        (false, false) => "rounded up, not to the nearest",
    };
    let is_literal = matches!(figure, Figure::Exact(_));
    let relays = discrepancy.corpus().model.registers.chains.get(claim.via.0);
    let is_of_one_origin = discrepancy.other.is_some_and(|other| {
        let other = discrepancy.corpus().claim(other);
        other.origin == claim.origin && other.via != claim.via
    });
    let is_evident = is_of_one_origin
        || precision >= Number::from_i64(1000)
        || (discrepancy.is_certain && (is_nearest || is_below));
    let is_rounded_up = !is_nearest && !is_below;
    let is_close = is_literal && &difference * &Number::TEN < precision;
    // Zeros at the end occur by chance; a decimal that is cut off does not.
    let are_zeros = precision > Number::ONE;
    if (!is_evident && are_zeros && (is_close || !is_nearest)) || (is_rounded_up && !is_of_one_origin) {
        return None;
    }
    let text = format!("{} is {} {how}", discrepancy.shown(), discrepancy.shown_goal(goal));
    let change = format!("says about {}", discrepancy.shown());
    match relays.last().filter(|_| is_of_one_origin && claim.origin.is_some()) {
        Some(&outlet) => {
            let text = format!("{text}, by `{}`", discrepancy.words().source(outlet));
            Some(discrepancy.edited("relay-rounding", text, &change))
        }
        None => Some(discrepancy.edited("rounding", text, &change)),
    }
}

/// One unit of the last significant digit of a figure that is rounded; none if nothing shows that it is.
fn rounded_to(figure: &Figure) -> Option<Number> {
    if let Figure::Spans(spans) = figure
        && let Some(width) = spans.hard.width().filter(|width| !width.is_zero())
    {
        return Some(width);
    }
    let number = figure.best()?;
    let (precision, significant) = (number.last_place(), significant_digits(number));
    // Some longer figures end in zeros by chance.
    let is_rounded = if precision >= Number::from_i64(1000) {
        significant <= 4
    } else {
        precision == Number::HUNDRED && significant <= 3
    };
    (is_rounded && significant > 1).then_some(precision)
}
