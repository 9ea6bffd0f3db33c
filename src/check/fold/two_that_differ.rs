//! Folds findings about two sources that differ as a rule, in whatever measures.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gathering::Gathering;
use super::root::{Habit, Root, RootKind};
use crate::check::codes::{FIGURES, LOOSE};
use crate::finding::{ANOTHER_DATE, Finding, GREW_MEANWHILE, SINCE_REVISED, Standing};
use crate::model::Day;
use crate::model::register::MeasureId;

/// How many runs a habit has at least, so that it is one finding; of one source that contradicts itself, in how many series.
pub(super) const HABIT_SERIES: usize = 3;

/// In how many figures two sources differ at least, so that it is a rule; for one source that contradicts itself, in how many runs of
/// findings.
pub(super) const HABIT_FIGURES: usize = 10;

/// After this many days without a difference, the next difference does not belong to the same habit.
const LAPSE: i32 = 31;

/// The same for sources that differ often, but not as a rule.
const SHORT_LAPSE: i32 = 7;

/// Two sources differ often if they do so in this many runs at least.
const OFTEN_RUNS: usize = 6;

/// One in this many figures at least has to differ where two sources differ as a rule.
const RULE: usize = 3;

/// Two sources differ often if at least one figure in this many differs.
const OFTEN: usize = 6;

/// Causes that may explain all differences between two sources; other causes explain one figure.
const SHARED_CAUSES: [&str; 3] = [ANOTHER_DATE, SINCE_REVISED, GREW_MEANWHILE];

/// Two voices, by number, the lower first.
type Two = [u32; 2];

impl Gathering<'_> {
    /// Roots of two sources that differ as a rule (in a third or more of the figures that both give, of the same
    /// measures and days), or often (day after day, in a sixth or more).
    pub(super) fn two_that_differ(&mut self) -> Vec<Root> {
        let is_between_two =
            |finding: &Finding| finding.standing == Some(Standing::Disputed) || finding.code == LOOSE;
        let mut pairs: BTreeMap<Two, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(is_between_two) {
            for two in self.opposed(run) {
                pairs.entry(two).or_default().push(run);
            }
        }
        // The pair that differs most often is first: it takes its share of disputes between several sources.
        let count = |runs: &[u32]| runs.iter().map(|&run| self.findings_of(run).len()).sum::<usize>();
        let mut order: Vec<(Reverse<usize>, Two)> =
            pairs.iter().map(|(&two, runs)| (Reverse(count(runs)), two)).collect();
        order.sort_unstable();
        let mut roots = Vec::new();
        for (_, two) in order {
            let runs = pairs.remove(&two).unwrap_or_default();
            let left: Vec<u32> = runs.into_iter().filter(|&run| !self.findings_of(run).is_empty()).collect();
            let before = roots.len();
            for spell in self.spells(&left, LAPSE) {
                roots.extend(self.differ(two, &spell, HABIT_SERIES, RULE));
            }
            if let Some(habit) =
                roots.get_mut(before..).and_then(|all| all.iter_mut().max_by_key(|root| root.members().len()))
            {
                self.add_what_is_beyond(habit, two);
            }
            let is_shared = |&at: &u32| {
                let cause = self.findings[at as usize].cause.as_ref();
                cause.is_none_or(|cause| SHARED_CAUSES.contains(&cause.kind))
            };
            let left: Vec<u32> = left
                .into_iter()
                .filter(|&run| {
                    !self.findings_of(run).is_empty() && self.findings_of(run).iter().all(is_shared)
                })
                .collect();
            for spell in self.spells(&left, SHORT_LAPSE) {
                roots.extend(self.differ(two, &spell, OFTEN_RUNS, OFTEN));
            }
        }
        roots
    }

    /// Puts what stands out from the habit of two sources before it: disputes between these two alone in which they differ by far
    /// more, and nobody knows why. One such dispute stands by itself, since it may be a slip; several are of the same habit.
    fn add_what_is_beyond(&mut self, habit: &mut Root, two: Two) {
        let at_facts = self
            .runs_where(|finding| finding.code == FIGURES && finding.standing == Some(Standing::Disputed));
        let is_unexplained = |&run: &u32| {
            self.opposed(run) == [two]
                && self.findings_of(run).iter().all(|&at| self.findings[at as usize].cause.is_none())
        };
        let beyond: Vec<u32> = at_facts.into_iter().filter(is_unexplained).collect();
        let lead = self.gravest(beyond.iter().copied());
        if let RootKind::HabitOfTwo(of_two) = &mut habit.kind
            && let Some(mut runs) = lead.and_then(|lead| self.take(lead, &beyond))
        {
            of_two.beyond = runs.iter().map(Vec::len).sum();
            runs.append(&mut habit.runs);
            habit.runs = runs;
        }
    }

    /// The pairs of voices that a dispute is between, one of either side.
    fn opposed(&self, run: u32) -> Vec<Two> {
        let Some(fold) = self.fold_info(run) else { return Vec::new() };
        let opposed = fold.sides.first.iter().flat_map(|&one| {
            fold.sides
                .second
                .iter()
                .filter(move |&&other| other != one)
                .map(move |&other| [one.min(other), one.max(other)])
        });
        let mut opposed: Vec<Two> = opposed.collect();
        opposed.sort_unstable();
        opposed.dedup();
        opposed
    }

    /// Splits runs into spells of time: between two spells the sources did not differ for more than `lapse` days.
    fn spells(&self, runs: &[u32], lapse: i32) -> Vec<Vec<u32>> {
        let mut dated: Vec<(Option<(Day, Day)>, u32)> =
            runs.iter().map(|&run| (self.days(&[run]), run)).collect();
        dated.sort_unstable();
        let mut spells: Vec<(Option<Day>, Vec<u32>)> = Vec::new();
        for (days, run) in dated {
            let last = days.map(|(_, last)| last);
            match spells.last_mut().filter(|(end, _)| {
                days.zip(*end).is_none_or(|((first, _), end)| first.0.saturating_sub(end.0) <= lapse)
            }) {
                Some((end, runs)) => {
                    *end = last.max(*end);
                    runs.push(run);
                }
                None => spells.push((last, vec![run])),
            }
        }
        spells.into_iter().map(|(_, runs)| runs).collect()
    }

    /// The root of two sources that differ in so many runs at least, and in one of so many figures; none where they do not.
    fn differ(&mut self, two: Two, runs: &[u32], least_runs: usize, one_in: usize) -> Option<Root> {
        let is_at_fact = |run: u32| self.findings[self.findings_of(run)[0] as usize].code == FIGURES;
        let at_facts: Vec<u32> = runs.iter().copied().filter(|&run| is_at_fact(run)).collect();
        let found: usize = at_facts.iter().map(|&run| self.findings_of(run).len()).sum();
        if runs.len() < least_runs || found < HABIT_FIGURES {
            return None;
        }
        let measure = |&run: &u32| Some(self.corpus.series[self.fold_info(run)?.series as usize].measure);
        let mut measures: Vec<MeasureId> = at_facts.iter().filter_map(measure).collect();
        measures.sort_unstable();
        measures.dedup();
        let days = self.days(&at_facts);
        let possible = self.count_shared_facts(two, &measures, days);
        if found * one_in < possible {
            return None;
        }
        let shown =
            at_facts.iter().flat_map(|&run| self.findings_of(run)).flat_map(|&at| self.shown_claims(at));
        let claims: Vec<u32> = shown.collect();
        let claim_of = |voice: u32| claims.iter().copied().find(|&at| self.voice_number(at) == voice);
        let [one, other] = two.map(claim_of);
        let (Some(one), Some(other)) = (one, other) else { return None };
        let shares = self.differing_shares(two, &measures, days);
        let median = (median(&shares) + 500) / 1000;
        let found = found.max(shares.len());
        let habit = Habit {
            claims: [one, other],
            measures: measures.len(),
            found,
            possible,
            median,
            days,
            beyond: 0,
        };
        let split = self.split_off_large(runs);
        let usual = self.apply_split(split);
        let lead = self.gravest(usual.iter().copied().filter(|run| at_facts.contains(run)))?;
        self.gather(RootKind::HabitOfTwo(habit), lead, &usual)
    }
}

/// The median of sorted shares; 0 if there are none.
fn median(shares: &[u64]) -> u64 {
    let middle = shares.len() / 2;
    match (shares.get(middle), shares.len() % 2) {
        (None, _) => 0,
        (Some(&upper), 0) => shares[middle - 1].midpoint(upper),
        (Some(&middle), _) => middle,
    }
}
