//! The wording of the days of a fold: how many there are, and how far apart the figures are on each, or on the worst.

use std::cmp::Reverse;

use super::across::{NEXT, distinct_messages, grouped};
use super::time_words::{TimeUnit, between};
use crate::check::codes::FALL;
use crate::corpus::join_words;
use crate::finding::{Difference, Finding, FoldInfo};
use crate::model::Number;

/// How many days a run may have so that the messages of all of them are given.
const ALL_GIVEN: usize = 16;

/// How many days of a run are listed with their differences.
const LISTED: usize = 6;

/// Moves to the first run those of the same dispute at other times, so that it counts all.
pub(super) fn join_same_dispute(first: &mut Vec<Finding>, others: &mut Vec<Vec<Finding>>) {
    let dispute = |run: &[Finding]| {
        let finding = run.first()?;
        let fold = finding.fold.as_ref().filter(|_| finding.standing.is_some())?;
        Some((finding.code, finding.standing, fold.involved_series.clone(), fold.sides.clone()))
    };
    let Some(own) = dispute(first) else { return };
    let is_of_it = |run: &mut Vec<Finding>| dispute(run).as_ref() == Some(&own);
    first.extend(others.extract_if(.., is_of_it).flatten());
    first.sort_by(|one, next| day(one).cmp(&day(next)));
}

/// The first day of a finding's time, ISO.
fn day(finding: &Finding) -> Option<&str> {
    finding.fold.as_ref()?.time.first_day.as_deref()
}

/// Adds to the leading finding of a run how many days the run has, and how far apart the figures are on each, or on the worst.
pub(super) fn add_times(lead: &mut Finding, days: &[Finding], leading: usize) {
    let distinct = distinct_messages(days.iter());
    let folds: Vec<&FoldInfo> = distinct.iter().filter_map(|day| day.fold.as_ref()).collect();
    let largest = days.get(leading).and_then(|day| day.fold.as_ref());
    let (Some(first), Some(last), Some(largest)) = (folds.first(), folds.last(), largest) else { return };
    if distinct.len() < 2 {
        return;
    }
    let is_fall = lead.code == FALL;
    let what = if is_fall { "falls" } else { TimeUnit::of(&folds).plural() };
    let mut addition = format!(
        "; one of {} such {what}, {}",
        grouped(distinct.len()),
        between(&first.time.in_words, &last.time.in_words)
    );
    let mut by_size = folds.clone();
    by_size.sort_by_key(|fold| Reverse((fold.difference.amount, fold.difference.share)));
    let shown = by_size[0].difference.shown.as_str();
    let is_steady = by_size.iter().all(|fold| fold.difference.shown == shown);
    let (this_way, other_way): (Vec<&FoldInfo>, Vec<&FoldInfo>) = folds
        .iter()
        .partition(|fold| fold.difference.lower_voice_is_larger == largest.difference.lower_voice_is_larger);
    let at_the_median = |folds: &[&FoldInfo]| {
        let median = if is_steady || distinct.len() <= LISTED { None } else { median(folds) };
        let at = if folds.len() > 1 { " at the median" } else { "" };
        median.map_or_else(String::new, |median| format!(", by {median}{at}"))
    };
    let ways = [&this_way, &other_way].map(|folds| folds.first().map_or("", |fold| &fold.difference.way));
    if other_way.is_empty() {
        addition.push_str(&at_the_median(&this_way));
    } else if let [this, other] = ways
        && !this.is_empty()
        && !other.is_empty()
    {
        addition.push_str(&format!(
            ": {this} on {}{}, and {other} on {}{}",
            grouped(this_way.len()),
            at_the_median(&this_way),
            grouped(other_way.len()),
            at_the_median(&other_way)
        ));
    } else {
        addition.push_str(&format!(
            ": {} in this direction{}, and {} in the other{}",
            grouped(this_way.len()),
            at_the_median(&this_way),
            grouped(other_way.len()),
            at_the_median(&other_way)
        ));
    }
    lead.message.push_str(&addition);
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
        lead.reasoning.push(format!("{apart} {shown} each time"));
    } else if distinct.len() > LISTED {
        let alike = by_size.iter().filter(|fold| fold.difference.shown == shown).count();
        lead.reasoning.push(if alike < LISTED {
            format!("{furthest}: by {}", listed(&by_size[..LISTED]))
        } else {
            format!("{furthest}: by {shown} on {} of the {}", grouped(alike), grouped(distinct.len()))
        });
        let mut next: Vec<&Finding> =
            distinct.iter().copied().filter(|day| day.message != days[leading].message).collect();
        let gap =
            |day: &Finding| day.fold.as_ref().map(|fold| (fold.difference.amount, fold.difference.share));
        next.sort_by_key(|day| Reverse(gap(day)));
        let most = if distinct.len() <= ALL_GIVEN { ALL_GIVEN } else { NEXT };
        lead.reasoning.extend(next.iter().take(most).map(|day| format!("also: {}", day.message)));
        if next.len() > most {
            lead.reasoning.push(format!("and {} more {what}", grouped(next.len() - most)));
        }
    } else {
        lead.reasoning.push(format!("{apart} {}", listed(&folds)));
    }
}

/// The median of some differences as shown; none if there are none.
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
    // Half a thousandth is more precise than anybody reads.
    let middle = Number::decimal(i128::from(lower.amount) + i128::from(upper.amount), 3).half();
    Some(format!("{}{}", middle.grouped(), upper.unit))
}
