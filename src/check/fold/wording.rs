//! What a fold says: the words of its worst finding, how many there are and when, and which come next.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::codes::FALL;
use super::difference::{is_trifling, with_largest_difference};
use super::roots::{Root, RootKind};
use super::time_words::{TimeUnit, between, first_to_last, percent};
use crate::cause::EDIT;
use crate::corpus::{Describer, join_words, plural};
use crate::finding::{Cause, Cited, Finding, FoldInfo, Severity, Standing, TO_DO_SO};
use crate::source::Place;

/// How many of the findings that come next are given in words.
const NEXT: usize = 3;

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
    let (first, others) = (runs.next()?, runs.collect::<Vec<_>>());
    if first.len() + others.len() < 2 {
        return first.into_iter().next();
    }
    let numbers: Vec<u32> = (0..first.len() as u32).collect();
    let leading = with_largest_difference(&first, &numbers) as usize;
    let mut head = first.get(leading)?.clone();
    if first.len() > 1 {
        add_times(&mut head, &first, leading);
    }
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
    if matches!(root.kind, RootKind::Habit { is_between_two: true, .. }) && is_trifling(&members) {
        head.severity = Severity::Note;
    }
    if members.iter().any(|member| member.standing == Some(Standing::Slip)) {
        head.standing = Some(Standing::Slip);
    }
    let rest = members.iter().enumerate().filter(|(at, _)| *at != leading);
    add_claims(&mut head, rest.flat_map(|(_, member)| &member.claims));
    head.members = members;
    Some(head)
}

/// Shows the claims of others too, each once: what any of them says of a claim holds.
fn add_claims<'f>(head: &mut Finding, others: impl Iterator<Item = &'f Cited>) {
    let mut shown: FxHashMap<(Place, String), usize> = FxHashMap::default();
    for (at, cited) in head.claims.iter().enumerate() {
        shown.insert((cited.place, cited.id.clone()), at);
    }
    for cited in others {
        match shown.get(&(cited.place, cited.id.clone())) {
            Some(&at) => {
                head.claims[at].repair |= cited.repair;
                head.claims[at].suspect |= cited.suspect;
            }
            None => {
                shown.insert((cited.place, cited.id.clone()), head.claims.len());
                head.claims.push(Cited { core: false, ..cited.clone() });
            }
        }
    }
}

/// Says of how many days a finding speaks, given in order of time, and how far apart the figures are on each or the worst.
fn add_times(head: &mut Finding, days: &[Finding], leading: usize) {
    let folds: Vec<&FoldInfo> = days.iter().filter_map(|day| day.fold.as_ref()).collect();
    let (Some(first), Some(last), Some(largest)) = (folds.first(), folds.last(), folds.get(leading)) else {
        return;
    };
    let times = TimeUnit::of(&folds);
    let mut addition =
        format!("; so {}, {}", times.counted(days.len()), between(&first.time.in_words, &last.time.in_words));
    let other_way = folds
        .iter()
        .filter(|fold| fold.difference.first_is_larger != largest.difference.first_is_larger)
        .count();
    if other_way > 0 {
        addition.push_str(&format!(", {other_way} of them the other way round"));
    }
    let mut by_size = folds.clone();
    by_size.sort_by_key(|fold| Reverse((fold.difference.amount, fold.difference.share)));
    let is_steady = by_size.iter().all(|fold| fold.difference.shown == by_size[0].difference.shown);
    let median = &by_size[by_size.len() / 2].difference.shown;
    if !is_steady && days.len() > LISTED && !median.is_empty() {
        addition.push_str(&format!(", by {median} at the median"));
    }
    head.message.push_str(&addition);
    let listed = |folds: &[&FoldInfo]| {
        let all = folds.iter().filter(|fold| !fold.difference.shown.is_empty());
        join_words(
            &all.map(|fold| format!("{} {}", fold.difference.shown, fold.time.dated)).collect::<Vec<_>>(),
        )
    };
    if by_size[0].difference.shown.is_empty() {
    } else if is_steady {
        head.reasoning.push(format!("apart by {} each time", by_size[0].difference.shown));
    } else if days.len() > LISTED {
        head.reasoning.push(format!("the furthest apart of these: by {}", listed(&by_size[..LISTED])));
        let mut next: Vec<&Finding> = days.iter().collect();
        let gap =
            |day: &Finding| day.fold.as_ref().map(|fold| (fold.difference.amount, fold.difference.share));
        next.sort_by_key(|day| Reverse(gap(day)));
        head.reasoning.extend(next[1..=NEXT].iter().map(|day| format!("also: {}", day.message)));
    } else if head.code != FALL {
        // Two falls of one total may be the same one, told of other days.
        head.reasoning.push(format!("apart by {}", listed(&folds)));
    }
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
        RootKind::Habit { is_between_two: true, found, possible } => {
            let differ: Vec<&FoldInfo> = all()
                .filter(|finding| finding.code == head.code)
                .filter_map(|finding| finding.fold.as_ref())
                .collect();
            let mut shares: Vec<u64> = differ.iter().map(|fold| fold.difference.share).collect();
            shares.sort_unstable();
            format!(
                "; the two differ in {} of the {possible} figures of {} that both give, by {} at the median{}",
                found,
                measure(words, head),
                percent(shares.get(shares.len() / 2).copied().unwrap_or(0)),
                first_to_last(all())
            )
        }
        RootKind::Habit { is_between_two: false, possible, .. } => format!(
            "; {} in {} of its {possible} series of {}{}",
            times(all().count()),
            others.len() + 1,
            measure(words, head),
            first_to_last(all())
        ),
    };
    head.message.push_str(&addition);
    if kind == RootKind::SameWords {
        return;
    }
    let lead = match kind {
        RootKind::Misdated | RootKind::TakenBack(_) => "from this follows",
        _ => "also",
    };
    let largest = |run: &Vec<Finding>| {
        let numbers: Vec<u32> = (0..run.len() as u32).collect();
        run.get(with_largest_difference(run, &numbers) as usize).map(|largest| largest.message.clone())
    };
    for message in others.iter().take(NEXT).filter_map(largest) {
        head.reasoning.push(format!("{lead}: {message}"));
    }
    if others.len() > NEXT {
        head.reasoning.push(format!("and {} more like these", others.len() - NEXT));
    }
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
            format!("{} (likewise in {often} of the {} cases)", cause.text, members.len())
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

/// `once`, `12 times`.
fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
