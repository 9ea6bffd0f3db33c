//! Who says something, as an answer names them.

use crate::corpus::{Corpus, Describer, Voice};

/// The name of a voice: `Kremlin`, `Statecraft itself`, `nobody named`.
pub(super) fn name(words: Describer<'_>, voice: Voice) -> String {
    match voice {
        Voice::Origin(source) => words.source(source).to_owned(),
        Voice::Own(source) => format!("{} itself", words.source(source)),
        Voice::Nobody(_) => "nobody named".to_owned(),
    }
}

/// Who counts once: the party of a voice, else the voice itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Independent<'c> {
    Party(&'c str),
    Voice(Voice),
}

/// Who a voice counts as.
pub(super) fn independent(corpus: &Corpus, voice: Voice) -> Independent<'_> {
    corpus.party(voice).map_or(Independent::Voice(voice), Independent::Party)
}
