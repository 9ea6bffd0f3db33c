//! Folds sums that miss their whole by exactly the figure of one of the parts: it is left out of the whole, or was not there yet when
//! the whole was stated.

use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::check::codes::{FALL, PARTS_MISS_WHOLE, RESTATED};
use crate::finding::{Finding, Standing};
use crate::model::Number;

/// A voice, the series of the whole, and that of the part.
type PartKey = (u32, u32, u32);

/// From this figure on it is no chance that a gap is as large as a part.
const LEAST_PART: u64 = 10_000;

/// One sum in so many may miss its whole by another amount.
const ONE_IN_MANY: usize = 5;

impl Gathering<'_> {
    /// Roots of sums of one source that miss one whole by the figure of one and the same part; with falls of that part by as much, and
    /// its restatements.
    pub(super) fn missing_part(&mut self) -> Vec<Root> {
        let misses =
            |finding: &Finding| finding.code == PARTS_MISS_WHOLE && finding.standing == Some(Standing::Slip);
        let mut parts: BTreeMap<PartKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(misses) {
            let mut counts: BTreeMap<PartKey, usize> = BTreeMap::new();
            for key in self.findings_of(run).iter().flat_map(|&at| self.missing_parts(at)) {
                *counts.entry(key).or_default() += 1;
            }
            // Now and then a part is rounded, or another part is wrong as well.
            let all = self.findings_of(run).len();
            counts.retain(|_, count| (all - *count) * ONE_IN_MANY <= all);
            counts.into_keys().for_each(|key| parts.entry(key).or_default().push(run));
        }
        let mut roots = Vec::new();
        for ((voice, _, part), mut sums) in parts {
            sums.retain(|&run| !self.findings_of(run).is_empty());
            let numbers = sums.iter().flat_map(|&run| self.findings_of(run));
            let mut amounts: Vec<u64> = numbers
                .filter_map(|&at| Some(self.findings[at as usize].fold.as_ref()?.difference.amount))
                .collect();
            if amounts.len() < 2 {
                continue;
            }
            amounts.sort_unstable();
            let is_fall_of_part = |finding: &Finding| {
                finding.code == FALL
                    && finding.standing == Some(Standing::Slip)
                    && finding.fold.as_ref().is_some_and(|fold| {
                        fold.series == part
                            && only_voice(fold) == Some(voice)
                            && amounts.binary_search(&fold.difference.amount).is_ok()
                    })
            };
            let falls = self.runs_where(is_fall_of_part);
            let restated = self.runs_where_number(|at| {
                let shown = self.shown_claims(at);
                self.findings[at as usize].code == RESTATED
                    && shown.iter().all(|&claim| self.corpus.series_of(claim) == Some(part))
                    && shown.iter().all(|&claim| self.voice_number(claim) == voice)
            });
            let claims =
                sums.first().and_then(|&run| Some(self.core_claims(*self.findings_of(run).first()?)));
            let claim = claims
                .unwrap_or_default()
                .into_iter()
                .find(|&claim| self.corpus.series_of(claim) == Some(part));
            if let Some((lead, claim)) = self.gravest(sums.iter().copied()).zip(claim) {
                let runs: Vec<u32> = sums.into_iter().chain(falls).chain(restated).collect();
                roots.extend(self.gather(RootKind::MissingPart(claim), lead, &runs));
            }
        }
        roots
    }

    /// The parts whose figures are exactly what a sum of parts by one source misses its whole by.
    fn missing_parts(&self, at: u32) -> Vec<PartKey> {
        let fold = self.findings[at as usize].fold.as_ref();
        let Some((amount, voice)) = fold.and_then(|fold| Some((fold.difference.amount, only_voice(fold)?)))
        else {
            return Vec::new();
        };
        let Some((whole_scope, whole)) = self.whole_of(at).filter(|_| amount >= LEAST_PART) else {
            return Vec::new();
        };
        let gap = Number::ratio(i64::try_from(amount).unwrap_or(i64::MAX), 1000);
        let parts = self.core_claims(at).into_iter().filter(|&claim| {
            let claim = self.corpus.claim(claim);
            claim.scope != whole_scope && claim.best() == Some(&gap)
        });
        let series = parts.filter_map(|claim| self.corpus.series_of(claim));
        series.map(|part| (voice, whole, part)).collect()
    }
}
