//! The registers of a run: of all names met in this and earlier readings, those that its blocks use. A block that is not read again
//! brings the list of its names along.

use crate::model::lower::{RegisterKind, UsedNames};
use crate::model::read::numbering::Numbering;
use crate::model::read::shift::Shift;
use crate::model::register::{InUse, KeyId, NameId, Register, Registers, SourceId, split_key};

/// The names of some blocks, and the new number of each. `fixed` are the names of the vocabulary, which stay as they are.
pub(super) fn in_use<'m>(
    known: &Registers,
    fixed: &Registers,
    all: impl Iterator<Item = (&'m UsedNames, Shift)>,
) -> (Registers, Numbering) {
    let none = |register: &Register| vec![InUse::default(); register.entries().len()];
    let (mut measures, mut sources) = (none(&known.measures), none(&known.sources));
    let (mut keys, mut names) = (none(&known.keys), none(&known.names));
    let (mut labels, mut words) = (none(&known.labels), none(&known.words));
    let mut scopes = vec![false; known.scopes.len()];
    let mut chains = vec![false; known.chains.len()];
    let mut unnamed: Vec<SourceId> = Vec::new();
    for (used_names, shift) in all {
        for (kind, number, place, display) in &used_names.named {
            let one = match kind {
                RegisterKind::Measure => &mut measures,
                RegisterKind::Source => &mut sources,
                RegisterKind::Key => &mut keys,
                RegisterKind::Name => &mut names,
            };
            let one = &mut one[*number as usize];
            one.is_used = true;
            let place = shift.place(*place);
            if one.first.is_none_or(|(first, _)| place < first) {
                one.first = Some((place, display));
            }
        }
        for source in &used_names.unnamed {
            sources[source.0 as usize].is_used = true;
            unnamed.push(*source);
        }
        used_names.labels.iter().for_each(|label| labels[label.0 as usize].is_used = true);
        used_names.words.iter().for_each(|one| words[one.0 as usize].is_used = true);
        used_names.scopes.iter().for_each(|scope| scopes[scope.0 as usize] = true);
        used_names.chains.iter().for_each(|chain| chains[chain.0 as usize] = true);
    }
    let mut used = Registers::default();
    let mut new = Numbering::default();
    (used.measures, new.measures) = known.measures.only(&fixed.measures, &measures);
    (used.sources, new.sources) = known.sources.only(&fixed.sources, &sources);
    (used.keys, new.keys) = known.keys.only(&fixed.keys, &keys);
    (used.names, new.names) = known.names.only(&fixed.names, &names);
    (used.labels, new.labels) = known.labels.only(&fixed.labels, &labels);
    (used.words, new.words) = known.words.only(&fixed.words, &words);
    (used.scopes, new.scopes) = known.scopes.only(&scopes, |scope| {
        for (key, name) in scope.iter_mut() {
            *key = KeyId(new.keys[key.0 as usize]);
            *name = NameId(new.names[name.0 as usize]);
        }
        scope.sort();
    });
    (used.chains, new.chains) = known.chains.only(&chains, |chain| {
        chain.iter_mut().for_each(|source| *source = new.source(*source));
    });
    unnamed.sort_unstable();
    unnamed.dedup();
    for source in unnamed {
        let number = new.source(source);
        let halves = split_key(&used.sources.get(number.0).key);
        let found = halves.and_then(|(name, outlet)| used.sources.find(name).zip(used.sources.find(outlet)));
        if let Some((name, outlet)) = found {
            let (name, outlet) = (used.sources.get(name), used.sources.get(outlet));
            let (display, seen) = (format!("{} (of {})", name.display, outlet.display), name.seen);
            used.sources.rename(number.0, display, seen);
        }
    }
    (used, new)
}
