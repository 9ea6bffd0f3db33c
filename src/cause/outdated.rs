//! Cause: an outdated figure: its source has revised it, and another source still gives the earlier one.

use super::discrepancy::Discrepancy;
use super::figure_index::voice_of;
use super::reason::Reason;
use crate::corpus::Voice;
use crate::model::claim::{Claim, ClaimStatus, Moment};

/// Looks for the figure among what the other voice said of this fact before its current statement.
///
/// One exact figure of the same source for the same day is no coincidence, however small, so nothing more is
/// required.
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

/// When a claim was said, else when it was published.
fn moment(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
