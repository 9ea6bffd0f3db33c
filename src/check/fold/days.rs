//! The same dispute at several facts of one series: at consecutive ones, or so often that it is a habit.

use std::collections::BTreeMap;

use super::codes::FALL;
use super::gap::{FAR, LITTLE};
use crate::finding::{Code, Finding, FoldInfo, Standing};

/// What findings of one dispute have in common.
type DisputeKey<'f> = (Code, bool, &'f [u32], &'f (Vec<u32>, Vec<u32>));

/// From this many runs on a dispute is a habit: it is reported once, not each time that it lapses for a day.
const HABIT: usize = 6;

/// The same where the figures never differ by more than [`LITTLE`]. A running total that falls is news each time.
const LITTLE_HABIT: usize = 4;

/// At most how many runs of days stand apart from one habit: of more, what is usual has two scales.
const APART: usize = 6;

/// The findings that are reported, those of one dispute at consecutive facts, or at many, together and in order of time.
pub(super) fn runs(findings: &[Finding], reported: &[bool]) -> Vec<Vec<u32>> {
    let mut disputes: BTreeMap<DisputeKey<'_>, Vec<Day<'_>>> = BTreeMap::new();
    let mut runs = Vec::new();
    for (number, finding) in (0..).zip(findings) {
        if !reported[number as usize] {
            continue;
        }
        let Some(fold) = finding.fold.as_ref().filter(|fold| !fold.time.shown.is_empty()) else {
            runs.push(vec![number]);
            continue;
        };
        let key = (finding.code, finding.standing == Some(Standing::Slip), &fold.among[..], &fold.sides);
        let day = finding.fact.as_ref().and_then(|fact| fact.from.as_deref());
        disputes.entry(key).or_default().push(Day { finding: number, fold, day, code: finding.code });
    }
    for mut days in disputes.into_values() {
        days.sort_by_key(|day| (day.day, day.fold.series, day.fold.fact, day.finding));
        runs.extend(partition(&days));
    }
    // In the order of the findings, so that nothing depends on how they were grouped.
    runs.sort_unstable();
    runs
}

/// A finding of a dispute.
#[derive(Clone, Copy)]
struct Day<'f> {
    finding: u32,
    code: Code,
    fold: &'f FoldInfo,
    day: Option<&'f str>,
}

/// The findings of one dispute that are reported together: those at consecutive facts whose figures differ in the same
/// direction, and, where the dispute recurs often, all; in either case only those about as far apart as most.
fn partition(days: &[Day<'_>]) -> Vec<Vec<u32>> {
    let runs = consecutive(days).len();
    let is_little = || days.iter().all(|day| day.fold.gap.share <= LITTLE && day.code != FALL);
    let habit = runs >= HABIT || runs >= LITTLE_HABIT && is_little();
    let mut amounts: Vec<u64> = days.iter().map(|day| day.fold.gap.amount).collect();
    amounts.sort_unstable();
    let mut far = (FAR * amounts[(amounts.len() - 1) / 2]).max(1);
    let (apart, near) = loop {
        let is_far = |day: &&Day<'_>| day.fold.gap.amount >= far && day.fold.gap.share >= LITTLE;
        let (apart, near): (Vec<Day<'_>>, Vec<Day<'_>>) = days.iter().partition(is_far);
        let apart = consecutive(&apart);
        if apart.len() <= APART || far == u64::MAX {
            break (apart, near);
        }
        far = far.saturating_mul(FAR);
    };
    let mut runs = apart;
    if habit && !near.is_empty() {
        runs.push(near.iter().map(|day| day.finding).collect());
    } else {
        runs.extend(consecutive(&near));
    }
    runs
}

/// The runs of days at consecutive facts whose figures differ in the same direction.
fn consecutive(days: &[Day<'_>]) -> Vec<Vec<u32>> {
    let together = |before: &Day<'_>, after: &Day<'_>| {
        let (before, after) = (before.fold, after.fold);
        after.series == before.series
            && after.fact.abs_diff(before.fact) == 1
            && after.gap.first_is_larger == before.gap.first_is_larger
    };
    days.chunk_by(together).map(|run| run.iter().map(|day| day.finding).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Day, partition};
    use crate::finding::{Code, FoldInfo, FoldTime, Gap};

    /// Facts and by how much the figures differ there; a negative amount is a difference the other way.
    fn runs_of(days: &[(u32, i64)]) -> Vec<Vec<u32>> {
        let folds: Vec<FoldInfo> = days
            .iter()
            .map(|&(fact, amount)| FoldInfo {
                series: 1,
                fact,
                among: vec![1],
                sides: (vec![1], vec![2]),
                gap: Gap {
                    amount: amount.unsigned_abs(),
                    share: 20,
                    first_is_larger: Some(amount > 0),
                    shown: String::new(),
                },
                time: FoldTime::default(),
            })
            .collect();
        let days: Vec<Day<'_>> = folds
            .iter()
            .map(|fold| Day { finding: fold.fact, code: Code("C101"), fold, day: None })
            .collect();
        partition(&days)
    }

    #[test]
    fn consecutive_days_are_one_unless_the_direction_changes() {
        assert_eq!(runs_of(&[(3, 5), (4, 20), (5, 12), (7, 9)]), [vec![3, 4, 5], vec![7]]);
        assert_eq!(runs_of(&[(3, 5), (4, -20)]), [vec![3], vec![4]]);
    }

    #[test]
    fn a_habit_is_one_and_what_is_far_from_it_apart() {
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
