//! Why two figures differ: the simplest reason that the evidence shows.

use crate::corpus::Corpus;
use crate::finding::Cause;

/// A reason, and the smallest edit that would reconcile the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Why the figures differ, with the figures that show it.
    pub cause: Cause,
    /// What edit would make them agree, as a clause: `these agree if line 7 speaks of 2020-10-18`.
    pub edit: Option<String>,
}

/// What is known of all figures, to explain any of them by.
#[derive(Debug)]
pub struct Causes<'a> {
    corpus: &'a Corpus,
}

impl<'a> Causes<'a> {
    /// Nothing is searched before somebody asks.
    #[must_use]
    pub fn new(corpus: &'a Corpus) -> Self {
        Self { corpus }
    }

    /// Why a claim's figure is not that of others, which agree with each other; none where no figure shows it.
    #[must_use]
    pub fn of(&self, odd: u32, others: &[u32]) -> Option<Reason> {
        let _ = (self.corpus, odd, others);
        None
    }
}
