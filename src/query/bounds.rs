//! What follows for a fact from other figures, with the steps in words.

use std::cmp::Ordering;

use super::amounts::{ends, span_in_words};
use super::answer::Bound;
use super::speakers;
use crate::contradiction::{ConstraintKind, Implied, ImpliedFrom, implied};
use crate::corpus::{Describer, Series, voice};
use crate::model::{Interval, Number, Window};

/// How many bounds are shown, the narrowest first.
const SHOWN: usize = 4;

/// The bounds of a series at a time; `said` is what is said of it then.
pub(super) fn bounds(
    words: Describer<'_>,
    number: u32,
    window: Option<&Window>,
    said: &[Interval],
) -> Vec<Bound> {
    let series = &words.corpus.series[number as usize];
    let mut found: Vec<Implied> = implied(words.corpus, number, window);
    // That a count is not below zero needs no proof.
    found.retain(|implied| {
        let above_zero = implied.within.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero());
        implied.within.high.is_some() || above_zero
    });
    // Before anybody speaks of it there may have been nothing to count yet, or another event.
    let first =
        words.corpus.claims_of(series).iter().filter_map(|&at| words.corpus.claim(at).time?.from).min();
    if window.and_then(|window| window.to).zip(first).is_some_and(|(asked, first)| asked < first) {
        found.retain(|implied| implied.reason.kind != ConstraintKind::NeverFalls);
    }
    let width = |implied: &Implied| (implied.within.width().is_none(), implied.within.width());
    found.sort_by(|one, two| width(one).partial_cmp(&width(two)).unwrap_or(Ordering::Equal));
    found.truncate(SHOWN);
    let example = words.corpus.claims_of(series)[0];
    // Bounds that exclude each other do not follow: one of them is wrong.
    let is_alone = |implied: &Implied| !found.iter().any(|other| other.within.disjoint(&implied.within));
    let bound = |implied: &Implied| {
        let (low, high) = ends(&implied.within);
        Bound {
            text: span_in_words(words, &implied.within, example),
            low,
            high,
            fits: is_alone(implied)
                && (said.is_empty() || said.iter().any(|said| !said.disjoint(&implied.within))),
            why: why(words, series, implied),
            claims: claims_of(implied).into_iter().map(|claim| words.id(claim)).collect(),
        }
    };
    found.iter().map(bound).collect()
}

/// The figures that a bound follows from, added up, whose they are, and why they bind the fact.
fn why(words: Describer<'_>, series: &Series, implied: &Implied) -> String {
    let mut from = implied.from.clone();
    // What is added stands before what is taken away.
    from.sort_by_key(|one| one.factor.is_negative());
    let steps = from.iter().enumerate().map(|(place, one)| {
        let factor = &one.factor;
        let sign = match (place, factor.is_negative()) {
            (0, false) => "",
            (_, false) => " + ",
            (0, true) => "−",
            (_, true) => " − ",
        };
        let times = factor.abs();
        let times = if times == Number::ONE { String::new() } else { format!("{} × ", times.grouped()) };
        format!("{sign}{times}{}", figure(words, series, one))
    });
    let steps: String = steps.collect();
    let speakers = claims_of(implied).into_iter().map(|claim| voice(words.corpus.claim(claim)));
    let mut who: Vec<String> = speakers.map(|voice| speakers::name(words, voice)).collect();
    who.dedup();
    let who = match &who[..] {
        [one] => one.clone(),
        several => several.join("; "),
    };
    format!("{steps} ({who}); {}", rule(words, implied))
}

/// The claims that a bound follows from.
fn claims_of(implied: &Implied) -> Vec<u32> {
    let mut claims: Vec<u32> = implied.from.iter().flat_map(|one| [one.low, one.high]).collect();
    claims.dedup();
    claims
}

/// Why the figures bind the fact.
fn rule(words: Describer<'_>, implied: &Implied) -> String {
    match (implied.reason.kind, implied.reason.declared) {
        (ConstraintKind::NeverFalls, _) => "a total never falls".to_owned(),
        (ConstraintKind::Part, _) => "a part is never more than its whole".to_owned(),
        (ConstraintKind::Sum, _) => "the parts make up the whole".to_owned(),
        (ConstraintKind::Flow, _) => "what comes in over a period is what the total grows by".to_owned(),
        (ConstraintKind::Law, Some(law)) => {
            let text = words.sources.slice(law).split_whitespace().collect::<Vec<_>>().join(" ");
            format!("declared: {text}")
        }
        (ConstraintKind::Law, None) => "as declared".to_owned(),
    }
}

/// A figure that a bound rests on, with what of its measure, scope and time is not that of the series: `19 new death toll
/// on 19 October 2020`.
fn figure(words: Describer<'_>, series: &Series, one: &ImpliedFrom) -> String {
    let claim = words.corpus.claim(one.low);
    let registers = &words.corpus.model.registers;
    let measure = if claim.measure == series.measure {
        String::new()
    } else {
        format!(" {}", registers.measures.get(claim.measure.0).display)
    };
    let own = registers.scopes.get(series.scope.0);
    let other = registers.scopes.get(claim.scope.0).iter().filter(|pair| !own.contains(pair));
    let mut scope: String = other.map(|&(key, name)| format!(" {}", words.qualified(key, name))).collect();
    if scope.is_empty() && claim.scope != series.scope {
        scope = " in all".to_owned();
    }
    let when = claim.time.map(|window| format!(" {}", window.dated())).unwrap_or_default();
    let said = if one.low == one.high {
        words.said(one.low)
    } else {
        format!("({} or {})", words.said(one.low), words.said(one.high))
    };
    format!("{said}{measure}{scope}{when}")
}
