//! Finds deviations among the relays of one voice at one fact.

use std::cell::OnceCell;
use std::mem::{Discriminant, discriminant};

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Chains, outlets};
use super::deviation::{Deviation, DeviationKind};
use super::fidelity::{Fidelity, fidelity};
use crate::corpus::{ChangeClash, Corpus, FactClaims, ValueKey, Voice};
use crate::corpus::{by_value, clash_of_changes, current, relays, speaking};
use crate::model::claim::{Claim, Moment, Value};
use crate::model::register::SourceId;
use crate::model::vocabulary::Tolerance;
use crate::model::{Figure, Number, Shape};

/// A deviating relay is compared with at most this many different statements of its origin. An
/// origin with more at one fact contradicts itself, which is reported elsewhere.
const MAX_COMPARED: usize = 16;

/// These are looked for among at most this many statements of the origin: the latest ones.
const MAX_SEARCHED: usize = 64;

/// A fact at which relays are compared with their origins.
pub(super) struct FactContext<'c> {
    corpus: &'c Corpus,
    /// The series, by number.
    series: u32,
    /// The fact's number in it.
    fact: u32,
    /// The claims of the fact.
    fact_claims: &'c FactClaims<'c>,
    /// How many digits, without zeros at its end, a figure needs to count as taken from another origin.
    digits: usize,
    /// The figures that origins state themselves, each with a claim of one origin, and one of another if there is one.
    own: OnceCell<FxHashMap<ValueKey<'c>, (u32, Option<u32>)>>,
}

/// What one voice said at a fact.
struct VoiceFigures<'a> {
    /// What the origin itself says now, or else says by its relays: one claim for each value.
    said_now: Vec<u32>,
    /// The claims that give any of these.
    faithful: &'a [Vec<u32>],
    /// What the origin said earlier, the latest first.
    old: Vec<u32>,
    /// Whether the origin says something itself.
    is_direct: bool,
}

impl<'c> FactContext<'c> {
    /// A fact of a series.
    pub(super) fn new(
        corpus: &'c Corpus,
        series: u32,
        fact: u32,
        fact_claims: &'c FactClaims<'c>,
        digits: usize,
    ) -> Self {
        Self { corpus, series, fact, fact_claims, digits, own: OnceCell::new() }
    }

    /// Finds deviations among the claims of a voice.
    pub(super) fn of_voice(&self, voice: Voice, claims: &[u32], omitted: &[u32], found: &mut Vec<Deviation>) {
        let corpus = self.corpus;
        let candidates = claims.iter().filter(|at| omitted.binary_search(at).is_err());
        let (direct, mut relayed): (Vec<u32>, Vec<u32>) =
            candidates.partition(|&&at| relays(corpus, at).is_empty());
        let mut old = Vec::new();
        let direct = by_value(corpus, current(corpus, &direct, &mut old), |at| at);
        relayed.sort_by_key(|&at| relays(corpus, at));
        let mut relayed_now = Vec::new();
        let mut superseded = Vec::new();
        for chain in relayed.chunk_by(|&a, &b| relays(corpus, a) == relays(corpus, b)) {
            relayed_now.extend(current(corpus, chain, &mut superseded));
        }
        relayed_now.sort_unstable();
        let groups = by_value(corpus, relayed_now.iter().copied(), |at| at);
        if direct.is_empty() && groups.len() < 2 {
            return;
        }
        let spoken = if direct.is_empty() { speaking(corpus, groups.clone()) } else { direct.clone() };
        if spoken.is_empty() {
            self.divided(voice, groups, &relayed_now, found);
            return;
        }
        old.sort_by_key(|&at| std::cmp::Reverse((corpus.moment_said(at).map(|moment| moment.from), at)));
        let figures = VoiceFigures {
            said_now: spoken.iter().map(|group| group[0]).collect(),
            faithful: &spoken,
            old,
            is_direct: !direct.is_empty(),
        };
        self.find_deviating(voice, &figures, &groups, &relayed_now, found);
    }

    /// The relays that give something other than what was said.
    fn find_deviating(
        &self,
        voice: Voice,
        figures: &VoiceFigures<'_>,
        groups: &[Vec<u32>],
        relayed: &[u32],
        found: &mut Vec<Deviation>,
    ) {
        let values: FxHashMap<ValueKey<'_>, usize> =
            figures.said_now.iter().enumerate().map(|(group, &at)| (self.key(at), group)).collect();
        let mut old: FxHashMap<ValueKey<'_>, Vec<u32>> = FxHashMap::default();
        for &at in &figures.old {
            old.entry(self.key(at)).or_default().push(at);
        }
        let mut judged: Vec<(u32, DeviationKind, u32)> = Vec::new();
        for group in groups.iter().filter(|group| !values.contains_key(&self.key(group[0]))) {
            let before = old.get(&self.key(group[0])).map_or(&[][..], Vec::as_slice);
            let judge = |&at: &u32| self.judge(at, before, figures).map(|(kind, origin)| (at, kind, origin));
            judged.extend(group.iter().filter_map(judge));
        }
        if figures.is_direct {
            for group in groups {
                let Some(&faithful) = values.get(&self.key(group[0])) else { continue };
                let theirs = &figures.faithful[faithful];
                let judge =
                    |&at: &u32| Some((at, DeviationKind::OtherChange, self.other_change(at, theirs)?));
                judged.extend(group.iter().filter_map(judge));
            }
        }
        if judged.is_empty() {
            return;
        }
        let chains = Chains::new(self.corpus, relayed);
        let deviating: FxHashSet<u32> = judged.iter().map(|(at, ..)| *at).collect();
        // Deviations at one hop, of one kind, with one figure, are one finding, whoever else repeats them.
        let mut index_of: FxHashMap<(&[SourceId], Discriminant<DeviationKind>, ValueKey<'_>), usize> =
            FxHashMap::default();
        let first = found.len();
        for (at, kind, origin) in judged {
            let root = chains.first_carrier(at, |other| deviating.contains(&other));
            let key = (outlets(self.corpus, root), discriminant(&kind), self.key(at));
            if let Some(&known) = index_of.get(&key) {
                let known: &mut Deviation = &mut found[known];
                known.carriers.push(at);
                continue;
            }
            index_of.insert(key, found.len());
            let (hops, faithful_hops) = chains.hops(root);
            let mut faithful = vec![origin];
            let carried =
                values.get(&self.key(origin)).map_or(&[][..], |&group| figures.faithful[group].as_slice());
            faithful.extend(carried.iter().copied().filter(|&other| other != origin).take(FAITHFUL));
            found.push(Deviation {
                kind,
                series: self.series,
                fact: self.fact,
                window: self.fact_claims.window,
                voice,
                carriers: vec![at],
                faithful,
                is_direct: figures.is_direct,
                hops,
                faithful_hops,
            });
        }
        for deviation in &mut found[first..] {
            deviation.carriers.sort_by_key(|&at| (relays(self.corpus, at).len(), at));
        }
    }

    /// How a relay deviates, and from which claim; none if it gives what was said when it was published.
    fn judge(&self, at: u32, before: &[u32], figures: &VoiceFigures<'_>) -> Option<(DeviationKind, u32)> {
        let claim = self.corpus.claim(at);
        // It gives the origin's old figure: that is wrong only if the new one had been published by then.
        if !before.is_empty() {
            let mut newer = None;
            for &old in before.iter().take(MAX_COMPARED) {
                newer = Some(self.successor(old, claim, figures)?);
            }
            return newer.map(|newer| (DeviationKind::Stale { newer }, before[0]));
        }
        let possible = |origin_claim: &&u32| self.may_relay(claim, **origin_claim, figures.is_direct);
        let now = figures
            .said_now
            .iter()
            .take(MAX_SEARCHED)
            .filter(possible)
            .take(MAX_COMPARED)
            .map(|&origin_claim| (origin_claim, false));
        let then = figures
            .old
            .iter()
            .take(MAX_SEARCHED)
            .filter(possible)
            .take(MAX_COMPARED)
            .map(|&origin_claim| (origin_claim, true));
        let tolerance = self.tolerance();
        let like =
            |origin_claim: u32| fidelity(self.corpus, self.corpus.claim(origin_claim), claim, tolerance);
        // A value that merely lies within an old hedged figure was not copied from it.
        let then = then.filter(|(origin_claim, _)| like(*origin_claim) <= Fidelity::RangeEnd);
        let (alike, past, origin_claim) = now
            .chain(then)
            .map(|(origin_claim, past)| (like(origin_claim), past, origin_claim))
            .min_by_key(|&(alike, past, _)| (alike, past))?;
        let kind = match alike {
            Fidelity::Different => DeviationKind::Changed,
            _ if past => match self.successor(origin_claim, claim, figures) {
                Some(newer) => return Some((DeviationKind::Stale { newer }, origin_claim)),
                None if alike == Fidelity::Same => return None,
                None => DeviationKind::Weakened(alike),
            },
            Fidelity::Same => return None,
            _ => DeviationKind::Weakened(alike),
        };
        if alike != Fidelity::Looser
            && let Some(theirs) = self.others(claim)
        {
            return Some((DeviationKind::Misattributed { theirs }, origin_claim));
        }
        Some((kind, origin_claim))
    }

    /// The claim of an origin whose figure a relay gives with another change; none if the relay gives the change of
    /// any such claim.
    fn other_change(&self, at: u32, origin: &[u32]) -> Option<u32> {
        let claim = self.corpus.claim(at);
        claim.change.as_ref()?;
        let series = &self.corpus.series[self.series as usize];
        let own = |&&origin_claim: &&u32| {
            self.corpus.claim(origin_claim).change.is_some() && relays(self.corpus, origin_claim).is_empty()
        };
        let said: Vec<(u32, Option<ChangeClash>)> = origin
            .iter()
            .filter(own)
            .take(MAX_COMPARED)
            .map(|&origin_claim| {
                (origin_claim, clash_of_changes(self.corpus, series, self.corpus.claim(origin_claim), claim))
            })
            .collect();
        let gives = said.iter().any(|(_, clash)| clash.is_none());
        // If only one of two changes gives its start, it is not known whether both start at the same time.
        let clear = said.iter().find(|(_, clash)| {
            matches!(clash, Some(ChangeClash::StartTogether | ChangeClash::NeitherGivesStart))
        });
        clear.filter(|_| !gives && self.is_one_time()).map(|(origin_claim, _)| *origin_claim)
    }

    /// Whether the fact's time is the same for everybody.
    fn is_one_time(&self) -> bool {
        self.fact_claims.window.as_ref().is_some_and(|window| {
            let is_sharp =
                !window.approximate && !window.uncertain && window.from.is_some() && window.to.is_some();
            is_sharp && (window.shape == Shape::Period || window.from == window.to)
        })
    }

    /// The latest statement that replaced an old one and was published before a claim.
    fn successor(&self, old: u32, claim: &Claim, figures: &VoiceFigures<'_>) -> Option<u32> {
        let (spoken, published) = (self.corpus.moment_said(old)?, claim.published?);
        let value = self.key(old);
        let followed = |&&at: &&u32| {
            let was_out = |moment: Moment| {
                moment.certainly_after(&spoken)
                    && published.certainly_after(&moment)
                    // If a relay names a later day of saying, it relays a later statement of the origin.
                    && !claim.said.is_some_and(|said_on| said_on.certainly_after(&moment))
            };
            self.corpus.moment_said(at).is_some_and(was_out) && self.key(at) != value
        };
        // The latest old statements come first.
        let from = |at: u32| self.corpus.moment_said(at).map(|moment| moment.from);
        let first = figures.old.partition_point(|&at| from(at) > Some(published.from));
        let then = figures.old[first..].iter().take(MAX_SEARCHED);
        figures.said_now.iter().take(MAX_SEARCHED).chain(then).find(followed).copied()
    }

    /// Whether a relay may be of this statement: it was not made later, or on another occasion.
    fn may_relay(&self, claim: &Claim, origin_claim: u32, is_direct: bool) -> bool {
        let Some(moment) = (if is_direct {
            self.corpus.moment_said(origin_claim)
        } else {
            self.corpus.claim(origin_claim).said
        }) else {
            return true;
        };
        let differs = |said_on: Moment| said_on.certainly_after(&moment) || moment.certainly_after(&said_on);
        let too_late =
            is_direct && claim.published.is_some_and(|published| moment.certainly_after(&published));
        !too_late && !claim.said.is_some_and(differs)
    }

    /// The claim by which another origin says exactly this figure, if it has too many digits to match by chance.
    fn others(&self, claim: &Claim) -> Option<u32> {
        let Value::Number(Figure::Exact(number)) = &claim.value else { return None };
        if digits(number) < self.digits {
            return None;
        }
        let own = self.own.get_or_init(|| self.own_figures());
        let (one, other) = own.get(&ValueKey::of(&claim.value))?;
        [Some(*one), *other].into_iter().flatten().find(|&at| self.corpus.claim(at).voice != claim.voice)
    }

    /// The figures that origins state themselves.
    fn own_figures(&self) -> FxHashMap<ValueKey<'c>, (u32, Option<u32>)> {
        let mut own: FxHashMap<ValueKey<'_>, (u32, Option<u32>)> = FxHashMap::default();
        let is_own = |at: u32| self.corpus.claim(at).origin.is_some() && relays(self.corpus, at).is_empty();
        for &at in self.fact_claims.claims.iter().filter(|&&at| is_own(at)) {
            let (one, other) = own.entry(self.key(at)).or_insert((at, None));
            if other.is_none() && self.corpus.claim(*one).voice != self.corpus.claim(at).voice {
                *other = Some(at);
            }
        }
        own
    }

    /// What the measure tolerates between two figures.
    fn tolerance(&self) -> Option<&'c Tolerance> {
        let measure = self.corpus.series[self.series as usize].measure;
        self.corpus.model.vocabulary.measure(measure)?.tolerance.as_ref()
    }

    /// The comparison key of what a claim says.
    fn key(&self, at: u32) -> ValueKey<'c> {
        ValueKey::of(&self.corpus.claim(at).value)
    }

    /// Reports that the chains give different figures, of which none comes by more chains.
    fn divided(&self, voice: Voice, mut groups: Vec<Vec<u32>>, relayed: &[u32], found: &mut Vec<Deviation>) {
        let said_on = |group: &Vec<u32>| self.corpus.claim(group[0]).said;
        let apart = |a: Option<Moment>, b: Option<Moment>| {
            a.zip(b).is_some_and(|(a, b)| a.certainly_after(&b) || b.certainly_after(&a))
        };
        // Statements of different days need not agree.
        let few = groups.len() <= MAX_COMPARED;
        if few
            && (1..groups.len())
                .all(|at| groups[..at].iter().all(|other| apart(said_on(other), said_on(&groups[at]))))
        {
            return;
        }
        let claim = |group: &Vec<u32>| self.corpus.claim(group[0]);
        let tolerance = self.tolerance();
        let fullest = few.then(|| {
            (0..groups.len()).find(|&at| {
                let like =
                    |other: &Vec<u32>| fidelity(self.corpus, claim(&groups[at]), claim(other), tolerance);
                groups.iter().all(|other| like(other) < Fidelity::MoreExact)
            })
        });
        if let Some(Some(fullest)) = fullest {
            // One group gives the figure in full; the other chains have rounded or loosened it.
            let spoken = vec![groups[fullest].clone()];
            let figures = VoiceFigures {
                said_now: vec![spoken[0][0]],
                faithful: &spoken,
                old: Vec::new(),
                is_direct: false,
            };
            self.find_deviating(voice, &figures, &groups, relayed, found);
            return;
        }
        let chains = |group: &Vec<u32>| {
            let mut chains: Vec<&[SourceId]> = group.iter().map(|&at| relays(self.corpus, at)).collect();
            chains.sort_unstable();
            chains.dedup();
            chains.len()
        };
        groups.sort_by_cached_key(|group| (std::cmp::Reverse(chains(group)), group[0]));
        found.push(Deviation {
            carriers: groups[0].clone(),
            kind: DeviationKind::Divided { camps: groups },
            series: self.series,
            fact: self.fact,
            window: self.fact_claims.window,
            voice,
            faithful: Vec::new(),
            is_direct: false,
            hops: Vec::new(),
            faithful_hops: 0,
        });
    }
}

/// How many claims that give what the origin said are shown, at most.
const FAITHFUL: usize = 8;

/// How many digits a figure has, without zeros at its ends.
fn digits(number: &Number) -> usize {
    let text = number.abs().grouped();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}
