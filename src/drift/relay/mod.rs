//! Relays against their origins: who passed on something else than was said, and at which hop it changed.
//!
//! At a fact an origin's word is its direct statement, else what most of its relay chains give. Each relay that gives
//! something else is classified once; of what it may be the first that fits counts (see [`Manner`]).

mod chain;
mod likeness;
mod mode;
mod taken_back;
mod voice;

use crate::corpus::{Corpus, Said, Series, Voice, relays};
use crate::model::Window;
use crate::model::register::SourceId;

pub use chain::Hop;
pub use likeness::Likeness;
pub use mode::Dropped;
pub(super) use mode::dropped;
pub(super) use taken_back::still_cited;
pub use taken_back::{Bearer, StillCited};

/// How a relay deviates, the first that fits coming first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It repeats its origin's old figure after the new one was said.
    Stale {
        /// The claim by which its origin said the new one.
        newer: u32,
    },
    /// It gives exactly what another origin says itself.
    Misattributed {
        /// That origin's claim.
        theirs: u32,
    },
    /// It gives what its origin said in other words: looser, more exact, without a hedge.
    Reworded(Likeness),
    /// It gives something else.
    Changed,
    /// Chains give different figures, as many each, and the origin's own words are not known.
    Tied {
        /// For each figure the claims that carry it, the one that most chains give first.
        camps: Vec<Vec<u32>>,
    },
}

/// One deviation at one fact: the relay where it began, and those beyond that repeat it.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// How it deviates.
    pub manner: Manner,
    /// The series, by number.
    pub series: u32,
    /// The fact's number in its series, in time order.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// Whose words they are said to be.
    pub voice: Voice,
    /// The claims that deviate: the one where it began, then those beyond.
    pub carriers: Vec<u32>,
    /// The claims that give what the origin said.
    pub faithful: Vec<u32>,
    /// Whether the first of those is the origin's own statement.
    pub direct: bool,
    /// The chain of the first carrier, from the origin outwards, with what the corpus knows of each hop.
    pub hops: Vec<Hop>,
    /// How many of the hops certainly gave what was said: the figure changed at one of the others.
    pub sound: usize,
}

/// Whether any claim of a series was passed on.
pub(super) fn has_relays(corpus: &Corpus, series: &Series) -> bool {
    corpus.claims_of(series).iter().any(|&at| !relays(corpus, at).is_empty())
}

/// What deviates in a series, `apart` from some claims, which come in order. A figure of so many `digits` is no chance.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    facts: &[Said<'_>],
    apart: &[u32],
    digits: usize,
) -> Vec<Deviation> {
    let mut found = Vec::new();
    for (fact, said) in facts.iter().enumerate() {
        let at = voice::At::new(corpus, number, fact as u32, said, digits);
        for (voice, claims) in said.voices(corpus) {
            let alone = claims.len() < 2 || matches!(voice, Voice::Nobody(_));
            if !alone && claims.iter().any(|&claim| !relays(corpus, claim).is_empty()) {
                at.of_voice(voice, claims, apart, &mut found);
            }
        }
    }
    found
}

/// The outlets of a claim beyond its voice, as one reads them: at most so many. A chain longer than this is no news.
fn outlets(corpus: &Corpus, at: u32) -> &[SourceId] {
    const LONGEST: usize = 64;
    let chain = relays(corpus, at);
    &chain[..chain.len().min(LONGEST)]
}
