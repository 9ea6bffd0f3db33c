//! Enters the name and the aliases of what a definition defines in their register.

use crate::finding::ProblemKind;
use crate::model::define::builder::{Builder, PendingDefinition};
use crate::model::name;
use crate::model::register::{MeasureId, NameId, Registers, SourceId};
use crate::model::vocabulary::{Declared, Defined, DefinedId, Measure};
use crate::source::Place;
use crate::syntax::tree::{Definition, Name, PropertyKind};

impl Builder<'_> {
    /// Whether the corpus defines something with the same name or alias as this definition of the prelude.
    pub(super) fn replaced(&self, pending: &PendingDefinition<'_>) -> bool {
        let Definition::Entity { key, name, properties } = &pending.definition else { return false };
        let akas = properties.iter().filter_map(|property| match &property.kind {
            PropertyKind::Aka(names) => Some(names.as_slice()),
            _ => None,
        });
        std::iter::once(std::slice::from_ref(name)).chain(akas).flatten().any(|name| {
            let (kind, comparison) = self.kind_and_key(&key.text(), &name.text());
            match kind {
                EntityKind::Measure => self.registers.measures.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.measures[id as usize].declared, Declared::Corpus(_))
                }),
                EntityKind::Source => self.registers.sources.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.sources[id as usize].declared, Declared::Corpus(_))
                }),
                EntityKind::Name => self.registers.names.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.names[id as usize].declared, Declared::Corpus(_))
                }),
            }
        })
    }

    fn kind_and_key(&self, key: &str, name: &str) -> (EntityKind, String) {
        match name::key(key).as_ref() {
            "measure" => (EntityKind::Measure, name::key(name).into_owned()),
            "source" => (EntityKind::Source, name::key(name).into_owned()),
            other => (EntityKind::Name, Registers::key_under(other, name)),
        }
    }

    /// Gives an entity its number and its names.
    pub(super) fn declare(&mut self, pending: &PendingDefinition<'_>) -> Option<DefinedId> {
        let Definition::Entity { key, name, properties } = &pending.definition else { return None };
        let place = (!pending.builtin).then(|| pending.at.statement());
        let declared = place.map_or(Declared::Prelude, Declared::Corpus);
        let (kind, comparison) = self.kind_and_key(&key.text(), &name.text());
        let text = name.text();
        let known = match kind {
            EntityKind::Measure => self.registers.measures.find(&comparison),
            EntityKind::Source => self.registers.sources.find(&comparison),
            EntityKind::Name => self.registers.names.find(&comparison),
        };
        if let Some(known) = known.filter(|&known| self.declared_at(kind, known).is_some()) {
            let first = self.declared_at(kind, known).unwrap_or(pending.at.statement());
            self.diagnostics
                .add(ProblemKind::AmbiguousAlias, pending.at, name.raw, format!("`{text}` is defined twice"))
                .label("defined again here")
                .other(first, "first defined here")
                .help(Some("keep one of the two definitions".to_owned()));
            return None;
        }
        let id = match kind {
            EntityKind::Measure => {
                let id = self.registers.measures.intern(&comparison, &text, place);
                self.vocabulary.measures.push(Measure { declared, ..Measure::undeclared() });
                DefinedId::Measure(MeasureId(id))
            }
            EntityKind::Source => {
                let id = self.registers.sources.intern(&comparison, &text, place);
                self.sources_to(id);
                self.vocabulary.sources[id as usize].declared = declared;
                self.vocabulary.declares_sources |= !pending.builtin;
                DefinedId::Source(SourceId(id))
            }
            EntityKind::Name => {
                let key = self.key(&key.text(), place);
                let id = self.registers.names.intern(&comparison, &text, place);
                self.names_to(id, key);
                self.vocabulary.names[id as usize].declared = declared;
                DefinedId::Name(NameId(id))
            }
        };
        if let Some(place) = place {
            self.vocabulary.definitions.push(Defined { what: id, place, mark: pending.at.place(name.raw) });
        }
        for property in properties {
            if let PropertyKind::Aka(names) = &property.kind {
                for alias in names {
                    self.alias(pending, &key.text(), alias, id, &text);
                }
            }
        }
        Some(id)
    }

    fn alias(
        &mut self,
        pending: &PendingDefinition<'_>,
        key: &str,
        alias: &Name<'_>,
        id: DefinedId,
        name: &str,
    ) {
        let (kind, comparison) = self.kind_and_key(key, &alias.text());
        let (number, old) = match (kind, id) {
            (EntityKind::Measure, DefinedId::Measure(id)) => {
                (id.0, self.registers.measures.alias(&comparison, id.0))
            }
            (EntityKind::Source, DefinedId::Source(id)) => {
                (id.0, self.registers.sources.alias(&comparison, id.0))
            }
            (EntityKind::Name, DefinedId::Name(id)) => (id.0, self.registers.names.alias(&comparison, id.0)),
            _ => return,
        };
        let Some(old) = old.filter(|&old| old != number) else { return };
        let other = match kind {
            EntityKind::Measure => &self.registers.measures,
            EntityKind::Source => &self.registers.sources,
            EntityKind::Name => &self.registers.names,
        }
        .get(old)
        .display
        .clone();
        let first = self.declared_at(kind, old);
        let text = alias.text();
        let error = self
            .diagnostics
            .add(
                ProblemKind::AmbiguousAlias,
                pending.at,
                alias.raw,
                format!("`{text}` is another name for both `{other}` and `{name}`"),
            )
            .label(format!("here for `{name}`"))
            .help(Some(format!(
                "gainsay reads `{text}` as `{other}`; remove it from one of the two definitions"
            )));
        if let Some(first) = first {
            error.other(first, format!("first for `{other}`"));
        }
    }

    fn declared_at(&self, kind: EntityKind, number: u32) -> Option<Place> {
        let declared = match kind {
            EntityKind::Measure => self.vocabulary.measures.get(number as usize)?.declared,
            EntityKind::Source => self.vocabulary.sources.get(number as usize)?.declared,
            EntityKind::Name => self.vocabulary.names.get(number as usize)?.declared,
        };
        match declared {
            Declared::Corpus(place) => Some(place),
            Declared::No | Declared::Prelude => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum EntityKind {
    Measure,
    Source,
    Name,
}
