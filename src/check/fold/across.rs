//! The wording of a fold of several series: how many other findings it has, and which are the next.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::difference::with_largest_difference;
use super::root::{AnotherDay, Habit, RestatedCounts, RootKind, TakenBack};
use super::time_words::{first_to_last, from_to, percent};
use crate::check::codes::{FALL, FIGURES, FLOW, LAW, LOOSE, PART_ABOVE_WHOLE, PARTS_MISS_WHOLE};
use crate::corpus::{Describer, join_words, plural, voice};
use crate::finding::{Code, Difference, Finding, Standing};
use crate::model::Number;
use crate::phrasing::amount::minutes_or_hours;

/// How many of the next findings are given in words.
pub(super) const NEXT: usize = 3;

/// The same if the findings have only their size or haste in common, so that each is an event of
/// its own.
const APART_NAMED: usize = 7;

/// How many series are named.
const NAMED: usize = 3;

/// How many different messages some findings have. One fall that several figures are part of has one message.
pub(super) fn count_messages(members: &[Finding]) -> usize {
    distinct_messages(members.iter()).len()
}

/// One finding for each different message, in order of time.
pub(super) fn distinct_messages<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut distinct: FxHashSet<&str> = FxHashSet::default();
    let mut once: Vec<&Finding> = findings.filter(|finding| distinct.insert(&finding.message)).collect();
    once.sort_by_key(|finding| finding.fold.as_ref().and_then(|fold| fold.time.first_day.as_deref()));
    once
}

/// Adds to the leading finding of a root what its other runs are about, and the messages of a few
/// of them.
pub(super) fn add_series(
    words: Describer<'_>,
    kind: RootKind,
    lead: &mut Finding,
    first: &[Finding],
    others: &[Vec<Finding>],
) {
    let all = || first.iter().chain(others.iter().flatten());
    let count = distinct_messages(all()).len();
    let rest = count - distinct_messages(first.iter()).len();
    let addition = match kind {
        RootKind::Series | RootKind::SameWords | RootKind::OneFall => String::new(),
        RootKind::Misdated if rest == 1 => "; a contradiction follows from it".to_owned(),
        RootKind::Misdated => format!("; {rest} contradictions follow from it"),
        RootKind::TakenBack(TakenBack { moment, replaced, figures }) => {
            let edition = format!("the edition of {}", moment.in_words());
            let what = if replaced == figures {
                format!("{edition} was taken back")
            } else {
                format!(
                    "of {1} figures of these measures in {edition}, {0} were replaced since",
                    grouped(replaced),
                    grouped(figures)
                )
            };
            let have = if rest == 1 { "has" } else { "have" };
            format!("; {what}, and {} {have} the same root", plural(rest, "other finding"))
        }
        RootKind::SameFigures if rest == 1 => "; another finding is of the same figures".to_owned(),
        RootKind::SameFigures => format!("; {rest} other findings are of the same figures"),
        RootKind::OneFigure if rest == 1 => "; another finding is about the same figure".to_owned(),
        RootKind::OneFigure => format!("; {rest} other findings are about the same figure"),
        RootKind::OneEdition if rest == 1 => "; another finding is of the same edition".to_owned(),
        RootKind::OneEdition => format!("; {rest} other findings are of the same edition"),
        RootKind::FirstOfEarlierDay(restating) => {
            format!("{}, whose first value was as a rule that of an earlier day", restated(restating, count))
        }
        RootKind::SoonChanged(restating, longest) => {
            let longest = minutes_or_hours(longest).unwrap_or_default();
            format!("{}: each time a figure stood for {longest} at most", restated(restating, count))
        }
        RootKind::MissingPart(claim) => {
            let claim = words.corpus.claim(claim);
            let others = match rest {
                0 => String::new(),
                1 => "another finding has the same root: ".to_owned(),
                rest => format!("{} have the same root: ", plural(rest, "other finding")),
            };
            format!(
                "; {others}the gap is the figure of {}",
                words.about(claim.measure, words.corpus.model.registers.scopes.get(claim.scope.0), None)
            )
        }
        RootKind::EnteredAsZero(restating) => {
            format!("{}, which were 0 before that", restated(restating, count))
        }
        RootKind::RestatedInPart if rest == 1 => "; another finding is of the same restatement".to_owned(),
        RootKind::RestatedInPart => format!("; {rest} other findings are of the same restatement"),
        RootKind::AnotherDay(another) => ahead(words, another, count),
        RootKind::SameDay => format!("; likewise for {}", likewise(words, lead, others)),
        RootKind::HabitOfTwo(habit) => differing(words, lead, habit, &distinct_messages(all())),
        RootKind::OneWhole => {
            format!("; {} findings like this one{}{}", grouped(count), in_all(first), first_to_last(all()))
        }
        RootKind::SmallSlips => {
            let distinct = distinct_messages(all());
            format!(
                "; {}{}, in {}{}",
                counted_slips(&distinct, first),
                sizes(&distinct),
                plural(series_count(&distinct), "series"),
                first_to_last(all())
            )
        }
        RootKind::Trifles => {
            let distinct = distinct_messages(all());
            let is_slip = |finding: &&&Finding| finding.standing == Some(Standing::Slip);
            let slips = distinct.iter().filter(is_slip).count();
            let kinds = match (slips, distinct.len() - slips) {
                (slips, 0) => format!("{} small slips", grouped(slips)),
                (0, disputes) => format!("{} small contradictions between sources", grouped(disputes)),
                (slips, disputes) => format!(
                    "{} and {} between sources",
                    plural(slips, "small slip"),
                    plural(disputes, "contradiction")
                ),
            };
            format!("; {kinds} in all{}{}", sizes(&distinct), first_to_last(all()))
        }
        RootKind::SmallDisputes => {
            let distinct = distinct_messages(all());
            format!(
                "; {} contradictions between sources as small as this one{}{}",
                grouped(distinct.len()),
                sizes(&distinct),
                first_to_last(all())
            )
        }
        RootKind::HabitOfOne(possible) => {
            let distinct = distinct_messages(all());
            let often = match (lead.code == FALL, distinct.len()) {
                (true, count) => plural(count, "such fall"),
                (false, 1) => "once".to_owned(),
                (false, count) => format!("{count} times"),
            };
            format!(
                "; {often} in {} of its {possible} series of {}{}",
                series_count(&distinct),
                measure(words, lead),
                first_to_last(all())
            )
        }
    };
    lead.message.push_str(&addition);
    let link = match kind {
        RootKind::Misdated | RootKind::TakenBack(_) => "from this follows",
        _ => "also",
    };
    let largest = |run: &Vec<Finding>| {
        let numbers: Vec<u32> = (0..run.len() as u32).collect();
        run.get(with_largest_difference(run, &numbers) as usize).map(|largest| largest.message.clone())
    };
    // These have nothing else in common than that they were changed soon, or are small.
    let are_apart = matches!(kind, RootKind::SoonChanged(..) | RootKind::SmallSlips | RootKind::Trifles);
    let next = if are_apart { APART_NAMED } else { NEXT };
    let listed = others.iter().filter_map(largest).take(next);
    lead.reasoning.extend(listed.map(|message| format!("{link}: {message}")));
    let more = rest - others.len().min(next);
    if more > 0 {
        lead.reasoning.push(format!("and {} more like these", grouped(more)));
    }
}

/// ` in all`, if the message has given the number of its own run's dates before.
fn in_all(first: &[Finding]) -> &'static str {
    if first.len() > 1 { " in all" } else { "" }
}

/// How many small slips of a source there are, and if several rules find them, how many of which kind: `3 small slips like this
/// one`, `5 small slips of this source (3 falls and 2 sums of parts)`.
fn counted_slips(distinct: &[&Finding], first: &[Finding]) -> String {
    let mut kinds: Vec<([&str; 2], usize)> = Vec::new();
    for finding in distinct {
        let kind = kind_of_slip(finding.code);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((kind, 1)),
        }
    }
    let count = grouped(distinct.len());
    if kinds.len() == 1 {
        return format!("{count} small slips like this one{}", in_all(first));
    }
    kinds.sort_by_key(|&(kind, count)| (Reverse(count), kind));
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(kind, count)| {
            let [one, many] = kind;
            format!("{} {}", grouped(count), if count == 1 { one } else { many })
        })
        .collect();
    format!("{count} small slips of this source{} ({})", in_all(first), join_words(&kinds))
}

/// What a slip is, for one and for several.
fn kind_of_slip(code: Code) -> [&'static str; 2] {
    match code {
        FALL => ["fall", "falls"],
        PART_ABOVE_WHOLE => ["part above its whole", "parts above their wholes"],
        PARTS_MISS_WHOLE => ["sum of parts that misses its whole", "sums of parts that miss their wholes"],
        FLOW => [
            "figure of a period that misses the growth of its total",
            "figures of periods that miss the growth of their totals",
        ],
        LAW => ["broken law", "broken laws"],
        _ => ["other", "others"],
    }
}

/// From what to what some findings' figures differ: `, of 1 to 8`; empty if none gives a difference.
pub(super) fn sizes(distinct: &[&Finding]) -> String {
    let mut sizes: Vec<&Difference> =
        distinct.iter().filter_map(|finding| Some(&finding.fold.as_ref()?.difference)).collect();
    sizes.sort_by_key(|difference| difference.amount);
    match (sizes.first(), sizes.last()) {
        (Some(only), Some(_)) if sizes.len() == 1 => format!(", of {}", only.shown),
        (Some(least), Some(most)) if least.shown == most.shown => format!(", of {} each", most.shown),
        (Some(least), Some(most)) => format!(", of {} to {}", least.shown, most.shown),
        _ => String::new(),
    }
}

/// How many findings of one kind a source's restatements give, of how many figures and measures.
fn restated(RestatedCounts { figures, measures }: RestatedCounts, count: usize) -> String {
    let of = if measures > 1 { format!(" of {measures} measures") } else { String::new() };
    format!("; one of {} such findings of this source, with {} figures{of}", grouped(count), grouped(figures))
}

/// How often a source is a day ahead of or behind others.
fn ahead(words: Describer<'_>, another: AnotherDay, count: usize) -> String {
    let AnotherDay { claim, is_later, known, days } = another;
    let source = words.voice(voice(words.corpus.claim(claim)));
    let day = if is_later { "a later day" } else { "an earlier day" };
    let of = if known == count {
        format!("all {}", grouped(count))
    } else {
        format!("at least {} of {}", grouped(known), grouped(count))
    };
    format!("; in {of} such cases{}, {source} gives the figure of {day}", from_to(days))
}

/// How often two sources differ.
fn differing(words: Describer<'_>, lead: &Finding, habit: Habit, distinct: &[&Finding]) -> String {
    let [one, other] = habit.claims.map(|claim| voice(words.corpus.claim(claim)));
    let sides = lead.fold.as_ref().map(|fold| fold.sides.first.iter().chain(&fold.sides.second));
    let are_these =
        sides.is_some_and(|mut all| all.all(|side| [one.number(), other.number()].contains(side)));
    let two = if are_these {
        "the two".to_owned()
    } else {
        format!("{} and {}", words.voice(one), words.voice(other))
    };
    let of = match habit.measures {
        1 => measure(words, lead),
        measures => format!("{measures} measures"),
    };
    let count = |code: Code| distinct.iter().filter(|finding| finding.code == code).count();
    let (differing, loose) = (count(FIGURES), count(LOOSE));
    let others = distinct.len() - differing - loose;
    let mut beside = Vec::new();
    if others > 0 {
        beside.push(plural(others, "other contradiction"));
    }
    if loose > 0 {
        beside.push(format!("{} that agree only loosely", grouped(loose)));
    }
    let mut reported_here = Vec::new();
    if differing != habit.found {
        reported_here.push(format!("{} of these are reported here", grouped(differing)));
    }
    if !beside.is_empty() {
        reported_here.push(format!("with {}", join_words(&beside)));
    }
    let reported_here =
        if reported_here.is_empty() { String::new() } else { format!(" ({})", reported_here.join(", ")) };
    let beyond = match habit.beyond {
        0 => String::new(),
        beyond => format!("; {} of these stand out from that and come first", grouped(beyond)),
    };
    format!(
        "; {two} differ in {} of the {} figures of {of} that both give, by {} at the median{}{reported_here}{beyond}",
        grouped(habit.found),
        grouped(habit.possible),
        percent(habit.median),
        from_to(habit.days)
    )
}

/// Adds the findings that follow from all these. `are_filled_in` says whether these are figures that were filled in; sums that miss
/// their whole by such a figure follow from that only where it was 0 before.
pub(super) fn add_consequences(lead: &mut Finding, consequences: &[Finding], are_filled_in: bool) {
    let distinct = distinct_messages(consequences.iter());
    let are_contradictions = distinct.iter().all(|finding| finding.standing.is_some());
    let are_sums = are_filled_in && distinct.iter().all(|finding| finding.code == PARTS_MISS_WHOLE);
    lead.message.push_str(&match (distinct.len(), are_contradictions) {
        (1, _) if are_sums => "; a sum misses its whole by the figure of such a part".to_owned(),
        (count, _) if are_sums => format!("; {count} sums miss their whole by the figure of such a part"),
        (1, true) => "; a contradiction follows from this".to_owned(),
        (1, false) => "; another finding follows from this".to_owned(),
        (count, true) => format!("; {count} contradictions follow from this"),
        (count, false) => format!("; {count} findings follow from this"),
    });
    let largest = |finding: &&&Finding| finding.fold.as_ref().map(|fold| fold.difference.amount);
    let mut distinct = distinct;
    distinct.sort_by_key(|finding| Reverse(largest(&finding)));
    let from_this = if are_sums { "also" } else { "from this follows" };
    let listed = distinct.iter().take(NEXT).map(|finding| format!("{from_this}: {}", finding.message));
    lead.reasoning.extend(listed);
    if distinct.len() > NEXT {
        lead.reasoning.push(format!("and {} more like these", distinct.len() - NEXT));
    }
}

/// How many series some findings are about.
fn series_count(distinct: &[&Finding]) -> usize {
    let mut series: Vec<u32> =
        distinct.iter().filter_map(|finding| Some(finding.fold.as_ref()?.series)).collect();
    series.sort_unstable();
    series.dedup();
    series.len()
}

/// The other series of a root, as far as they differ from the first: `Bremen, Hamburg and 3 more`.
fn likewise(words: Describer<'_>, lead: &Finding, others: &[Vec<Finding>]) -> String {
    let mut named: Vec<String> = Vec::new();
    for other in others.iter().filter_map(|run| run.first()) {
        let name = distinguishing_name(words, lead, other);
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

/// What distinguishes the series of a finding from that of another: one name if they differ in one key, else
/// everything.
fn distinguishing_name(words: Describer<'_>, lead: &Finding, other: &Finding) -> String {
    if let (Some(fact), Some(own)) = (&other.fact, &lead.fact)
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
pub(super) fn grouped(count: usize) -> String {
    Number::from_u64(count as u64).grouped()
}
