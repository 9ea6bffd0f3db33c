//! How figures change along relays (deviations) and over time (revisions, jumps, trends, outcomes of forecasts).

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

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::corpus::{Corpus, ValueType, Voice};
use crate::model::claim::Moment;
use crate::settings;

pub(crate) use cycle::{Edges, components, shortest_cycle};
pub use history::CORRECTION_SECONDS;
pub use jump::Jump;
pub use outcome::Outcome;
pub(crate) use record::Record;
pub use relay::{Dependent, Deviation, DeviationKind, DroppedMode, Fidelity, Hop, StillCited};
pub(crate) use relay::{Fall, falls};
pub use revision::{LeftOut, RestatedFact, Revision, RevisionPattern, corrected_digit, thousands_apart};
pub use thresholds::Thresholds;
pub use trend::Divergence;

/// All drift, by series.
#[derive(Debug, Default)]
pub struct Drift {
    /// The relays whose figure deviates from their origin's, by series and fact.
    pub relays: Vec<Deviation>,
    /// What sources restated, by series and time.
    pub revisions: Vec<Revision>,
    /// What no revision reports, as it is too small: for each restatement its voice and moment.
    unreported: Vec<(Voice, Moment)>,
    /// The relays that dropped their origin's mode.
    pub dropped_modes: Vec<DroppedMode>,
    /// The claims of these relays, ascending.
    pub without_mode: Vec<u32>,
    /// What is stated again after it was retracted.
    pub still_cited: Vec<StillCited>,
    /// Sources that diverge, by series; the ones that diverge most first.
    pub divergences: Vec<Divergence>,
    /// The sudden jumps, by series and fact.
    pub jumps: Vec<Jump>,
    /// The results that differ from their forecasts, by series and fact.
    pub outcomes: Vec<Outcome>,
}

/// The series in which nothing drifts, from earlier searches under the same settings.
#[derive(Debug, Default)]
pub struct Kept {
    /// The definitions, breaks and the like that the claims were read by.
    basis: u64,
    /// The prints of those series.
    steady: FxHashSet<u64>,
}

/// Looks at every series once.
#[must_use]
pub fn find(corpus: &Corpus, settings: &settings::Drift) -> Drift {
    find_in(corpus, settings, all_series(corpus))
}

/// The drift of some series, given in order. Revisions are joined, and results compared with
/// forecasts, among these only.
#[must_use]
pub fn find_in(corpus: &Corpus, settings: &settings::Drift, numbers: Vec<u32>) -> Drift {
    search(corpus, settings, &numbers, None)
}

/// The drift of all series, where claims have changed since the last search under the same settings. `definitions` says by which
/// definitions and from which files the claims are read.
#[must_use]
pub fn find_again(corpus: &Corpus, settings: &settings::Drift, definitions: u64, kept: &mut Kept) -> Drift {
    let basis = FxBuildHasher.hash_one((definitions, format!("{:?}", corpus.model.breaks)));
    if basis != kept.basis {
        *kept = Kept { basis, ..Kept::default() };
    }
    search(corpus, settings, &all_series(corpus), Some(kept))
}

fn all_series(corpus: &Corpus) -> Vec<u32> {
    (0..corpus.series.len() as u32).collect()
}

fn search(corpus: &Corpus, settings: &settings::Drift, numbers: &[u32], kept: Option<&mut Kept>) -> Drift {
    let thresholds = Thresholds::of(settings);
    let dropped = relay::dropped(corpus);
    let mut without_mode: Vec<u32> = dropped.iter().flat_map(|dropped| &dropped.carriers).copied().collect();
    without_mode.sort_unstable();
    // Which relays drop a mode depends on other series.
    let kept = kept.filter(|_| without_mode.is_empty());
    let prints = if kept.is_some() { corpus.prints() } else { vec![None; corpus.series.len()] };
    let is_steady = |number: u32| {
        kept.as_ref().zip(prints[number as usize]).is_some_and(|(kept, print)| kept.steady.contains(&print))
    };
    let parts: Vec<Drift> = numbers
        .par_iter()
        .map(|&number| match is_steady(number) {
            true => Drift::default(),
            false => of_series(corpus, number, &without_mode, &thresholds),
        })
        .collect();
    if let Some(kept) = kept {
        let steady = numbers.iter().zip(&parts).filter(|(_, part)| part.is_empty());
        kept.steady = steady.filter_map(|(&number, _)| prints[number as usize]).collect();
    }
    let mut all =
        Drift { dropped_modes: dropped, still_cited: relay::still_cited(corpus), ..Drift::default() };
    for part in parts {
        all.relays.extend(part.relays);
        all.revisions.extend(part.revisions);
        all.unreported.extend(part.unreported);
        all.divergences.extend(part.divergences);
        all.jumps.extend(part.jumps);
    }
    all.jumps.retain(|jump| !jump::is_of_the_whole(corpus, jump));
    all.revisions = grouping::join_by_edition(corpus, all.revisions);
    all.revisions = grouping::join_by_measure(corpus, all.revisions, &thresholds);
    all.revisions = grouping::separate_outliers(corpus, all.revisions, &thresholds);
    // Separated outliers may again belong to one edition.
    all.revisions = grouping::join_by_edition(corpus, all.revisions);
    let unreported = std::mem::take(&mut all.unreported);
    grouping::count_alongside(corpus, &mut all.revisions, &unreported);
    // Series of one measure and scope are adjacent, the one of plain facts first.
    let alike = |&a: &u32, &b: &u32| {
        let key = |at: u32| (corpus.series[at as usize].measure, corpus.series[at as usize].scope);
        key(a) == key(b)
    };
    for group in numbers.chunk_by(alike).filter(|group| group.len() > 1) {
        all.outcomes.extend(outcome::of_group(corpus, group, &thresholds));
    }
    all.without_mode = without_mode;
    all
}

impl Drift {
    /// Whether nothing was found in a series by itself.
    fn is_empty(&self) -> bool {
        self.relays.is_empty()
            && self.revisions.is_empty()
            && self.unreported.is_empty()
            && self.divergences.is_empty()
            && self.jumps.is_empty()
    }
}

/// The drift within one series, by what is said of this series alone: so a series without any can
/// be skipped until that changes.
fn of_series(corpus: &Corpus, number: u32, without_mode: &[u32], thresholds: &Thresholds) -> Drift {
    let series = &corpus.series[number as usize];
    let mut found = Drift::default();
    let has_relays = relay::has_relays(corpus, series);
    // Forecasts are expected to be restated.
    let may_be_restated =
        series.value_type == ValueType::Number && series.mode.is_none() && corpus.claims_of(series).len() > 1;
    let says_no_change = |&at: &u32| corpus.claim(at).change.is_none();
    let agrees =
        corpus.has_one_figure_at_each_fact(series) && corpus.claims_of(series).iter().all(says_no_change);
    if (has_relays || may_be_restated) && !agrees {
        let said = corpus.claims_by_fact(series);
        if has_relays {
            found.relays = relay::of_series(corpus, number, &said, without_mode, thresholds.digits);
        }
        if may_be_restated {
            (found.revisions, found.unreported) = history::of_series(corpus, number, &said, thresholds);
        }
    }
    // A path with enough steps or instants needs at least this many claims.
    let min_claims = (thresholds.jump_steps + 1).min(thresholds.apart_instants);
    if series.value_type == ValueType::Number && corpus.claims_of(series).len() >= min_claims {
        for paths in path::paths(corpus, &corpus.facts(series)) {
            found.divergences.extend(trend::of_series(corpus, number, &paths, thresholds));
            found.jumps.extend(jump::of_series(corpus, number, &paths, thresholds));
        }
    }
    found
}
