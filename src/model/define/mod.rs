//! Adds the definitions of a run to the vocabulary: first the names, then the properties, then the relations between
//! them.

mod builder;
mod entity;
mod tolerance;
mod counting;
mod property;
mod unit;
mod cycles;
mod relation;

use std::collections::BTreeMap;

use crate::model::define::builder::Builder;
use crate::model::diagnostics::Diagnostics;
use crate::model::register::Registers;
use crate::model::vocabulary::Vocabulary;
use crate::settings::{Settings, SettingsProblem};

pub(in crate::model) use builder::PendingDefinition;

/// The vocabulary of the corpus's definitions, in path order, then the prelude's; then the tolerances from the
/// settings, and the problems with those.
pub(in crate::model) fn define(
    pending: &[PendingDefinition<'_>],
    settings: &Settings,
    registers: &mut Registers,
    diagnostics: &mut Diagnostics,
) -> (Vocabulary, Vec<SettingsProblem>) {
    let mut vocabulary = Vocabulary::with_settings(settings);
    let builder = &mut Builder {
        vocabulary: &mut vocabulary,
        registers,
        diagnostics,
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
    builder.cycles();
    for pending in pending {
        builder.relations(pending);
    }
    let mut wrong = builder.tolerances(settings);
    wrong.extend(builder.counting(settings));
    builder.flows();
    (vocabulary, wrong)
}
