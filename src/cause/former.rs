//! A figure that its own source has given up since: what another still says is the first edition.

use crate::cause::Reason;
use crate::cause::asked::Asked;
use crate::cause::elsewhere::voice_of;
use crate::corpus::Voice;
use crate::model::claim::{Claim, Moment, Status};

/// Looks for the figure among what the other voice said of this very fact before it said what it says now.
///
/// One exact figure of the same source for the same day is no coincidence, however small, so nothing more is demanded.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let other = asked.other?;
    let corpus = asked.corpus();
    let now = corpus.claim(other);
    let theirs = voice_of(now);
    if theirs == asked.voice() || matches!(theirs, Voice::Nobody(_)) {
        return None;
    }
    let claim = asked.claim();
    let same_fact = |earlier: &Claim| {
        (earlier.measure, earlier.scope, earlier.mode, earlier.unit)
            == (claim.measure, claim.scope, claim.mode, claim.unit)
            && earlier.time == now.time
    };
    let gone = |earlier: &Claim| {
        earlier.status != Status::Current
            || order(earlier).zip(order(now)).is_some_and(|(then, now)| now.certainly_after(&then))
    };
    let mut near = asked.elsewhere().on_day(corpus, asked.day, &asked.figure);
    near.find(|&at| {
        let earlier = corpus.claim(at);
        !asked.is_asked(at) && voice_of(earlier) == theirs && same_fact(earlier) && gone(earlier)
    })?;
    let goal = asked.goal.as_ref()?;
    let text = format!(
        "{} is what {} said before it said {}",
        asked.told(),
        asked.words().voice(theirs),
        asked.told_goal(goal)
    );
    Some(asked.edited("since-revised", text, &format!("says {}", asked.told_goal(goal))))
}

fn order(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
