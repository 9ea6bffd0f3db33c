//! Cause: one digit typed for another.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::digits;
use crate::model::Number;

/// A figure of this many digits is long: most of it agreeing is no chance.
const LONG: usize = 5;

/// Looks whether a single digit differs, and not one of the last.
///
/// Figures that are close often differ only in one of their last digits, which shows nothing. If two equal digits
/// follow the differing one, not all of them zeros, it is a typing slip: one unrelated pair in a hundred is like
/// that. If it is not known which figure is wrong, three such digits are required, or a third claim that states the
/// figure that fits; if both are known, one such digit of a long figure is enough.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let goal = discrepancy.goal.as_ref()?;
    let (mine, theirs) = digits(&discrepancy.written.number, &goal.checked_div(&discrepancy.written.scale)?)?;
    if mine.len() != theirs.len() {
        return None;
    }
    let differs = |(a, b): (&u8, &u8)| a != b;
    let at = mine.iter().zip(&theirs).position(differs)?;
    let behind = &mine[at + 1..];
    let same = behind.iter().rev().skip_while(|digit| **digit == b'0').count();
    // If a law binds several figures, each of them is off by the same hundreds, so it takes more to
    // single one out.
    let least = match (discrepancy.is_certain, is_stated(discrepancy, goal)) {
        (true, true) if mine.len() >= LONG => 1,
        (false, false) => 3,
        _ => 2,
    };
    if behind != &theirs[at + 1..] || same < least {
        return None;
    }
    let (typed, meant) = (char::from(mine[at]), char::from(theirs[at]));
    let (figure, other) = (discrepancy.shown(), discrepancy.shown_goal(goal));
    let text = if discrepancy.is_certain || discrepancy.other.is_none() {
        format!("{figure} is {other} with a {typed} instead of the {meant}{}", discrepancy.if_it_were(goal))
    } else {
        format!(
            "{figure} and {other} differ in one digit, {typed} or {meant}; the {} after it agree",
            behind.len()
        )
    };
    Some(discrepancy.corrected("digit-mistyped", text, goal))
}

/// Whether somebody else states the goal for the same fact.
fn is_stated(discrepancy: &Discrepancy<'_>, goal: &Number) -> bool {
    let corpus = discrepancy.corpus();
    let mut there = discrepancy.index().on_day(corpus, discrepancy.day, goal);
    there.any(|at| corpus.series_of(at) == Some(discrepancy.series) && !discrepancy.is_involved(at))
}
