//! Restated figures held against figures published before: an older edition never outvotes a newer one.
//!
//! A source restates one day of its series and leaves the days around it as they were. The restated figure is then alone
//! against many, and yet it is the newer word: the others may only be out of date. So it is not named as the odd one out.

use crate::contradiction::dispute::Dispute;
use crate::corpus::{Corpus, Statement};
use crate::model::claim::{Claim, Moment};

/// Takes restated figures out of the suspects where everything they are held against is their own source's and older.
pub(super) fn spare(corpus: &Corpus, disputes: &mut [Dispute]) {
    for dispute in disputes {
        if dispute.has_suspect() && dispute.is_slip() && is_newer(corpus, dispute) {
            dispute.certain.clear();
            dispute.is_newer_edition = true;
        }
    }
}

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

fn moment(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}
