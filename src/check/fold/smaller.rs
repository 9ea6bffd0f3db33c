//! Folds a small slip with a larger one of the same kind: of the same source, whole or law, and time.

use rustc_hash::FxHashMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use super::small_slips::is_small;
use crate::check::codes::{LAW, PART_ABOVE_WHOLE, PARTS_MISS_WHOLE};
use crate::finding::{Code, Standing};
use crate::model::Day;

/// A rule and a source, by number.
type RuleAndSource = (Code, u32);

/// A first and a last day.
type Days = (Day, Day);

/// Slips up to this many days apart are of one time.
const DAYS_APART: i32 = 7;

impl Gathering<'_> {
    /// Moves small slips to larger ones of the same kind, where there are any.
    pub(super) fn with_larger(&mut self, roots: &mut Vec<Root>) {
        let is_of_sums = |at: u32| {
            let finding = &self.findings[at as usize];
            finding.standing == Some(Standing::Slip)
                && [LAW, PART_ABOVE_WHOLE, PARTS_MISS_WHOLE].contains(&finding.code)
        };
        let small = |at: u32| is_of_sums(at) && is_small(&self.findings[at as usize]);
        // The larger slip may be in these roots only: all other kinds of root have a reason of
        // their own.
        let in_roots = roots
            .iter()
            .filter(|root| matches!(root.kind, RootKind::Series | RootKind::OneWhole | RootKind::SameDay));
        let in_roots = in_roots.flat_map(|root| root.runs.iter().flatten().copied());
        let alone = self.runs.iter().flatten().flatten().copied();
        let mut larger: FxHashMap<RuleAndSource, Vec<(u32, Days)>> = FxHashMap::default();
        for at in in_roots.chain(alone).filter(|&at| is_of_sums(at) && !small(at)) {
            if let Some((kind, days)) = self.kind_and_days(at) {
                larger.entry(kind).or_default().push((at, days));
            }
        }
        let behind = |run: &[u32]| {
            let one = |at: u32| {
                let (kind, (from, to)) = self.kind_and_days(at).filter(|_| small(at))?;
                let is_of_one_time = |(first, last): Days| {
                    from.0.saturating_sub(last.0) <= DAYS_APART && first.0.saturating_sub(to.0) <= DAYS_APART
                };
                let near = larger.get(&kind)?.iter().filter(|(_, days)| is_of_one_time(*days));
                near.map(|&(other, _)| other).find(|&other| self.is_alike(at, other))
            };
            let first = one(*run.first()?)?;
            run.iter().all(|&at| one(at).is_some()).then_some(first)
        };
        let mut moved: Vec<(u32, Vec<u32>)> = Vec::new();
        for root in roots.iter_mut().filter(|root| root.kind == RootKind::SmallSlips) {
            root.runs.retain(|run| {
                let behind = behind(run);
                moved.extend(behind.map(|at| (at, run.clone())));
                behind.is_none()
            });
        }
        let alone: Vec<(usize, u32)> = self
            .runs
            .iter()
            .enumerate()
            .filter_map(|(number, run)| Some((number, behind(run.as_ref()?)?)))
            .collect();
        for (number, at) in alone {
            moved.extend(self.runs[number].take().map(|run| (at, run)));
        }
        roots.retain(|root| !root.runs.is_empty());
        for (at, run) in moved {
            if let Some(number) = self.root_of(roots, at) {
                roots[number].smaller.push(run);
            }
        }
    }

    /// The rule of a slip and its source, and the first and the last day of its claims.
    fn kind_and_days(&self, at: u32) -> Option<(RuleAndSource, Days)> {
        let finding = &self.findings[at as usize];
        let voice = finding.fold.as_ref().and_then(only_voice)?;
        Some(((finding.code, voice), self.days_of(self.core_claims(at))?))
    }

    /// Whether two slips of one rule are of the same whole; or, if they are broken laws, whether
    /// they share two series at least, or are of the same measures, each in one scope.
    fn is_alike(&self, small: u32, large: u32) -> bool {
        let (one, other) = (self.core_claims(small), self.core_claims(large));
        if self.findings[small as usize].code != LAW {
            return self.whole_of(small) == self.whole_of(large);
        }
        let series = |claims: &[u32]| {
            let mut all: Vec<u32> = claims.iter().filter_map(|&at| self.corpus.series_of(at)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (these, those) = (series(&one), series(&other));
        let shared = these.iter().filter(|one| those.contains(one)).count();
        let of = |all: &[u32]| {
            let of = |&at: &u32| &self.corpus.series[at as usize];
            let mut measures: Vec<_> = all.iter().map(|at| of(at).measure).collect();
            let mut scopes: Vec<_> = all.iter().map(|at| of(at).scope).collect();
            measures.sort_unstable();
            scopes.sort_unstable();
            scopes.dedup();
            (measures, scopes.len())
        };
        shared >= 2 || of(&these) == of(&those) && of(&these).1 == 1
    }
}
