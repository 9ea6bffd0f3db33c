//! What the claims that findings show say, in parts: the figure, who says it, and where it can be looked up.

use rustc_hash::FxHashMap;

use crate::corpus::Describer;
use crate::finding::{Cited, Finding};
use crate::source::Place;

/// What one claim says, in parts, with every name as the vocabulary has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitedWords {
    /// Its value as it is said: `729`.
    pub value: String,
    /// Whose word it is; none where an outlet speaks for itself.
    pub origin: Option<String>,
    /// The relays, from the origin outwards.
    pub via: Vec<String>,
    /// Where it can be looked up.
    pub url: Option<String>,
}

/// The words of every claim that the findings of a run show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitedWordsByClaim {
    words: FxHashMap<(Place, String), CitedWords>,
}

impl CitedWordsByClaim {
    /// The words of the claims of some findings.
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

    /// The words of a claim; none of a statement that makes no claim.
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
