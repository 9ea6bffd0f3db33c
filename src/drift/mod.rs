//! How figures change from mouth to mouth and over time: relays against their origins, revisions, trends.

mod relay;

use rayon::prelude::*;

use crate::corpus::Corpus;

pub use relay::{Deviation, Hop, Likeness, Manner};

/// Everything that drifts, by series.
#[derive(Debug, Default)]
pub struct Drift {
    /// The relays whose figure is not their origin's, by series and fact.
    pub relays: Vec<Deviation>,
}

/// Looks at every series once.
#[must_use]
pub fn find(corpus: &Corpus) -> Drift {
    let relays: Vec<Vec<Deviation>> = (0..corpus.series.len() as u32)
        .into_par_iter()
        .map(|number| {
            let series = &corpus.series[number as usize];
            if !relay::has_relays(corpus, series) {
                return Vec::new();
            }
            relay::of_series(corpus, number, &corpus.said_of(series), &[])
        })
        .collect();
    Drift { relays: relays.into_iter().flatten().collect() }
}
