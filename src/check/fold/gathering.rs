//! The runs of findings that have found no root yet, and what is known of them.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::gap::{FAR, LITTLE, worst};
use crate::corpus::{Corpus, voice};
use crate::finding::{Finding, FoldInfo, Severity};
use crate::model::register::MeasureId;
use crate::source::Place;

/// The runs that have found no root yet.
pub(super) struct Gathering<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) findings: &'a [Finding],
    pub(super) runs: Vec<Option<Vec<u32>>>,
}

impl Gathering<'_> {
    /// How many facts of a measure two voices both state.
    pub(super) fn both_state(&self, one: u32, two: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let facts = series.flat_map(|series| self.corpus.claims_by_fact(series));
        let both = facts.filter(|fact| {
            let voices: Vec<u32> = fact.voices(self.corpus).map(|(voice, _)| voice.number()).collect();
            voices.contains(&one) && voices.contains(&two)
        });
        both.count()
    }

    /// In how many series of a measure a voice states something.
    pub(super) fn stated_by(&self, voice: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let states = series.filter(|series| {
            let mut claims = self.corpus.claims_of(series).iter();
            claims.any(|&at| self.voice(at) == voice)
        });
        states.count()
    }

    /// Those of some runs that are about as far apart as most of others, in amount or share.
    pub(super) fn near(&self, runs: &[u32], most: &[u32]) -> Vec<u32> {
        let median = |of: fn(&FoldInfo) -> u64| {
            let findings = most.iter().flat_map(|&run| self.run(run));
            let mut all: Vec<u64> =
                findings.filter_map(|&at| self.findings[at as usize].fold.as_ref()).map(of).collect();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
        };
        let (amount, share) = (median(|fold| fold.gap.amount), median(|fold| fold.gap.share));
        let is_far = |run: u32| {
            let (most, gap) = (self.worst(run), |at: u32| self.findings[at as usize].fold.as_ref());
            gap(most).is_some_and(|fold| {
                fold.gap.amount >= (FAR * amount).max(1) && fold.gap.share >= (FAR * share).max(LITTLE)
            })
        };
        runs.iter().copied().filter(|&run| !is_far(run)).collect()
    }

    /// Takes runs away, that which leads first and the others by how far apart they are; none where that would be one run.
    pub(super) fn take(&mut self, head: u32, runs: &[u32]) -> Option<Vec<Vec<u32>>> {
        let mut others: Vec<u32> = runs.iter().copied().filter(|&run| run != head).collect();
        if others.is_empty() {
            return None;
        }
        others.sort_by_key(|&run| (Reverse(self.weight(run)), run));
        let runs = std::iter::once(head).chain(others);
        Some(runs.filter_map(|run| self.runs[run as usize].take()).collect())
    }

    /// The gravest of some runs; of equals the first.
    pub(super) fn gravest(&self, runs: impl IntoIterator<Item = u32>) -> Option<u32> {
        runs.into_iter().max_by_key(|&run| (self.weight(run), Reverse(run)))
    }

    /// The runs left of which every finding fits.
    pub(super) fn runs_where(&self, fits: impl Fn(&Finding) -> bool) -> Vec<u32> {
        self.runs_where_at(|at| fits(&self.findings[at as usize]))
    }

    pub(super) fn runs_where_at(&self, fits: impl Fn(u32) -> bool) -> Vec<u32> {
        let left = (0..).zip(&self.runs).filter_map(|(number, run)| Some((number, run.as_ref()?)));
        left.filter(|(_, run)| run.iter().all(|&at| fits(at))).map(|(number, _)| number).collect()
    }

    pub(super) fn run(&self, run: u32) -> &[u32] {
        self.runs[run as usize].as_deref().unwrap_or_default()
    }

    /// What is to fold the worst finding of a run.
    pub(super) fn fold(&self, run: u32) -> Option<&FoldInfo> {
        self.findings[self.worst(run) as usize].fold.as_ref()
    }

    /// The finding of a run whose figures are furthest apart; of equals the first.
    pub(super) fn worst(&self, run: u32) -> u32 {
        worst(self.findings, self.run(run))
    }

    /// How grave a run is against others of the same root.
    pub(super) fn weight(&self, run: u32) -> (Severity, u128) {
        let finding = &self.findings[self.worst(run) as usize];
        let gap = finding.fold.as_ref().map(|fold| &fold.gap);
        (finding.severity, gap.map_or(0, |gap| u128::from(gap.amount) * u128::from(gap.share)))
    }

    /// The claims of a run's findings, as they are cited.
    pub(super) fn claims(&self, run: u32) -> FxHashSet<(Place, &str)> {
        let findings = self.run(run).iter().map(|&at| &self.findings[at as usize]);
        findings.flat_map(|finding| &finding.claims).map(|cited| (cited.place, cited.id.as_str())).collect()
    }

    /// The number of the voice of a claim.
    pub(super) fn voice(&self, claim: u32) -> u32 {
        voice(self.corpus.claim(claim)).number()
    }

    /// The claims of a finding's core, by number.
    pub(super) fn core(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter().filter(|cited| cited.core);
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }

    /// All claims that a finding shows, by number.
    pub(super) fn shown(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter();
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }
}
