//! One digit for another.

use crate::cause::Reason;
use crate::cause::asked::Asked;
use crate::cause::written::digits;

/// Looks whether one digit alone differs, far enough to the left.
///
/// Two figures near each other often differ in one of their last digits, which shows nothing. Three equal digits behind
/// the differing one, not all of them zeros, happen to one unrelated pair in a thousand: that is a slip of one key.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let goal = asked.goal.as_ref()?;
    let (mine, theirs) = digits(&asked.written.number, &goal.checked_div(&asked.written.scale)?)?;
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
    let (figure, other) = (asked.told(), asked.told_goal(goal));
    let text = if asked.sure || asked.other.is_none() {
        format!("{figure} is {other} with a {typed} instead of the {meant}{}", asked.fitting(goal))
    } else {
        format!(
            "{figure} and {other} differ in one digit, {typed} or {meant}; the {} after it agree",
            behind.len()
        )
    };
    Some(asked.corrected("digit-mistyped", text, goal))
}
