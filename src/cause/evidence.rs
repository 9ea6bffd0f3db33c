//! What the reasons are looked for in: all claims with their texts, and every firm figure of theirs once somebody asks.

use std::sync::OnceLock;

use super::figure_index::FigureIndex;
use crate::corpus::Describer;

/// What is known of all figures, to explain any of them by.
#[derive(Debug)]
pub struct Causes<'a> {
    pub(super) words: Describer<'a>,
    /// Every firm figure by what it says and of when; made when somebody first asks.
    elsewhere: OnceLock<FigureIndex>,
}

impl<'a> Causes<'a> {
    /// Nothing is searched before somebody asks.
    #[must_use]
    pub fn new(words: Describer<'a>) -> Self {
        Self { words, elsewhere: OnceLock::new() }
    }

    pub(super) fn elsewhere(&self) -> &FigureIndex {
        self.elsewhere.get_or_init(|| FigureIndex::of(self.words.corpus))
    }
}
