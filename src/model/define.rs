//! Definitions taken up one by one: what is named gets its number, then its properties, then what relates it to others.

use std::collections::BTreeMap;

use crate::finding::ProblemKind;
use crate::model::name;
use crate::model::register::{KeyId, MeasureId, NameId, Registers, SourceId};
use crate::model::ring::holds_itself;
use crate::model::trouble::{At, Troubles};
use crate::model::vocabulary::{
    Complete, Declared, Defined, DefinedId, Kind, Measure, NameInfo, SourceInfo, Vocabulary,
};
use crate::settings::{DecimalMark, Settings, Trouble};
use crate::source::Place;
use crate::syntax::tree::{Definition, Name, PropertyKind};

/// A definition on its way into the vocabulary.
pub(super) struct Pending<'s> {
    pub(super) definition: Definition<'s>,
    pub(super) at: At<'s>,
    /// Whether it stands in the prelude.
    pub(super) builtin: bool,
}

/// Takes up the corpus's definitions, in path order, and after them the prelude's; then what the settings say of
/// measures. Returns what of that does not go with them.
pub(super) fn define(
    pending: &[Pending<'_>],
    settings: &Settings,
    vocabulary: &mut Vocabulary,
    registers: &mut Registers,
    troubles: &mut Troubles,
) -> Vec<Trouble> {
    let builder = &mut Builder {
        vocabulary,
        registers,
        troubles,
        links: BTreeMap::new(),
        defaults: Vec::new(),
        units: Vec::new(),
    };
    let (own, prelude): (Vec<_>, Vec<_>) = pending.iter().partition(|pending| !pending.builtin);
    for pending in own.iter().chain(&prelude) {
        builder.unit(pending);
    }
    let mut kept = Vec::new();
    for pending in own {
        kept.extend(builder.declare(pending).map(|id| (pending, id)));
    }
    for pending in prelude {
        if !builder.replaced(pending) {
            kept.extend(builder.declare(pending).map(|id| (pending, id)));
        }
    }
    for (pending, id) in &kept {
        builder.properties(pending, *id);
    }
    builder.rings();
    for pending in pending {
        builder.relations(pending);
    }
    let wrong = builder.tolerances(settings);
    builder.flows();
    wrong
}

/// The vocabulary on its way.
pub(super) struct Builder<'b> {
    pub(super) vocabulary: &'b mut Vocabulary,
    pub(super) registers: &'b mut Registers,
    pub(super) troubles: &'b mut Troubles,
    /// Where somebody is said to speak for another, or a place to lie within another.
    pub(super) links: BTreeMap<DefinedId, Place>,
    /// Where the corpus says what a key is where it is not said.
    defaults: Vec<(KeyId, Place)>,
    /// The corpus's own units, and where each spelling of one stands.
    pub(super) units: Vec<(String, Place)>,
}

impl Builder<'_> {
    /// The decimal mark a definition is read by: the prelude is written with points, whatever the corpus has declared.
    pub(super) fn mark(&self, pending: &Pending<'_>) -> Option<DecimalMark> {
        self.vocabulary.decimal.filter(|_| !pending.builtin)
    }

    /// Whether the corpus has an entry that shares a name or alias with this one of the prelude.
    fn replaced(&self, pending: &Pending<'_>) -> bool {
        let Definition::Entity { key, name, properties } = &pending.definition else { return false };
        let akas = properties.iter().filter_map(|property| match &property.kind {
            PropertyKind::Aka(names) => Some(names.as_slice()),
            _ => None,
        });
        std::iter::once(std::slice::from_ref(name)).chain(akas).flatten().any(|name| {
            let (kind, comparison) = self.place_of(&key.text(), &name.text());
            match kind {
                Class::Measure => self.registers.measures.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.measures[id as usize].declared, Declared::Corpus(_))
                }),
                Class::Source => self.registers.sources.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.sources[id as usize].declared, Declared::Corpus(_))
                }),
                Class::Name => self.registers.names.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.names[id as usize].declared, Declared::Corpus(_))
                }),
            }
        })
    }

    fn place_of(&self, key: &str, name: &str) -> (Class, String) {
        match name::key(key).as_ref() {
            "measure" => (Class::Measure, name::key(name).into_owned()),
            "source" => (Class::Source, name::key(name).into_owned()),
            other => (Class::Name, Registers::scoped(other, name)),
        }
    }

    /// Gives an entity its number and its names.
    fn declare(&mut self, pending: &Pending<'_>) -> Option<DefinedId> {
        let Definition::Entity { key, name, properties } = &pending.definition else { return None };
        let place = (!pending.builtin).then(|| pending.at.statement());
        let declared = place.map_or(Declared::Prelude, Declared::Corpus);
        let (class, comparison) = self.place_of(&key.text(), &name.text());
        let text = name.text();
        let known = match class {
            Class::Measure => self.registers.measures.find(&comparison),
            Class::Source => self.registers.sources.find(&comparison),
            Class::Name => self.registers.names.find(&comparison),
        };
        if let Some(known) = known.filter(|&known| self.declared_at(class, known).is_some()) {
            let first = self.declared_at(class, known).unwrap_or(pending.at.statement());
            self.troubles
                .add(ProblemKind::AmbiguousAlias, pending.at, name.raw, format!("`{text}` is defined twice"))
                .label("defined again here")
                .other(first, "first defined here")
                .help(Some("keep one of the two definitions".to_owned()));
            return None;
        }
        let id = match class {
            Class::Measure => {
                let id = self.registers.measures.intern(&comparison, &text, place);
                self.vocabulary.measures.push(Measure { declared, ..Measure::undeclared() });
                DefinedId::Measure(MeasureId(id))
            }
            Class::Source => {
                let id = self.registers.sources.intern(&comparison, &text, place);
                self.sources_to(id);
                self.vocabulary.sources[id as usize].declared = declared;
                self.vocabulary.declares_sources |= !pending.builtin;
                DefinedId::Source(SourceId(id))
            }
            Class::Name => {
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

    fn alias(&mut self, pending: &Pending<'_>, key: &str, alias: &Name<'_>, id: DefinedId, name: &str) {
        let (class, comparison) = self.place_of(key, &alias.text());
        let (number, old) = match (class, id) {
            (Class::Measure, DefinedId::Measure(id)) => {
                (id.0, self.registers.measures.alias(&comparison, id.0))
            }
            (Class::Source, DefinedId::Source(id)) => (id.0, self.registers.sources.alias(&comparison, id.0)),
            (Class::Name, DefinedId::Name(id)) => (id.0, self.registers.names.alias(&comparison, id.0)),
            _ => return,
        };
        let Some(old) = old.filter(|&old| old != number) else { return };
        let other = match class {
            Class::Measure => &self.registers.measures,
            Class::Source => &self.registers.sources,
            Class::Name => &self.registers.names,
        }
        .get(old)
        .display
        .clone();
        let first = self.declared_at(class, old);
        let text = alias.text();
        let trouble = self
            .troubles
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
            trouble.other(first, format!("first for `{other}`"));
        }
    }

    fn declared_at(&self, class: Class, number: u32) -> Option<Place> {
        let declared = match class {
            Class::Measure => self.vocabulary.measures.get(number as usize)?.declared,
            Class::Source => self.vocabulary.sources.get(number as usize)?.declared,
            Class::Name => self.vocabulary.names.get(number as usize)?.declared,
        };
        match declared {
            Declared::Corpus(place) => Some(place),
            Declared::No | Declared::Prelude => None,
        }
    }

    pub(super) fn key(&mut self, text: &str, seen: Option<Place>) -> KeyId {
        let comparison = name::key(text);
        KeyId(self.registers.keys.intern(&comparison, text.trim(), seen))
    }

    fn sources_to(&mut self, id: u32) {
        while self.vocabulary.sources.len() <= id as usize {
            let info = SourceInfo { kind: None, party: None, speaks_for: None, declared: Declared::No };
            self.vocabulary.sources.push(info);
        }
    }

    fn names_to(&mut self, id: u32, key: KeyId) {
        while self.vocabulary.names.len() <= id as usize {
            self.vocabulary.names.push(NameInfo { key, within: None, declared: Declared::No });
        }
    }

    pub(super) fn name_of(&mut self, key: &str, text: &str, seen: Option<Place>) -> NameId {
        let key_id = self.key(key, seen);
        let id = self.registers.names.intern(&Registers::scoped(&name::key(key), text), text, seen);
        self.names_to(id, key_id);
        NameId(id)
    }

    pub(super) fn source_of(&mut self, text: &str, seen: Option<Place>) -> SourceId {
        let id = self.registers.sources.intern(&name::key(text), text, seen);
        self.sources_to(id);
        SourceId(id)
    }

    pub(super) fn measure_of(&mut self, text: &str, seen: Option<Place>) -> MeasureId {
        let id = self.registers.measures.intern(&name::key(text), text, seen);
        while self.vocabulary.measures.len() <= id as usize {
            self.vocabulary.measures.push(Measure::undeclared());
        }
        MeasureId(id)
    }

    fn relations(&mut self, pending: &Pending<'_>) {
        let seen = (!pending.builtin).then(|| pending.at.statement());
        match &pending.definition {
            Definition::Complete { key, parts, whole } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let parts: Vec<NameId> =
                    parts.iter().map(|part| self.name_of(&key_text, &part.text(), seen)).collect();
                let named = whole.filter(|whole| name::key(&whole.text()) != "everyone");
                let whole = named.map(|whole| self.name_of(&key_text, &whole.text(), seen));
                if let (Some(id), Some(written)) = (whole, named)
                    && holds_itself(self.vocabulary, &parts, id)
                {
                    let text = written.text();
                    self.troubles
                        .add(
                            ProblemKind::AmbiguousAlias,
                            pending.at,
                            written.raw,
                            format!("`{text}` lies within one of its own parts"),
                        )
                        .label("part of its own part")
                        .help(Some(
                            "name only the parts that lie in it; until then gainsay ignores this set"
                                .to_owned(),
                        ));
                    return;
                }
                let place = pending.at.statement();
                self.vocabulary.complete.push(Complete { key: key_id, parts, whole, place });
            }
            Definition::ScopeDefault { key, value } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let first = self.defaults.iter().find(|(known, _)| *known == key_id);
                if let Some(&(_, first)) = first {
                    if !pending.builtin {
                        self.troubles
                            .add(
                                ProblemKind::DuplicateQualifier,
                                pending.at,
                                value.raw,
                                format!("`{key_text}` has two defaults"),
                            )
                            .label("the second one")
                            .other(first, "the first one")
                            .help(Some("keep one of the two".to_owned()));
                    }
                    return;
                }
                self.defaults.push((key_id, pending.at.place(value.raw)));
                let value = self.name_of(&key_text, &value.text(), seen);
                self.vocabulary.defaults.push((key_id, value));
            }
            Definition::Entity { .. } | Definition::Unit { .. } => {}
        }
    }

    /// Gives every numeric measure that is no flow itself its daily flow.
    fn flows(&mut self) {
        for number in 0..self.vocabulary.measures.len() {
            let measure = &self.vocabulary.measures[number];
            let flows = matches!(measure.kind, None | Some(Kind::Cumulative | Kind::Level | Kind::Constant));
            if !flows || measure.declared == Declared::No {
                continue;
            }
            let flow = Measure {
                kind: Some(Kind::Flow),
                unit: measure.unit,
                strict: measure.strict,
                tolerance: measure.tolerance.clone(),
                contested: measure.contested,
                may_be_negative: measure.kind == Some(Kind::Level),
                adds_up_to: (measure.kind == Some(Kind::Cumulative)).then_some(MeasureId(number as u32)),
                declared: measure.declared,
                ..Measure::undeclared()
            };
            let entry = self.registers.measures.get(number as u32);
            let (comparison, display) = (format!("\u{2}{}", entry.key), format!("new {}", entry.display));
            let seen = entry.seen;
            let id = self.registers.measures.intern(&comparison, &display, seen);
            self.vocabulary.measures.push(flow);
            self.vocabulary.measures[number].flow = Some(MeasureId(id));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Measure,
    Source,
    Name,
}
