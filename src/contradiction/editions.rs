//! The editions of a figure: what its source stated of one fact, one after the other.

use crate::contradiction::allowed::breaks;
use crate::corpus::{Corpus, at_window_of, is_same_voice_and_chain};
use crate::model::Number;
use crate::model::claim::{ClaimStatus, Moment};
use crate::model::vocabulary::Kind;

/// How many claims of a fact, or on either side of it, are searched, at most.
const LOOKED_AT: usize = 64;

/// What a source gives as a figure in one edition.
pub(super) struct Edition {
    /// When it was stated; none for [`Self::NOTHING`].
    pub(super) moment: Option<Moment>,
    pub(super) figure: Number,
    /// The claim that states it; none for [`Self::NOTHING`].
    pub(super) claim: Option<u32>,
}

impl Edition {
    /// What a part counts for before its source states it.
    pub(super) const NOTHING: Self = Self { moment: None, figure: Number::ZERO, claim: None };

    pub(super) fn is_after(&self, moment: &Moment) -> bool {
        self.moment.as_ref().is_some_and(|own| own.certainly_after(moment))
    }
}

/// All editions of a claim's figure by its source; none if the claim's figure is not that of the
/// last one.
pub(super) fn editions(corpus: &Corpus, at: u32) -> Option<Vec<Edition>> {
    let all = all_editions(corpus, at)?;
    (all.last()?.figure == *corpus.claim(at).best()?).then_some(all)
}

/// All editions of a claim's figure by its source, in order of publication; none if the order is unknown or the
/// source announced a correction.
pub(super) fn all_editions(corpus: &Corpus, at: u32) -> Option<Vec<Edition>> {
    let mut all: Vec<Edition> = Vec::new();
    for claim in own_claims(corpus, at).take(LOOKED_AT) {
        let (moment, figure) = (corpus.edition(claim)?, corpus.claim(claim).best()?.clone());
        if corpus.claim(claim).status != ClaimStatus::Current {
            return None;
        }
        all.push(Edition { moment: Some(moment), figure, claim: Some(claim) });
    }
    all.sort_by_key(|edition| (edition.moment.map(|moment| moment.order()), edition.claim));
    let is_ordered = |pair: &[Edition]| {
        pair[0].figure == pair[1].figure || pair[0].moment.is_some_and(|before| pair[1].is_after(&before))
    };
    let is_known = all.windows(2).all(is_ordered);
    all.dedup_by(|later, earlier| later.figure == earlier.figure);
    is_known.then_some(all)
}

/// The claims of a claim's fact by its source.
pub(super) fn own_claims(corpus: &Corpus, at: u32) -> impl Iterator<Item = u32> {
    let claims = corpus.series_of(at).map(|series| corpus.claims_of(&corpus.series[series as usize]));
    let beside = claims.map_or(&[][..], |claims| &claims[at_window_of(corpus, claims, at)]);
    beside
        .iter()
        .copied()
        .filter(move |&other| is_same_voice_and_chain(corpus.claim(other), corpus.claim(at)))
}

/// In a running total, a claim of the nearest day before or after, by the same source, that the
/// figure `instead` would contradict.
pub(super) fn breaking(corpus: &Corpus, at: u32, instead: &Number) -> Option<u32> {
    let claim = corpus.claim(at);
    let series = &corpus.series[corpus.series_of(at)? as usize];
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    if series.kind != Kind::Cumulative || !breaks(corpus, series.measure, scope).is_empty() {
        return None;
    }
    claim.time?.only_day()?;
    let claims = corpus.claims_of(series);
    let here = at_window_of(corpus, claims, at);
    let is_own = |other: &u32| {
        let other = corpus.claim(*other);
        is_same_voice_and_chain(other, claim) && other.time.is_some_and(|window| window.only_day().is_some())
    };
    // The nearest claim whose editions all contradict the figure, or none of them. One that does so
    // in some editions only is passed over: it proves nothing.
    let nearest = |near: &mut dyn Iterator<Item = u32>, contradicts: &dyn Fn(&Number) -> bool| {
        near.take(LOOKED_AT).filter(is_own).find_map(|at| {
            let editions = all_editions(corpus, at)?;
            let breaking = editions.iter().filter(|edition| contradicts(&edition.figure)).count();
            let last = editions.last()?.claim;
            (breaking == 0 || breaking == editions.len()).then_some(last.filter(|_| breaking > 0))
        })
    };
    let mut before = claims[..here.start].iter().rev().copied();
    let mut after = claims[here.end..].iter().copied();
    let falls_from = nearest(&mut before, &|theirs| theirs > instead).flatten();
    falls_from.or_else(|| nearest(&mut after, &|theirs| theirs < instead).flatten())
}
