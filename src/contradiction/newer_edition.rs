//! Restated figures compared with figures published earlier: older editions never outvote a newer one.
//!
//! If a source restates one day of its series and leaves the days around it, the restated figure stands alone against
//! many. Yet it is the newer one, and the others may be out of date. So it is not named as the outlier.

use crate::contradiction::dispute::Dispute;
use crate::corpus::{Corpus, Statement};
use crate::model::claim::{Claim, Moment};

/// Removes restated figures from the suspects if everything that contradicts them is of the same source and older.
pub(super) fn clear_suspects(corpus: &Corpus, disputes: &mut [Dispute]) {
    for dispute in disputes {
        if dispute.has_suspect() && dispute.is_slip() && is_newer(corpus, dispute) {
            dispute.certain.clear();
            dispute.is_newer_edition = true;
        }
    }
}

/// Whether the removed statement of a dispute is newer than everything that contradicts it, and of the same source.
fn is_newer(corpus: &Corpus, dispute: &Dispute) -> bool {
    let Some(restated) = restated_on(corpus, &dispute.removed.statement) else { return false };
    let before = |at: u32| moment(corpus.claim(at)).is_some_and(|then| restated.certainly_after(&then));
    let against = dispute.against.iter().map(|side| side.statement.representative());
    let others = dispute.other_proofs.iter().flat_map(|proof| &proof.claims[1..]).copied();
    !dispute.against.is_empty() && against.chain(others).all(before)
}

/// When a statement was made that replaced another figure of the same source.
pub(super) fn restated_on(corpus: &Corpus, statement: &Statement) -> Option<Moment> {
    let now = corpus.claim(statement.representative());
    let restated = moment(now)?;
    let replaces = |&at: &u32| {
        let earlier = corpus.claim(at);
        earlier.via == now.via
            && earlier.best() != now.best()
            && moment(earlier).is_some_and(|then| restated.certainly_after(&then))
    };
    statement.superseded.as_ref()?.iter().any(replaces).then_some(restated)
}

/// When a claim was said, else when it was published.
fn moment(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
