//! A figure that its own source has revised since: another source still gives the earlier one.

use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of, was_left};
use super::reason::Reason;
use crate::corpus::Voice;
use crate::model::claim::{Claim, ClaimStatus, Moment};

/// Looks for the figure among what the other voice said of this very fact before its current statement.
///
/// One exact figure of the same source for the same day is no coincidence, however small, so nothing more is required.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let other = discrepancy.other?;
    let corpus = discrepancy.corpus();
    let now = corpus.claim(other);
    let theirs = voice_of(now);
    if theirs == discrepancy.voice() || matches!(theirs, Voice::Nobody(_)) {
        return None;
    }
    let claim = discrepancy.claim();
    let same_fact = |earlier: &Claim| {
        (earlier.measure, earlier.scope, earlier.mode, earlier.unit)
            == (claim.measure, claim.scope, claim.mode, claim.unit)
            && earlier.time == now.time
    };
    let is_superseded = |earlier: &Claim| {
        earlier.status != ClaimStatus::Current
            || moment(earlier).zip(moment(now)).is_some_and(|(then, now)| now.certainly_after(&then))
    };
    let mut near = discrepancy.index().on_day(corpus, discrepancy.day, &discrepancy.figure);
    near.find(|&at| {
        let earlier = corpus.claim(at);
        !discrepancy.is_involved(at)
            && voice_of(earlier) == theirs
            && same_fact(earlier)
            && is_superseded(earlier)
    })?;
    let goal = discrepancy.goal.as_ref()?;
    let text = format!(
        "{} is what {} said before it said {}",
        discrepancy.shown(),
        discrepancy.words().voice(theirs),
        discrepancy.shown_goal(goal)
    );
    Some(discrepancy.edited("since-revised", text, &format!("says {}", discrepancy.shown_goal(goal))))
}

/// Looks for the figure that would fit among what the source itself said of this fact before: it was restated, and what hangs
/// on it was not.
///
/// An earlier figure of the very same fact that makes a sum hold exactly is no coincidence. That nothing else was restated
/// is what the editions of all that it is held against say, else nothing is said of them.
pub(super) fn explain_own(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (goal, day) = (discrepancy.goal.as_ref()?, discrepancy.day?);
    if discrepancy.other.is_some() {
        return None;
    }
    let corpus = discrepancy.corpus();
    let now = discrepancy.claim();
    let mut own = figures_on(corpus, discrepancy.series, day, Some(discrepancy.voice()));
    own.find(|(at, figure)| {
        let earlier = corpus.claim(*at);
        let is_earlier =
            moment(earlier).zip(moment(now)).is_some_and(|(then, now)| now.certainly_after(&then));
        *figure == goal && is_earlier && earlier.time == now.time
    })?;
    let is_behind = |&at: &u32| was_left(corpus, at, discrepancy.outlier);
    if discrepancy.against.is_empty() || !discrepancy.against.iter().all(is_behind) {
        return None;
    }
    let text = format!(
        "{} was {} before it was restated, with which the figures add up: what hangs on it was not restated with it",
        discrepancy.shown(),
        discrepancy.shown_goal(goal)
    );
    Some(discrepancy.reason("since-revised", text))
}

fn moment(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
