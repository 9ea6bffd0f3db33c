//! Claims that state who holds an office the wrong way round: the person as the measure and the office as the value
//! (`Ada Lind is Mayor of Harrow`), so that nothing compares the holders.

use rustc_hash::FxHashMap;

use super::series::Corpus;
use super::time_class::may_meet;
use crate::model::claim::{Claim, Value};
use crate::model::key;
use crate::model::register::{NameId, SUBJECT, is_marked_key};
use crate::model::vocabulary::Declared;

/// An office that claims give as a value, and a claim that has it as its measure.
#[derive(Clone, Debug)]
pub(crate) struct InvertedOffice {
    /// The office.
    pub(crate) office: NameId,
    /// The claims that give it as a value, in order.
    pub(crate) claims: Vec<u32>,
    /// A claim of which the office is the measure.
    pub(crate) beside: Option<u32>,
}

/// The offices that stand as the value in the claims of at least two persons at times that may meet, or in one claim while another
/// has the office as its measure. In the first case the office is of two words or more: a single word may be any name.
pub(crate) fn inverted_offices(corpus: &Corpus) -> Vec<InvertedOffice> {
    let registers = &corpus.model.registers;
    let mut offices: FxHashMap<NameId, Vec<u32>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        if let Value::Name(office) = claim.value
            && !claim.excluded
            && is_person(corpus, claim)
        {
            offices.entry(office).or_default().push(at);
        }
    }
    if offices.is_empty() {
        return Vec::new();
    }
    let mut offices_as_measures: FxHashMap<String, u32> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        if matches!(claim.value, Value::Name(_) | Value::Set(_)) && !claim.excluded {
            offices_as_measures.entry(measure_and_subject(corpus, claim)).or_insert(at);
        }
    }
    let mut found: Vec<InvertedOffice> = offices
        .into_iter()
        .filter_map(|(office, claims)| {
            let name = &registers.names.get(office.0).display;
            let beside = offices_as_measures.get(&*key(name)).copied();
            let first = corpus.claim(claims[0]);
            let has_rival = claims.iter().map(|&at| corpus.claim(at)).any(|other| {
                other.measure != first.measure && may_meet(first.time.as_ref(), other.time.as_ref(), false)
            });
            let is_office = beside.is_some() || has_rival && name.split_whitespace().nth(1).is_some();
            is_office.then_some(InvertedOffice { office, claims, beside })
        })
        .collect();
    found.sort_by_key(|inverted| inverted.claims[0]);
    found
}

/// What a claim is about, as a key: the measure and its subject.
fn measure_and_subject(corpus: &Corpus, claim: &Claim) -> String {
    let registers = &corpus.model.registers;
    let measure = &registers.measures.get(claim.measure.0).key;
    let scope = registers.scopes.get(claim.scope.0);
    match scope.iter().find(|(key, _)| *key == SUBJECT) {
        Some((_, subject)) => format!("{measure} of {}", key(&registers.names.get(subject.0).display)),
        None => measure.clone(),
    }
}

/// Whether a claim's measure is a person's name: nobody has declared it, and it is two words or three with capitals.
fn is_person(corpus: &Corpus, claim: &Claim) -> bool {
    let entry = corpus.model.registers.measures.get(claim.measure.0);
    let is_declared = corpus
        .model
        .vocabulary
        .measure(claim.measure)
        .is_some_and(|measure| measure.declared != Declared::No);
    let words = || entry.display.split_whitespace();
    let is_capitalized = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && !word.contains(char::is_numeric)
    };
    !is_declared
        && !is_marked_key(&entry.key)
        && matches!(words().count(), 2 | 3)
        && words().all(is_capitalized)
        && corpus.model.registers.scopes.get(claim.scope.0).is_empty()
}
