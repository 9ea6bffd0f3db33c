//! The claims of one fact.

use std::borrow::Cow;
use std::ops::Range;

use super::same::compare_windows;
use super::series::{Corpus, Series, ValueType};
use super::voice::{Voice, voice};
use crate::model::Window;
use crate::model::vocabulary::Kind;

/// The claims of one fact, by voice and place.
#[derive(Clone, Debug)]
pub struct FactClaims<'c> {
    /// The window; none where the claims always hold, or the time is unknown.
    pub window: Option<Window>,
    /// The claims, by number.
    pub claims: Cow<'c, [u32]>,
}

impl<'c> FactClaims<'c> {
    /// The claims of each voice.
    pub fn voices<'s>(&'s self, corpus: &'s Corpus) -> impl Iterator<Item = (Voice, &'s [u32])> {
        let of = |at: u32| voice(corpus.claim(at));
        self.claims.chunk_by(move |&a, &b| of(a) == of(b)).map(move |claims| (of(claims[0]), claims))
    }
}

/// The claims of a series fact by fact, in the order of their windows.
pub(super) fn claims_by_fact<'c>(corpus: &'c Corpus, series: &Series) -> Vec<FactClaims<'c>> {
    let claims = corpus.claims_of(series);
    if is_timeless(series) && corpus.model.breaks.iter().all(|step| step.measure != series.measure) {
        let mut sorted = claims.to_vec();
        sorted.sort_by_key(|&at| (voice(corpus.claim(at)), at));
        return vec![FactClaims { window: None, claims: Cow::Owned(sorted) }];
    }
    let window = |at: u32| corpus.claim(at).time.as_ref();
    let same = |&a: &u32, &b: &u32| compare_windows(window(a), window(b)).is_eq();
    let fact =
        |claims: &'c [u32]| FactClaims { window: window(claims[0]).copied(), claims: Cow::Borrowed(claims) };
    claims.chunk_by(same).map(fact).collect()
}

/// Whether the claims of a series are about the same thing whenever they were said: they hold always, or their values
/// are dates.
pub(crate) fn is_timeless(series: &Series) -> bool {
    series.value_type == ValueType::Date || series.kind == Kind::Constant
}

/// The claims of a series at the window of one of them; all of them if the series is timeless.
pub(crate) fn claims_beside<'c>(corpus: &'c Corpus, series: &Series, claim: u32) -> &'c [u32] {
    let claims = corpus.claims_of(series);
    if is_timeless(series) {
        return claims;
    }
    &claims[at_window_of(corpus, claims, claim)]
}

/// The range, in the claims of a series, of those that have the same window as `claim`.
pub(crate) fn at_window_of(corpus: &Corpus, claims: &[u32], claim: u32) -> Range<usize> {
    let compare =
        |at: u32| compare_windows(corpus.claim(at).time.as_ref(), corpus.claim(claim).time.as_ref());
    let from = claims.partition_point(|&at| compare(at).is_lt());
    let to = claims.partition_point(|&at| compare(at).is_le());
    from..to
}
