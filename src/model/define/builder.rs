//! The vocabulary under construction: definitions look up and add names by their spelling.

use std::collections::BTreeMap;

use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::name;
use crate::model::register::{KeyId, MeasureId, NameId, Registers, SourceId};
use crate::model::vocabulary::{Declared, DefinedId, Measure, NameInfo, SourceInfo, Vocabulary};
use crate::settings::DecimalMark;
use crate::source::Place;
use crate::syntax::tree::Definition;

/// A definition being added to the vocabulary.
pub(in crate::model) struct PendingDefinition<'s> {
    pub(in crate::model) definition: Definition<'s>,
    pub(in crate::model) at: Locator<'s>,
    /// Whether it stands in the prelude.
    pub(in crate::model) builtin: bool,
}

/// The vocabulary under construction.
pub(super) struct Builder<'b> {
    pub(super) vocabulary: &'b mut Vocabulary,
    pub(super) registers: &'b mut Registers,
    pub(super) diagnostics: &'b mut Diagnostics,
    /// Where a source is declared to speak for another, a measure to be part of another, or a place to lie within another.
    pub(super) links: BTreeMap<DefinedId, Place>,
    /// Where the corpus declares the default of a key.
    pub(super) defaults: Vec<(KeyId, Place)>,
    /// The corpus's own units, and where each spelling of one stands.
    pub(super) units: Vec<(String, Place)>,
}

impl Builder<'_> {
    /// The decimal mark that a definition is read with: the prelude uses points, whatever the corpus has declared.
    pub(super) fn decimal_mark(&self, pending: &PendingDefinition<'_>) -> Option<DecimalMark> {
        self.vocabulary.decimal.filter(|_| !pending.builtin)
    }

    pub(super) fn key(&mut self, text: &str, seen: Option<Place>) -> KeyId {
        let comparison = name::key(text);
        KeyId(self.registers.keys.intern(&comparison, text.trim(), seen))
    }

    /// Adds undeclared sources up to a number.
    pub(super) fn sources_to(&mut self, id: u32) {
        while self.vocabulary.sources.len() <= id as usize {
            self.vocabulary.sources.push(SourceInfo::undeclared());
        }
    }

    pub(super) fn names_to(&mut self, id: u32, key: KeyId) {
        while self.vocabulary.names.len() <= id as usize {
            self.vocabulary.names.push(NameInfo { key, within: None, declared: Declared::No });
        }
    }

    pub(super) fn name_of(&mut self, key: &str, text: &str, seen: Option<Place>) -> NameId {
        let key_id = self.key(key, seen);
        let id = self.registers.names.intern(&Registers::key_under(&name::key(key), text), text, seen);
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
}
