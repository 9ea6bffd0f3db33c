//! The wording of a fold: the message of its leading finding, how many findings there are and when, and which are the
//! next.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::across::{add_consequences, add_series, distinct_messages, grouped};
use super::beside::{add_mirrored, add_smaller};
use super::difference::{is_trifling, with_largest_difference};
use super::edition_words::still_standing;
use super::missed_growth::HAS_OWN_WAY_OF_COUNTING;
use super::root::{Root, RootKind};
use super::times::{add_times, join_same_dispute};
use crate::cause::EDIT;
use crate::check::fingerprint;
use crate::corpus::Describer;
use crate::finding::{ANOTHER_DATE, Cause, Cited, Code, Finding, Severity, Standing, TO_DO_SO};
use crate::source::Place;

/// How many causes of single findings are named.
const OTHER_CAUSES: usize = 3;

/// A cause of single findings is named if it explains one in this many of them at least.
const ONE_IN_MANY: usize = 20;

/// That of another day, if it explains one in this many: a figure matches some day's by chance in up to one case of six.
const ONE_IN_FEW: usize = 5;

/// The findings of a root as one.
pub(super) fn finding(
    words: Describer<'_>,
    root: &Root,
    take: &mut impl FnMut(u32) -> Option<Finding>,
) -> Option<Finding> {
    let mut runs: Vec<Vec<Finding>> = Vec::with_capacity(root.runs.len() + 1);
    for run in &root.runs {
        runs.push(run.iter().filter_map(|&at| take(at)).collect());
    }
    for beside in [&root.mirrored, &root.smaller, &root.consequences] {
        runs.push(beside.concat().into_iter().filter_map(&mut *take).collect());
    }
    join_same_messages(&mut runs);
    let consequences = runs.pop()?;
    let smaller = runs.pop()?;
    let mirrored = runs.pop()?;
    let mut runs = runs.into_iter().filter(|run| !run.is_empty());
    let (mut first, mut others) = (runs.next()?, runs.collect::<Vec<_>>());
    let is_of_one_habit = matches!(root.kind, RootKind::MissingPart(_))
        || matches!(root.kind, RootKind::HabitOfTwo(habit) if habit.beyond == 0);
    if is_of_one_habit {
        join_same_dispute(&mut first, &mut others);
    }
    if first.len() + others.len() + mirrored.len() + smaller.len() + consequences.len() < 2 {
        let mut only = first.into_iter().next()?;
        if root.misses >= HAS_OWN_WAY_OF_COUNTING {
            count_otherwise(&mut only, root.misses);
        }
        return Some(only);
    }
    if matches!(root.kind, RootKind::OneFall | RootKind::SameWords) {
        first.extend(std::mem::take(&mut others).into_iter().flatten());
    }
    let numbers: Vec<u32> = (0..first.len() as u32).collect();
    let leading = with_largest_difference(&first, &numbers) as usize;
    let mut lead = first.get(leading)?.clone();
    leave_record_out(&mut lead);
    add_times(&mut lead, &first, leading);
    let here = first.iter().chain(others.iter().flatten());
    let elsewhere = root.misses.saturating_sub(distinct_messages(here).len());
    if elsewhere > 0 && first.len() > 1 {
        let go = if elsewhere == 1 { "goes" } else { "go" };
        lead.message.push_str(&format!(
            "; {} more {go} back to figures named here or in another finding",
            grouped(elsewhere)
        ));
    }
    if !others.is_empty() || matches!(root.kind, RootKind::MissingPart(_)) {
        add_series(words, root.kind, &mut lead, &first, &others);
    }
    lead.reasoning.extend(still_standing(words, &root.not_replaced));
    let mut members: Vec<Finding> = first.into_iter().chain(others.into_iter().flatten()).collect();
    let of_one_kind = !matches!(
        root.kind,
        RootKind::Misdated
            | RootKind::TakenBack(_)
            | RootKind::OneFigure
            | RootKind::RestatedInPart
            | RootKind::MissingPart(_)
            | RootKind::FirstOfEarlierDay(_)
            | RootKind::SoonChanged(..)
    );
    if of_one_kind {
        lead.cause = shared_cause(&members, leading);
        add_other_causes(&mut lead, &members);
    }
    let are_trifling = matches!(root.kind, RootKind::HabitOfTwo(_)) && is_trifling(&members);
    if !mirrored.is_empty() {
        add_mirrored(words, &mut lead, &members, &mirrored);
        members.extend(mirrored);
    }
    if !smaller.is_empty() {
        add_smaller(&mut lead, &smaller);
        members.extend(smaller);
    }
    if !consequences.is_empty() {
        let are_filled_in = matches!(root.kind, RootKind::EnteredAsZero(_));
        add_consequences(&mut lead, &consequences, are_filled_in);
        members.extend(consequences);
    }
    // Help lines to copy, and edits, apply only to the one finding that they were made for.
    let keeps_edits = lead.cause.is_some();
    lead.help = lead
        .help
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            let introduces = lead.help.get(at + 1).is_some_and(|next| next.starts_with("  "));
            let copied = line.starts_with("  ") || line.starts_with(TO_DO_SO);
            !introduces && !copied && (keeps_edits || !line.starts_with(EDIT))
        })
        .map(|(_, line)| line.clone())
        .collect();
    // The members may be in files with different levels; the most severe one counts.
    lead.severity = members.iter().map(|member| member.severity).max()?;
    if are_trifling {
        lead.severity = Severity::Note;
    }
    if members.iter().any(|member| member.standing == Some(Standing::Slip)) {
        lead.standing = Some(Standing::Slip);
    }
    let rest = members.iter().enumerate().filter(|(at, _)| *at != leading);
    // Each series may have its own outlier; the line about the outlier is about the leading finding.
    let has_outlier = lead.claims.iter().any(|cited| cited.suspect);
    let keeps_suspects = match root.kind {
        RootKind::SmallSlips | RootKind::Trifles => true,
        RootKind::SameDay | RootKind::HabitOfOne(_) => has_outlier,
        _ => false,
    };
    add_claims(&mut lead, rest.flat_map(|(_, member)| &member.claims), keeps_suspects);
    lead.members = members;
    if root.misses >= HAS_OWN_WAY_OF_COUNTING {
        count_otherwise(&mut lead, root.misses);
    }
    Some(lead)
}

/// Removes from the line about the outlier what it says of other disputes between the same sources: these may be members now.
fn leave_record_out(lead: &mut Finding) {
    let record = lead.fold.as_ref().map_or("", |fold| fold.other_disputes.as_str());
    if let Some(outlier) = &mut lead.outlier
        && let Some(rest) = outlier.strip_suffix(record)
    {
        *outlier = rest.to_owned();
    }
}

/// Removes the outliers of a finding about a source whose flows differ from its total's growth on
/// very many dates, since it counts the two in different ways.
fn count_otherwise(lead: &mut Finding, misses: usize) {
    lead.claims.iter_mut().for_each(|cited| cited.suspect = false);
    lead.outlier = Some(format!(
        "none stands out: on {} dates the source counts what was added in another way than its total, by another day, or without \
         the corrections of earlier days",
        grouped(misses)
    ));
    lead.help.retain(|line| !line.starts_with("check ") && !line.starts_with(EDIT));
    let first = if lead.members.is_empty() {
        "and what it put right in its total that day"
    } else {
        "and look first at the dates furthest apart"
    };
    lead.help.insert(0, format!("find out how the source counts what was added, {first}"));
}

/// Makes findings with the same message one, in the run of the first of them. It is the finding that rests on the claims that the
/// message speaks of, if there is one, else the first; it takes over the claims of the others.
fn join_same_messages(runs: &mut [Vec<Finding>]) {
    let rests_on_others =
        |finding: &Finding| finding.fold.as_ref().is_some_and(|fold| !fold.message_claims.is_empty());
    let mut known: FxHashMap<(Code, String), usize> = FxHashMap::default();
    let mut kept: Vec<(usize, Finding, Vec<String>)> = Vec::new();
    for (number, run) in runs.iter_mut().enumerate() {
        for mut finding in std::mem::take(run) {
            let next = kept.len();
            let at = *known.entry((finding.code, finding.message.clone())).or_insert(next);
            let fingerprint = finding.fingerprint.clone();
            let Some((_, before, fingerprints)) = kept.get_mut(at) else {
                kept.push((number, finding, vec![fingerprint]));
                continue;
            };
            if rests_on_others(before) && !rests_on_others(&finding) {
                std::mem::swap(before, &mut finding);
            }
            before.severity = before.severity.max(finding.severity);
            add_claims(before, finding.claims.iter(), false);
            fingerprints.push(fingerprint);
        }
    }
    for (number, mut finding, fingerprints) in kept {
        if fingerprints.len() > 1 {
            finding.fingerprint =
                fingerprint::of_fingerprints(fingerprints.iter().map(String::as_str).collect());
        }
        runs[number].push(finding);
    }
}

/// Adds to a finding the claims of others, each once. The outliers among these are marked only if `keeps_suspects` says so, since the
/// line about the outlier speaks of the leading finding.
fn add_claims<'f>(lead: &mut Finding, others: impl Iterator<Item = &'f Cited>, keeps_suspects: bool) {
    let mut shown: FxHashMap<(Place, String), usize> = FxHashMap::default();
    for (at, cited) in lead.claims.iter().enumerate() {
        shown.insert((cited.place, cited.id.clone()), at);
    }
    for cited in others {
        match shown.get(&(cited.place, cited.id.clone())) {
            Some(&at) => {
                lead.claims[at].repair |= cited.repair;
                lead.claims[at].suspect |= cited.suspect && keeps_suspects;
            }
            None => {
                shown.insert((cited.place, cited.id.clone()), lead.claims.len());
                let suspect = cited.suspect && keeps_suspects;
                lead.claims.push(Cited { core: false, suspect, ..cited.clone() });
            }
        }
    }
}

/// Adds causes that single members have and the fold does not, the most frequent first, each with one example.
fn add_other_causes(lead: &mut Finding, members: &[Finding]) {
    let shared = lead.cause.as_ref().map(|cause| cause.kind);
    let mut kinds: Vec<(&'static str, Vec<&Finding>)> = Vec::new();
    for member in members {
        let Some(kind) = member.cause.as_ref().map(|cause| cause.kind).filter(|kind| Some(*kind) != shared)
        else {
            continue;
        };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => all.push(member),
            None => kinds.push((kind, vec![member])),
        }
    }
    // What explains one in many is as likely a chance.
    kinds.retain(|(_, all)| all.len() * ONE_IN_MANY >= members.len());
    // A figure of a series that grows densely is often that of some other day.
    kinds.retain(|(kind, all)| *kind != ANOTHER_DATE || all.len() * ONE_IN_FEW >= members.len());
    kinds.sort_by_key(|(_, all)| Reverse(all.len()));
    for (_, all) in kinds.iter().take(OTHER_CAUSES) {
        let size = |member: &Finding| {
            member.fold.as_ref().map(|fold| (fold.difference.amount, fold.difference.share))
        };
        let Some(largest) = all.iter().rev().max_by_key(|member| size(member)) else { continue };
        let Some(cause) = &largest.cause else { continue };
        let when = largest.fold.as_ref().map(|fold| format!(" {}", fold.time.dated)).unwrap_or_default();
        let have = if all.len() == 1 { "one" } else { &grouped(all.len()) };
        lead.reasoning.push(format!(
            "a cause of this kind in {have} of the {} cases, as{when}: {}",
            grouped(members.len()),
            cause.text
        ));
    }
}

/// The cause that some findings share, with its count: that of the leading finding if half of them have it, else one that more than
/// half of them have.
fn shared_cause(members: &[Finding], leading: usize) -> Option<Cause> {
    let own = members.get(leading).and_then(|member| member.cause.as_ref());
    let often = |of: &Cause| {
        let causes = members.iter().filter_map(|member| member.cause.as_ref());
        causes.filter(|cause| is_alike(of, cause)).count()
    };
    let is_of_half = |cause: &&Cause| often(cause) * 2 >= members.len();
    if let Some(cause) = own.filter(is_of_half) {
        let often = often(cause);
        let text = if often < members.len() {
            format!("{} (this explains {often} of the {} cases)", cause.text, members.len())
        } else {
            cause.text.clone()
        };
        return Some(Cause { text, ..cause.clone() });
    }
    let is_of_most = |cause: &&Cause| often(cause) * 2 > members.len();
    let cause = members.iter().filter_map(|member| member.cause.as_ref()).find(is_of_most)?;
    let often = often(cause);
    let text = format!("in {often} of the {} cases, as for instance {}", members.len(), cause.text);
    Some(Cause { text, ..cause.clone() })
}

/// Whether a cause is the same as another, which is shown for both.
fn is_alike(shown: &Cause, other: &Cause) -> bool {
    (shown.kind, shown.earlier_of) == (other.kind, other.earlier_of)
}
