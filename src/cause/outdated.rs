//! Cause: an outdated figure: its source has revised it, and another source still gives the earlier one.

use super::discrepancy::Discrepancy;
use super::figure_index::{precise_figure, voice_of};
use super::reason::Reason;
use crate::corpus::{Voice, claims_beside};
use crate::finding::SINCE_REVISED;
use crate::model::claim::{Claim, ClaimStatus, Moment};

/// Looks for the figure among what another voice said of this fact before its current statement.
///
/// One exact figure of the same source for the same day is no coincidence, however small, so nothing more is
/// required.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let corpus = discrepancy.corpus();
    let goal = discrepancy.goal.as_ref()?;
    let theirs = discrepancy.others().iter().find_map(|&other| {
        let now = corpus.claim(other);
        let theirs = voice_of(now);
        let is_another = theirs != discrepancy.voice() && !matches!(theirs, Voice::Nobody(_));
        let is_superseded = |earlier: &Claim| {
            earlier.status != ClaimStatus::Current
                || moment(earlier).zip(moment(now)).is_some_and(|(then, now)| now.certainly_after(&then))
        };
        let beside = claims_beside(corpus, &corpus.series[corpus.series_of(other)? as usize], other);
        let mut earlier =
            beside.iter().filter(|&&at| !discrepancy.is_involved(at)).map(|&at| corpus.claim(at));
        let gave_it = earlier.any(|earlier| {
            voice_of(earlier) == theirs
                && earlier.unit == discrepancy.claim().unit
                && precise_figure(earlier) == Some(&discrepancy.figure)
                && is_superseded(earlier)
        });
        (is_another && gave_it).then_some(theirs)
    })?;
    let text = format!(
        "{} is what {} said before it said {}",
        discrepancy.shown(),
        discrepancy.words().voice(theirs),
        discrepancy.shown_goal(goal)
    );
    let mut reason = match discrepancy.keeps_growing(discrepancy.at, goal) {
        false => discrepancy.reason(SINCE_REVISED, text),
        true => discrepancy.edited(SINCE_REVISED, text, &format!("says {}", discrepancy.shown_goal(goal))),
    };
    reason.cause.earlier_of = Some(theirs.number());
    Some(reason)
}

/// When a claim was said, else when it was published.
fn moment(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
