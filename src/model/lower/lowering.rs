//! The state of a thread that lowers statements: cached look-ups, and the claims made so far.

use rustc_hash::FxHashMap;

use crate::model::claim::{Claim, Scope};
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::lower::used_names::UsedNames;
use crate::model::register::{ChainId, KeyId, MeasureId, NameId, Registers, ScopeId, Shared, SourceId};
use crate::model::vocabulary::Vocabulary;

/// The state of a thread that lowers statements. What it has looked up, it keeps by spelling.
pub(in crate::model) struct Lowering<'v, 's> {
    pub(in crate::model) vocabulary: &'v Vocabulary,
    pub(super) shared: &'v Shared,
    pub(super) heads: FxHashMap<&'s str, Head>,
    /// The heads that are cells of tables, which are not split at ` of `.
    pub(super) cell_heads: FxHashMap<&'s str, Head>,
    pub(super) names: FxHashMap<(KeyId, &'s str), NameId>,
    pub(super) sources: FxHashMap<&'s str, SourceId>,
    pub(super) scopes: FxHashMap<Scope, ScopeId>,
    pub(super) chains: FxHashMap<Vec<SourceId>, ChainId>,
    /// The voices of unnamed officials, by their name and the outlet that first quoted them.
    pub(super) unnamed: FxHashMap<(SourceId, Option<SourceId>), SourceId>,
    /// The names met so far, each spelling once.
    pub(in crate::model) used_names: UsedNames,
    /// The outlet of statements that name none: that of the draft.
    pub(in crate::model) outlet: Option<SourceId>,
    /// The group that means everybody, once it has been named.
    pub(super) everyone: Option<NameId>,
    /// The claims made so far.
    pub(in crate::model) claims: Vec<Claim>,
    /// The problems met so far.
    pub(in crate::model) diagnostics: Diagnostics,
    /// The current statement.
    pub(in crate::model) at: Locator<'s>,
}

/// The measure of a head, and the subject that an ` of ` in it names.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) measure: MeasureId,
    pub(super) subject: Option<NameId>,
}

impl<'v, 's> Lowering<'v, 's> {
    pub(in crate::model) fn new(vocabulary: &'v Vocabulary, shared: &'v Shared, at: Locator<'s>) -> Self {
        Self {
            vocabulary,
            shared,
            heads: FxHashMap::default(),
            cell_heads: FxHashMap::default(),
            names: FxHashMap::default(),
            sources: FxHashMap::default(),
            scopes: FxHashMap::default(),
            chains: FxHashMap::default(),
            unnamed: FxHashMap::default(),
            used_names: UsedNames::default(),
            outlet: None,
            everyone: None,
            claims: Vec::new(),
            diagnostics: Diagnostics::default(),
            at,
        }
    }

    /// Forgets the look-ups, so that the names that are met from here on are all listed in `used_names`.
    pub(in crate::model) fn forget(&mut self) {
        self.heads.clear();
        self.cell_heads.clear();
        self.names.clear();
        self.sources.clear();
        self.scopes.clear();
        self.chains.clear();
        self.unnamed.clear();
        self.everyone = None;
        self.used_names = UsedNames::default();
    }

    pub(in crate::model) fn registers<T>(&self, with: impl FnOnce(&mut Registers) -> T) -> T {
        // A thread that panicked while holding the lock has at worst not added one name.
        with(&mut self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}
