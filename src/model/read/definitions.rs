//! The definitions of a run: those of its texts, and the prelude's.

use crate::model::define::PendingDefinition;
use crate::model::diagnostics::Locator;
use crate::model::read::outline::FirstPass;
use crate::source::FileId;
use crate::syntax;
use crate::syntax::tree::{Body, Statement};

/// What every corpus may use without defining it, written in the language itself.
const PRELUDE: &str = include_str!("../prelude.claims");

pub(super) fn prelude() -> Vec<(Locator<'static>, Statement<'static>)> {
    let statements = syntax::split(PRELUDE).filter_map(|chunk| {
        let at = Locator::of(FileId(u32::MAX), PRELUDE, chunk.text);
        syntax::statement(chunk).0.map(|statement| (at, statement))
    });
    statements.collect()
}

pub(super) fn definitions<'s>(
    outlines: &[FirstPass<'s>],
    prelude: Vec<(Locator<'s>, Statement<'s>)>,
) -> Vec<PendingDefinition<'s>> {
    let mut pending = Vec::new();
    for special in outlines.iter().flat_map(|outline| &outline.specials) {
        if let Body::Define(definition) = &special.statement.body {
            pending.push(PendingDefinition {
                definition: definition.clone(),
                at: special.at,
                builtin: false,
            });
        }
    }
    for (at, statement) in prelude {
        if let Body::Define(definition) = statement.body {
            pending.push(PendingDefinition { definition, at, builtin: true });
        }
    }
    pending
}
