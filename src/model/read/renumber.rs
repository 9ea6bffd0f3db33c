//! Renumbers all names in alphabetical order, so that neither thread timing nor file order affects the output.

use rayon::prelude::*;

use crate::model::claim::{Members, Value};
use crate::model::law::{LawForm, Subject};
use crate::model::read::model::Model;
use crate::model::register::{
    ChainId, KeyId, LabelId, MeasureId, NameId, Registers, ScopeId, SourceId, WordsId,
};

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
    let measures = registers.measures.renumber(fixed.measures);
    let sources = registers.sources.renumber(fixed.sources);
    let keys = registers.keys.renumber(fixed.keys);
    let names = registers.names.renumber(fixed.names);
    let labels = registers.labels.renumber(0);
    let words = registers.words.renumber(0);
    let scopes = registers.scopes.renumber(|scope| {
        for (key, name) in scope.iter_mut() {
            *key = KeyId(keys[key.0 as usize]);
            *name = NameId(names[name.0 as usize]);
        }
        scope.sort();
    });
    let chains = registers.chains.renumber(|chain| {
        for source in chain {
            *source = SourceId(sources[source.0 as usize]);
        }
    });
    let measure = |id: &mut MeasureId| *id = MeasureId(measures[id.0 as usize]);
    let source = |id: &mut SourceId| *id = SourceId(sources[id.0 as usize]);
    let scope = |id: &mut ScopeId| *id = ScopeId(scopes[id.0 as usize]);
    let name = |id: &mut NameId| *id = NameId(names[id.0 as usize]);
    model.claims.par_iter_mut().for_each(|claim| {
        measure(&mut claim.measure);
        scope(&mut claim.scope);
        claim.via = ChainId(chains[claim.via.0 as usize]);
        claim.origin.iter_mut().for_each(source);
        claim.voice.iter_mut().for_each(source);
        claim.label = claim.label.map(|label| LabelId(labels[label.0 as usize]));
        match &mut claim.value {
            Value::Name(id) => name(id),
            Value::Set(members) => match &mut **members {
                Members::Exactly(members) => {
                    members.iter_mut().for_each(name);
                    members.sort();
                }
                Members::Includes(id) | Members::Excludes(id) => name(id),
            },
            Value::Quote(id) => *id = WordsId(words[id.0 as usize]),
            Value::Number(_) | Value::Date(_) | Value::Truth(_) | Value::Unread => {}
        }
    });
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
            LawForm::Dropped => {}
        }
    }
    model.labels.renumber(&labels);
}

/// Renumbers a term of a law.
fn law_subject(subject: &mut Subject, measure: impl Fn(&mut MeasureId), scope: impl Fn(&mut ScopeId)) {
    if let Subject::Measure(id, at) = subject {
        measure(id);
        scope(at);
    }
}
