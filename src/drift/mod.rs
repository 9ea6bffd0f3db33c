//! How figures change from mouth to mouth and over time: relays against their origins, revisions, trends.

mod relay;

use rayon::prelude::*;

use crate::corpus::Corpus;

pub use relay::{Bearer, Deviation, Dropped, Hop, Likeness, Manner, StillCited};

/// Everything that drifts, by series.
#[derive(Debug, Default)]
pub struct Drift {
    /// The relays whose figure is not their origin's, by series and fact.
    pub relays: Vec<Deviation>,
    /// The relays that state flatly what their origin did not.
    pub dropped: Vec<Dropped>,
    /// The claims among those, in order.
    pub flat: Vec<u32>,
    /// What is stated again after it was taken back.
    pub cited: Vec<StillCited>,
}

/// Looks at every series once.
#[must_use]
pub fn find(corpus: &Corpus) -> Drift {
    let dropped = relay::dropped(corpus);
    let mut flat: Vec<u32> = dropped.iter().flat_map(|dropped| &dropped.carriers).copied().collect();
    flat.sort_unstable();
    let relays: Vec<Vec<Deviation>> = (0..corpus.series.len() as u32)
        .into_par_iter()
        .map(|number| {
            let series = &corpus.series[number as usize];
            if !relay::has_relays(corpus, series) {
                return Vec::new();
            }
            relay::of_series(corpus, number, &corpus.said_of(series), &flat)
        })
        .collect();
    let relays = relays.into_iter().flatten().collect();
    Drift { relays, dropped, flat, cited: relay::still_cited(corpus) }
}
