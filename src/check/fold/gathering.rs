//! The runs of findings that have found no root yet, and what is known of them.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::difference::{LARGE_FACTOR, SMALL_SHARE, with_largest_difference};
use crate::corpus::{Corpus, voice};
use crate::finding::{Finding, FoldInfo, Severity};
use crate::model::register::MeasureId;
use crate::model::{Day, Window};
use crate::source::Place;

/// The runs that have found no root yet.
pub(super) struct Gathering<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) findings: &'a [Finding],
    pub(super) runs: Vec<Option<Vec<u32>>>,
}

impl Gathering<'_> {
    /// How many facts of a measure two voices both state.
    pub(super) fn count_shared_facts(&self, one: u32, two: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let facts = series.flat_map(|series| self.corpus.claims_by_fact(series));
        let both = facts.filter(|fact| {
            let voice_numbers: Vec<u32> = fact.voices(self.corpus).map(|(voice, _)| voice.number()).collect();
            voice_numbers.contains(&one) && voice_numbers.contains(&two)
        });
        both.count()
    }

    /// In how many series of a measure a voice states something.
    pub(super) fn count_series_stated(&self, voice: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let states = series.filter(|series| {
            let mut claims = self.corpus.claims_of(series).iter();
            claims.any(|&at| self.voice_number(at) == voice)
        });
        states.count()
    }

    /// Those of some runs whose figures differ by no more than is usual among others, in amount or share.
    pub(super) fn without_large(&self, runs: &[u32], others: &[u32]) -> Vec<u32> {
        let median = |of: fn(&FoldInfo) -> u64| {
            let findings = others.iter().flat_map(|&run| self.findings_of(run));
            let mut all: Vec<u64> =
                findings.filter_map(|&at| self.findings[at as usize].fold.as_ref()).map(of).collect();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
        };
        let (amount, share) = (median(|fold| fold.difference.amount), median(|fold| fold.difference.share));
        let is_large = |run: u32| {
            let largest = self.with_largest_difference(run);
            self.findings[largest as usize].fold.as_ref().is_some_and(|fold| {
                fold.difference.amount >= (LARGE_FACTOR * amount).max(1)
                    && fold.difference.share >= (LARGE_FACTOR * share).max(SMALL_SHARE)
            })
        };
        runs.iter().copied().filter(|&run| !is_large(run)).collect()
    }

    /// By how much the figures of some runs differ at the median, in thousandths.
    pub(super) fn median_share(&self, runs: &[u32]) -> u64 {
        let findings = runs.iter().flat_map(|&run| self.findings_of(run));
        let folds = findings.filter_map(|&at| self.findings[at as usize].fold.as_ref());
        let mut shares: Vec<u64> = folds.map(|fold| fold.difference.share).collect();
        shares.sort_unstable();
        let middle = shares.len() / 2;
        match (shares.get(middle), shares.len() % 2) {
            (None, _) => 0,
            (Some(&upper), 0) => shares[middle - 1].midpoint(upper),
            (Some(&middle), _) => middle,
        }
    }

    /// The first and the last day of what is cited in some runs as contradictory.
    pub(super) fn days(&self, runs: &[u32]) -> Option<(Day, Day)> {
        let findings = runs.iter().flat_map(|&run| self.findings_of(run));
        let claims = findings.flat_map(|&at| self.core_claims(at));
        let windows: Vec<Window> = claims.filter_map(|claim| self.corpus.claim(claim).time).collect();
        let first = windows.iter().filter_map(|window| window.from).min();
        first.zip(windows.iter().filter_map(|window| window.to).max())
    }

    /// Takes runs away, that which leads first and the others by gravity; none where that would be one run.
    pub(super) fn take(&mut self, head: u32, runs: &[u32]) -> Option<Vec<Vec<u32>>> {
        let mut others: Vec<u32> = runs.iter().copied().filter(|&run| run != head).collect();
        if others.is_empty() {
            return None;
        }
        others.sort_by_key(|&run| (Reverse(self.gravity(run)), run));
        let runs = std::iter::once(head).chain(others);
        Some(runs.filter_map(|run| self.runs[run as usize].take()).collect())
    }

    /// The gravest of some runs; of equals the first.
    pub(super) fn gravest(&self, runs: impl IntoIterator<Item = u32>) -> Option<u32> {
        runs.into_iter().max_by_key(|&run| (self.gravity(run), Reverse(run)))
    }

    /// The runs left of which every finding fits.
    pub(super) fn runs_where(&self, fits: impl Fn(&Finding) -> bool) -> Vec<u32> {
        self.runs_where_number(|at| fits(&self.findings[at as usize]))
    }

    pub(super) fn runs_where_number(&self, fits: impl Fn(u32) -> bool) -> Vec<u32> {
        let left = (0..).zip(&self.runs).filter_map(|(number, run)| Some((number, run.as_ref()?)));
        left.filter(|(_, run)| run.iter().all(|&at| fits(at))).map(|(number, _)| number).collect()
    }

    pub(super) fn findings_of(&self, run: u32) -> &[u32] {
        self.runs[run as usize].as_deref().unwrap_or_default()
    }

    /// What tells the root of a run: that of its finding with the largest difference.
    pub(super) fn fold_info(&self, run: u32) -> Option<&FoldInfo> {
        self.findings[self.with_largest_difference(run) as usize].fold.as_ref()
    }

    /// The finding of a run whose figures differ most; of equals the first.
    pub(super) fn with_largest_difference(&self, run: u32) -> u32 {
        with_largest_difference(self.findings, self.findings_of(run))
    }

    /// How grave a run is against others of the same root.
    pub(super) fn gravity(&self, run: u32) -> (Severity, u128) {
        let finding = &self.findings[self.with_largest_difference(run) as usize];
        let difference = finding.fold.as_ref().map(|fold| &fold.difference);
        (
            finding.severity,
            difference.map_or(0, |difference| u128::from(difference.amount) * u128::from(difference.share)),
        )
    }

    /// The claims of a run's findings, as they are cited.
    pub(super) fn cited_claims(&self, run: u32) -> FxHashSet<(Place, &str)> {
        let findings = self.findings_of(run).iter().map(|&at| &self.findings[at as usize]);
        findings.flat_map(|finding| &finding.claims).map(|cited| (cited.place, cited.id.as_str())).collect()
    }

    /// The number of the voice of a claim.
    pub(super) fn voice_number(&self, claim: u32) -> u32 {
        voice(self.corpus.claim(claim)).number()
    }

    /// The claims of a finding's core, by number.
    pub(super) fn core_claims(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter().filter(|cited| cited.core);
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }

    /// All claims that a finding shows, by number.
    pub(super) fn shown_claims(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter();
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }
}

/// The one voice that is at odds with itself; none where there are several.
pub(super) fn only_voice(fold: &FoldInfo) -> Option<u32> {
    let [voice] = *fold.sides.first else { return None };
    fold.sides.second.iter().all(|&other| other == voice).then_some(voice)
}
