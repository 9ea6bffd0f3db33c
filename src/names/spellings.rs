//! Groups names that are probably spellings of one name: which spelling is kept, and which are doubtful.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Corpus;
use crate::model::claim::{Members, Value};
use crate::model::register::{self, KeyId, NameId, Register};
use crate::model::vocabulary::Declared;
use crate::names::likeness::{self, NormalizedName, SpellingDifference};

/// The most claims that a name with a typing error is in; what is written more often is intended.
const MAX_TYPO_USES: u32 = 2;

/// Scopes with more keys than this are not compared.
const MANY_KEYS: usize = 64;

/// Undeclared sources that are probably misspellings of declared ones; they are not reported as undeclared too.
pub(crate) fn misspelt_sources(corpus: &Corpus) -> BTreeSet<u32> {
    let model = &corpus.model;
    let is_declared = |id: u32| {
        model.vocabulary.sources.get(id as usize).is_some_and(|source| source.declared != Declared::No)
    };
    let uses = NameUses::of(corpus);
    let sources = &model.registers.sources;
    let spellings = spellings(sources).remove(&None).unwrap_or_default();
    let groups = spelling_groups(sources, spellings, &uses.sources, &is_declared, &|_, _| false);
    let misspelt = groups.into_iter().filter(|group| group.is_kept_declared).flat_map(|group| group.doubtful);
    misspelt.map(|spelling| spelling.name).collect()
}

/// The scopes that contain a name.
#[derive(Clone, Default)]
struct NameScopes {
    count: u32,
    /// The names under the other keys of these scopes; none for a key whose name varies.
    others: Vec<(KeyId, Option<NameId>)>,
}

/// How many claims use each source and name.
pub(crate) struct NameUses {
    /// By source.
    pub(crate) sources: Vec<u32>,
    /// By name.
    pub(crate) names: Vec<u32>,
    /// By name: the scopes that contain it.
    scopes: Vec<NameScopes>,
}

impl NameUses {
    /// Counts once over every claim.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let registers = &corpus.model.registers;
        let mut uses = Self {
            sources: vec![0; registers.sources.entries().len()],
            names: vec![0; registers.names.entries().len()],
            scopes: vec![NameScopes::default(); registers.names.entries().len()],
        };
        let mut chain_uses = vec![0_u32; registers.chains.len()];
        let mut scope_uses = vec![0_u32; registers.scopes.len()];
        for claim in corpus.claims() {
            add(&mut chain_uses, claim.via.0, 1);
            add(&mut scope_uses, claim.scope.0, 1);
            if let Some(origin) = claim.origin {
                add(&mut uses.sources, origin.0, 1);
            }
            let mut count_name = |id: &NameId| add(&mut uses.names, id.0, 1);
            match &claim.value {
                Value::Name(id) => count_name(id),
                Value::Set(members) => match members.as_ref() {
                    Members::Exactly(ids) => ids.iter().for_each(count_name),
                    Members::Includes(id) | Members::Excludes(id) => count_name(id),
                },
                _ => {}
            }
        }
        for (chain, &count) in chain_uses.iter().enumerate() {
            for outlet in registers.chains.get(chain as u32) {
                add(&mut uses.sources, outlet.0, count);
            }
        }
        for (scope, &count) in scope_uses.iter().enumerate() {
            let scope = registers.scopes.get(scope as u32);
            for (_, name) in scope {
                add(&mut uses.names, name.0, count);
                if count > 0 && scope.len() <= MANY_KEYS {
                    uses.add_scope(*name, scope);
                }
            }
        }
        uses
    }

    /// Adds a scope that contains a name.
    fn add_scope(&mut self, name: NameId, scope: &[(KeyId, NameId)]) {
        let Some(scopes) = self.scopes.get_mut(name.0 as usize) else { return };
        let name_under = |key: KeyId| scope.iter().find(|pair| pair.0 == key).map(|pair| pair.1);
        if scopes.count == 0 {
            let others = scope.iter().filter(|pair| pair.1 != name);
            scopes.others.extend(others.map(|&(key, other)| (key, Some(other))));
        } else {
            for (key, other) in &mut scopes.others {
                *other = other.filter(|other| name_under(*key) == Some(*other));
            }
        }
        scopes.count += 1;
    }

    /// Whether two names mean two things, as their scopes never agree: `Glenn` is always in one state, and `Glynn`
    /// always in another.
    pub(crate) fn are_of_two_things(&self, one: u32, two: u32) -> bool {
        let scopes = |name: u32| self.scopes.get(name as usize).filter(|scopes| scopes.count > 1);
        let (Some(mine), Some(theirs)) = (scopes(one), scopes(two)) else { return false };
        mine.others.iter().any(|(key, here)| {
            let there = theirs.others.iter().find(|(other, _)| other == key).and_then(|(_, name)| *name);
            here.is_some() && there.is_some() && *here != there
        })
    }
}

/// Adds to a count; ignores a number that has no count.
fn add(counts: &mut [u32], number: u32, count: u32) {
    if let Some(known) = counts.get_mut(number as usize) {
        *known = known.saturating_add(count);
    }
}

/// Spellings that are probably of one name.
pub(crate) struct SpellingGroup {
    /// The spelling that is kept: the declared one, else the most used one.
    pub(crate) kept: u32,
    /// The doubtful ones, by number.
    pub(crate) doubtful: Vec<DoubtfulSpelling>,
    /// In how many claims the kept spelling is used.
    pub(crate) uses: u32,
    /// Whether the kept one is declared.
    pub(crate) is_kept_declared: bool,
}

/// A spelling that is probably a wrong one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DoubtfulSpelling {
    /// The name with this spelling.
    pub(crate) name: u32,
    /// In how many claims it is used.
    pub(crate) uses: u32,
    /// How it differs from some other of its group.
    pub(crate) difference: SpellingDifference,
}

/// The names of a register by the scope key that they belong to, if it has names of several; each in order, with its number.
pub(crate) fn spellings(register: &Register) -> BTreeMap<Option<&str>, Vec<(&str, u32)>> {
    let mut by_scope_key: BTreeMap<Option<&str>, Vec<(&str, u32)>> = BTreeMap::new();
    for (key, id) in register.names() {
        let (scope_key, name) = match register::split_key(key) {
            Some((scope_key, name)) => (Some(scope_key), name),
            None => (None, key),
        };
        // Unnamed officials of an outlet have no spelling of their own.
        if register::split_key(name).is_none() {
            by_scope_key.entry(scope_key).or_default().push((name, id));
        }
    }
    by_scope_key
}

/// Groups those of some names of a register that are probably spellings of one name.
pub(crate) fn spelling_groups(
    register: &Register,
    spellings: Vec<(&str, u32)>,
    uses: &[u32],
    is_declared: &dyn Fn(u32) -> bool,
    are_of_two_things: &dyn Fn(u32, u32) -> bool,
) -> Vec<SpellingGroup> {
    if spellings.iter().all(|&(_, id)| is_declared(id)) {
        return Vec::new();
    }
    let normalized: Vec<NormalizedName> = spellings
        .iter()
        .map(|(name, id)| NormalizedName::shown_as(name, &register.get(*id).display))
        .collect();
    let uses = |id: u32| uses.get(id as usize).copied().unwrap_or(0);
    // The better spelling is the one that is declared, used more often, or written first.
    let better = |a: u32, b: u32| {
        let rank = |id: u32| (!is_declared(id), std::cmp::Reverse(uses(id)), register.get(id).seen, id);
        if rank(a) <= rank(b) { a } else { b }
    };
    // For each doubtful spelling the best of those that it may stand for.
    let mut best: BTreeMap<u32, (u32, SpellingDifference)> = BTreeMap::new();
    let pairs = likeness::pairs(&normalized);
    // `Supreme Court` beside `UK Supreme Court` and `US Supreme Court` may be either.
    let mut in_front: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for &(one, two, _) in pairs.iter().filter(|pair| pair.2 == SpellingDifference::InFront) {
        for (name, other) in [(one, two), (two, one)] {
            in_front.entry(name).or_default().insert(spellings[other as usize].1);
        }
    }
    for (one, two, difference) in pairs {
        if difference == SpellingDifference::InFront
            && [one, two].iter().any(|name| in_front.get(name).is_some_and(|others| others.len() > 1))
        {
            continue;
        }
        let (one, two) = (spellings[one as usize].1, spellings[two as usize].1);
        if one == two || (is_declared(one) && is_declared(two)) || are_of_two_things(one, two) {
            continue;
        }
        let kept = better(one, two);
        let doubtful = if kept == one { two } else { one };
        if difference == SpellingDifference::Typo && uses(doubtful) > MAX_TYPO_USES {
            continue;
        }
        match best.get(&doubtful) {
            Some(&(known, _)) if better(known, kept) == known => {}
            _ => {
                best.insert(doubtful, (kept, difference));
            }
        }
    }
    let mut groups: BTreeMap<u32, Vec<DoubtfulSpelling>> = BTreeMap::new();
    for (&name, &(kept, difference)) in &best {
        // Each step leads to a better name, so this ends.
        let mut root = kept;
        while let Some(&(next, _)) = best.get(&root) {
            root = next;
        }
        groups.entry(root).or_default().push(DoubtfulSpelling { name, uses: uses(name), difference });
    }
    let groups = groups.into_iter().map(|(kept, mut doubtful)| {
        doubtful.sort_unstable();
        SpellingGroup { kept, doubtful, uses: uses(kept), is_kept_declared: is_declared(kept) }
    });
    groups.collect()
}
