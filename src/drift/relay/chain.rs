//! Relay chains, and the hop at which a figure changed.

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, Series, ValueKey, relays};
use crate::model::register::SourceId;

/// Whether any claim of a series was relayed.
pub(crate) fn has_relays(corpus: &Corpus, series: &Series) -> bool {
    corpus.claims_of(series).iter().any(|&at| !relays(corpus, at).is_empty())
}

/// The relays of a claim, without its voice, from the origin outwards: the first 64. Longer chains
/// do not occur in the news.
pub(super) fn outlets(corpus: &Corpus, at: u32) -> &[SourceId] {
    const LONGEST: usize = 64;
    let chain = relays(corpus, at);
    &chain[..chain.len().min(LONGEST)]
}

/// One relay of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The relay.
    pub outlet: SourceId,
    /// A claim whose chain ends with it; none if the corpus has none, so that what it relayed is not known.
    pub claim: Option<u32>,
}

/// The claims of one voice at one fact, by relay chain.
pub(super) struct Chains<'c> {
    corpus: &'c Corpus,
    /// The claims that came by each chain.
    by_chain: FxHashMap<&'c [SourceId], Vec<u32>>,
}

impl<'c> Chains<'c> {
    /// Builds the chains of relayed claims, which come in the order of their places.
    pub(super) fn new(corpus: &'c Corpus, relayed: &[u32]) -> Self {
        let mut by_chain: FxHashMap<&[SourceId], Vec<u32>> = FxHashMap::default();
        for &at in relayed {
            by_chain.entry(outlets(corpus, at)).or_default().push(at);
        }
        Self { corpus, by_chain }
    }

    /// Of the claims that `counts` selects and that give the same value as a claim, the one with
    /// the shortest beginning of its chain; the claim itself if there is none.
    pub(super) fn first_carrier(&self, at: u32, counts: impl Fn(u32) -> bool) -> u32 {
        let value = ValueKey::of(&self.corpus.claim(at).value);
        let chain = outlets(self.corpus, at);
        let same = |&other: &u32| ValueKey::of(&self.corpus.claim(other).value) == value && counts(other);
        let mut beginnings = (1..=chain.len()).filter_map(|len| self.by_chain.get(&chain[..len]));
        beginnings
            .find_map(|claims| claims.iter().take(MAX_CLAIMS_OF_CHAIN).copied().find(|at| same(at)))
            .unwrap_or(at)
    }

    /// The hops of a first carrier's chain, each with a claim of another value if there is one; and
    /// how many of them certainly come before the change: those up to the last hop that is known
    /// with another value.
    pub(super) fn hops(&self, at: u32) -> (Vec<Hop>, usize) {
        let chain = outlets(self.corpus, at);
        let value = ValueKey::of(&self.corpus.claim(at).value);
        let mut unchanged = 0;
        let hops = (1..=chain.len()).map(|len| {
            if len == chain.len() {
                return Hop { outlet: chain[len - 1], claim: Some(at) };
            }
            let claims = self.by_chain.get(&chain[..len]).map_or(&[][..], Vec::as_slice);
            let other = claims
                .iter()
                .take(MAX_CLAIMS_OF_CHAIN)
                .copied()
                .find(|&other| ValueKey::of(&self.corpus.claim(other).value) != value);
            if other.is_some() {
                unchanged = len;
            }
            Hop { outlet: chain[len - 1], claim: other.or(claims.first().copied()) }
        });
        (hops.collect(), unchanged)
    }
}

impl Chains<'_> {
    /// A claim that came by a beginning of a claim's chain: by the longest one short of the whole.
    pub(super) fn last_step_before(&self, at: u32) -> Option<u32> {
        let chain = outlets(self.corpus, at);
        let claims = (1..chain.len()).rev().find_map(|len| self.by_chain.get(&chain[..len]));
        claims.and_then(|claims| claims.first().copied())
    }

    /// The hops of a claim's chain, each with its first claim, whatever value that gives.
    pub(super) fn leading_to(&self, at: u32) -> Vec<Hop> {
        let chain = outlets(self.corpus, at);
        let claim = |len: usize| match len == chain.len() {
            true => Some(at),
            false => self.by_chain.get(&chain[..len]).and_then(|claims| claims.first().copied()),
        };
        (1..=chain.len()).map(|len| Hop { outlet: chain[len - 1], claim: claim(len) }).collect()
    }
}

/// How many claims of one chain are examined: a chain that gives more figures than this at one fact does not show
/// where a figure changed.
const MAX_CLAIMS_OF_CHAIN: usize = 8;
