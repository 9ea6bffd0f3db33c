//! What the reasons are looked for in: all claims with their texts, and every firm figure of theirs once somebody asks.

use std::sync::OnceLock;

use super::elsewhere::Elsewhere;
use crate::corpus::Words;

/// What is known of all figures, to explain any of them by.
#[derive(Debug)]
pub struct Causes<'a> {
    pub(super) words: Words<'a>,
    /// Every firm figure by what it says and of when; made when somebody first asks.
    elsewhere: OnceLock<Elsewhere>,
}

impl<'a> Causes<'a> {
    /// Nothing is searched before somebody asks.
    #[must_use]
    pub fn new(words: Words<'a>) -> Self {
        Self { words, elsewhere: OnceLock::new() }
    }

    pub(super) fn elsewhere(&self) -> &Elsewhere {
        self.elsewhere.get_or_init(|| Elsewhere::of(self.words.corpus))
    }
}
