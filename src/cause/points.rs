//! Cause: per cent mistaken for percentage points: a share of 40 % that rises by 5 points, or by 5 per cent of
//! itself.

use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, previous_day};
use super::reason::Reason;
use crate::model::Number;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;

/// Looks whether the share is the earlier one changed by per cent of itself, where it should have changed by as many
/// points.
///
/// It must be precise: its rounding interval is at most a fifth of the change, so that an unrelated share between the
/// two would match in at most one case of five.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (goal, day) = (discrepancy.goal.as_ref()?, discrepancy.day?);
    if discrepancy.corpus().series[discrepancy.series as usize].kind != Kind::Ratio {
        return None;
    }
    let Value::Number(figure) = &discrepancy.claim().value else { return None };
    let hard = figure.hard();
    let width = hard.width()?;
    let earlier = previous_day(discrepancy.corpus(), discrepancy.series, day)?;
    let mut before = figures_on(discrepancy.corpus(), discrepancy.series, earlier, None);
    let (_, before) = before.find(|(_, before)| {
        let points = goal - before;
        let changed = &(*before * &(&Number::HUNDRED + &points)) * &Number::ratio(1, 100);
        hard.contains(&changed) && &width * &Number::from_i64(5) <= points.abs() && !hard.contains(before)
    })?;
    let points = goal - before;
    let (up, by) = if points.is_negative() { ("down", points.abs()) } else { ("up", points) };
    let text = format!(
        "{} is {}% {up} by {} per cent; {} percentage points would make it {}",
        discrepancy.shown(),
        before.grouped(),
        by.grouped(),
        by.grouped(),
        discrepancy.shown_goal(goal)
    );
    Some(discrepancy.corrected("percent-for-points", text, goal))
}
