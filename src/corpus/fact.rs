//! What each voice states at a fact: the origin's own words before relays, later statements before earlier ones.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::fact_claims::{FactClaims, claims_by_fact};
use super::groups::by_value;
use super::same::{ValueKey, compare_windows, same_value};
use super::series::{Corpus, Series};
use super::voice::{Voice, is_same_voice_and_chain, voice};
use super::vote::Vote;
use crate::model::Window;
use crate::model::claim::{ClaimStatus, Moment, Value};
use crate::model::register::SourceId;
use crate::model::vocabulary::Party;

/// One series at one identical window.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The window; none where the claims always hold, or the time is unknown.
    pub window: Option<Window>,
    /// The statements, in the order of their voices.
    pub statements: Vec<Statement>,
    /// The voices whose relays give several figures, each from equally many relays: the voice said one of these, and
    /// nobody knows which.
    pub undecided: Vec<Undecided>,
}

impl Fact {
    /// Every statement, those of undecided voices too.
    pub fn all_statements(&self) -> impl Iterator<Item = &Statement> {
        let undecided = self.undecided.iter().flat_map(|undecided| &undecided.statements);
        self.statements.iter().chain(undecided)
    }

    /// Removes what other voices state. A fact of which this voice states nothing loses its time too.
    pub(crate) fn keep_voice(&mut self, voice: Voice) {
        self.statements.retain(|statement| statement.voice == voice);
        self.undecided.retain(|undecided| undecided.statements[0].voice == voice);
        if self.statements.is_empty() && self.undecided.is_empty() {
            self.window = None;
        }
    }
}

/// A voice that said one of several figures, where nobody knows which.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// One statement for each figure, by place. A statement lists first the claims that give its figure, then those
    /// that give the other figures, since all of them are removed or kept together.
    pub statements: Vec<Statement>,
}

/// One figure of one voice, with every claim that carries it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The voice.
    pub voice: Voice,
    /// The claims that carry it: direct ones first, then by place.
    pub claims: Vec<u32>,
    /// Superseded claims of the same voice: those it revised, and relays that deviate from it.
    /// All statements of one voice share them; none where there are none.
    pub superseded: Option<Arc<[u32]>>,
    /// Whether all its claims are tallies: then it must fit the other statements, but outweighs none.
    pub tally: bool,
    /// How it counts when the majority is sought; settled in [`crate::contradiction`].
    pub vote: Vote,
    /// The voices of its party that speak at its fact, where there are several.
    pub party_voices: Option<Arc<[Voice]>>,
}

impl Statement {
    fn of(corpus: &Corpus, voice: Voice, claims: Vec<u32>) -> Self {
        let tally = claims.iter().all(|&at| corpus.claim(at).is_tally());
        Self { voice, claims, superseded: None, tally, vote: Vote::Full, party_voices: None }
    }

    /// The claim that speaks for it.
    #[must_use]
    pub fn representative(&self) -> u32 {
        self.claims[0]
    }
}

impl Corpus {
    /// The facts of a series in the order of their windows, with the statements of each voice there.
    #[must_use]
    pub fn facts(&self, series: &Series) -> Vec<Fact> {
        facts(self, series).0
    }

    /// The claims of a series fact by fact, in the same order, every claim with its voice.
    #[must_use]
    pub fn claims_by_fact(&self, series: &Series) -> Vec<FactClaims<'_>> {
        claims_by_fact(self, series)
    }

    /// The party that a voice belongs to, as the key of its name.
    #[must_use]
    pub fn party(&self, voice: Voice) -> Option<&str> {
        self.party_of(voice).map(|party| party.key.as_str())
    }

    /// The party that a voice belongs to.
    #[must_use]
    pub fn party_of(&self, voice: Voice) -> Option<&Party> {
        match voice {
            Voice::Origin(source) | Voice::Own(source) => {
                self.model.vocabulary.sources.get(source.0 as usize)?.party.as_ref()
            }
            Voice::Nobody(_) => None,
        }
    }

    /// When a claim's voice said it: the stated date, else the date of publication if it was not relayed.
    #[must_use]
    pub fn moment_said(&self, at: u32) -> Option<Moment> {
        let claim = self.claim(at);
        claim.said.or(if relays(self, at).is_empty() { claim.published } else { None })
    }

    /// When a claim came out: when its voice said it, else when it was published, even if by a
    /// relay. What a voice states at one such moment is an edition.
    #[must_use]
    pub fn edition(&self, at: u32) -> Option<Moment> {
        self.moment_said(at).or(self.claim(at).published)
    }

    /// Whether a claim has been retracted, corrected, or followed by a certainly later one of its own voice and chain
    /// at its fact. It may be a claim that cannot be compared with any other.
    #[must_use]
    pub fn is_taken_back(&self, at: u32) -> bool {
        let claim = self.claim(at);
        if claim.status != ClaimStatus::Current {
            return true;
        }
        let mine = self.moment_said(at);
        self.alike(claim)
            .flat_map(|(_, series)| self.claims_of(series))
            .filter(|&&other| {
                let other = self.claim(other);
                is_same_voice_and_chain(other, claim)
                    && (compare_windows(other.time.as_ref(), claim.time.as_ref()).is_eq()
                        || matches!(claim.value, Value::Date(_) | Value::Unread))
            })
            .any(|&other| {
                self.moment_said(other).zip(mine).is_some_and(|(later, mine)| later.certainly_after(&mine))
            })
    }

    /// The claims that no longer count, by number: a later one of the same voice and chain has
    /// revised them, or they are dropped, or a dropped claim had replaced them.
    #[must_use]
    pub fn superseded(&self) -> Vec<u32> {
        let mut superseded: Vec<u32> =
            self.series.par_iter().flat_map_iter(|series| facts(self, series).1).collect();
        superseded.sort_unstable();
        superseded
    }
}

/// The facts of a series, and its claims that no longer count (see [`Corpus::superseded`]).
pub(super) fn facts(corpus: &Corpus, series: &Series) -> (Vec<Fact>, Vec<u32>) {
    let mut revised = Vec::new();
    let fact = |said: FactClaims<'_>| {
        let mut fact = Fact { window: said.window, statements: Vec::new(), undecided: Vec::new() };
        statements(corpus, &said.claims, &mut fact, &mut revised);
        fact
    };
    // If all that was said of a fact has been dropped, nobody says anything of it.
    let facts = claims_by_fact(corpus, series).into_iter().map(fact);
    let facts = facts.filter(|fact| !fact.statements.is_empty() || !fact.undecided.is_empty()).collect();
    (facts, revised)
}

/// What the voices among some claims state at a fact. The claims come by voice and place.
fn statements(corpus: &Corpus, claims: &[u32], fact: &mut Fact, revised: &mut Vec<u32>) {
    let mut start = 0;
    while start < claims.len() {
        let speaker = voice(corpus.claim(claims[start]));
        let len = claims[start..].iter().take_while(|&&at| voice(corpus.claim(at)) == speaker).count();
        let said = &claims[start..start + len];
        start += len;
        match said {
            [one] if corpus.claim(*one).dropped => revised.push(*one),
            [one] => fact.statements.push(Statement::of(corpus, speaker, vec![*one])),
            _ => statements_of_voice(corpus, speaker, said, fact, revised),
        }
    }
    fact.statements.sort_by_key(Statement::representative);
    fact.undecided.sort_by_key(|undecided| undecided.statements[0].representative());
}

/// Adds what one voice states at a fact, by these claims.
fn statements_of_voice(
    corpus: &Corpus,
    speaker: Voice,
    said: &[u32],
    fact: &mut Fact,
    revised: &mut Vec<u32>,
) {
    let (direct, mut relayed): (Vec<u32>, Vec<u32>) =
        said.iter().partition(|&&at| relays(corpus, at).is_empty());
    let mut superseded = Vec::new();
    let direct = current(corpus, &direct, &mut superseded);
    let mut valid = Vec::new();
    relayed.sort_by_key(|&at| relays(corpus, at));
    for same in relayed.chunk_by(|&a, &b| relays(corpus, a) == relays(corpus, b)) {
        valid.extend(current(corpus, same, &mut superseded));
    }
    valid.sort_unstable();
    revised.extend(&superseded);
    let relays = by_value(corpus, valid.iter().copied(), |at| at);
    let (first, mut undecided) = (fact.statements.len(), Vec::new());
    let said = if direct.is_empty() {
        undecided = undecided_figures(corpus, &relays);
        if undecided.is_empty() { speaking(corpus, relays) } else { Vec::new() }
    } else {
        let key = |group: &[u32]| ValueKey::of(&corpus.claim(group[0]).value);
        let mut said = by_value(corpus, direct, |at| at);
        let relays_by_value: FxHashMap<_, _> = relays.iter().map(|group| (key(group), group)).collect();
        for group in &mut said {
            group.extend(relays_by_value.get(&key(group)).into_iter().copied().flatten());
        }
        said
    };
    fact.statements.extend(said.into_iter().map(|claims| Statement::of(corpus, speaker, claims)));
    if !undecided.is_empty() {
        let statements = (0..undecided.len()).map(|own| {
            let others = (0..undecided.len()).filter(|&other| other != own);
            let claims =
                std::iter::once(own).chain(others).flat_map(|group| undecided[group].iter().copied());
            Statement::of(corpus, speaker, claims.collect())
        });
        fact.undecided.push(Undecided { statements: statements.collect() });
    }
    let mut of_voice: Vec<&mut Statement> = fact.statements[first..].iter_mut().collect();
    if !undecided.is_empty() {
        of_voice.extend(fact.undecided.last_mut().into_iter().flat_map(|last| &mut last.statements));
    }
    let speaking_claims: FxHashSet<u32> =
        of_voice.iter().flat_map(|statement| statement.claims.iter().copied()).collect();
    superseded.extend(valid.iter().filter(|at| !speaking_claims.contains(at)));
    if superseded.is_empty() {
        return;
    }
    superseded.sort_unstable();
    let superseded: Arc<[u32]> = superseded.into();
    for statement in of_voice {
        statement.superseded = Some(Arc::clone(&superseded));
    }
}

/// The relayed figures that count as what their origin said: the one that most chains give, with whatever else those
/// chains give beside it. If several figures come by equally many chains, none counts; see [`undecided_figures`].
pub(crate) fn speaking(corpus: &Corpus, groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let given: Vec<_> = groups.iter().map(|group| chains(corpus, group)).collect();
    let most = given.iter().map(Vec::len).max().unwrap_or(0);
    let mut leading = given.iter().filter(|chains| chains.len() == most);
    let Some(first) = leading.next() else { return Vec::new() };
    // Figures that the very same chains give are a contradiction within each chain, and leave nothing undecided between chains.
    if !leading.all(|other| other == first) {
        return Vec::new();
    }
    let speaks = |chains: &Vec<&[SourceId]>| chains.iter().all(|chain| first.binary_search(chain).is_ok());
    groups.into_iter().zip(&given).filter(|(_, chains)| speaks(chains)).map(|(group, _)| group).collect()
}

/// The figures that equally many chains give, and more chains than give any other: the origin said one of them.
fn undecided_figures(corpus: &Corpus, groups: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let given: Vec<_> = groups.iter().map(|group| chains(corpus, group)).collect();
    let most = given.iter().map(Vec::len).max().unwrap_or(0);
    let leading: Vec<usize> = (0..groups.len()).filter(|&at| given[at].len() == most).collect();
    // Figures that the very same chains give are a contradiction within each chain, and leave nothing undecided between chains.
    if leading.iter().all(|&at| given[at] == given[leading[0]]) {
        return Vec::new();
    }
    leading.into_iter().map(|at| groups[at].clone()).collect()
}

/// The different chains that some claims came by, in order.
fn chains<'c>(corpus: &'c Corpus, claims: &[u32]) -> Vec<&'c [SourceId]> {
    let mut chains: Vec<&[SourceId]> = claims.iter().map(|&at| relays(corpus, at)).collect();
    chains.sort();
    chains.dedup();
    chains
}

/// Who passed a claim on, beyond the voice itself.
pub(crate) fn relays(corpus: &Corpus, at: u32) -> &[SourceId] {
    let claim = corpus.claim(at);
    let chain = corpus.model.registers.chains.get(claim.via.0);
    if claim.origin.is_none() { chain.get(1..).unwrap_or(&[]) } else { chain }
}

/// The claims of one chain that are not superseded: no certainly later claim of another value revises them. Where a
/// relay passes on the same words of its origin again, its later edition supersedes the earlier one.
pub(crate) fn current(corpus: &Corpus, claims: &[u32], superseded: &mut Vec<u32>) -> Vec<u32> {
    let (dropped, mut kept): (Vec<u32>, Vec<u32>) = claims.iter().partition(|&&at| corpus.claim(at).dropped);
    // What a dropped claim had replaced does not count either.
    kept.retain(|&at| {
        let is_newer = |&dropped: &u32| {
            corpus
                .edition(at)
                .zip(corpus.edition(dropped))
                .is_some_and(|(now, then)| now.certainly_after(&then))
        };
        dropped.iter().all(is_newer)
    });
    superseded.extend(claims.iter().filter(|at| !kept.contains(at)));
    let claims = &kept[..];
    if claims.len() < 2 {
        return claims.to_vec();
    }
    let mut valid = not_revised(corpus, claims, superseded, |at| corpus.moment_said(at));
    if relays(corpus, claims[0]).is_empty() || valid.len() < 2 {
        return valid;
    }
    let said = |at: u32| corpus.claim(at).said;
    let mut editions = Vec::new();
    while let Some(&first) = valid.first() {
        let (same, others): (Vec<u32>, Vec<u32>) = valid.iter().partition(|&&at| said(at) == said(first));
        editions.extend(not_revised(corpus, &same, superseded, |at| corpus.claim(at).published));
        valid = others;
    }
    editions.sort_unstable();
    editions
}

/// The claims that no claim of another value follows, in the given order of time.
fn not_revised(
    corpus: &Corpus,
    claims: &[u32],
    superseded: &mut Vec<u32>,
    order: impl Fn(u32) -> Option<Moment>,
) -> Vec<u32> {
    // The latest claim decides for all before it; only a later claim of another value can revise.
    let mut by_time: Vec<(Moment, u32)> = claims.iter().filter_map(|&at| Some((order(at)?, at))).collect();
    by_time
        .sort_by_key(|(moment, at)| (Reverse((moment.from, moment.clock.map(|clock| clock.seconds))), *at));
    let Some(&(_, latest)) = by_time.first() else { return claims.to_vec() };
    let differs = |a: u32, b: u32| !same_value(&corpus.claim(a).value, &corpus.claim(b).value);
    // Two candidates of different value are enough to find everything that is revised by days alone; the few that
    // a time of day decides are tested one by one.
    let other = by_time.iter().map(|&(_, at)| at).find(|&at| differs(at, latest));
    let Some(other) = other else { return claims.to_vec() };
    let revising: Vec<u32> = by_time.iter().take(64).map(|&(_, at)| at).chain([other]).collect();
    let is_revised = |at: u32| {
        order(at).is_some_and(|mine| {
            revising.iter().any(|&later| {
                differs(at, later) && order(later).is_some_and(|later| later.certainly_after(&mine))
            })
        })
    };
    let (revised_claims, valid): (Vec<u32>, Vec<u32>) = claims.iter().partition(|&&at| is_revised(at));
    superseded.extend(revised_claims);
    valid
}
