//! Folds the same dispute at consecutive facts of a series, or at many of them, into one finding: that of the worst
//! day, which also says how long the dispute lasted.

use std::collections::BTreeMap;

use crate::cause::EDIT;
use crate::finding::{Code, Finding, FoldInfo, Standing, TO_DO_SO};

/// What findings of one dispute have in common.
type DisputeKey = (Code, Option<bool>, u32, (Vec<u32>, Vec<u32>));

/// Folds the findings that report the same dispute at consecutive facts.
pub(super) fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    let mut disputes: BTreeMap<DisputeKey, Vec<(u32, u32)>> = BTreeMap::new();
    for (number, finding) in findings.iter().enumerate() {
        if let Some(run) = &finding.run {
            let slip = finding.standing.map(|standing| standing == Standing::Slip);
            let dispute = (finding.code, slip, run.series, run.sides.clone());
            disputes.entry(dispute).or_default().push((run.fact, number as u32));
        }
    }
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    for mut facts in disputes.into_values() {
        if facts.len() < 2 {
            continue;
        }
        facts.sort_unstable();
        let gap = |at: u32| {
            findings[at as usize].as_ref().and_then(|day| day.run.as_ref()).map_or(0, |run| run.gap)
        };
        for run in runs(&facts, gap).into_iter().filter(|run| run.len() > 1) {
            let days: Vec<Finding> = run.iter().filter_map(|&at| findings[at as usize].take()).collect();
            findings[run[0] as usize] = joined(days);
        }
    }
    findings.into_iter().flatten().collect()
}

/// From this many runs on a dispute is a habit: it is reported once, not each time that it lapses for a day.
const HABIT: usize = 6;

/// A day whose figures are this many times further apart than most (of two days, than the other) is reported by itself, if
/// they differ by a tenth or more: one day that is wrong by half must not be hidden among those that are off by a few.
const FAR: u64 = 10;
const TENTH: u64 = 100;

/// The findings of one dispute that are reported together, each with its fact in order of time: those at consecutive
/// facts, and, where the dispute recurs often, all; in either case only those whose figures are about as far apart as most.
fn runs(facts: &[(u32, u32)], gap: impl Fn(u32) -> u64) -> Vec<Vec<u32>> {
    let consecutive = |facts: &[(u32, u32)]| -> Vec<Vec<u32>> {
        let runs = facts.chunk_by(|before, after| after.0 - before.0 <= 1);
        runs.map(|run| run.iter().map(|fact| fact.1).collect()).collect()
    };
    let habit = consecutive(facts).len() >= HABIT;
    let mut gaps: Vec<u64> = facts.iter().map(|fact| gap(fact.1)).collect();
    gaps.sort_unstable();
    let far = (FAR * gaps[(gaps.len() - 1) / 2]).max(TENTH);
    let (apart, near): (Vec<_>, Vec<_>) = facts.iter().partition(|fact| gap(fact.1) >= far);
    let mut runs = consecutive(&apart);
    if habit {
        runs.push(near.into_iter().map(|fact| fact.1).collect());
    } else {
        runs.extend(consecutive(&near));
    }
    runs
}

/// Folds the findings of one run, given in order of time, into one.
fn joined(days: Vec<Finding>) -> Option<Finding> {
    let runs: Vec<FoldInfo> = days.iter().filter_map(|day| day.run.clone()).collect();
    let worst = runs.iter().enumerate().max_by_key(|(at, run)| (run.gap, std::cmp::Reverse(*at)))?.0;
    let (first, last) = (runs.first()?, runs.last()?);
    let count = days.len();
    let kinds: Vec<Option<&str>> =
        days.iter().map(|day| day.cause.as_ref().map(|cause| cause.kind)).collect();
    // Days may stand in files with levels of their own; the most severe level counts for all.
    let severity = days.iter().map(|day| day.severity).max()?;
    let help: Vec<Vec<String>> = days.iter().map(|day| day.help.clone()).collect();
    let mut others = Vec::new();
    let mut speaker = None;
    for (at, day) in days.into_iter().enumerate() {
        if at == worst {
            speaker = Some(day);
        } else {
            others.extend(day.claims.into_iter().map(|claim| crate::finding::Cited { core: false, ..claim }));
        }
    }
    let mut speaker = speaker?;
    speaker.severity = severity;
    // What explains one day of many does not explain a dispute that lasts.
    if kinds.iter().filter(|kind| **kind == speaker.cause.as_ref().map(|cause| cause.kind)).count() * 2
        < count
    {
        speaker.cause = None;
        speaker.help.retain(|line| !line.starts_with(EDIT));
    }
    speaker.help = settled(std::mem::take(&mut speaker.help), &help);
    let run = &runs[worst];
    let times = Times::of(&runs);
    let steady = runs.iter().all(|other| other.gap == run.gap);
    let most = if steady {
        String::new()
    } else {
        format!(", most {}", times.dated(&shortly(&run.when, &last.when)))
    };
    speaker.message.push_str(&format!(
        "; the same pattern {} from {}{most}",
        times.counted(count),
        between(&first.when, &last.when)
    ));
    let no_gap = runs.iter().all(|run| run.gap == 0);
    let counted = times.counted(count);
    let line = format!("the same {counted}, the first {}, the last {}", first.when, last.when);
    let sided = format!(
        "the same sides {counted}: first {}{}, worst {}{}, last {}{}",
        times.dated(&first.when),
        apart(first),
        times.dated(&run.when),
        apart(run),
        times.dated(&last.when),
        apart(last)
    );
    speaker.reasoning.push(if no_gap { line } else { sided });
    speaker.claims.extend(others);
    Some(speaker)
}

/// For at most how many lines to copy a folded dispute proposes them.
const COPIED: usize = 6;

/// What can be done about a run: what is to be copied for the day that speaks for it is to be copied for each of the others
/// too, or it settles only that one; where that would be too much, it is not proposed.
fn settled(speaker: Vec<String>, days: &[Vec<String>]) -> Vec<String> {
    let of_day = |line: &String| line.starts_with("  ") || line.starts_with(TO_DO_SO);
    let mut all: Vec<&String> = Vec::new();
    for line in days.iter().flatten().filter(|line| of_day(line)) {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    let (copied, so): (Vec<&String>, Vec<&String>) = all.into_iter().partition(|line| line.starts_with("  "));
    let mut help = Vec::new();
    let mut is_copied = false;
    for (at, line) in speaker.iter().enumerate() {
        let leads = speaker.get(at + 1).is_some_and(|next| next.starts_with("  "));
        match (of_day(line), leads) {
            (true, _) if is_copied || copied.len() > COPIED => {}
            (true, _) => {
                is_copied = true;
                help.extend(copied.iter().chain(&so).map(|&line| line.clone()));
            }
            (false, true) if copied.len() > COPIED => {}
            (false, _) => help.push(line.clone()),
        }
    }
    help
}

/// Whether the facts of a run are days or periods, in words.
struct Times {
    days: bool,
}

impl Times {
    fn of(runs: &[FoldInfo]) -> Self {
        Self { days: runs.iter().all(|run| is_day(&run.when)) }
    }

    /// `on 3 dates`, `in 3 periods`.
    fn counted(&self, count: usize) -> String {
        if self.days { format!("on {count} dates") } else { format!("in {count} periods") }
    }

    /// `on 1 May 2024`, `since 1 May 2024`, `in the first quarter of 2024`.
    fn dated(&self, when: &str) -> String {
        let open = ["since ", "until "].iter().any(|word| when.starts_with(word));
        match (open, self.days) {
            (true, _) => when.to_owned(),
            (false, true) => format!("on {when}"),
            (false, false) => format!("in {when}"),
        }
    }
}

/// Whether a time, as it is shown, is a day, or opens or ends with one: `3 October 2020`, `since 3 October 2020`.
fn is_day(when: &str) -> bool {
    let day = when.trim_start_matches("since ").trim_start_matches("until ");
    let mut words = day.split([' ', ',']);
    let number = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    number && words.next().is_some_and(|word| word.starts_with(char::is_uppercase)) && !day.contains(" to ")
}

/// How far apart the figures are: ` (8.6 % apart)`.
fn apart(run: &FoldInfo) -> String {
    match (run.gap / 10, run.gap % 10) {
        (0, 0) => String::new(),
        (whole, 0) => format!(" ({whole} % apart)"),
        (whole, tenth) => format!(" ({whole}.{tenth} % apart)"),
    }
}

/// `3 to 14 October 2020` from the days as they are shown; what both have in common at the end is given once.
fn between(first: &str, last: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (first.split(' ').collect(), last.split(' ').collect());
    if from.len() != 3 || to.len() != 3 {
        return format!("{first} to {last}");
    }
    let shared = from.iter().rev().zip(to.iter().rev()).take(2).take_while(|(a, b)| a == b).count();
    format!("{} to {last}", from[..3 - shared].join(" "))
}

/// `the 9th` for a day of the month just named, `28 September` for one of its year.
fn shortly(day: &str, last: &str) -> String {
    let (words, named): (Vec<&str>, Vec<&str>) = (day.split(' ').collect(), last.split(' ').collect());
    match (words.as_slice(), named.as_slice()) {
        ([number, month, year], [_, same, this]) if year == this && month == same => {
            match number.parse::<u32>() {
                Ok(number) => format!("the {number}{}", ordinal(number)),
                Err(_) => day.to_owned(),
            }
        }
        ([number, month, year], [_, _, this]) if year == this => format!("{number} {month}"),
        _ => day.to_owned(),
    }
}

fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100 / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::{between, fold, shortly};
    use crate::finding::{Cited, Code, Finding, FoldInfo, Severity, Standing};
    use crate::source::{FileId, Place, Span};

    fn day(fact: u32, gap: u64, when: &str, sides: (Vec<u32>, Vec<u32>)) -> Finding {
        let place = Place { file: FileId(0), span: Span { start: fact * 10, end: fact * 10 + 5 } };
        let claim = Cited {
            id: fact.to_string(),
            place,
            mark: place.span,
            label: String::new(),
            core: true,
            repair: true,
            suspect: false,
        };
        Finding {
            code: Code("C101"),
            severity: Severity::Warning,
            standing: Some(Standing::Disputed),
            at: place,
            mark: place.span,
            message: format!("apart on {when}"),
            help: Vec::new(),
            cause: None,
            fact: None,
            reasoning: Vec::new(),
            outlier: None,
            claims: vec![claim],
            laws: Vec::new(),
            run: Some(FoldInfo { series: 1, fact, sides, gap, when: when.to_owned() }),
            members: Vec::new(),
            fingerprint: String::new(),
            rank: 0,
        }
    }

    #[test]
    fn the_worst_day_of_a_run_speaks_for_it() {
        let sides = || (vec![1], vec![2]);
        let found = fold(vec![
            day(4, 20, "4 October 2020", sides()),
            day(3, 5, "3 October 2020", sides()),
            day(5, 12, "5 October 2020", sides()),
            day(7, 90, "7 October 2020", sides()),
            day(6, 90, "6 October 2020", (vec![2], vec![1])),
        ]);
        let folded: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            folded,
            [
                "apart on 4 October 2020; the same pattern on 3 dates from 3 to 5 October 2020, most on the 4th",
                "apart on 7 October 2020",
                "apart on 6 October 2020"
            ]
        );
        let claims: Vec<(&str, bool, bool)> =
            found[0].claims.iter().map(|claim| (claim.id.as_str(), claim.core, claim.repair)).collect();
        assert_eq!(claims, [("4", true, true), ("3", false, true), ("5", false, true)]);
        assert_eq!(
            found[0].reasoning,
            [
                "the same sides on 3 dates: first on 3 October 2020 (0.5 % apart), worst on 4 October 2020 (2 % apart), \
              last on 5 October 2020 (1.2 % apart)"
            ]
        );
    }

    #[test]
    fn a_habit_is_reported_once_and_what_is_far_from_it_apart() {
        let sides = || (vec![1], vec![2]);
        let fold_of = |days: &[(u32, u64)]| -> Vec<(String, usize)> {
            let findings = days.iter().map(|&(at, gap)| day(at, gap, &format!("{at} October 2020"), sides()));
            fold(findings.collect()).into_iter().map(|folded| (folded.message, folded.claims.len())).collect()
        };
        let habit = [(1, 2), (3, 3), (5, 2), (7, 2), (9, 250), (11, 1), (13, 2)];
        assert_eq!(
            fold_of(&habit),
            [
                (
                    "apart on 3 October 2020; the same pattern on 6 dates from 1 to 13 October 2020, most on the 3rd"
                        .to_owned(),
                    6
                ),
                ("apart on 9 October 2020".to_owned(), 1)
            ]
        );
        // Five times is not yet a habit.
        assert_eq!(fold_of(&habit[..5]).len(), 5);
    }

    #[test]
    fn what_two_days_share_is_said_once() {
        assert_eq!(between("3 October 2020", "14 October 2020"), "3 to 14 October 2020");
        assert_eq!(between("28 September 2020", "3 October 2020"), "28 September to 3 October 2020");
        assert_eq!(between("28 December 2020", "3 January 2021"), "28 December 2020 to 3 January 2021");
        assert_eq!(shortly("11 October 2020", "14 October 2020"), "the 11th");
        assert_eq!(shortly("22 October 2020", "24 October 2020"), "the 22nd");
        assert_eq!(shortly("28 September 2020", "3 October 2020"), "28 September");
        assert_eq!(shortly("28 December 2020", "3 January 2021"), "28 December 2020");
        assert_eq!(between("October 2020", "November 2020"), "October 2020 to November 2020");
    }
}
