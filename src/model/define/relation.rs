//! Relations between defined things: complete and disjoint sets, defaults of scope keys, and a measure's daily flow.

use crate::finding::ProblemKind;
use crate::model::define::builder::{Builder, PendingDefinition};
use crate::model::name;
use crate::model::register::{self, MeasureId, NameId};
use crate::model::vocabulary::{Complete, Declared, Disjoint, Kind, Measure};
use crate::syntax::tree::Definition;

impl Builder<'_> {
    pub(super) fn relations(&mut self, pending: &PendingDefinition<'_>) {
        let seen = (!pending.builtin).then(|| pending.at.statement());
        match &pending.definition {
            Definition::Complete { key, parts, whole, .. } | Definition::Disjoint { key, parts, whole } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let parts: Vec<NameId> =
                    parts.iter().map(|part| self.name_of(&key_text, &part.text(), seen)).collect();
                let named = whole.filter(|whole| name::key(&whole.text()) != "everyone");
                let whole = named.map(|whole| self.name_of(&key_text, &whole.text(), seen));
                if let (Some(id), Some(written)) = (whole, named)
                    && self.vocabulary.lies_in(&parts, id)
                {
                    let text = written.text();
                    self.diagnostics
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
                match pending.definition {
                    Definition::Complete { absent_is_none, .. } => {
                        self.vocabulary.complete.push(Complete {
                            key: key_id,
                            parts,
                            whole,
                            absent_is_none,
                            place,
                        });
                    }
                    _ => self.vocabulary.disjoint.push(Disjoint { key: key_id, parts, whole, place }),
                }
            }
            Definition::ScopeDefault { key, value } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let first = self.defaults.iter().find(|(known, _)| *known == key_id);
                if let Some(&(_, first)) = first {
                    if !pending.builtin {
                        self.diagnostics
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

    /// Gives every declared measure of figures that is neither a flow nor a ratio a daily flow: `new X`.
    pub(super) fn flows(&mut self) {
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
                allows_several: false,
                adds_up_to: (measure.kind == Some(Kind::Cumulative)).then_some(MeasureId(number as u32)),
                declared: measure.declared,
                ..Measure::undeclared()
            };
            let entry = self.registers.measures.get(number as u32);
            let (comparison, display) = (register::flow_key(&entry.key), format!("new {}", entry.display));
            let seen = entry.seen;
            let id = self.registers.measures.intern(&comparison, &display, seen);
            self.vocabulary.measures.push(flow);
            self.vocabulary.measures[number].flow = Some(MeasureId(id));
        }
    }
}
