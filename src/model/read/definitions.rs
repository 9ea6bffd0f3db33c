//! The definitions of a run: those of its texts, and the prelude's.

use std::sync::LazyLock;

use crate::model::define::PendingDefinition;
use crate::model::diagnostics::Locator;
use crate::model::read::outline::FirstPass;
use crate::source::FileId;
use crate::syntax;
use crate::syntax::tree::{Body, Definition};

/// What every corpus may use without defining it, written in the language itself.
const PRELUDE: &str = include_str!("../prelude.claims");

/// What the prelude defines, read once.
static DEFINITIONS: LazyLock<Vec<(Locator<'static>, Definition<'static>)>> = LazyLock::new(|| {
    let statements = syntax::split(PRELUDE).filter_map(|chunk| {
        let at = Locator::of(FileId(u32::MAX), PRELUDE, chunk.text);
        match syntax::statement(chunk).0?.body {
            Body::Define(definition) => Some((at, definition)),
            _ => None,
        }
    });
    statements.collect()
});

/// The text of the prelude's definition of a measure, by its display name.
#[must_use]
pub fn built_in_measure(measure: &str) -> Option<&'static str> {
    syntax::split(PRELUDE).find_map(|chunk| match syntax::statement(chunk).0?.body {
        Body::Define(Definition::Entity { key, name, .. }) => {
            (key.raw == "measure" && name.text() == measure).then(|| chunk.text.trim_end())
        }
        _ => None,
    })
}

/// All definitions of a run, with their places.
pub(super) fn definitions<'s>(outlines: &[FirstPass<'s>]) -> Vec<PendingDefinition<'s>> {
    let mut pending = Vec::new();
    for meta in outlines.iter().flat_map(|outline| &outline.meta_statements) {
        if let Body::Define(definition) = &meta.statement.body {
            pending.push(PendingDefinition { definition: definition.clone(), at: meta.at, builtin: false });
        }
    }
    let prelude = DEFINITIONS.iter().map(|(at, definition)| PendingDefinition {
        definition: definition.clone(),
        at: *at,
        builtin: true,
    });
    pending.extend(prelude);
    pending
}
