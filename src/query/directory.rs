//! Every name that a corpus speaks of, to be searched while somebody types: measures, places and other parts of scopes, sources.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::address::{query_for_part, query_for_series};
use crate::corpus::{Corpus, Voice, relays, voice};
use crate::model::key;
use crate::model::register::{KeyId, MeasureId, NameId, QUOTE_KEY, Register, SourceId, split_key};
use crate::names::NameSearch;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListedKind {
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
    pub kind: ListedKind,
    /// The name.
    pub name: String,
    /// The query that asks for it; of a source its name.
    pub query: String,
    /// How many claims are of it, or say or pass on its word.
    pub claims: usize,
    /// The keys by which it is compared: of its name, then of its other names.
    keys: Vec<String>,
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
        let mut list = |kind, name: &str, query: String, claims, all_keys: &[&str]| {
            let own = key(name).into_owned();
            let others: Vec<String> =
                all_keys.iter().filter(|other| **other != own).map(|&other| other.to_owned()).collect();
            let keys = std::iter::once(own).chain(others).collect();
            listed.push(Listed { kind, name: name.to_owned(), query, claims, keys });
        };
        let of_measures = keys_by_number(&registers.measures);
        let of_names = keys_by_number(&registers.names);
        let of_sources = keys_by_number(&registers.sources);
        for (measure, claims) in measures {
            let entry = registers.measures.get(measure.0);
            if entry.key != QUOTE_KEY {
                list(
                    ListedKind::Measure,
                    &entry.display,
                    query_for_series(&entry.display, &[]),
                    claims,
                    keys_of(&of_measures, measure.0),
                );
            }
        }
        for ((scope_key, id), claims) in parts {
            let name = &registers.names.get(id.0).display;
            let key = &registers.keys.get(scope_key.0).display;
            let own_keys: Vec<&str> = keys_of(&of_names, id.0).iter().map(|name| bare(name)).collect();
            list(ListedKind::Scope, name, query_for_part(key, name), claims, &own_keys);
        }
        for (source, claims) in sources {
            let name = &registers.sources.get(source.0).display;
            list(ListedKind::Source, name, name.clone(), claims, keys_of(&of_sources, source.0));
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

    /// The names that match what is typed: those equal to it, then those that begin with it, then those
    /// that have all its words, as the beginnings of words or anywhere in it. If there are none, the
    /// nearest name.
    #[must_use]
    pub fn search(&self, typed: &str, most: usize) -> Vec<&Listed> {
        let typed = key(typed).into_owned();
        if typed.is_empty() {
            return Vec::new();
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        let rank_of = |key: &str| {
            let own: Vec<&str> = key.split_whitespace().collect();
            if key == typed {
                Some(0)
            } else if key.starts_with(&typed) {
                Some(1)
            } else if words.iter().all(|word| own.iter().any(|one| one.starts_with(word))) {
                Some(2)
            } else {
                // Two letters stand somewhere in half of all names.
                (typed.len() > 2 && words.iter().all(|word| key.contains(word))).then_some(3)
            }
        };
        let rank = |listed: &Listed| listed.keys.iter().filter_map(|key| rank_of(key)).min();
        let mut found: Vec<(usize, &Listed)> =
            self.listed.iter().filter_map(|listed| Some((rank(listed)?, listed))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        if found.is_empty() {
            let numbered = (0_u32..).zip(&self.listed);
            let mut names: Vec<(&str, u32)> = numbered
                .flat_map(|(at, listed)| listed.keys.iter().map(move |key| (key.as_str(), at)))
                .collect();
            names.sort_unstable();
            let near = NameSearch::new(names).nearest(&typed);
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
        let is_in = |key: &String| key.chars().count() > 2 && text.contains(&spoken(key));
        let stands = |listed: &&Listed| listed.keys.iter().any(is_in);
        self.listed.iter().filter(stands).take(most).collect()
    }

    /// A source by its name or another name of it, whatever the case.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&Listed> {
        let name = key(name).into_owned();
        let is_so_called =
            |listed: &&Listed| listed.kind == ListedKind::Source && listed.keys.contains(&name);
        self.listed.iter().find(is_so_called)
    }
}

/// The keys of every entry of a register, aliases among them.
fn keys_by_number(register: &Register) -> FxHashMap<u32, Vec<&str>> {
    let mut keys: FxHashMap<u32, Vec<&str>> = FxHashMap::default();
    for (key, number) in register.names() {
        keys.entry(number).or_default().push(key);
    }
    keys
}

fn keys_of<'k>(keys: &'k FxHashMap<u32, Vec<&'k str>>, number: u32) -> &'k [&'k str] {
    keys.get(&number).map_or(&[], Vec::as_slice)
}

/// A name of a scope without its scope key.
fn bare(name: &str) -> &str {
    split_key(name).map_or(name, |(_, bare)| bare)
}
