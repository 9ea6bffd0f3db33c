//! Where causes are sought: all claims with their texts, and an index of precise figures, built on first use.

use super::figure_index::FigureIndex;
use crate::corpus::Describer;

/// The claims in which causes are sought.
#[derive(Debug)]
pub struct Causes<'a> {
    pub(super) words: Describer<'a>,
    /// Every precise figure by value and time.
    index: FigureIndex,
}

impl<'a> Causes<'a> {
    /// Builds no index yet.
    #[must_use]
    pub fn new(words: Describer<'a>) -> Self {
        Self { words, index: FigureIndex::default() }
    }

    /// The index, which is built as far as it is asked for.
    pub(super) fn index(&self) -> &FigureIndex {
        &self.index
    }

    /// How one of some claims is referred to: by its label, or by its line, with the file if the claims are in several files.
    pub(super) fn reference_in_text(&self, at: u32, mut all: impl Iterator<Item = u32>) -> String {
        let corpus = self.words.corpus;
        let claim = corpus.claim(at);
        let file = claim.place.file;
        if claim.label.is_some() || all.any(|other| corpus.claim(other).place.file != file) {
            return self.words.reference(at);
        }
        self.words.sources.get(file).line_in_words(claim.place.span.start)
    }
}
