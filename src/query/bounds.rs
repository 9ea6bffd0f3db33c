//! What follows for a fact from other figures, with the steps in words.

use std::cmp::Ordering;

use super::amounts::{ends, span_in_words};
use super::answer::Bound;
use super::speakers::{self, Independent, independent};
use crate::contradiction::{ConstraintKind, Implied, ImpliedFrom, allowed_by_claim, implied};
use crate::corpus::{Describer, Series, Voice, voice};
use crate::model::claim::{TimeFrom, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number, Window};

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
    let found = implied(words.corpus, &[(number, vec![window.copied()])]).into_iter().flatten().flatten();
    let mut found = informative(first_day(words, series), window, found.collect());
    let width = |implied: &Implied| (implied.within.width().is_none(), implied.within.width());
    found.sort_by(|one, two| width(one).partial_cmp(&width(two)).unwrap_or(Ordering::Equal));
    found.truncate(SHOWN);
    // Of two bounds that exclude each other one is wrong.
    let is_unopposed = |implied: &Implied| !found.iter().any(|other| other.within.disjoint(&implied.within));
    let excludes_said =
        |implied: &Implied| !said.is_empty() && said.iter().all(|said| said.disjoint(&implied.within));
    let bound = |implied: &Implied| {
        let (low, high) = ends(&implied.within);
        Bound {
            text: bound_in_words(words, series, implied),
            low,
            high,
            fits: is_unopposed(implied) && !excludes_said(implied),
            excludes_said: excludes_said(implied),
            why: why(words, series, implied),
            claims: claims_of(implied).into_iter().map(|claim| words.id(claim)).collect(),
            alone: speaks_alone(words, implied),
        }
    };
    found.iter().map(bound).collect()
}

/// The first day of which a series speaks.
pub(super) fn first_day(words: Describer<'_>, series: &Series) -> Option<Day> {
    words.corpus.claims_of(series).iter().filter_map(|&at| words.corpus.claim(at).time?.from).min()
}

/// The bounds that say something. That a count is not below zero is no news, and before the first day
/// there may have been nothing to count yet, or another event.
pub(super) fn informative(
    first: Option<Day>,
    window: Option<&Window>,
    mut found: Vec<Implied>,
) -> Vec<Implied> {
    found.retain(|implied| {
        let above_zero = implied.within.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero());
        implied.within.high.is_some() || above_zero
    });
    if window.and_then(|window| window.to).zip(first).is_some_and(|(asked, first)| asked < first) {
        found.retain(|implied| implied.reason.kind != ConstraintKind::NeverFalls);
    }
    found
}

/// A bound in words: `at least 633`.
pub(super) fn bound_in_words(words: Describer<'_>, series: &Series, implied: &Implied) -> String {
    span_in_words(words, &implied.within, words.corpus.claims_of(series)[0])
}

/// The figures that a bound follows from, added up, whose they are, and why they bind the fact.
pub(super) fn why(words: Describer<'_>, series: &Series, implied: &Implied) -> String {
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
    format!(
        "{steps} ({}); {}{}",
        on_whose_word(words, implied),
        constraint_in_words(words, implied),
        assumed_last_figure(words, implied)
    )
}

/// Who says what a bound follows from: `A alone`, `A alone, of the side of Armenia`, `A; B and 2 more`.
fn on_whose_word(words: Describer<'_>, implied: &Implied) -> String {
    let speakers = claims_of(implied).into_iter().map(|claim| voice(words.corpus.claim(claim)));
    let mut who: Vec<String> = Vec::new();
    for name in speakers.map(|voice| speakers::name(words, voice)) {
        if !who.contains(&name) {
            who.push(name);
        }
    }
    let mut all: Vec<Voice> = implied.from.iter().flat_map(|one| one.voices.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let side = all.first().and_then(|&voice| words.corpus.party_of(voice));
    let side = side.map(|party| party.name.as_str());
    match (speaks_alone(words, implied), &who[..], side) {
        (true, [one], side) if side.is_none_or(|side| side == one) => format!("{one} alone"),
        (true, [one], Some(side)) if all.len() == 1 => format!("{one} alone, of the side of {side}"),
        (true, several, Some(side)) => format!("{}, all of the side of {side}", several.join("; ")),
        (_, several, _) => {
            let more = all.len().saturating_sub(several.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more}", several.join("; "))
        }
    }
}

/// Whether a bound rests on the word of one source alone; those of one party count as one.
fn speaks_alone(words: Describer<'_>, implied: &Implied) -> bool {
    let voices = implied.from.iter().flat_map(|one| &one.voices);
    let mut who: Vec<Independent<'_>> = voices.map(|&voice| independent(words.corpus, voice)).collect();
    who.sort();
    who.dedup();
    who.len() == 1
}

/// Which total a bound takes for the last figure of its day although no claim says so; empty if none.
fn assumed_last_figure(words: Describer<'_>, implied: &Implied) -> String {
    let claim = |one: &ImpliedFrom| words.corpus.claim(one.low);
    let is_total = |one: &ImpliedFrom| {
        let series = words.corpus.series_of(one.low);
        series.is_some_and(|at| words.corpus.series[at as usize].kind == Kind::Cumulative)
    };
    let is_dated = |one: &ImpliedFrom| claim(one).time_from == TimeFrom::Written;
    if implied.reason.kind != ConstraintKind::Flow {
        return String::new();
    }
    let total = implied.from.iter().find(|one| is_total(one) && !is_dated(one));
    total.map_or_else(String::new, |one| {
        format!("; {} is taken for the last figure of the day on which it was said", words.said(one.low))
    })
}

/// The claims that a bound follows from.
pub(super) fn claims_of(implied: &Implied) -> Vec<u32> {
    let mut claims: Vec<u32> = implied.from.iter().flat_map(|one| [one.low, one.high]).collect();
    claims.dedup();
    claims
}

/// Why the figures bind the fact.
fn constraint_in_words(words: Describer<'_>, implied: &Implied) -> String {
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
    let read = match (one.low == one.high, read_as(words, one.low), read_as(words, one.high)) {
        (true, Some(read), _) => format!(", read as {read}"),
        (false, low, high) => {
            let both = [(one.low, low), (one.high, high)].into_iter();
            let read = both.filter_map(|(at, read)| Some(format!(", {} read as {}", words.said(at), read?)));
            read.collect()
        }
        _ => String::new(),
    };
    format!("{said}{measure}{scope}{when}{read}")
}

/// How a figure is read whose wording allows more than it says: `about 2,400` as `between 2,040 and 2,760`.
fn read_as(words: Describer<'_>, at: u32) -> Option<String> {
    let Value::Number(figure) = &words.corpus.claim(at).value else { return None };
    let allowed = allowed_by_claim(words.corpus, at);
    (*figure.soft() != allowed).then(|| span_in_words(words, &allowed, at))
}
