//! Folds findings about one whole that its parts, or the figures that laws tie to it, miss on many days.

use std::collections::BTreeMap;

use super::gathering::Gathering;
use super::root::{Root, RootKind};
use super::two_that_differ::HABIT_FIGURES;
use crate::check::codes::{LAW, PART_ABOVE_WHOLE, PARTS_MISS_WHOLE};
use crate::finding::{Code, Finding, FoldSides, SINCE_REVISED, Standing};
use crate::model::register::ScopeId;

/// This many runs at least are one finding, however few findings are in them.
const RUNS: usize = 6;

/// What the findings about one whole share: the rule, the sides, the scope of the whole, and its series. Where a part is above its whole, or
/// grows by more, the series is left out, so that all measures count together.
type WholeKey = (Code, FoldSides, ScopeId, Option<u32>);

impl Gathering<'_> {
    /// Adds to a restatement the sums that miss the same whole by the same amount: probably other parts were restated, too, so that no
    /// restatement is found for these sums.
    pub(super) fn by_the_same_amount(&mut self, roots: &mut [Root]) {
        let of =
            |finding: &Finding| finding.code == PARTS_MISS_WHOLE && finding.standing == Some(Standing::Slip);
        for root in roots.iter_mut().filter(|root| root.kind == RootKind::RestatedInPart) {
            let first = root.runs.first().and_then(|run| run.first()).copied();
            let Some(first) = first.filter(|&at| of(&self.findings[at as usize])) else { continue };
            let key = |at: u32| {
                let fold = self.findings[at as usize].fold.as_ref()?;
                Some((
                    self.whole_of(at)?,
                    &fold.sides,
                    fold.difference.amount,
                    fold.difference.lower_voice_is_larger,
                ))
            };
            let same: Vec<u32> = self
                .runs_where(of)
                .into_iter()
                .filter(|&run| {
                    self.findings_of(run).iter().all(|&at| key(at).is_some() && key(at) == key(first))
                })
                .collect();
            root.runs.extend(same.into_iter().filter_map(|run| self.runs[run as usize].take()));
        }
    }

    /// Roots for what one rule finds repeatedly about one whole by the same sources.
    pub(super) fn one_whole(&mut self) -> Vec<Root> {
        let mut wholes: BTreeMap<WholeKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| {
            finding.standing == Some(Standing::Slip)
                && [PART_ABOVE_WHOLE, PARTS_MISS_WHOLE, LAW].contains(&finding.code)
        }) {
            let Some(fold) = self.fold_info(run) else { continue };
            let at = self.with_largest_difference(run);
            if let Some((scope, series)) = self.whole_of(at) {
                let code = self.findings[at as usize].code;
                let series = Some(series).filter(|_| code != PART_ABOVE_WHOLE);
                wholes.entry((code, fold.sides.clone(), scope, series)).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for runs in wholes.into_values() {
            let split = self.split_off_large(&runs);
            let left = split.iter().filter(|split| !split.usual.is_empty());
            let figures: usize = left.clone().map(|split| split.usual.len()).sum();
            let count = left.count();
            if count < 2 || (count < RUNS && figures < HABIT_FIGURES) {
                continue;
            }
            let usual = self.apply_split(split);
            for alike in self.by_cause_and_direction(&usual) {
                if let Some(lead) = self.gravest(alike.iter().copied()) {
                    roots.extend(self.gather(RootKind::OneWhole, lead, &alike));
                }
            }
        }
        roots
    }

    /// Some runs by what explains them, as far as that is a restatement, and by which side is the larger.
    fn by_cause_and_direction(&self, runs: &[u32]) -> Vec<Vec<u32>> {
        let mut alike: BTreeMap<(bool, Option<bool>), Vec<u32>> = BTreeMap::new();
        for &run in runs {
            let is_restated = self.findings_of(run).iter().all(|&at| {
                let cause = self.findings[at as usize].cause.as_ref();
                cause.is_some_and(|cause| cause.kind == SINCE_REVISED)
            });
            let direction = self.fold_info(run).and_then(|fold| fold.difference.lower_voice_is_larger);
            alike.entry((is_restated, direction)).or_default().push(run);
        }
        alike.into_values().collect()
    }

    /// The widest scope that a contradiction rests on, and its series; of equals the first.
    pub(super) fn whole_of(&self, at: u32) -> Option<(ScopeId, u32)> {
        let claims = self.core_claims(at);
        let series = claims.into_iter().filter_map(|claim| {
            let scope = self.corpus.claim(claim).scope;
            let keys = self.corpus.model.registers.scopes.get(scope.0).len();
            Some((keys, self.corpus.series_of(claim)?, scope))
        });
        series.min().map(|(_, series, scope)| (scope, series))
    }
}
