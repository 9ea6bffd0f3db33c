//! The series that somebody speaks of, each as the query that asks for it.

use std::cmp::Reverse;

use super::address::query_for_series;
use super::answer::Related;
use super::selection::{Selection, select};
use crate::corpus::{Corpus, Describer};
use crate::model::Query;
use crate::source::Sources;

/// The series with a claim that a query asks about, those with most such claims first.
#[must_use]
pub fn spoken_of(corpus: &Corpus, texts: &Sources, query: &Query) -> Vec<Related> {
    let words = Describer { corpus, sources: texts };
    let registers = &corpus.model.registers;
    let Selection { series, narrower } = select(corpus, query);
    let series = series.into_iter().chain(narrower).map(|number| &corpus.series[number as usize]);
    let related = series.map(|series| {
        let fact = words.fact(series, None);
        let claims = corpus.claims_of(series).iter();
        let claims = claims.filter(|&&at| query.is_by(corpus.claim(at), registers)).count();
        Related { query: query_for_series(&fact.measure, &fact.scope), claims }
    });
    let mut related: Vec<Related> = related.collect();
    related.sort_by_key(|related| Reverse(related.claims));
    related
}
