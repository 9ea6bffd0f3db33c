//! Which series a query asks about.

use crate::corpus::{Corpus, Series};
use crate::model::Query;

/// The series that a query asks about, by number.
pub(super) struct Selection {
    /// Those whose scope is the query's; if there is none, all that have its scope and more.
    pub(super) series: Vec<u32>,
    /// The others that have its scope and more.
    pub(super) narrower: Vec<u32>,
}

/// The series that a query asks about.
pub(super) fn select(corpus: &Corpus, query: &Query) -> Selection {
    let registers = &corpus.model.registers;
    let is_asked = |series: &&Series| {
        let claims = corpus.claims_of(series);
        claims.iter().any(|&at| {
            let claim = corpus.claim(at);
            query.is_about(claim, registers) && query.is_by(claim, registers)
        })
    };
    let numbered = (0_u32..).zip(&corpus.series);
    let all: Vec<u32> = numbered
        .filter(|(_, series)| {
            let scope = registers.scopes.get(series.scope.0);
            query.measure.is_none_or(|measure| measure == series.measure)
                && query.mode.is_none_or(|mode| series.mode == Some(mode))
                && query.scope.iter().all(|pair| scope.contains(pair))
                && is_asked(series)
        })
        .map(|(number, _)| number)
        .collect();
    let is_exact =
        |&at: &u32| registers.scopes.get(corpus.series[at as usize].scope.0) == query.scope.as_slice();
    let (series, narrower): (Vec<u32>, Vec<u32>) = all.into_iter().partition(is_exact);
    if series.is_empty() {
        Selection { series: narrower, narrower: series }
    } else {
        Selection { series, narrower }
    }
}
