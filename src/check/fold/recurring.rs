//! Groups findings about the same dispute in one series: at consecutive facts, or so often that it is a habit.

use std::collections::BTreeMap;

use super::difference::{LARGE_FACTOR, SMALL_SHARE};
use crate::check::codes::{FALL, FIGURES};
use crate::corpus::{Corpus, compare_windows};
use crate::finding::{Code, Finding, FoldInfo, SINCE_REVISED, Standing};
use crate::model::Window;

/// What the findings of one dispute share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct DisputeKey<'f> {
    code: Code,
    is_slip: bool,
    /// The series involved, by number.
    series: &'f [u32],
    /// Whose figures differ, whichever side is probably wrong.
    sides: [&'f [u32]; 2],
    /// Whether those on one of the sides give several figures.
    is_split: bool,
}

/// A dispute with this many runs at least is a habit: it is reported once rather than again after each interruption.
const HABIT: usize = 6;

/// The same if the figures never differ by more than [`SMALL_SHARE`]. It does not hold for falls of a running total.
const SMALL_HABIT: usize = 4;

/// How many runs with large differences are reported beside the others, at most. If there are more, large differences are usual too,
/// and only still larger ones are exceptions.
const LARGE_RUNS: usize = 6;

/// One in this many of a dispute's findings at least is a good part of them.
const GOOD_PART: usize = 4;

/// This many findings at least that share a cause or a direction are reported by themselves.
const LEAST: usize = 3;

/// The runs of the reported findings. The findings of one dispute are one run if they are at consecutive facts, or at many facts; a
/// run is in order of time.
pub(super) fn runs(corpus: &Corpus, findings: &[Finding], reported: &[bool]) -> Vec<Vec<u32>> {
    let mut disputes: BTreeMap<DisputeKey<'_>, Vec<Occurrence<'_>>> = BTreeMap::new();
    let mut runs = Vec::new();
    for (number, finding) in (0..).zip(findings) {
        if !reported[number as usize] {
            continue;
        }
        let Some(fold) = finding.fold.as_ref().filter(|fold| !fold.time.in_words.is_empty()) else {
            runs.push(vec![number]);
            continue;
        };
        let key = DisputeKey {
            code: finding.code,
            is_slip: finding.standing == Some(Standing::Slip),
            series: &fold.involved_series,
            sides: fold.sides.in_order(),
            is_split: fold.is_split,
        };
        // A fall has a day of its own, whichever of the figures before or after it the repair
        // removes.
        let day = match finding.code {
            FALL => fold.time.first_day.as_deref(),
            _ => finding.fact.as_ref().and_then(|fact| fact.from.as_deref()),
        };
        let cause = finding.cause.as_ref().map(|cause| cause.kind);
        let occurrence = Occurrence { finding: number, fold, day, code: finding.code, cause };
        disputes.entry(key).or_default().push(occurrence);
    }
    let follows = |series: &[u32], one: u32, next: u32| {
        nothing_between(corpus, series, &findings[one as usize], &findings[next as usize])
    };
    for mut occurrences in disputes.into_values() {
        occurrences.sort_by_key(|one| (one.day, one.fold.series, one.fold.fact_number, one.finding));
        for of_one_cause in by_cause(occurrences) {
            runs.extend(partition(&of_one_cause, &follows));
        }
    }
    // Sorted, so that the order does not depend on the grouping.
    runs.sort_unstable();
    runs
}

/// Whether nothing is stated of some series between the facts of two findings, by number, of which the second is later.
type Follows<'f> = &'f dyn Fn(&[u32], u32, u32) -> bool;

/// A finding of a dispute that occurs several times.
#[derive(Clone, Copy)]
struct Occurrence<'f> {
    /// The finding, by number.
    finding: u32,
    code: Code,
    /// What decides which findings are folded with it.
    fold: &'f FoldInfo,
    /// The first day of its fact, ISO; none where open or undated.
    day: Option<&'f str>,
    /// The kind of its cause.
    cause: Option<&'static str>,
}

/// The occurrences of a dispute, split by cause: those of a cause that explains a good part of all are apart from the rest.
fn by_cause(occurrences: Vec<Occurrence<'_>>) -> Vec<Vec<Occurrence<'_>>> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for cause in occurrences.iter().filter_map(|one| one.cause) {
        *counts.entry(cause).or_default() += 1;
    }
    let all = occurrences.len();
    counts.retain(|_, count| *count >= LEAST && *count * GOOD_PART >= all && *count < all);
    let mut parts: BTreeMap<Option<&'static str>, Vec<Occurrence<'_>>> = BTreeMap::new();
    for one in occurrences {
        parts.entry(one.cause.filter(|cause| counts.contains_key(cause))).or_default().push(one);
    }
    parts.into_values().collect()
}

/// The occurrences of a habit, by the direction in which two sources differ, as long as either is a good part of all. What does not
/// add up within one source is one matter, whichever way it misses.
fn by_direction(usual: &[Occurrence<'_>]) -> Vec<Vec<u32>> {
    let (one, other): (Vec<&Occurrence<'_>>, Vec<&Occurrence<'_>>) =
        usual.iter().partition(|one| one.fold.difference.lower_voice_is_larger == Some(true));
    let less = one.len().min(other.len());
    let is_between_sources = usual.iter().all(|one| one.code == FIGURES);
    if !is_between_sources || less < LEAST || less * GOOD_PART < usual.len() {
        return vec![usual.iter().map(|one| one.finding).collect()];
    }
    [one, other].map(|part| part.iter().map(|one| one.finding).collect()).to_vec()
}

/// Groups the findings of one dispute: those at consecutive facts that differ in the same direction, or, if the
/// dispute is a habit, all of them. Findings whose figures differ by far more than usual are separate in either case.
fn partition(occurrences: &[Occurrence<'_>], follows: Follows<'_>) -> Vec<Vec<u32>> {
    let run_count = consecutive(occurrences, follows).len();
    let are_small =
        || occurrences.iter().all(|one| one.fold.difference.share <= SMALL_SHARE && one.code != FALL);
    let is_habit = run_count >= HABIT || run_count >= SMALL_HABIT && are_small();
    let mut amounts: Vec<u64> = occurrences.iter().map(|one| one.fold.difference.amount).collect();
    amounts.sort_unstable();
    let lower_median = amounts[(amounts.len() - 1) / 2];
    let mut threshold = (LARGE_FACTOR * lower_median).max(1);
    let (large_runs, usual) = loop {
        let is_large = |one: &&Occurrence<'_>| {
            one.fold.difference.amount >= threshold && one.fold.difference.share >= SMALL_SHARE
        };
        let (large, usual): (Vec<Occurrence<'_>>, Vec<Occurrence<'_>>) =
            occurrences.iter().partition(is_large);
        let large_runs = consecutive(&large, follows);
        if large_runs.len() <= LARGE_RUNS || threshold == u64::MAX {
            break (large_runs, usual);
        }
        threshold = threshold.saturating_mul(LARGE_FACTOR);
    };
    let mut runs = large_runs;
    if is_habit && !usual.is_empty() {
        runs.extend(by_direction(&usual));
    } else {
        runs.extend(consecutive(&usual, follows));
    }
    runs
}

/// The runs of occurrences at consecutive facts whose figures differ in the same direction.
fn consecutive(occurrences: &[Occurrence<'_>], follows: Follows<'_>) -> Vec<Vec<u32>> {
    let is_next = |one: &Occurrence<'_>, next: &Occurrence<'_>| {
        if one.code == FALL {
            return one.fold.series == next.fold.series && one.day == next.day;
        }
        // What a restatement explains is another matter than what nothing does.
        let is_restated = |one: &Occurrence<'_>| one.code != FIGURES && one.cause == Some(SINCE_REVISED);
        if is_restated(one) != is_restated(next) {
            return false;
        }
        let (before, after) = (one.fold, next.fold);
        let is_next_fact = match &after.involved_series[..] {
            [_] => after.fact_number.abs_diff(before.fact_number) == 1,
            several => follows(several, one.finding, next.finding),
        };
        is_next_fact && after.difference.lower_voice_is_larger == before.difference.lower_voice_is_larger
    };
    occurrences.chunk_by(is_next).map(|run| run.iter().map(|one| one.finding).collect()).collect()
}

/// Whether some series have no fact between those of two findings about them, of which the second is later.
fn nothing_between(corpus: &Corpus, series: &[u32], before: &Finding, after: &Finding) -> bool {
    let [before, after] = [before, after].map(|finding| window_of(corpus, finding));
    let time = |at: &u32| corpus.claim(*at).time;
    let is_empty = |number: &u32| {
        let claims = corpus.claims_of(&corpus.series[*number as usize]);
        let next = claims.partition_point(|at| compare_windows(time(at).as_ref(), before.as_ref()).is_le());
        claims.get(next).is_none_or(|at| compare_windows(time(at).as_ref(), after.as_ref()).is_ge())
    };
    compare_windows(before.as_ref(), after.as_ref()).is_lt() && series.iter().all(is_empty)
}

/// The time of the fact that a finding is about.
fn window_of(corpus: &Corpus, finding: &Finding) -> Option<Window> {
    let series = finding.fold.as_ref()?.series;
    let core = finding.claims.iter().filter(|cited| cited.core);
    let mut claims = core.filter_map(|cited| corpus.claims_at(cited.place).next());
    corpus.claim(claims.find(|&claim| corpus.series_of(claim) == Some(series))?).time
}

#[cfg(test)]
mod tests {
    use super::{Occurrence, partition};
    use crate::finding::{Code, Difference, FoldInfo, FoldSides, FoldTime};

    /// Facts and by how much the figures differ there; a negative amount is a difference the other way.
    fn runs_of(days: &[(u32, i64)]) -> Vec<Vec<u32>> {
        let folds: Vec<FoldInfo> = days
            .iter()
            .map(|&(fact, amount)| FoldInfo {
                series: 1,
                fact_number: fact,
                involved_series: vec![1],
                sides: FoldSides { first: vec![1], second: vec![2] },
                is_split: false,
                difference: Difference {
                    amount: amount.unsigned_abs(),
                    share: 20,
                    lower_voice_is_larger: Some(amount > 0),
                    way: String::new(),
                    shown: String::new(),
                    unit: String::new(),
                },
                time: FoldTime::default(),
                message_claims: Vec::new(),
                other_disputes: String::new(),
            })
            .collect();
        let occurrences: Vec<Occurrence<'_>> = folds
            .iter()
            .map(|fold| Occurrence {
                finding: fold.fact_number,
                code: Code("C101"),
                fold,
                day: None,
                cause: None,
            })
            .collect();
        partition(&occurrences, &|_, _, _| false)
    }

    #[test]
    fn consecutive_days_are_one_unless_the_direction_changes() {
        assert_eq!(runs_of(&[(3, 5), (4, 20), (5, 12), (7, 9)]), [vec![3, 4, 5], vec![7]]);
        assert_eq!(runs_of(&[(3, 5), (4, -20)]), [vec![3], vec![4]]);
    }

    #[test]
    fn a_habit_is_one_and_a_large_difference_is_another() {
        let habit = [(1, 2), (3, 3), (5, -2), (7, 2), (9, 250), (11, 1), (13, 2)];
        assert_eq!(runs_of(&habit), [vec![9], vec![1, 3, 5, 7, 11, 13]]);
        // Five times is not yet a habit.
        assert_eq!(runs_of(&habit[..5]).len(), 5);
    }

    #[test]
    fn a_habit_of_two_scales_has_few_exceptions() {
        let days: Vec<(u32, i64)> =
            (0..60).map(|day| (day * 2, if day % 5 == 0 { 40 } else { 1 })).chain([(121, 5000)]).collect();
        let runs = runs_of(&days);
        assert_eq!(runs.len(), 2, "{runs:?}");
        assert_eq!(runs[0], [121]);
    }
}
