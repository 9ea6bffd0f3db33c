//! Measures whose names contain a scope: `US Secretary of State`, used beside `secretary of state` of the US.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Corpus, other_forms};
use crate::model::claim::{Claim, Value};
use crate::model::register::{KeyId, MeasureId, NameId, PLACE, SUBJECT, is_marked_key, split_key};
use crate::model::vocabulary::Declared;

/// Two claims that name one thing in two ways.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Composed {
    /// The first claim whose measure contains the scope.
    pub(crate) whole: u32,
    /// The first claim that gives measure and scope separately.
    pub(crate) apart: u32,
    /// The scope in that claim: its key and name.
    pub(crate) scope: (KeyId, NameId),
}

/// Measures (of names, truth values, dates or sets) whose name is the name of a place or subject followed by that of
/// another measure; each once, with the first claim.
pub(crate) fn composed(corpus: &Corpus) -> Vec<Composed> {
    let registers = &corpus.model.registers;
    let mut firsts: FxHashMap<MeasureId, u32> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        if may_contain_scope(corpus, claim) {
            firsts.entry(claim.measure).or_insert(at);
        }
    }
    let mut seen: FxHashSet<(MeasureId, KeyId, NameId)> = FxHashSet::default();
    let mut found: Vec<Composed> = Vec::new();
    for (apart, claim) in (0_u32..).zip(corpus.claims()).filter(|(_, claim)| is_worded(claim)) {
        for &(key, name) in registers.scopes.get(claim.scope.0) {
            if !matches!(key, PLACE | SUBJECT) || !seen.insert((claim.measure, key, name)) {
                continue;
            }
            let name_key = &registers.names.get(name.0).key;
            // The name without its scope key.
            let bare = split_key(name_key).map_or(name_key.as_str(), |(_, bare)| bare);
            let measure = &registers.measures.get(claim.measure.0).key;
            let mut forms: Vec<&str> = vec![bare];
            forms.extend(other_forms(bare));
            let whole = forms.into_iter().find_map(|form| {
                let whole = registers.measures.find(&format!("{form} {measure}"))?;
                firsts.get(&MeasureId(whole))
            });
            found.extend(whole.map(|&whole| Composed { whole, apart, scope: (key, name) }));
        }
    }
    found.sort_by_key(|pair| (pair.whole, pair.apart));
    found.dedup_by_key(|pair| pair.whole);
    found
}

/// Whether a claim counts here: not excluded, and its value a name, a set, a truth value or a date.
fn is_worded(claim: &Claim) -> bool {
    !claim.excluded
        && matches!(claim.value, Value::Name(_) | Value::Set(_) | Value::Truth(_) | Value::Date(_))
}

/// Whether a claim's measure is an undeclared name, so that it may contain a scope.
fn may_contain_scope(corpus: &Corpus, claim: &Claim) -> bool {
    let declared = corpus
        .model
        .vocabulary
        .measure(claim.measure)
        .is_some_and(|measure| measure.declared != Declared::No);
    let key = &corpus.model.registers.measures.get(claim.measure.0).key;
    is_worded(claim) && !declared && !is_marked_key(key)
}
