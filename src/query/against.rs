//! Where what is said of a series contradicts what follows for it from other figures: those of other
//! days, of parts and wholes, of flows, of laws.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::amounts::ends;
use super::bounds::{bound_in_words, claims_of, first_day, informative, why};
use super::speakers;
use crate::contradiction::{AskedOf, ConstraintKind, Implied, allowed_by, implied};
use crate::corpus::{Describer, Fact, Series, Statement, Voice, voice};
use crate::model::Query;

/// What follows from some figures, and what is said that does not go with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Against {
    /// What follows: `at least 5,000`.
    pub text: String,
    /// The lowest figure.
    pub low: Option<String>,
    /// The highest figure.
    pub high: Option<String>,
    /// From whose figures, and why.
    pub why: String,
    /// The claims that it follows from.
    pub claims: Vec<String>,
    /// What is said that does not go with it, in order of time.
    pub said: Vec<SaidAgainst>,
}

/// Something that is said and does not go with other figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SaidAgainst {
    /// The claim: its label, or file and line.
    pub id: String,
    /// In words: `2,317 on 14 November 2020, by Armenian Health Ministry`.
    pub text: String,
}

/// What contradicts the figures of a series.
#[derive(Default)]
pub(super) struct SeriesAgainst {
    /// Every contradiction once; the bounds that exclude most claims first.
    pub(super) all: Vec<Against>,
    /// For each claim that a bound excludes: by which bounds, in words.
    pub(super) by_claim: FxHashMap<u32, Vec<String>>,
}

/// What is against the figures of some series, as far as a query asks about them.
pub(super) fn against(words: Describer<'_>, query: &Query, series: &[u32]) -> Vec<SeriesAgainst> {
    let corpus = words.corpus;
    let facts: Vec<Vec<Fact>> = series
        .iter()
        .map(|&number| {
            let series = &corpus.series[number as usize];
            let mut facts = if series.kind.is_numeric() { corpus.facts(series) } else { Vec::new() };
            facts.retain(|fact| query.is_of(fact.window.as_ref()));
            facts
        })
        .collect();
    let asked: Vec<AskedOf> = series
        .iter()
        .zip(&facts)
        .map(|(&number, facts)| (number, facts.iter().map(|fact| fact.window).collect()))
        .collect();
    let found = implied(corpus, &asked);
    let all = series.iter().zip(&facts).zip(found);
    all.map(|((&number, facts), found)| against_series(words, &corpus.series[number as usize], facts, found))
        .collect()
}

/// A bound with the claims that it excludes.
struct Excluding<'i> {
    implied: &'i Implied,
    claims: Vec<u32>,
    excluded: Vec<u32>,
}

fn against_series(
    words: Describer<'_>,
    series: &Series,
    facts: &[Fact],
    found: Vec<Vec<Implied>>,
) -> SeriesAgainst {
    let first = first_day(words, series);
    let found: Vec<Vec<Implied>> = facts
        .iter()
        .zip(found)
        .map(|(fact, found)| informative(first, fact.window.as_ref(), found))
        .collect();
    let mut bounds: Vec<Excluding<'_>> = Vec::new();
    let mut known: FxHashMap<(String, Vec<u32>), usize> = FxHashMap::default();
    for (fact, implied) in
        facts.iter().zip(&found).flat_map(|(fact, all)| all.iter().map(move |one| (fact, one)))
    {
        let excluded = excluded(words, series, fact, implied);
        if excluded.is_empty() {
            continue;
        }
        let claims = claims_of(implied);
        let key = (bound_in_words(words, series, implied), claims.clone());
        let at = *known.entry(key).or_insert_with(|| {
            bounds.push(Excluding { implied, claims, excluded: Vec::new() });
            bounds.len() - 1
        });
        bounds[at].excluded.extend(excluded);
    }
    // Claims that contradict each other are reported once, not once from each side.
    bounds.sort_by_key(|bound| std::cmp::Reverse(bound.excluded.len()));
    let mut reported: Vec<Vec<u32>> = Vec::new();
    let mut collected = SeriesAgainst::default();
    for bound in bounds {
        let in_words = bound_in_words(words, series, bound.implied);
        let why = why(words, series, bound.implied);
        let mut said = Vec::new();
        for &claim in &bound.excluded {
            collected.by_claim.entry(claim).or_default().push(format!("against {in_words}: {why}"));
            let mut together: Vec<u32> = bound.claims.iter().copied().chain([claim]).collect();
            together.sort_unstable();
            if reported.binary_search(&together).is_err() {
                let at = reported.partition_point(|known| *known < together);
                reported.insert(at, together);
                said.push(said_against(words, claim));
            }
        }
        if !said.is_empty() {
            let (low, high) = ends(&bound.implied.within);
            let claims = bound.claims.iter().map(|&claim| words.id(claim)).collect();
            collected.all.push(Against { text: in_words, low, high, why, claims, said });
        }
    }
    collected
}

/// What is said of a fact that cannot be true if a bound holds. An undecided voice is excluded only if
/// all its figures are. That a voice's own total falls is reported elsewhere.
fn excluded(words: Describer<'_>, series: &Series, fact: &Fact, implied: &Implied) -> Vec<u32> {
    let is_excluded =
        |statement: &Statement| allowed_by(words.corpus, series, statement).disjoint(&implied.within);
    let is_own = |voice: Voice| {
        implied.reason.kind == ConstraintKind::NeverFalls
            && implied.from.iter().all(|one| one.voices == [voice])
    };
    let decided = fact.statements.iter().filter(|one| is_excluded(one) && !is_own(one.voice));
    let undecided = fact.undecided.iter().filter(|one| one.statements.iter().all(is_excluded));
    let undecided = undecided.filter_map(|one| one.statements.first()).filter(|one| !is_own(one.voice));
    decided.chain(undecided).map(Statement::representative).collect()
}

fn said_against(words: Describer<'_>, claim: u32) -> SaidAgainst {
    let of = words.corpus.claim(claim);
    let when = of.time.map(|window| format!(" {}", window.dated())).unwrap_or_default();
    let who = speakers::name(words, voice(of));
    SaidAgainst { id: words.id(claim), text: format!("{}{when}, by {who}", words.said(claim)) }
}
