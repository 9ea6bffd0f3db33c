//! How figures change from mouth to mouth and over time: relays against their origins, revisions, trends.

use crate::corpus::Corpus;

/// Everything that drifts, by series.
#[derive(Debug, Default)]
pub struct Drift {}

/// Looks at every series once.
#[must_use]
pub fn find(_corpus: &Corpus) -> Drift {
    Drift::default()
}
