//! Names of a corpus that are probably the same: which spelling is kept, and which are doubtful.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Corpus;
use crate::model::claim::{Members, Value};
use crate::model::register::{KeyId, NameId, Register};
use crate::model::vocabulary::Declared;
use crate::names::likeness::{self, NormalizedName, SpellingDifference};

/// How often a name with a wrong letter in it is written at most: what is written more often is intended.
const SLIPS: u32 = 2;

/// The sources that are probably another, declared one: that they are undeclared need not be reported as well.
pub(crate) fn misspelt_sources(corpus: &Corpus) -> BTreeSet<u32> {
    let model = &corpus.model;
    let declared =
        |id: u32| model.vocabulary.sources.get(id as usize).is_some_and(|it| it.declared != Declared::No);
    let all = variants(&model.registers.sources, "", &Used::of(corpus).sources, &declared, &|_, _| false)
        .into_iter();
    all.filter(|variants| variants.declared)
        .flat_map(|variants| variants.doubtful)
        .map(|(id, ..)| id)
        .collect()
}

/// In how many scopes a name stands, and what stands beside it in all of them, with none where that varies.
type Beside = (u32, Vec<(KeyId, Option<NameId>)>);

/// How many claims use each source and name.
pub(crate) struct Used {
    /// By source.
    pub(crate) sources: Vec<u32>,
    /// By name.
    pub(crate) names: Vec<u32>,
    /// By name: what it stands beside.
    beside: Vec<Beside>,
}

impl Used {
    /// Counts once over every claim.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let registers = &corpus.model.registers;
        let mut used = Self {
            sources: vec![0; registers.sources.entries().len()],
            names: vec![0; registers.names.entries().len()],
            beside: vec![(0, Vec::new()); registers.names.entries().len()],
        };
        let mut chains = vec![0_u32; registers.chains.len()];
        let mut scopes = vec![0_u32; registers.scopes.len()];
        for claim in corpus.claims() {
            add(&mut chains, claim.via.0, 1);
            add(&mut scopes, claim.scope.0, 1);
            if let Some(origin) = claim.origin {
                add(&mut used.sources, origin.0, 1);
            }
            let mut name = |id: &NameId| add(&mut used.names, id.0, 1);
            match &claim.value {
                Value::Name(id) => name(id),
                Value::Set(members) => match members.as_ref() {
                    Members::Exactly(ids) => ids.iter().for_each(name),
                    Members::Includes(id) | Members::Excludes(id) => name(id),
                },
                _ => {}
            }
        }
        for (chain, &count) in chains.iter().enumerate() {
            for outlet in registers.chains.get(chain as u32) {
                add(&mut used.sources, outlet.0, count);
            }
        }
        for (scope, &count) in scopes.iter().enumerate() {
            let scope = registers.scopes.get(scope as u32);
            for (_, name) in scope {
                add(&mut used.names, name.0, count);
                if count > 0 {
                    used.stands_in(*name, scope);
                }
            }
        }
        used
    }

    fn stands_in(&mut self, name: NameId, scope: &[(KeyId, NameId)]) {
        let Some((scopes, beside)) = self.beside.get_mut(name.0 as usize) else { return };
        let there = |key: KeyId| scope.iter().find(|pair| pair.0 == key).map(|pair| pair.1);
        if *scopes == 0 {
            beside.extend(scope.iter().filter(|pair| pair.1 != name).map(|&(key, other)| (key, Some(other))));
        } else {
            for (key, other) in beside.iter_mut() {
                *other = other.filter(|other| there(*key) == Some(*other));
            }
        }
        *scopes += 1;
    }

    /// Whether two names belong to two things: `Glenn` is always in one state, and `Glynn` always in another, whatever else
    /// varies.
    pub(crate) fn are_apart(&self, one: u32, two: u32) -> bool {
        let of = |name: u32| self.beside.get(name as usize).filter(|(scopes, _)| *scopes > 1);
        let (Some((_, mine)), Some((_, theirs))) = (of(one), of(two)) else { return false };
        mine.iter().any(|(key, here)| {
            let there = theirs.iter().find(|(other, _)| other == key).and_then(|(_, name)| *name);
            here.is_some() && there.is_some() && *here != there
        })
    }
}

fn add(counts: &mut [u32], number: u32, count: u32) {
    if let Some(known) = counts.get_mut(number as usize) {
        *known = known.saturating_add(count);
    }
}

/// A name, and others that are probably the same.
pub(crate) struct Variants {
    /// The one that is kept: declared, or else the one used most.
    pub(crate) kept: u32,
    /// The doubtful ones, each with its claims and how it differs from some other of the family.
    pub(crate) doubtful: Vec<(u32, u32, SpellingDifference)>,
    /// In how many claims the kept one is.
    pub(crate) uses: u32,
    /// Whether the kept one is declared.
    pub(crate) declared: bool,
}

/// The names of one kind, those that begin with `prefix`, that are probably the same.
pub(crate) fn variants(
    register: &Register,
    prefix: &str,
    uses: &[u32],
    declared: &dyn Fn(u32) -> bool,
    apart: &dyn Fn(u32, u32) -> bool,
) -> Vec<Variants> {
    let mut spellings: Vec<(&str, u32)> = Vec::new();
    for (key, id) in register.names() {
        let Some(name) = key.strip_prefix(prefix) else { continue };
        // Unnamed officials of an outlet have no spelling of their own.
        if !name.contains('\u{1F}') && !name.starts_with(char::is_control) {
            spellings.push((name, id));
        }
    }
    if spellings.iter().all(|&(_, id)| declared(id)) {
        return Vec::new();
    }
    let normalized: Vec<NormalizedName> =
        spellings.iter().map(|(name, _)| NormalizedName::of(name)).collect();
    let uses = |id: u32| uses.get(id as usize).copied().unwrap_or(0);
    // The family of each name, by its best member; better is declared, used more, and written first.
    let better = |a: u32, b: u32| {
        let rank = |id: u32| (!declared(id), std::cmp::Reverse(uses(id)), register.get(id).seen, id);
        if rank(a) <= rank(b) { a } else { b }
    };
    let mut best: BTreeMap<u32, (u32, SpellingDifference)> = BTreeMap::new();
    for (one, two, how) in likeness::pairs(&normalized) {
        let (one, two) = (spellings[one as usize].1, spellings[two as usize].1);
        if one == two || (declared(one) && declared(two)) || apart(one, two) {
            continue;
        }
        let kept = better(one, two);
        let doubtful = if kept == one { two } else { one };
        if how == SpellingDifference::Typo && uses(doubtful) > SLIPS {
            continue;
        }
        match best.get(&doubtful) {
            Some(&(known, _)) if better(known, kept) == known => {}
            _ => {
                best.insert(doubtful, (kept, how));
            }
        }
    }
    let mut families: BTreeMap<u32, Vec<(u32, u32, SpellingDifference)>> = BTreeMap::new();
    for (&doubtful, &(kept, how)) in &best {
        // Each step leads to a better name, so this ends.
        let mut root = kept;
        while let Some(&(next, _)) = best.get(&root) {
            root = next;
        }
        families.entry(root).or_default().push((doubtful, uses(doubtful), how));
    }
    let mut all: Vec<Variants> = families
        .into_iter()
        .map(|(kept, mut doubtful)| {
            doubtful.sort_unstable();
            Variants { kept, doubtful, uses: uses(kept), declared: declared(kept) }
        })
        .collect();
    all.sort_by_key(|variants| variants.kept);
    all
}
