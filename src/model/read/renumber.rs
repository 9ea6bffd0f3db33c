//! Renumbers all names in alphabetical order, so that neither thread timing nor file order affects the output.

use rayon::prelude::*;

use crate::model::law::{LawForm, Subject};
use crate::model::read::model::Model;
use crate::model::read::numbering::Numbering;
use crate::model::register::{KeyId, MeasureId, NameId, Registers, ScopeId, SourceId};

/// How many numbers of each register are the vocabulary's and stay as they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct FixedCounts {
    measures: usize,
    sources: usize,
    keys: usize,
    names: usize,
}

impl FixedCounts {
    pub(super) fn of(registers: &Registers) -> Self {
        Self {
            measures: registers.measures.entries().len(),
            sources: registers.sources.entries().len(),
            keys: registers.keys.entries().len(),
            names: registers.names.entries().len(),
        }
    }
}

/// Renumbers everything that was not fixed, by name.
pub(super) fn renumber(model: &mut Model, fixed: FixedCounts) {
    let registers = &mut model.registers;
    let mut new = Numbering {
        measures: registers.measures.renumber(fixed.measures),
        sources: registers.sources.renumber(fixed.sources),
        keys: registers.keys.renumber(fixed.keys),
        names: registers.names.renumber(fixed.names),
        labels: registers.labels.renumber(0),
        words: registers.words.renumber(0),
        ..Numbering::default()
    };
    new.scopes = registers.scopes.renumber(|scope| {
        for (key, name) in scope.iter_mut() {
            *key = KeyId(new.keys[key.0 as usize]);
            *name = NameId(new.names[name.0 as usize]);
        }
        scope.sort();
    });
    new.chains = registers.chains.renumber(|chain| {
        for source in chain {
            *source = new.source(*source);
        }
    });
    if new.is_idle() {
        return;
    }
    model.claims.par_iter_mut().for_each(|claim| new.claim(claim));
    let measure = |id: &mut MeasureId| *id = new.measure(*id);
    let source = |id: &mut SourceId| *id = new.source(*id);
    let scope = |id: &mut ScopeId| *id = new.scope(*id);
    for step in &mut model.breaks {
        measure(&mut step.measure);
        scope(&mut step.scope);
        step.by.iter_mut().for_each(source);
    }
    model.amenders.iter_mut().for_each(source);
    model.desk.iter_mut().for_each(source);
    model.amendments.iter_mut().flat_map(|amendment| &mut amendment.by).for_each(source);
    for law in &mut model.laws {
        match &mut law.form {
            LawForm::Linear { terms, .. } => {
                terms.iter_mut().for_each(|(_, subject)| law_subject(subject, measure, scope))
            }
            LawForm::Quotient(one, two, three) | LawForm::Product(one, two, three) => {
                [one, two, three].into_iter().for_each(|subject| law_subject(subject, measure, scope));
            }
            LawForm::After { later, earlier } => {
                measure(later);
                measure(earlier);
            }
            LawForm::Invalid => {}
        }
    }
    model.labels.renumber(&new.labels);
}

/// Renumbers a term of a law.
fn law_subject(subject: &mut Subject, measure: impl Fn(&mut MeasureId), scope: impl Fn(&mut ScopeId)) {
    if let Subject::Measure(id, at) = subject {
        measure(id);
        scope(at);
    }
}
