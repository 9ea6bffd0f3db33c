//! Cause: a figure in one unit mistaken for another: miles for kilometres, °F for °C.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::claim::Value;
use crate::model::{Interval, Number};

/// Units that are often mistaken for each other. Those that differ by a power of ten (kg and tonnes) are reported as
/// factors.
const PAIRS: [(&str, &str); 14] = [
    ("km", "miles"),
    ("km", "nautical miles"),
    ("miles", "nautical miles"),
    ("m", "ft"),
    ("m", "yards"),
    ("cm", "inches"),
    ("kg", "lb"),
    ("hectares", "acres"),
    ("km²", "square miles"),
    ("m²", "square feet"),
    ("litres", "gallons"),
    ("km/h", "mph"),
    ("km/h", "knots"),
    ("°C", "°F"),
];

/// Looks whether the number fits if it is read in the other unit of a pair.
///
/// Both figures must have two significant digits, and the other's allowed span be at most a tenth of itself: then one
/// pair in some tens of unrelated lengths would match at one of these factors by chance, and unrelated figures of one
/// fact are seldom that close.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let units = &discrepancy.corpus().model.vocabulary.units;
    let unit = discrepancy.claim().unit.filter(|&unit| !units.is_counting(unit))?;
    let allowed = discrepancy.allowed_within(&Number::ratio(1, 10))?;
    let goal = discrepancy.goal.as_ref()?;
    if significant_digits(&discrepancy.written.number) < 2 || significant_digits(goal) < 2 {
        return None;
    }
    let Value::Number(figure) = &discrepancy.claim().value else { return None };
    let hard = figure.hard();
    for (one, other) in PAIRS {
        let Some((one, other)) = units.find(one).zip(units.find(other)) else { continue };
        if units.dimension(one) != units.dimension(unit) {
            continue;
        }
        for (read_as, meant) in [(one, other), (other, one)] {
            let read = |number: &Number| {
                let bare = units.convert(number, unit, read_as)?;
                units.convert(&bare, meant, unit)
            };
            let (Some(low), Some(high)) =
                (hard.low.as_ref().and_then(read), hard.high.as_ref().and_then(read))
            else {
                continue;
            };
            if Interval::closed(low, high).disjoint(&allowed) {
                continue;
            }
            // The number must be as written; a converted one cannot be mistaken for another unit's.
            let bare = units.convert(&discrepancy.figure, unit, read_as)?;
            if bare != discrepancy.written.number {
                continue;
            }
            let text = format!(
                "{} is {} if the unit is {}: {} {} are {} {}",
                discrepancy.shown(),
                discrepancy.shown_goal(goal),
                units.name(meant),
                bare.grouped(),
                units.name(meant),
                three_digits(&units.convert(&bare, meant, read_as)?),
                units.name(read_as),
            );
            let change = format!("is in {}", units.name(meant));
            return Some(discrepancy.edited("unit-slip", text, &change));
        }
    }
    None
}

/// A number with at most three significant digits.
fn three_digits(number: &Number) -> String {
    let mut place = Number::pow10(-3);
    while &place * &Number::from_i64(1000) <= number.abs() {
        place = &place * &Number::from_i64(10);
    }
    let times = number.checked_div(&place).unwrap_or(Number::ZERO);
    let rounded = (&times.abs() + &Number::HALF).floor_to_u64();
    let rounded = &Number::from_u64(rounded) * &place;
    if number.is_negative() { (-&rounded).grouped() } else { rounded.grouped() }
}
