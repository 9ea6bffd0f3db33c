//! What a fold says: the words of its worst finding, how many there are and when, and which come next.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::FALL;
use super::difference::{is_trifling, with_largest_difference};
use super::root::{Root, RootKind};
use super::time_words::{TimeUnit, between, first_to_last, percent};
use crate::cause::EDIT;
use crate::corpus::{Describer, join_words, plural};
use crate::finding::{Cause, Cited, Difference, Finding, FoldInfo, Severity, Standing, TO_DO_SO};
use crate::model::Number;
use crate::source::Place;

/// How many of the findings that come next are given in words.
const NEXT: usize = 3;

/// Up to how many days of a run are all given in words.
const ALL_TOLD: usize = 16;

/// How many days of a run are listed.
const LISTED: usize = 6;

/// How many series are named.
const NAMED: usize = 3;

/// The findings of a root as one.
pub(super) fn finding(
    words: Describer<'_>,
    root: &Root,
    take: &mut impl FnMut(u32) -> Option<Finding>,
) -> Option<Finding> {
    let mut runs = root.runs.iter().map(|run| run.iter().filter_map(|&at| take(at)).collect::<Vec<_>>());
    let (mut first, mut others) = (runs.next()?, runs.collect::<Vec<_>>());
    if first.len() + others.len() < 2 {
        return first.into_iter().next();
    }
    if matches!(root.kind, RootKind::OneFall | RootKind::SameWords) {
        first.extend(std::mem::take(&mut others).into_iter().flatten());
    }
    let numbers: Vec<u32> = (0..first.len() as u32).collect();
    let leading = with_largest_difference(&first, &numbers) as usize;
    let mut head = first.get(leading)?.clone();
    add_times(&mut head, &first, leading);
    if !others.is_empty() {
        add_series(words, root.kind, &mut head, &first, &others);
    }
    let members: Vec<Finding> = first.into_iter().chain(others.into_iter().flatten()).collect();
    let of_one_kind = !matches!(root.kind, RootKind::Misdated | RootKind::TakenBack(_));
    if of_one_kind {
        head.cause = shared_cause(&members, leading);
    }
    // What is to be copied for one of them settles only that one; what an edit reconciles may be only that one too.
    let keeps_edits = head.cause.is_some();
    head.help = head
        .help
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            let leads = head.help.get(at + 1).is_some_and(|next| next.starts_with("  "));
            let copied = line.starts_with("  ") || line.starts_with(TO_DO_SO);
            !leads && !copied && (keeps_edits || !line.starts_with(EDIT))
        })
        .map(|(_, line)| line.clone())
        .collect();
    // Members may stand in files with levels of their own; the most severe level counts for all.
    head.severity = members.iter().map(|member| member.severity).max()?;
    if matches!(root.kind, RootKind::HabitOfTwo(_)) && is_trifling(&members) {
        head.severity = Severity::Note;
    }
    if members.iter().any(|member| member.standing == Some(Standing::Slip)) {
        head.standing = Some(Standing::Slip);
    }
    let rest = members.iter().enumerate().filter(|(at, _)| *at != leading);
    // What is found in several series has its outlier in each; the line below speaks of the one that leads.
    let has_outlier = head.claims.iter().any(|cited| cited.suspect);
    let keeps_suspects = match root.kind {
        RootKind::SmallSlips => true,
        RootKind::SameDay | RootKind::HabitOfOne(_) => has_outlier,
        _ => false,
    };
    add_claims(&mut head, rest.flat_map(|(_, member)| &member.claims), keeps_suspects);
    head.members = members;
    Some(head)
}

/// How many things some findings tell of: what they say in the same words is one, such as a fall that several figures are part
/// of.
pub(super) fn count_told(members: &[Finding]) -> usize {
    told_once(members.iter()).len()
}

/// The findings that say something of their own, in order of time.
fn told_once<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut once: Vec<&Finding> = findings.filter(|finding| told.insert(&finding.message)).collect();
    once.sort_by_key(|finding| finding.fold.as_ref().and_then(|fold| fold.time.first_day.as_deref()));
    once
}

/// Shows the claims of others too, each once. What stands out among these is marked only where that is asked for: the line below
/// speaks of the finding that leads.
fn add_claims<'f>(head: &mut Finding, others: impl Iterator<Item = &'f Cited>, keeps_suspects: bool) {
    let mut shown: FxHashMap<(Place, String), usize> = FxHashMap::default();
    for (at, cited) in head.claims.iter().enumerate() {
        shown.insert((cited.place, cited.id.clone()), at);
    }
    for cited in others {
        match shown.get(&(cited.place, cited.id.clone())) {
            Some(&at) => {
                head.claims[at].repair |= cited.repair;
                head.claims[at].suspect |= cited.suspect && keeps_suspects;
            }
            None => {
                shown.insert((cited.place, cited.id.clone()), head.claims.len());
                let suspect = cited.suspect && keeps_suspects;
                head.claims.push(Cited { core: false, suspect, ..cited.clone() });
            }
        }
    }
}

/// Says of how many days a finding speaks, and how far apart the figures are on each or the worst.
fn add_times(head: &mut Finding, days: &[Finding], leading: usize) {
    let told = told_once(days.iter());
    let folds: Vec<&FoldInfo> = told.iter().filter_map(|day| day.fold.as_ref()).collect();
    let largest = days.get(leading).and_then(|day| day.fold.as_ref());
    let (Some(first), Some(last), Some(largest)) = (folds.first(), folds.last(), largest) else { return };
    if told.len() < 2 {
        return;
    }
    let is_fall = head.code == FALL;
    let what = if is_fall { "falls" } else { TimeUnit::of(&folds).plural() };
    let mut addition = format!(
        "; one of {} such {what}, {}",
        grouped(told.len()),
        between(&first.time.in_words, &last.time.in_words)
    );
    let mut by_size = folds.clone();
    by_size.sort_by_key(|fold| Reverse((fold.difference.amount, fold.difference.share)));
    let shown = by_size[0].difference.shown.as_str();
    let is_steady = by_size.iter().all(|fold| fold.difference.shown == shown);
    let (this_way, other_way): (Vec<&FoldInfo>, Vec<&FoldInfo>) =
        folds.iter().partition(|fold| fold.difference.first_is_larger == largest.difference.first_is_larger);
    let at_the_median = |folds: &[&FoldInfo]| {
        let median = if is_steady || told.len() <= LISTED { None } else { median(folds) };
        let at = if folds.len() > 1 { " at the median" } else { "" };
        median.map_or_else(String::new, |median| format!(", by {median}{at}"))
    };
    if other_way.is_empty() {
        addition.push_str(&at_the_median(&this_way));
    } else {
        addition.push_str(&format!(
            ": {} in this direction{}, and {} in the other{}",
            grouped(this_way.len()),
            at_the_median(&this_way),
            grouped(other_way.len()),
            at_the_median(&other_way)
        ));
    }
    head.message.push_str(&addition);
    if shown.is_empty() {
        return;
    }
    let listed = |folds: &[&FoldInfo]| {
        let all = folds.iter().filter(|fold| !fold.difference.shown.is_empty());
        join_words(
            &all.map(|fold| format!("{} {}", fold.difference.shown, fold.time.dated)).collect::<Vec<_>>(),
        )
    };
    let (apart, furthest) =
        if is_fall { ("falls by", "the largest falls") } else { ("apart by", "the furthest apart of these") };
    if is_steady {
        head.reasoning.push(format!("{apart} {shown} each time"));
    } else if told.len() > LISTED {
        head.reasoning.push(format!("{furthest}: by {}", listed(&by_size[..LISTED])));
        let mut next: Vec<&Finding> =
            told.iter().copied().filter(|day| day.message != days[leading].message).collect();
        let gap =
            |day: &Finding| day.fold.as_ref().map(|fold| (fold.difference.amount, fold.difference.share));
        next.sort_by_key(|day| Reverse(gap(day)));
        let most = if told.len() <= ALL_TOLD { ALL_TOLD } else { NEXT };
        head.reasoning.extend(next.iter().take(most).map(|day| format!("also: {}", day.message)));
    } else {
        head.reasoning.push(format!("{apart} {}", listed(&folds)));
    }
}

/// The median of some differences, as it is shown; none where they have none.
fn median(folds: &[&FoldInfo]) -> Option<String> {
    let mut all: Vec<&Difference> = folds.iter().map(|fold| &fold.difference).collect();
    all.sort_by_key(|difference| (difference.amount, difference.share));
    let upper = *all.get(all.len() / 2)?;
    let lower = if all.len().is_multiple_of(2) { all[all.len() / 2 - 1] } else { upper };
    if upper.shown.is_empty() {
        return None;
    }
    if lower.shown == upper.shown || upper.amount == u64::MAX {
        return Some(upper.shown.clone());
    }
    // Half a thousandth is more than anybody would read.
    let middle = Number::decimal(i128::from(lower.amount) + i128::from(upper.amount), 3).half();
    Some(format!("{}{}", middle.grouped(), upper.unit))
}

/// Says of how many series a finding speaks, and which come next.
fn add_series(
    words: Describer<'_>,
    kind: RootKind,
    head: &mut Finding,
    first: &[Finding],
    others: &[Vec<Finding>],
) {
    let all = || first.iter().chain(others.iter().flatten());
    let rest = others.len();
    let addition = match kind {
        RootKind::Series | RootKind::SameWords | RootKind::OneFall => String::new(),
        RootKind::Misdated if rest == 1 => "; a contradiction follows from it".to_owned(),
        RootKind::Misdated => format!("; {rest} contradictions follow from it"),
        RootKind::TakenBack(moment) => format!(
            "; the edition of {} was taken back, and {} {} the same root",
            moment.in_words(),
            plural(rest, "other finding"),
            if rest == 1 { "has" } else { "have" }
        ),
        RootKind::SameDay => format!("; likewise for {}", likewise(words, head, others)),
        RootKind::HabitOfTwo(habit) => {
            let days = habit.days.map(|(first, last)| (first.in_words(), last.in_words()));
            let days = days.filter(|(first, last)| first != last);
            format!(
                "; the two differ in {} of the {} figures of {} that both give, by {} at the median{}",
                grouped(habit.found),
                grouped(habit.possible),
                measure(words, head),
                percent(habit.median),
                days.map_or_else(String::new, |(first, last)| format!(", {}", between(&first, &last)))
            )
        }
        RootKind::SmallSlips => {
            let told = told_once(all());
            let mut sizes: Vec<&Difference> =
                told.iter().filter_map(|finding| Some(&finding.fold.as_ref()?.difference)).collect();
            sizes.sort_by_key(|difference| difference.amount);
            let size = match (sizes.first(), sizes.last()) {
                (Some(least), Some(most)) if least.shown == most.shown => format!("of {} each", most.shown),
                (Some(least), Some(most)) => format!("of {} to {}", least.shown, most.shown),
                _ => String::new(),
            };
            format!(
                "; {} small slips like this one, {size}, in {}{}",
                grouped(told.len()),
                plural(series_count(&told), "series"),
                first_to_last(all())
            )
        }
        RootKind::HabitOfOne(possible) => {
            let told = told_once(all());
            let often = match (head.code == FALL, told.len()) {
                (true, count) => plural(count, "such fall"),
                (false, 1) => "once".to_owned(),
                (false, count) => format!("{count} times"),
            };
            format!(
                "; {often} in {} of its {possible} series of {}{}",
                series_count(&told),
                measure(words, head),
                first_to_last(all())
            )
        }
    };
    head.message.push_str(&addition);
    let lead = match kind {
        RootKind::Misdated | RootKind::TakenBack(_) => "from this follows",
        _ => "also",
    };
    let largest = |run: &Vec<Finding>| {
        let numbers: Vec<u32> = (0..run.len() as u32).collect();
        run.get(with_largest_difference(run, &numbers) as usize).map(|largest| largest.message.clone())
    };
    let mut told: Vec<String> = first.iter().map(|finding| finding.message.clone()).collect();
    let known = told.len();
    for message in others.iter().filter_map(largest) {
        if !told.contains(&message) {
            told.push(message);
        }
    }
    let next = &told[known..];
    head.reasoning.extend(next.iter().take(NEXT).map(|message| format!("{lead}: {message}")));
    if next.len() > NEXT {
        head.reasoning.push(format!("and {} more like these", next.len() - NEXT));
    }
}

/// Of how many series some findings tell.
fn series_count(told: &[&Finding]) -> usize {
    let mut series: Vec<u32> =
        told.iter().filter_map(|finding| Some(finding.fold.as_ref()?.series)).collect();
    series.sort_unstable();
    series.dedup();
    series.len()
}

/// The cause that more than half of some findings have, with how often; that of the one that leads, where it is the same.
fn shared_cause(members: &[Finding], leading: usize) -> Option<Cause> {
    let own = members.get(leading).and_then(|member| member.cause.as_ref());
    let kind = |member: &Finding| member.cause.as_ref().map(|cause| cause.kind);
    let often = |of: Option<&'static str>| members.iter().filter(|member| kind(member) == of).count();
    let shared = |cause: &&Cause| often(Some(cause.kind)) * 2 >= members.len();
    if let Some(cause) = own.filter(shared) {
        let often = often(Some(cause.kind));
        let text = if often < members.len() {
            format!("{} (this explains {often} of the {} cases)", cause.text, members.len())
        } else {
            cause.text.clone()
        };
        return Some(Cause { kind: cause.kind, text });
    }
    let most = |cause: &&Cause| often(Some(cause.kind)) * 2 > members.len();
    let cause = members.iter().filter_map(|member| member.cause.as_ref()).find(most)?;
    let often = often(Some(cause.kind));
    let text = format!("in {often} of the {} cases, as for instance {}", members.len(), cause.text);
    Some(Cause { kind: cause.kind, text })
}

/// The other series of a root, as far as they differ from the first: `Bremen, Hamburg and 3 more`.
fn likewise(words: Describer<'_>, head: &Finding, others: &[Vec<Finding>]) -> String {
    let mut named: Vec<String> = Vec::new();
    for other in others.iter().filter_map(|run| run.first()) {
        let name = distinguishing_name(words, head, other);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let more = named.len().saturating_sub(NAMED);
    if more > 0 {
        named.truncate(NAMED);
        named.push(format!("{more} more"));
    }
    join_words(&named)
}

/// What sets the series of a finding apart from that of another: a name where one key alone differs, else all of it.
fn distinguishing_name(words: Describer<'_>, head: &Finding, other: &Finding) -> String {
    if let (Some(fact), Some(own)) = (&other.fact, &head.fact)
        && fact.measure == own.measure
        && fact.scope.len() == own.scope.len()
    {
        let mut differ = fact.scope.iter().zip(&own.scope).filter(|(one, two)| one != two);
        if let (Some((one, two)), None) = (differ.next(), differ.next())
            && one.0 == two.0
        {
            return one.1.clone();
        }
    }
    let series = other.fold.as_ref().map(|fold| &words.corpus.series[fold.series as usize]);
    series.map_or_else(String::new, |series| words.series(series))
}

/// The measure of a finding.
fn measure(words: Describer<'_>, finding: &Finding) -> String {
    let series = finding.fold.as_ref().map(|fold| &words.corpus.series[fold.series as usize]);
    series.map_or_else(String::new, |series| words.about(series.measure, &[], None))
}

/// `1,029`.
fn grouped(count: usize) -> String {
    Number::from_u64(count as u64).grouped()
}
