//! How figures change along relays and over time: relays against their origins, revisions, trends.

mod thresholds;
mod path;
mod record;
mod cycle;
mod logarithm;
mod trend;
mod jump;
mod outcome;
mod relay;
mod revision;
mod grouping;
mod history;

use rayon::prelude::*;

use crate::corpus::{Corpus, ValueType};
use crate::settings;

pub(crate) use cycle::{Edges, components, shortest_cycle};
pub use history::QUICK;
pub use jump::Jump;
pub use outcome::Outcome;
pub(crate) use record::Record;
pub use relay::{Dependent, Deviation, DeviationKind, DroppedMode, Fidelity, Hop, StillCited};
pub use revision::{Restated, Revision, RevisionPattern, put_right, thousands_apart};
pub use thresholds::Thresholds;
pub use trend::Divergence;

/// All drift, by series.
#[derive(Debug, Default)]
pub struct Drift {
    /// The relays whose figure deviates from their origin's, by series and fact.
    pub relays: Vec<Deviation>,
    /// What sources restated, by series and time.
    pub revisions: Vec<Revision>,
    /// The relays that dropped their origin's mode.
    pub dropped: Vec<DroppedMode>,
    /// The claims among those, in order.
    pub flat: Vec<u32>,
    /// What is stated again after it was retracted.
    pub cited: Vec<StillCited>,
    /// Sources that diverge, by series, those that do most first.
    pub apart: Vec<Divergence>,
    /// The sudden jumps, by series and fact.
    pub jumps: Vec<Jump>,
    /// The results that differ from their forecasts, by series and fact.
    pub outcomes: Vec<Outcome>,
}

/// Looks at every series once.
#[must_use]
pub fn find(corpus: &Corpus, settings: &settings::Drift) -> Drift {
    let thresholds = Thresholds::of(settings);
    let dropped = relay::dropped(corpus);
    let mut flat: Vec<u32> = dropped.iter().flat_map(|dropped| &dropped.carriers).copied().collect();
    flat.sort_unstable();
    let of_series = |number: u32| of_series(corpus, number, &flat, &thresholds);
    let parts: Vec<Drift> = (0..corpus.series.len() as u32).into_par_iter().map(of_series).collect();
    let mut all = Drift { dropped, cited: relay::still_cited(corpus), ..Drift::default() };
    for part in parts {
        all.relays.extend(part.relays);
        all.revisions.extend(part.revisions);
        all.apart.extend(part.apart);
        all.jumps.extend(part.jumps);
    }
    all.revisions = grouping::by_edition(corpus, all.revisions);
    all.revisions = grouping::by_measure(corpus, all.revisions, &thresholds);
    all.revisions = grouping::standing_out(corpus, all.revisions, &thresholds);
    // Outliers may again be one edition.
    all.revisions = grouping::by_edition(corpus, all.revisions);
    // Series of one measure and scope stand together, the actual one first.
    let numbers: Vec<u32> = (0..corpus.series.len() as u32).collect();
    let alike = |&a: &u32, &b: &u32| {
        let key = |at: u32| (corpus.series[at as usize].measure, corpus.series[at as usize].scope);
        key(a) == key(b)
    };
    for group in numbers.chunk_by(alike).filter(|group| group.len() > 1) {
        all.outcomes.extend(outcome::of_group(corpus, group, &thresholds));
    }
    all.flat = flat;
    all
}

fn of_series(corpus: &Corpus, number: u32, flat: &[u32], thresholds: &Thresholds) -> Drift {
    let series = &corpus.series[number as usize];
    let mut found = Drift::default();
    let relayed = relay::has_relays(corpus, series);
    // Forecasts are expected to be restated.
    let restated =
        series.value_type == ValueType::Number && series.mode.is_none() && corpus.claims_of(series).len() > 1;
    if relayed || restated {
        let said = corpus.claims_by_fact(series);
        if relayed {
            found.relays = relay::of_series(corpus, number, &said, flat, thresholds.digits);
        }
        if restated {
            found.revisions = history::of_series(corpus, number, &said, thresholds);
        }
    }
    // A path of enough steps takes as many claims, and one of enough instants no fewer.
    let least = (thresholds.jump_steps + 1).min(thresholds.apart_instants);
    if series.value_type == ValueType::Number && corpus.claims_of(series).len() >= least {
        for paths in path::paths(corpus, &corpus.facts(series)) {
            found.apart.extend(trend::of_series(corpus, number, &paths, thresholds));
            found.jumps.extend(jump::of_series(corpus, number, &paths, thresholds));
        }
    }
    found
}
