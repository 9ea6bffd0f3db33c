//! Relays that state as plain fact what their origin expected, planned, feared or alleged.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Chains, Hop, has_relays, outlets};
use super::fidelity::{Fidelity, fidelity};
use crate::corpus::{Corpus, FactClaims, Series, Voice, compare_windows, relays};
use crate::model::claim::{Claim, Value};
use crate::model::register::SourceId;
use crate::model::{Day, Window};
use crate::syntax::tree::Mode;

/// A claim that dropped its origin's mode, and the ones after it that repeat it.
#[derive(Clone, Debug)]
pub struct DroppedMode {
    /// The series of the plain claims, by number.
    pub series: u32,
    /// The fact's number in it.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// The origin's mode.
    pub mode: Mode,
    /// The origin that they are attributed to.
    pub voice: Voice,
    /// The plain claims: first where the mode was dropped, then those after it.
    pub carriers: Vec<u32>,
    /// The claim that has the mode.
    pub modal: u32,
    /// Whether that is the origin's own statement.
    pub is_direct: bool,
    /// The chain of the first carrier, from the origin outwards.
    pub hops: Vec<Hop>,
    /// How many of the hops certainly kept the mode.
    pub faithful_hops: usize,
}

/// A plain claim is compared with at most this many claims of its voice that have a mode. One
/// origin gives few forecasts of one fact.
const MAX_MODAL: usize = 16;

/// Every claim that dropped its origin's mode.
pub(crate) fn dropped(corpus: &Corpus) -> Vec<DroppedMode> {
    let mut found = Vec::new();
    let mut first = 0;
    // Series of one measure and scope are adjacent, the plain ones first.
    for group in corpus.series.chunk_by(|a, b| (a.measure, a.scope) == (b.measure, b.scope)) {
        let numbers = first..first + group.len() as u32;
        first = numbers.end;
        let plain_series = group.partition_point(|series| series.mode.is_none());
        if plain_series == 0 || plain_series == group.len() {
            continue;
        }
        for (number, series) in numbers.zip(&group[..plain_series]) {
            if has_relays(corpus, series) {
                of_series(corpus, number, series, &group[plain_series..], &mut found);
            }
        }
    }
    found
}

/// Adds the claims of a series without a mode that dropped one, compared with the series of the
/// same measure and scope that have one.
fn of_series(corpus: &Corpus, number: u32, series: &Series, modal: &[Series], found: &mut Vec<DroppedMode>) {
    let unit = |series: &Series| corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    let plain_facts = corpus.claims_by_fact(series);
    let mut reported: FxHashSet<u32> = FxHashSet::default();
    for other in
        modal.iter().filter(|other| other.value_type == series.value_type && unit(other) == unit(series))
    {
        let Some(mode) = other.mode else { continue };
        let modal_facts = corpus.claims_by_fact(other);
        let mut next = 0;
        for (fact, here) in plain_facts.iter().enumerate() {
            let before =
                |other: &FactClaims<'_>| compare_windows(other.window.as_ref(), here.window.as_ref()).is_lt();
            next += modal_facts[next..].iter().take_while(|other| before(other)).count();
            let same = |other: &&FactClaims<'_>| {
                compare_windows(other.window.as_ref(), here.window.as_ref()).is_eq()
            };
            let Some(modal) = modal_facts.get(next).filter(same) else { continue };
            let context =
                ModeContext { corpus, series: number, fact: fact as u32, window: here.window, mode };
            let voices: FxHashMap<Voice, &[u32]> = modal.voices(corpus).collect();
            for (voice, claims) in here.voices(corpus) {
                if let Some(modal) = voices.get(&voice) {
                    context.of_voice(voice, claims, modal, &mut reported, found);
                }
            }
        }
    }
}

/// A fact at which claims with and without a mode are compared.
struct ModeContext<'c> {
    corpus: &'c Corpus,
    /// The series of the claims without a mode, by number.
    series: u32,
    /// The fact's number in it.
    fact: u32,
    window: Option<Window>,
    /// The mode of the others.
    mode: Mode,
}

impl ModeContext<'_> {
    /// Adds the plain claims of one voice that dropped the mode of its other claims.
    fn of_voice(
        &self,
        voice: Voice,
        plain_claims: &[u32],
        modal: &[u32],
        reported: &mut FxHashSet<u32>,
        found: &mut Vec<DroppedMode>,
    ) {
        let corpus = self.corpus;
        let own = |claims: &[u32]| claims.iter().copied().find(|&at| relays(corpus, at).is_empty());
        // What the origin itself states as plain fact may be relayed as such.
        if own(plain_claims).is_some() {
            return;
        }
        let direct = own(modal);
        let is_modal_in_most_chains = chains(corpus, modal) > chains(corpus, plain_claims);
        let modal_chains = Chains::new(corpus, modal);
        let mut dropping: Vec<(u32, u32)> = Vec::new();
        for &at in plain_claims {
            let candidates: Vec<u32> = match (direct, modal_chains.last_step_before(at)) {
                (Some(_), _) => modal
                    .iter()
                    .copied()
                    .filter(|&at| relays(corpus, at).is_empty())
                    .take(MAX_MODAL)
                    .collect(),
                (None, Some(kept)) => vec![kept],
                (None, None) if is_modal_in_most_chains => modal.iter().copied().take(MAX_MODAL).collect(),
                (None, None) => continue,
            };
            let fits = candidates.into_iter().find(|&modal| self.fits(at, modal));
            if let Some(modal) = fits.filter(|_| reported.insert(at)) {
                dropping.push((at, modal));
            }
        }
        let plain_chains = Chains::new(corpus, plain_claims);
        let deviating: FxHashSet<u32> = dropping.iter().map(|(at, _)| *at).collect();
        let mut index_of: FxHashMap<&[SourceId], usize> = FxHashMap::default();
        for (at, modal) in dropping {
            let root = plain_chains.first_carrier(at, |other| deviating.contains(&other));
            let chain = outlets(corpus, root);
            if let Some(&known) = index_of.get(chain) {
                let known: &mut DroppedMode = &mut found[known];
                known.carriers.push(at);
                known.carriers.sort_by_key(|&at| (relays(corpus, at).len(), at));
                continue;
            }
            index_of.insert(chain, found.len());
            let hops = modal_chains.leading_to(root);
            let faithful_hops =
                hops.iter().take(hops.len() - 1).rposition(|hop| hop.claim.is_some()).map_or(0, |at| at + 1);
            found.push(DroppedMode {
                series: self.series,
                fact: self.fact,
                window: self.window,
                mode: self.mode,
                voice,
                carriers: vec![at],
                modal,
                is_direct: direct.is_some(),
                hops,
                faithful_hops,
            });
        }
    }

    /// Whether a plain claim relays what another says with a mode: it does not give another value,
    /// nor may it relay another statement of the origin.
    fn fits(&self, plain_claim: u32, modal_claim: u32) -> bool {
        let (claim, modal) = (self.corpus.claim(plain_claim), self.corpus.claim(modal_claim));
        let tolerance = self.corpus.model.vocabulary.measure(claim.measure);
        let tolerance = tolerance.and_then(|measure| measure.tolerance.as_ref());
        if fidelity(self.corpus, modal, claim, tolerance) == Fidelity::Different {
            return false;
        }
        let modal_said = self.corpus.moment_said(modal_claim);
        if let (Some(said_on), Some(modal_said)) = (claim.said, modal_said) {
            // If both name the day on which it was said, that decides: another day is another statement.
            return !said_on.certainly_after(&modal_said) && !modal_said.certainly_after(&said_on);
        }
        if claim
            .published
            .zip(modal_said)
            .is_some_and(|(published, modal_said)| modal_said.certainly_after(&published))
        {
            return false;
        }
        self.mode == Mode::Alleged || !self.may_have_come_true(claim)
    }

    /// Whether what was expected may have come true by the time a claim was published, so that its origin may have
    /// confirmed it.
    fn may_have_come_true(&self, claim: &Claim) -> bool {
        let due: Option<Day> = match &claim.value {
            Value::Date(date) => date.from.or(date.to),
            _ => self.window.and_then(|window| window.from.or(window.to)),
        };
        let stated = claim.published.or(claim.said);
        due.zip(stated).is_some_and(|(due, stated)| stated.to >= due)
    }
}

/// How many chains carry some claims.
fn chains(corpus: &Corpus, claims: &[u32]) -> usize {
    let chains: FxHashSet<&[SourceId]> = claims.iter().map(|&at| relays(corpus, at)).collect();
    chains.len()
}
