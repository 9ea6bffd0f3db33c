//! Claims that state something again after it was retracted, and tallies and laws that still depend on it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Chains, outlets};
use super::fidelity::{Fidelity, fidelity};
use crate::corpus::Corpus;
use crate::model::Amendment;
use crate::model::claim::{Claim, ClaimStatus, Moment, Value};
use crate::model::label::LabelTarget;
use crate::model::register::{LabelId, SourceId};
use crate::source::Place;

/// Something that repeats or uses a retracted claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependent {
    /// Claims that state it again: first where that began, then those after it.
    Claims(Vec<u32>),
    /// A tally that is computed from it, and the tallies that are computed from that tally.
    Tally(u32, Vec<u32>),
    /// A law that names it.
    Law(Place),
}

/// A retracted claim, and what still repeats or uses it.
#[derive(Clone, Debug)]
pub struct StillCited {
    /// The retraction or correction, by number.
    pub amendment: u32,
    /// The claim that it retracted.
    pub retracted: u32,
    /// The claim that replaces it.
    pub corrected: Option<u32>,
    /// What still repeats or uses it.
    pub dependent: Dependent,
    /// The laws that name it too, if they are not reported separately.
    pub laws: Vec<Place>,
}

/// Everything that is stated again after it was retracted.
pub(crate) fn still_cited(corpus: &Corpus) -> Vec<StillCited> {
    let model = &corpus.model;
    if model.amendments.is_empty() {
        return Vec::new();
    }
    let dependencies = Dependencies::of(corpus);
    let mut reported: FxHashSet<u32> = FxHashSet::default();
    let mut reported_laws: FxHashSet<Place> = FxHashSet::default();
    let mut found = Vec::new();
    for (number, amendment) in (0_u32..).zip(&model.amendments) {
        let retracted: Vec<u32> =
            amendment.retracted.iter().filter_map(|&key| claim_at(corpus, key)).collect();
        let Some(&first) =
            retracted.iter().find(|&&at| corpus.claim(at).place == amendment.target).or(retracted.first())
        else {
            continue;
        };
        let reported_before = found.len();
        let still_cited_by = |retracted: u32, dependent: Dependent| StillCited {
            amendment: number,
            retracted,
            corrected: corrected(corpus, amendment, retracted),
            dependent,
            laws: Vec::new(),
        };
        for (target, claims) in stated_after(corpus, amendment, &retracted) {
            found.push(still_cited_by(target, Dependent::Claims(claims)));
        }
        let mut places: Vec<(Place, u32)> =
            retracted.iter().map(|&at| (corpus.claim(at).place, at)).collect();
        places.dedup_by_key(|(place, _)| *place);
        for &(place, at) in &places {
            for &tally in dependencies.tallies.get(&place).map_or(&[][..], Vec::as_slice) {
                if is_valid_after(corpus, tally, amendment) && reported.insert(tally) {
                    found.push(still_cited_by(
                        at,
                        Dependent::Tally(tally, dependencies.further_tallies(corpus, tally, &mut reported)),
                    ));
                }
            }
        }
        let laws = places.iter().flat_map(|(place, _)| dependencies.laws.get(place).into_iter().flatten());
        let laws: Vec<Place> = laws.copied().filter(|&law| reported_laws.insert(law)).collect();
        match found.get_mut(reported_before) {
            Some(cited) => cited.laws = laws,
            None => found.extend(laws.into_iter().map(|law| still_cited_by(first, Dependent::Law(law)))),
        }
    }
    found
}

/// The claims in `retracted` that were stated after the retraction, grouped by the chain by which
/// that began; each group with the claim that was retracted.
fn stated_after(corpus: &Corpus, amendment: &Amendment, retracted: &[u32]) -> Vec<(u32, Vec<u32>)> {
    let Some(when) = amendment.when else { return Vec::new() };
    let repeats = |at: &&u32| {
        let claim = corpus.claim(**at);
        claim.published.is_some_and(|published| published.certainly_after(&when))
            && gives_retracted(corpus, claim, amendment, **at)
    };
    let late: Vec<u32> = retracted.iter().filter(repeats).copied().collect();
    if late.is_empty() {
        return Vec::new();
    }
    let chains = Chains::new(corpus, &late);
    let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut index_of: FxHashMap<(Option<SourceId>, &[SourceId], Place), usize> = FxHashMap::default();
    for &at in &late {
        let voice = corpus.claim(at).voice;
        let root = chains.first_carrier(at, |other| corpus.claim(other).voice == voice);
        // A direct claim stands alone; relays with the same beginning belong together.
        let chain = outlets(corpus, root);
        let own = if chain.is_empty() { corpus.claim(at).place } else { amendment.place };
        match index_of.entry((voice, chain, own)) {
            std::collections::hash_map::Entry::Occupied(known) => groups[*known.get()].1.push(at),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(groups.len());
                let target = retracted.iter().copied().find(|&target| {
                    let target = corpus.claim(target);
                    target.place == amendment.target && target.voice == voice
                });
                groups.push((target.unwrap_or(at), vec![at]));
            }
        }
    }
    for (_, claims) in &mut groups {
        claims.sort_by_key(|&at| (outlets(corpus, at).len(), at));
    }
    groups
}

/// Whether a claim gives the retracted value rather than its replacement.
fn gives_retracted(corpus: &Corpus, claim: &Claim, amendment: &Amendment, at: u32) -> bool {
    let tolerance = corpus.model.vocabulary.measure(claim.measure);
    let tolerance = tolerance.and_then(|measure| measure.tolerance.as_ref());
    let fidelity_to = |other: u32| fidelity(corpus, corpus.claim(other), claim, tolerance);
    if corrected(corpus, amendment, at).is_some_and(|other| fidelity_to(other) != Fidelity::Different) {
        return false;
    }
    // A value that merely lies within a hedged figure was not copied from it.
    let mut targets = corpus.claims_at(amendment.target);
    targets
        .any(|target| corpus.claim(target).voice == claim.voice && fidelity_to(target) <= Fidelity::RangeEnd)
}

/// The claim by which an amendment corrects another.
fn corrected(corpus: &Corpus, amendment: &Amendment, retracted: u32) -> Option<u32> {
    if !amendment.is_correction {
        return None;
    }
    corpus.claims_at(amendment.place).find(|&at| corpus.claim(at).voice == corpus.claim(retracted).voice)
}

/// Whether a tally is stated to be right after an amendment. One that was made before was right
/// then.
fn is_valid_after(corpus: &Corpus, tally: u32, amendment: &Amendment) -> bool {
    let claim = corpus.claim(tally);
    let made: Option<Moment> = claim.published.or(claim.said);
    claim.status == ClaimStatus::Current
        && match (made, amendment.when) {
            (Some(made), Some(when)) => made.certainly_after(&when),
            (None, _) => true,
            (Some(_), None) => false,
        }
}

/// A claim by its place and its part.
fn claim_at(corpus: &Corpus, key: (Place, u32)) -> Option<u32> {
    corpus.claims().binary_search_by_key(&key, |claim| (claim.place, claim.part)).ok().map(|at| at as u32)
}

/// Which tallies and laws depend on which statements.
struct Dependencies {
    /// For each statement the tallies that are computed from it.
    tallies: FxHashMap<Place, Vec<u32>>,
    /// For each statement the laws that name it.
    laws: FxHashMap<Place, Vec<Place>>,
}

impl Dependencies {
    fn of(corpus: &Corpus) -> Self {
        let model = &corpus.model;
        let mut tallies: FxHashMap<Place, Vec<u32>> = FxHashMap::default();
        for (at, claim) in (0_u32..).zip(corpus.claims()) {
            let Some(details) = &claim.details else { continue };
            if matches!(claim.value, Value::Unread) {
                continue;
            }
            for label in &details.based_on {
                let Some(label) = model.registers.labels.find(label) else { continue };
                if let LabelTarget::Statement(place) = model.labels.find(claim.place.file, LabelId(label)) {
                    tallies.entry(place).or_default().push(at);
                }
            }
        }
        let mut laws: FxHashMap<Place, Vec<Place>> = FxHashMap::default();
        for law in &model.laws {
            for place in law.form.statements() {
                laws.entry(place).or_default().push(law.place);
            }
        }
        Self { tallies, laws }
    }

    /// The tallies computed from a tally, directly or through others, each once.
    fn further_tallies(&self, corpus: &Corpus, tally: u32, reported: &mut FxHashSet<u32>) -> Vec<u32> {
        let (mut further_tallies, mut next) = (Vec::new(), vec![tally]);
        while let Some(at) = next.pop() {
            let dependencies = self.tallies.get(&corpus.claim(at).place).into_iter().flatten().copied();
            for other in dependencies
                .filter(|&other| corpus.claim(other).status == ClaimStatus::Current && reported.insert(other))
            {
                further_tallies.push(other);
                next.push(other);
            }
        }
        further_tallies.sort_unstable();
        further_tallies
    }
}
