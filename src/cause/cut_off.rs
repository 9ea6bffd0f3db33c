//! Cause: a figure cut off at a thousands separator.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::own_digits;
use crate::model::Number;

/// Looks whether the figure is what precedes a thousands separator of the goal: 141 for 141,590.
///
/// Three digits are required, or two and a further separator: one unrelated figure in a thousand begins so. If only
/// zeros are cut off, the figure is perhaps in thousands, which is another cause.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let goal = discrepancy.goal.as_ref()?;
    let whole = goal.checked_div(&discrepancy.written.scale)?;
    let figure = &discrepancy.written.number;
    let (digits, 0) = own_digits(figure)? else { return None };
    let cut = [3, 6].into_iter().find(|&places| {
        let before = (&whole * &Number::pow10(-places)).floor();
        before == *figure && &before * &Number::pow10(places) != whole
    })?;
    if digits.len() + usize::from(cut > 3) < 3 {
        return None;
    }
    let (mine, theirs) = (discrepancy.shown(), discrepancy.shown_goal(goal));
    let text = if discrepancy.is_certain || discrepancy.other.is_none() {
        format!("{mine} is {theirs} cut at its thousands mark{}", discrepancy.if_it_were(goal))
    } else {
        format!("{mine} is what stands before the thousands mark of {theirs}")
    };
    Some(discrepancy.corrected("cut-at-thousands", text, goal))
}
