//! What the cited claims of findings say, in parts: the figure, who says it, and where to look it up.

use rustc_hash::FxHashMap;

use crate::corpus::Describer;
use crate::finding::{Cited, Finding};
use crate::source::Place;

/// What one claim says, in parts, with names in the spelling of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitedWords {
    /// Its value as written: `729`.
    pub value: String,
    /// Its origin; none if an outlet speaks for itself.
    pub origin: Option<String>,
    /// The relays, from the origin outwards.
    pub via: Vec<String>,
    /// Where it can be looked up: its web address.
    pub url: Option<String>,
}

/// What the cited claims of a run's findings say, by claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitedWordsByClaim {
    words: FxHashMap<(Place, String), CitedWords>,
}

impl CitedWordsByClaim {
    /// Collects this for the claims of some findings.
    pub(super) fn new<'f>(findings: impl Iterator<Item = &'f Finding>, words: Describer<'_>) -> Self {
        let mut all = Self::default();
        let members = |finding: &'f Finding| std::iter::once(finding).chain(&finding.members);
        for cited in findings.flat_map(members).flat_map(|finding| &finding.claims) {
            let key = (cited.place, cited.id.clone());
            if all.words.contains_key(&key) {
                continue;
            }
            let mut claims = words.corpus.claims_at(cited.place);
            if let Some(at) = claims.find(|&at| words.id(at) == cited.id) {
                all.words.insert(key, of(words, at));
            }
        }
        all
    }

    /// What a cited claim says; none for a statement that makes no claim.
    #[must_use]
    pub fn get(&self, cited: &Cited) -> Option<&CitedWords> {
        self.words.get(&(cited.place, cited.id.clone()))
    }
}

fn of(words: Describer<'_>, at: u32) -> CitedWords {
    let claim = words.corpus.claim(at);
    let chain = words.corpus.model.registers.chains.get(claim.via.0);
    CitedWords {
        value: words.said(at),
        origin: claim.origin.map(|origin| words.source(origin).to_owned()),
        via: chain.iter().map(|&outlet| words.source(outlet).to_owned()).collect(),
        url: claim.details.as_deref().and_then(|details| details.url.clone()),
    }
}
