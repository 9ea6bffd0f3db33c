//! Relays compared with their origins: which relay deviates, how, and at which hop.
//!
//! At a fact an origin's value is its direct statement, else what most of its relay chains give. Each relay that
//! gives something else is classified once, by the first kind that fits (see [`DeviationKind`]).

mod fidelity;
mod chain;
mod deviation;
mod fall;
mod voice;
mod mode;
mod retracted;

use crate::corpus::{Corpus, FactClaims, Voice, relays};

pub use chain::Hop;
pub(super) use chain::has_relays;
pub use deviation::{Deviation, DeviationKind};
pub(crate) use fall::{Fall, falls};
pub use fidelity::Fidelity;
pub use mode::DroppedMode;
pub(super) use mode::dropped;
pub(super) use retracted::still_cited;
pub use retracted::{Dependent, StillCited};

/// The deviations in a series. The claims in `omitted`, ascending, are not among them. A figure of
/// at least `digits` digits does not match another origin's by chance.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    facts: &[FactClaims<'_>],
    omitted: &[u32],
    digits: usize,
) -> Vec<Deviation> {
    let mut found = Vec::new();
    for (fact, said) in facts.iter().enumerate() {
        let context = voice::FactContext::new(corpus, number, fact as u32, said, digits);
        for (voice, claims) in said.voices(corpus) {
            let alone = claims.len() < 2 || matches!(voice, Voice::Nobody(_));
            if !alone && claims.iter().any(|&claim| !relays(corpus, claim).is_empty()) {
                context.of_voice(voice, claims, omitted, &mut found);
            }
        }
    }
    found
}
