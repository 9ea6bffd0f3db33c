//! Which definitions of a corpus are used by its claims, laws, breaks and other definitions.

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::model::claim::{Members, Value};
use crate::model::law::{LawForm, Subject};
use crate::model::register::{self, MeasureId, NameId, SUBJECT, SourceId, TOPIC};
use crate::model::vocabulary::DefinedId;

/// What is used, by number.
pub(crate) struct Used {
    measures: Vec<bool>,
    sources: Vec<bool>,
    names: Vec<bool>,
}

impl Used {
    /// What the claims, laws, breaks and definitions of a model name.
    pub(crate) fn of(model: &Model) -> Self {
        let registers = &model.registers;
        let mut used = Self {
            measures: vec![false; registers.measures.entries().len()],
            sources: vec![false; registers.sources.entries().len()],
            names: vec![false; registers.names.entries().len()],
        };
        used.claims(model);
        used.statements(model);
        used.definitions(model);
        used
    }

    /// Whether a definition is used.
    pub(crate) fn holds(&self, what: DefinedId) -> bool {
        let (list, number) = match what {
            DefinedId::Measure(id) => (&self.measures, id.0),
            DefinedId::Source(id) => (&self.sources, id.0),
            DefinedId::Name(id) => (&self.names, id.0),
        };
        list.get(number as usize).copied().unwrap_or(true)
    }

    fn measure(&mut self, id: MeasureId) {
        mark(&mut self.measures, id.0);
    }

    fn source(&mut self, id: SourceId) {
        mark(&mut self.sources, id.0);
    }

    fn name(&mut self, id: NameId) {
        mark(&mut self.names, id.0);
    }

    fn claims(&mut self, model: &Model) {
        for claim in &model.claims {
            self.measure(claim.measure);
            for source in claim.origin.iter().chain(&claim.voice) {
                self.source(*source);
            }
            match &claim.value {
                Value::Name(name) => self.value(model, *name),
                Value::Set(members) => match members.as_ref() {
                    Members::Exactly(names) => names.iter().for_each(|&name| self.value(model, name)),
                    Members::Includes(name) | Members::Excludes(name) => self.value(model, *name),
                },
                _ => {}
            }
        }
        for chain in 0..model.registers.chains.len() as u32 {
            model.registers.chains.get(chain).iter().for_each(|&outlet| self.source(outlet));
        }
        for scope in 0..model.registers.scopes.len() as u32 {
            model.registers.scopes.get(scope).iter().for_each(|&(_, name)| self.name(name));
        }
        self.spelt(model);
    }

    /// The declared names by which events, subjects and topics are spelt, under whatever key they are declared.
    fn spelt(&mut self, model: &Model) {
        let registers = &model.registers;
        let bare = |name: u32| register::split_key(&registers.names.get(name).key).map(|(_, bare)| bare);
        let mut spelt: FxHashSet<&str> = FxHashSet::default();
        for scope in 0..registers.scopes.len() as u32 {
            let named = registers.scopes.get(scope).iter();
            let named = named.filter(|(key, _)| matches!(*key, SUBJECT | TOPIC));
            spelt.extend(named.filter_map(|(_, name)| bare(name.0)));
        }
        let measures = registers.measures.entries().iter();
        spelt.extend(measures.filter_map(|entry| register::bare_event_key(&entry.key)));
        for defined in &model.vocabulary.definitions {
            if let DefinedId::Name(name) = defined.what
                && bare(name.0).is_some_and(|bare| spelt.contains(bare))
            {
                self.name(name);
            }
        }
    }

    /// A name that is a value may also name a source.
    fn value(&mut self, model: &Model, name: NameId) {
        self.name(name);
        let entry = model.registers.names.get(name.0);
        let source = register::split_key(&entry.key).and_then(|(_, key)| model.registers.sources.find(key));
        if let Some(source) = source {
            self.source(SourceId(source));
        }
    }

    fn statements(&mut self, model: &Model) {
        let subject = |used: &mut Self, subject: &Subject| {
            if let Subject::Measure(measure, _) = subject {
                used.measure(*measure);
            }
        };
        for law in &model.laws {
            match &law.form {
                LawForm::Linear { terms, .. } => terms.iter().for_each(|(_, term)| subject(self, term)),
                LawForm::Quotient(one, two, three) | LawForm::Product(one, two, three) => {
                    [one, two, three].into_iter().for_each(|term| subject(self, term));
                }
                LawForm::After { later, earlier } => {
                    [later, earlier].into_iter().for_each(|&it| self.measure(it))
                }
                LawForm::Invalid => {}
            }
        }
        for step in &model.breaks {
            self.measure(step.measure);
            step.by.iter().for_each(|&source| self.source(source));
        }
        model.amenders.iter().for_each(|&source| self.source(source));
    }

    fn definitions(&mut self, model: &Model) {
        let vocabulary = &model.vocabulary;
        for (number, measure) in vocabulary.measures.iter().enumerate() {
            // Using `new X` uses X.
            if measure.flow.is_some_and(|flow| self.measures.get(flow.0 as usize) == Some(&true)) {
                self.measure(MeasureId(number as u32));
            }
        }
        for (number, measure) in vocabulary.measures.iter().enumerate() {
            // A measure's implicit daily flow is no use of it.
            let own = measure.adds_up_to.filter(|total| {
                vocabulary.measure(*total).is_some_and(|total| total.flow != Some(MeasureId(number as u32)))
            });
            measure.part_of.iter().chain(&own).for_each(|&other| self.measure(other));
        }
        for source in &vocabulary.sources {
            source.speaks_for.iter().for_each(|&principal| self.source(principal));
            source.settles.iter().for_each(|&measure| self.measure(measure));
        }
        for name in &vocabulary.names {
            name.within.iter().for_each(|&larger| self.name(larger));
        }
        for complete in &vocabulary.complete {
            complete.parts.iter().chain(&complete.whole).for_each(|&name| self.name(name));
        }
        for disjoint in &vocabulary.disjoint {
            disjoint.parts.iter().chain(&disjoint.whole).for_each(|&name| self.name(name));
        }
        let counted = vocabulary.sources.iter().flat_map(|source| &source.counts_on);
        let filled = vocabulary.sources.iter().flat_map(|source| &source.fills_in);
        vocabulary.defaults.iter().chain(counted).chain(filled).for_each(|&(_, name)| self.name(name));
    }
}

fn mark(list: &mut [bool], number: u32) {
    if let Some(used) = list.get_mut(number as usize) {
        *used = true;
    }
}
