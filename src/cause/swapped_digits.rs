//! Cause: two neighbouring digits swapped.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::{numeral, own_digits};
use crate::model::Number;

/// Looks whether the figure fits with two neighbouring digits swapped.
///
/// Three digits are required, as 12 and 21 coincide too easily: among the two hundred figures around a three-digit
/// one, about two are a swap of it. If no claim states the other figure, the allowed span must be narrow: a swap
/// moves a figure by at least nine units of some place, so a wide span would match by chance.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (digits, places) = own_digits(&discrepancy.written.number)?;
    if digits.len() < 3 {
        return None;
    }
    let share = Number::ratio(1, 20);
    (0..digits.len() - 1).find_map(|at| {
        let mut swapped = digits.clone();
        swapped.swap(at, at + 1);
        if swapped == digits {
            return None;
        }
        let fits = &numeral(&swapped, places)? * &discrepancy.written.scale;
        if !discrepancy.would_fit(&fits, &share) {
            return None;
        }
        let (mine, theirs) = (discrepancy.shown(), discrepancy.shown_goal(&fits));
        let text = if discrepancy.is_certain || discrepancy.other.is_none() {
            let which = match at {
                0 => "its first two digits",
                at if at + 2 == digits.len() => "its last two digits",
                _ => "two digits",
            };
            format!("{mine} is {theirs} with {which} swapped{}", discrepancy.if_it_were(&fits))
        } else {
            format!("{mine} and {theirs} differ by two swapped digits")
        };
        Some(discrepancy.corrected("swapped-digits", text, &fits))
    })
}
