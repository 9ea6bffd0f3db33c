//! Folds findings about one whole that its parts miss, or one law that a source's figures break, on many days.

use std::collections::BTreeMap;

use super::codes::{LAW, PART_ABOVE_WHOLE, PARTS_MISS_WHOLE};
use super::gathering::Gathering;
use super::root::{Root, RootKind};
use super::two_that_differ::HABIT_FIGURES;
use crate::finding::{Code, FoldSides, Standing};
use crate::model::register::ScopeId;

/// From how many runs on these are one finding, however few figures are involved.
const RUNS: usize = 6;

/// What the findings about one whole share: the rule, the sides, the scope of the whole, and its series. For a part
/// that grows by more than its whole, in whatever measure, the scope alone.
type WholeKey = (Code, FoldSides, ScopeId, Option<u32>);

impl Gathering<'_> {
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
            let parted = self.parted(&runs);
            let left = parted.iter().filter(|parted| !parted.usual.is_empty());
            let figures: usize = left.clone().map(|parted| parted.usual.len()).sum();
            let count = left.count();
            if count < 2 || (count < RUNS && figures < HABIT_FIGURES) {
                continue;
            }
            let usual = self.part(parted);
            if let Some(head) = self.gravest(usual.iter().copied()) {
                roots.extend(self.gather(RootKind::OneWhole, head, &usual));
            }
        }
        roots
    }

    /// The widest scope in the core of a contradiction, and its series; of equals the first.
    fn whole_of(&self, at: u32) -> Option<(ScopeId, u32)> {
        let claims = self.core_claims(at);
        let series = claims.into_iter().filter_map(|claim| {
            let scope = self.corpus.claim(claim).scope;
            let keys = self.corpus.model.registers.scopes.get(scope.0).len();
            Some((keys, self.corpus.series_of(claim)?, scope))
        });
        series.min().map(|(_, series, scope)| (scope, series))
    }
}
