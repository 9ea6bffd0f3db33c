//! One digit for another.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::digits;

/// Looks whether a single digit differs, far enough to the left.
///
/// Two figures near each other often differ in one of their last digits, which shows nothing. Three equal digits after
/// the differing one, not all of them zeros, occur in one unrelated pair in a thousand: that is a slip of one key.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let goal = discrepancy.goal.as_ref()?;
    let (mine, theirs) = digits(&discrepancy.written.number, &goal.checked_div(&discrepancy.written.scale)?)?;
    if mine.len() != theirs.len() {
        return None;
    }
    let differs = |(a, b): (&u8, &u8)| a != b;
    let at = mine.iter().zip(&theirs).position(differs)?;
    let behind = &mine[at + 1..];
    if behind != &theirs[at + 1..] || behind.iter().rev().skip_while(|digit| **digit == b'0').count() < 3 {
        return None;
    }
    let (typed, meant) = (char::from(mine[at]), char::from(theirs[at]));
    let (figure, other) = (discrepancy.shown(), discrepancy.shown_goal(goal));
    let text = if discrepancy.sure || discrepancy.other.is_none() {
        format!("{figure} is {other} with a {typed} instead of the {meant}{}", discrepancy.fitting(goal))
    } else {
        format!(
            "{figure} and {other} differ in one digit, {typed} or {meant}; the {} after it agree",
            behind.len()
        )
    };
    Some(discrepancy.corrected("digit-mistyped", text, goal))
}
