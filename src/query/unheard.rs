//! Names of a draft of which the archive says nothing, where it has one like it: a misspelt place keeps a claim from being compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Corpus;
use crate::model::register::{KeyId, NameId, split_key};
use crate::names::NameSearch;
use crate::source::FileId;

/// A name that only the draft has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// The name as the draft writes it.
    pub name: String,
    /// The name of the archive that is nearest to it.
    pub nearest: String,
}

impl Unheard {
    /// The question that it raises, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("the archive says nothing of `{}`; did you mean `{}`?", self.name, self.nearest)
    }
}

/// The names in the scopes of the draft's claims that no claim of the archive has, each with the nearest one that it has under the same
/// scope key; by name.
pub fn unheard(corpus: &Corpus, is_archive: impl Fn(FileId) -> bool) -> Vec<Unheard> {
    let registers = &corpus.model.registers;
    let mut in_archive: BTreeMap<KeyId, BTreeSet<NameId>> = BTreeMap::new();
    let mut in_draft: BTreeSet<(KeyId, NameId)> = BTreeSet::new();
    for claim in corpus.claims() {
        let scope = registers.scopes.get(claim.scope.0).iter().copied();
        if is_archive(claim.place.file) {
            scope.for_each(|(key, name)| {
                in_archive.entry(key).or_default().insert(name);
            });
        } else {
            in_draft.extend(scope);
        }
    }
    let bare = |name: NameId| {
        let key = &registers.names.get(name.0).key;
        split_key(key).map_or(key.as_str(), |(_, bare)| bare)
    };
    let mut found = Vec::new();
    for (key, own) in in_draft {
        let Some(names) = in_archive.get(&key).filter(|names| !names.contains(&own)) else { continue };
        let mut known: Vec<(&str, u32)> = names.iter().map(|&name| (bare(name), name.0)).collect();
        known.sort_unstable();
        if let Some((_, nearest)) = NameSearch::new(known).nearest(bare(own)) {
            let display = |name: u32| registers.names.get(name).display.clone();
            found.push(Unheard { name: display(own.0), nearest: display(nearest) });
        }
    }
    found
}
