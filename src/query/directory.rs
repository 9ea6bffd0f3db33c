//! Every name that a corpus speaks of, to be searched while somebody types: measures, places and other parts of scopes, sources.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::address::{query_for_part, query_for_series};
use crate::corpus::{Corpus, Voice, relays, voice};
use crate::model::key;
use crate::model::register::{KeyId, MeasureId, NameId, QUOTE_KEY, SourceId};
use crate::names::NearestName;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A measure, an event or a sentence.
    Measure,
    /// A place, a group or another part of a scope.
    Scope,
    /// A source or an outlet.
    Source,
}

/// A name of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it names.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// The query that asks for it; of a source its name.
    pub query: String,
    /// How many claims are of it, or say or pass on its word.
    pub claims: usize,
    /// The key by which it is compared.
    key: String,
}

/// The names of a corpus, those with most claims first.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    listed: Vec<Listed>,
}

impl Directory {
    /// The names of a corpus.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let registers = &corpus.model.registers;
        let mut measures: BTreeMap<MeasureId, usize> = BTreeMap::default();
        let mut parts: BTreeMap<(KeyId, NameId), usize> = BTreeMap::default();
        let mut sources: BTreeMap<SourceId, usize> = BTreeMap::default();
        for (at, claim) in (0_u32..).zip(corpus.claims()) {
            *measures.entry(claim.measure).or_default() += 1;
            for part in registers.scopes.get(claim.scope.0) {
                *parts.entry(*part).or_default() += 1;
            }
            let speaker = match voice(claim) {
                Voice::Origin(source) | Voice::Own(source) => Some(source),
                Voice::Nobody(_) => None,
            };
            for source in speaker.into_iter().chain(relays(corpus, at).iter().copied()) {
                *sources.entry(source).or_default() += 1;
            }
        }
        let mut listed = Vec::with_capacity(measures.len() + parts.len() + sources.len());
        let mut list = |kind, name: &str, query: String, claims| {
            listed.push(Listed { kind, name: name.to_owned(), query, claims, key: key(name).into_owned() });
        };
        for (measure, claims) in measures {
            let entry = registers.measures.get(measure.0);
            if entry.key != QUOTE_KEY {
                list(Kind::Measure, &entry.display, query_for_series(&entry.display, &[]), claims);
            }
        }
        for ((scope_key, name), claims) in parts {
            let name = &registers.names.get(name.0).display;
            let key = &registers.keys.get(scope_key.0).display;
            list(Kind::Scope, name, query_for_part(key, name), claims);
        }
        for (source, claims) in sources {
            let name = &registers.sources.get(source.0).display;
            list(Kind::Source, name, name.clone(), claims);
        }
        listed.sort_by(|one, two| {
            (Reverse(one.claims), one.kind, &one.name, &one.query).cmp(&(
                Reverse(two.claims),
                two.kind,
                &two.name,
                &two.query,
            ))
        });
        Self { listed }
    }

    /// The names that what is typed may be the beginning of, or a part; the nearest one where nothing is.
    #[must_use]
    pub fn search(&self, typed: &str, most: usize) -> Vec<&Listed> {
        let typed = key(typed).into_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        let rank = |listed: &Listed| {
            let own: Vec<&str> = listed.key.split_whitespace().collect();
            if listed.key == typed {
                Some(0)
            } else if listed.key.starts_with(&typed) {
                Some(1)
            } else if words.iter().all(|word| own.iter().any(|one| one.starts_with(word))) {
                Some(2)
            } else {
                // Two letters stand somewhere in half of all names.
                (typed.len() > 2 && words.iter().all(|word| listed.key.contains(word))).then_some(3)
            }
        };
        let mut found: Vec<(usize, &Listed)> =
            self.listed.iter().filter_map(|listed| Some((rank(listed)?, listed))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        if found.is_empty() {
            let mut names: Vec<(&str, u32)> =
                self.listed.iter().map(|listed| listed.key.as_str()).zip(0_u32..).collect();
            names.sort_unstable();
            let near = NearestName::new(names).nearest(&typed);
            return near.and_then(|(_, at)| self.listed.get(at as usize)).into_iter().collect();
        }
        found.into_iter().map(|(_, listed)| listed).take(most).collect()
    }

    /// The names that stand as whole words in a text.
    #[must_use]
    pub fn named_in(&self, text: &str, most: usize) -> Vec<&Listed> {
        let spoken = |text: &str| -> String {
            let words: Vec<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            format!(" {} ", words.join(" "))
        };
        let text = spoken(text);
        let stands =
            |listed: &&Listed| listed.name.chars().count() > 2 && text.contains(&spoken(&listed.name));
        self.listed.iter().filter(stands).take(most).collect()
    }

    /// A source by its name, whatever the case.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Listed> {
        let name = key(name).into_owned();
        self.listed.iter().find(|listed| listed.kind == Kind::Source && listed.key == name)
    }
}
