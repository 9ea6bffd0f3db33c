//! The runs of findings that are not yet assigned to a root, and questions about them. A *run* is findings
//! about the same disagreement (one rule, the same sides and series) at several facts, in order of time.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::difference::{LARGE_FACTOR, SMALL_SHARE, with_largest_difference};
use crate::contradiction::allowed_by;
use crate::corpus::{Corpus, Fact, voice};
use crate::finding::{Finding, FoldInfo, Severity};
use crate::model::register::MeasureId;
use crate::model::{Day, Interval, Number, Window};
use crate::phrasing::thousandths;
use crate::source::Place;

/// A measure with fewer findings than this has no usual difference of its own.
const FEW: usize = 6;

/// How many exceptions are reported beside the usual findings, at most.
const EXCEPTIONS: usize = 6;

/// A run of findings, split by whether their figures differ by far more than usual.
pub(super) struct SplitRun {
    /// The run, by number.
    pub(super) run: u32,
    /// The findings that stay in the run.
    pub(super) usual: Vec<u32>,
    /// The others, as new runs.
    pub(super) large: Vec<Vec<u32>>,
}

/// The runs that are not yet assigned to a root.
pub(super) struct Gathering<'a> {
    pub(super) corpus: &'a Corpus,
    /// All findings; a finding is known by its number in this list.
    pub(super) findings: &'a [Finding],
    /// The findings of each run, by number; none for a run that is assigned to a root by now.
    pub(super) runs: Vec<Option<Vec<u32>>>,
}

impl Gathering<'_> {
    /// How many facts both of two voices state now, of some measures and between two days.
    pub(super) fn count_shared_facts(
        &self,
        [one, two]: [u32; 2],
        measures: &[MeasureId],
        days: Option<(Day, Day)>,
    ) -> usize {
        let series = self.corpus.series.iter().filter(|series| measures.contains(&series.measure));
        let both = |fact: &&Fact| {
            let states =
                |voice: u32| fact.all_statements().any(|statement| statement.voice.number() == voice);
            states(one) && states(two) && is_between(days, fact.window)
        };
        series.map(|series| self.corpus.facts(series).iter().filter(both).count()).sum()
    }

    /// By how much, as shares of the larger figure in millionths, the latest figures of two voices differ where they cannot both be
    /// true, at facts of some measures and between two days: also where another finding reports it, or a slip explains it.
    pub(super) fn differing_shares(
        &self,
        two: [u32; 2],
        measures: &[MeasureId],
        days: Option<(Day, Day)>,
    ) -> Vec<u64> {
        let series = self.corpus.series.iter().filter(|series| measures.contains(&series.measure));
        let shares = series.flat_map(|series| {
            let facts = self.corpus.facts(series);
            let allowed = |fact: &Fact, voice: u32| -> Vec<Interval> {
                let own = fact.statements.iter().filter(|statement| statement.voice.number() == voice);
                own.map(|statement| allowed_by(self.corpus, series, statement)).collect()
            };
            let share = |fact: &Fact| {
                let [mine, theirs] = two.map(|voice| allowed(fact, voice));
                let pairs = mine.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
                let (one, other) = pairs.into_iter().find(|(one, other)| one.disjoint(other))?;
                let ends = [&one.low, &one.high, &other.low, &other.high];
                let largest = ends.into_iter().flatten().map(Number::abs).max().unwrap_or(Number::ZERO);
                Some(thousandths(&(&one.gap(other) * &Number::from_i64(1000)), &largest))
            };
            let within = facts.iter().filter(|fact| is_between(days, fact.window));
            within.filter_map(share).collect::<Vec<u64>>()
        });
        let mut shares: Vec<u64> = shares.collect();
        shares.sort_unstable();
        shares
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

    /// Splits off the findings whose figures differ by far more than usual, in amount and share. The usual difference
    /// is the median in the same measure, or in all measures if there are few findings. If many differ by far more,
    /// that is usual too, and only still larger differences are exceptions.
    pub(super) fn split_off_large(&self, runs: &[u32]) -> Vec<SplitRun> {
        let all: Vec<&FoldInfo> = runs
            .iter()
            .flat_map(|&run| self.findings_of(run))
            .filter_map(|&at| self.findings[at as usize].fold.as_ref())
            .collect();
        let measure = |fold: &FoldInfo| self.corpus.series[fold.series as usize].measure;
        let mut of_measure: FxHashMap<MeasureId, Vec<&FoldInfo>> = FxHashMap::default();
        all.iter().for_each(|&fold| of_measure.entry(measure(fold)).or_default().push(fold));
        let usual = lower_medians(&all);
        let usual_of: FxHashMap<MeasureId, (u64, u64)> = of_measure
            .into_iter()
            .map(|(measure, folds)| (measure, if folds.len() < FEW { usual } else { lower_medians(&folds) }))
            .collect();
        let mut factor = LARGE_FACTOR;
        loop {
            let is_large = |&at: &u32| {
                self.findings[at as usize].fold.as_ref().is_some_and(|fold| {
                    let (amount, share) = usual_of[&measure(fold)];
                    fold.difference.amount >= factor.saturating_mul(amount).max(1)
                        && fold.difference.share >= factor.saturating_mul(share).max(SMALL_SHARE)
                })
            };
            let split: Vec<SplitRun> = runs
                .iter()
                .map(|&run| {
                    let stretches =
                        self.findings_of(run).chunk_by(|one, next| is_large(one) == is_large(next));
                    let (large, usual): (Vec<&[u32]>, Vec<&[u32]>) =
                        stretches.partition(|stretch| is_large(&stretch[0]));
                    SplitRun {
                        run,
                        usual: usual.concat(),
                        large: large.into_iter().map(<[u32]>::to_vec).collect(),
                    }
                })
                .collect();
            let exceptions: usize = split.iter().map(|split| split.large.len()).sum();
            if exceptions <= EXCEPTIONS || factor == u64::MAX {
                return split;
            }
            factor = factor.saturating_mul(LARGE_FACTOR);
        }
    }

    /// Makes what was split off from some runs separate runs; returns the runs that have usual
    /// findings. A run without any stays whole and is left out.
    pub(super) fn apply_split(&mut self, split: Vec<SplitRun>) -> Vec<u32> {
        let mut left = Vec::with_capacity(split.len());
        for SplitRun { run, usual, large } in split {
            if usual.is_empty() {
                continue;
            }
            self.runs[run as usize] = Some(usual);
            self.runs.extend(large.into_iter().map(Some));
            left.push(run);
        }
        left
    }

    /// The first and last day of the contradictory claims in some runs.
    pub(super) fn days(&self, runs: &[u32]) -> Option<(Day, Day)> {
        let findings = runs.iter().flat_map(|&run| self.findings_of(run));
        self.days_of(findings.flat_map(|&at| self.core_claims(at)))
    }

    /// The first and last day of some claims.
    pub(super) fn days_of(&self, claims: impl IntoIterator<Item = u32>) -> Option<(Day, Day)> {
        let claims = claims.into_iter();
        let windows: Vec<Window> = claims.filter_map(|claim| self.corpus.claim(claim).time).collect();
        let first = windows.iter().filter_map(|window| window.from).min();
        first.zip(windows.iter().filter_map(|window| window.to).max())
    }

    /// Removes these runs and returns them, `lead` first and the others by gravity; none if there is only one.
    pub(super) fn take(&mut self, lead: u32, runs: &[u32]) -> Option<Vec<Vec<u32>>> {
        let mut others: Vec<u32> = runs.iter().copied().filter(|&run| run != lead).collect();
        if others.is_empty() {
            return None;
        }
        others.sort_by_key(|&run| (Reverse(self.importance(run)), run));
        let runs = std::iter::once(lead).chain(others);
        Some(runs.filter_map(|run| self.runs[run as usize].take()).collect())
    }

    /// The most important of some runs; of equals the first.
    pub(super) fn gravest(&self, runs: impl IntoIterator<Item = u32>) -> Option<u32> {
        runs.into_iter().max_by_key(|&run| (self.importance(run), Reverse(run)))
    }

    /// The unassigned runs all of whose findings satisfy a condition.
    pub(super) fn runs_where(&self, fits: impl Fn(&Finding) -> bool) -> Vec<u32> {
        self.runs_where_number(|at| fits(&self.findings[at as usize]))
    }

    /// The same, with the condition put to the number of a finding.
    pub(super) fn runs_where_number(&self, fits: impl Fn(u32) -> bool) -> Vec<u32> {
        let left = (0..).zip(&self.runs).filter_map(|(number, run)| Some((number, run.as_ref()?)));
        left.filter(|(_, run)| run.iter().all(|&at| fits(at))).map(|(number, _)| number).collect()
    }

    /// The findings of a run, by number; empty if it is assigned to a root.
    pub(super) fn findings_of(&self, run: u32) -> &[u32] {
        self.runs[run as usize].as_deref().unwrap_or_default()
    }

    /// One finding for a run whose findings all have the same message: preferably the one that rests on the claims that the message
    /// speaks of. None if their messages differ.
    pub(super) fn of_one_message(&self, run: u32) -> Option<u32> {
        let numbers = self.findings_of(run);
        let finding = |at: u32| &self.findings[at as usize];
        let first = finding(*numbers.first()?);
        let is_one = numbers.iter().all(|&at| finding(at).message == first.message);
        let own = |at: &&u32| finding(**at).fold.as_ref().is_some_and(|fold| fold.message_claims.is_empty());
        is_one.then(|| numbers.iter().find(own).or(numbers.first()).copied()).flatten()
    }

    /// What decides the root of a run: the fold info of its finding with the largest difference.
    pub(super) fn fold_info(&self, run: u32) -> Option<&FoldInfo> {
        self.findings[self.with_largest_difference(run) as usize].fold.as_ref()
    }

    /// The finding of a run whose figures differ most; of equals the first.
    pub(super) fn with_largest_difference(&self, run: u32) -> u32 {
        with_largest_difference(self.findings, self.findings_of(run))
    }

    /// How important a run is compared with others of the same root.
    pub(super) fn importance(&self, run: u32) -> (Severity, u128) {
        self.importance_of(self.findings_of(run))
    }

    /// The same for the findings of a run, by number.
    pub(super) fn importance_of(&self, run: &[u32]) -> (Severity, u128) {
        let finding = &self.findings[with_largest_difference(self.findings, run) as usize];
        let difference = finding.fold.as_ref().map(|fold| &fold.difference);
        (
            finding.severity,
            // What is less than a thousandth still weighs by its amount.
            difference
                .map_or(0, |difference| u128::from(difference.amount) * (u128::from(difference.share) + 1)),
        )
    }

    /// The claims that a run's findings cite.
    pub(super) fn places_of_claims(&self, run: u32) -> FxHashSet<(Place, &str)> {
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

/// The medians of amounts and of shares; of an even number the lower of the two in the middle.
fn lower_medians(folds: &[&FoldInfo]) -> (u64, u64) {
    let median = |of: fn(&FoldInfo) -> u64| {
        let mut all: Vec<u64> = folds.iter().map(|&fold| of(fold)).collect();
        all.sort_unstable();
        all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
    };
    (median(|fold| fold.difference.amount), median(|fold| fold.difference.share))
}

/// The one voice that contradicts itself; none if there are several voices.
pub(super) fn only_voice(fold: &FoldInfo) -> Option<u32> {
    let [voice] = *fold.sides.first else { return None };
    fold.sides.second.iter().all(|&other| other == voice).then_some(voice)
}

/// Whether a window may have a day between two days, both included.
fn is_between(days: Option<(Day, Day)>, window: Option<Window>) -> bool {
    days.zip(window).is_none_or(|((first, last), window)| {
        window.to.is_none_or(|to| to >= first) && window.from.is_none_or(|from| from <= last)
    })
}
