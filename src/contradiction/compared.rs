//! Which claims had another to be compared with: at one fact, along a running total, or as what holds always.

use crate::contradiction::window::{has_one_figure, is_sharp};
use crate::corpus::{Corpus, FactClaims, Series, ValueType};
use crate::model::vocabulary::Kind;
use crate::model::{Shape, Window};

/// The claims of a series that no tie joins to others.
pub(super) fn of_series(corpus: &Corpus, series: &Series) -> Vec<u32> {
    if corpus.claims_of(series).len() < 2 {
        return Vec::new();
    }
    let facts = corpus.claims_by_fact(series);
    let undated = facts.first().is_some_and(|fact| fact.window.is_none());
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
    if together.iter().map(|fact| fact.claims.len()).sum::<usize>() > 1 {
        compared.extend(together.iter().flat_map(|fact| fact.claims.iter().copied()));
    }
    let alone = facts.iter().filter(|fact| fact.claims.len() > 1 && is_one(series, fact.window.as_ref()));
    compared.extend(alone.flat_map(|fact| fact.claims.iter().copied()));
    compared
}

/// Whether the claims of one fact are about one time for everybody.
fn is_one(series: &Series, window: Option<&Window>) -> bool {
    match (series.value_type, series.kind, window) {
        (ValueType::Number, _, None) => false,
        (ValueType::Number, Kind::Cumulative | Kind::Flow, Some(window)) => {
            window.shape == Shape::Period && is_sharp(window)
        }
        (_, _, None) => true,
        (_, _, Some(window)) => has_one_figure(window),
    }
}
