//! Singles out the wrong figure of a sum or a law within one source by another source: it gives the very figure that would fit in the
//! place of one of them.

use crate::contradiction::allowed::allowed_by_claim;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::pointer::Pointer;
use crate::corpus::{Corpus, Voice, claims_beside, voice};
use crate::model::Number;
use crate::model::claim::ClaimStatus;

/// Names the wrong figure of slips where nothing else does.
pub(super) fn find(corpus: &Corpus, disputes: &mut [Dispute]) {
    for dispute in disputes.iter_mut() {
        let is_open = dispute.is_slip()
            && dispute.singled_out().is_none()
            && dispute.restated.is_none()
            && !dispute.is_newer_edition
            && dispute.cases.is_empty();
        let Some(reckoning) = dispute.reckoning.as_ref().filter(|_| is_open) else { continue };
        let fitting = reckoning.fitting.iter();
        let mut given = fitting.filter_map(|(claim, fits)| Some((*claim, given(corpus, *claim, fits)?)));
        // If other sources give what fits in the place of several figures, they decide nothing.
        if let (Some((claim, Given::Exactly(other))), None) = (given.next(), given.next()) {
            dispute.pointer = Some(Pointer::AnotherSource { claim, other });
        }
    }
}

/// What another source gives in the place of a claim.
enum Given {
    /// A claim of the very figure that fits.
    Exactly(u32),
    /// A figure that leaves room for it, or it is disputed among other sources.
    Perhaps,
}

/// Whether another source gives a figure in the place of a claim.
fn given(corpus: &Corpus, claim: u32, figure: &Number) -> Option<Given> {
    let own = corpus.claim(claim);
    let beside = claims_beside(corpus, &corpus.series[corpus.series_of(claim)? as usize], claim);
    let others = beside.iter().copied().filter(|&other| {
        let other = corpus.claim(other);
        // A tally may be computed from the figures that do not go together.
        voice(other) != voice(own) && other.status == ClaimStatus::Current && !other.is_tally()
    });
    let others: Vec<u32> = others.collect();
    let allows = |other: u32, figure: &Number| allowed_by_claim(corpus, other).contains(figure);
    let agree = others.iter().any(|&other| own.best().is_some_and(|own| allows(other, own)));
    let fitting: Vec<u32> = others.into_iter().filter(|&other| allows(other, figure)).collect();
    let is_exact = |&other: &u32| {
        let other = corpus.claim(other);
        other.best() == Some(figure) && other.unit == own.unit && !matches!(voice(other), Voice::Nobody(_))
    };
    match fitting.iter().copied().find(is_exact) {
        _ if fitting.is_empty() => None,
        Some(other) if !agree => Some(Given::Exactly(other)),
        _ => Some(Given::Perhaps),
    }
}
