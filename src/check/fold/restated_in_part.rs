//! Folds a restatement with what contradicts it since: a source restated a figure, but not the
//! figures that have to fit it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::gathering::Gathering;
use super::root::{Root, RootKind};
use crate::check::codes::RESTATED;
use crate::finding::SINCE_REVISED;
use crate::model::claim::Moment;

impl Gathering<'_> {
    /// Roots of restatements with the contradictions since then, if these rest on half of the
    /// restated figures at least.
    pub(super) fn restated_in_part(&mut self) -> Vec<Root> {
        // The run in which each figure was restated.
        let mut restated_by: FxHashMap<u32, u32> = FxHashMap::default();
        let mut facts_of: FxHashMap<u32, usize> = FxHashMap::default();
        let mut editions: FxHashMap<(u32, Option<u32>, Option<Moment>), u32> = FxHashMap::default();
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let [at] = *self.findings_of(run) else { continue };
            let claims = self.shown_claims(at);
            for pair in claims.windows(2).filter(|pair| self.is_of_one_fact(pair[0], pair[1])) {
                restated_by.insert(self.stated(pair[1]), run);
                editions.entry(self.edition_and_series(pair[1])).or_insert(run);
            }
            let facts = claims.chunk_by(|&one, &next| self.is_of_one_fact(one, next)).count();
            facts_of.insert(run, facts);
        }
        // For each restatement the runs of contradictions that rest on it, and the restated figures in these.
        let mut resting_on: FxHashMap<u32, (Vec<u32>, Vec<u32>)> = FxHashMap::default();
        let is_since_restated = |finding: &crate::finding::Finding| {
            finding.standing.is_some()
                && finding.cause.as_ref().is_some_and(|cause| cause.kind == SINCE_REVISED)
        };
        for run in self.runs_where(is_since_restated) {
            let figures: Vec<u32> =
                self.findings_of(run).iter().flat_map(|&at| self.restated_in(at)).collect();
            // A figure that the edition of a restatement only added to the same series has the same
            // root.
            if figures.is_empty() {
                let core = self.findings_of(run).iter().flat_map(|&at| self.core_claims(at));
                let mut restating = core.filter_map(|at| editions.get(&self.edition_and_series(at)));
                if let Some(&restated) = restating.next() {
                    resting_on.entry(restated).or_default().0.push(run);
                }
            }
            for figure in figures {
                let Some(&restated) = restated_by.get(&figure) else { continue };
                let (runs, facts) = resting_on.entry(restated).or_default();
                if !runs.contains(&run) {
                    runs.push(run);
                }
                facts.push(figure);
            }
        }
        let mut by_count: Vec<(Reverse<usize>, u32, Vec<u32>)> = resting_on
            .into_iter()
            .filter_map(|(restated, (runs, mut facts))| {
                facts.sort_unstable();
                facts.dedup();
                let all = facts_of.get(&restated).copied().unwrap_or(0);
                (facts.len() * 2 >= all).then_some((Reverse(facts.len()), restated, runs))
            })
            .collect();
        // A contradiction that rests on several restatements goes with the one on which the most rests.
        by_count.sort_unstable();
        let mut roots = Vec::new();
        for (_, restated, mut runs) in by_count {
            runs.retain(|&run| !self.findings_of(run).is_empty());
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                runs.push(restated);
                roots.extend(self.gather(RootKind::RestatedInPart, lead, &runs));
            }
        }
        roots
    }

    /// The voice and the series of a claim, and the moment of its edition.
    fn edition_and_series(&self, at: u32) -> (u32, Option<u32>, Option<Moment>) {
        (self.voice_number(at), self.corpus.series_of(at), self.corpus.edition(at))
    }

    /// The restated figures that a contradiction rests on: those beside which it shows what was said before.
    fn restated_in(&self, at: u32) -> Vec<u32> {
        let (mut core, shown) = (self.core_claims(at), self.shown_claims(at));
        let before: Vec<u32> = shown.into_iter().filter(|claim| !core.contains(claim)).collect();
        core.retain(|&now| before.iter().any(|&before| self.is_of_one_fact(before, now)));
        core.into_iter().map(|now| self.stated(now)).collect()
    }

    /// Whether two claims are of one fact, by one voice.
    pub(super) fn is_of_one_fact(&self, one: u32, other: u32) -> bool {
        self.voice_number(one) == self.voice_number(other)
            && self.corpus.series_of(one) == self.corpus.series_of(other)
            && self.corpus.claim(one).time == self.corpus.claim(other).time
    }
}
