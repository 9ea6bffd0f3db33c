//! Which claims had another to be compared with: at one fact, along a running total, or among things that always
//! hold.

use crate::contradiction::window::{has_one_figure, is_sharp};
use crate::corpus::{Corpus, FactClaims, HoldingTime, Series, ValueType};
use crate::model::vocabulary::Kind;
use crate::model::{Shape, Window};

/// The claims of a series that have another claim of it to be compared with. What other series say, if any are tied to it, counts
/// elsewhere.
pub(super) fn of_series(corpus: &Corpus, series: &Series) -> Vec<u32> {
    if corpus.claims_of(series).len() < 2 {
        return Vec::new();
    }
    let facts = corpus.claims_by_fact(series);
    let undated = facts.first().is_some_and(|fact| fact.window.is_none());
    // The facts that are compared with each other.
    let together: Vec<&FactClaims<'_>> = match (series.value_type, series.kind) {
        (ValueType::Date, _) | (_, Kind::Constant) => facts.iter().collect(),
        (ValueType::Truth | ValueType::Set, _) if undated => facts.iter().collect(),
        (ValueType::Number, Kind::Cumulative) => facts
            .iter()
            .filter(|fact| fact.window.is_some_and(|window| window.shape == Shape::Instant))
            .collect(),
        _ => Vec::new(),
    };
    let mut compared = Vec::new();
    if are_of_several_statements(corpus, together.iter().flat_map(|fact| fact.claims.iter())) {
        compared.extend(together.iter().flat_map(|fact| fact.claims.iter().copied()));
    }
    // The facts whose own claims are compared with each other.
    let alone = facts.iter().filter(|fact| {
        is_one_time(series, fact.window.as_ref()) && are_of_several_statements(corpus, fact.claims.iter())
    });
    compared.extend(alone.flat_map(|fact| fact.claims.iter().copied()));
    if matches!(series.value_type, ValueType::Name | ValueType::Truth) {
        add_holding_together(corpus, corpus.claims_of(series), &mut compared);
    }
    compared.sort_unstable();
    compared.dedup();
    compared
}

/// Whether some claims come from more than one statement. Two claims of one statement, such as one `by` two sources,
/// are not compared with each other.
pub(super) fn are_of_several_statements<'c>(
    corpus: &Corpus,
    claims: impl IntoIterator<Item = &'c u32>,
) -> bool {
    let figure = |&at: &u32| (corpus.claim(at).place, corpus.claim(at).mark);
    let mut places = claims.into_iter().map(figure);
    places.next().is_some_and(|first| places.any(|place| place != first))
}

/// Adds the claims of names and truth values that hold throughout some time within which others
/// hold, and these others. `claims` are in the order in which their windows begin.
fn add_holding_together(corpus: &Corpus, claims: &[u32], compared: &mut Vec<u32>) {
    for (place, &one) in claims.iter().enumerate() {
        let held = HoldingTime::of(corpus.claim(one));
        let HoldingTime::Throughout(_, ended) = held else { continue };
        let begins = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
        let after = claims[place + 1..].iter().copied();
        let near = after.take_while(|&other| begins(other).is_none_or(|day| day < ended));
        let met: Vec<u32> = near.filter(|&other| held.meets(HoldingTime::of(corpus.claim(other)))).collect();
        if !met.is_empty() {
            compared.push(one);
            compared.extend(met);
        }
    }
}

/// Whether all claims of a fact are about the same time, so that they can be compared.
fn is_one_time(series: &Series, window: Option<&Window>) -> bool {
    match (series.value_type, series.kind, window) {
        (ValueType::Number, _, None) => false,
        (ValueType::Number, Kind::Cumulative | Kind::Flow, Some(window)) => {
            window.shape == Shape::Period && is_sharp(window)
        }
        (_, _, None) => true,
        (_, _, Some(window)) => has_one_figure(window),
    }
}
