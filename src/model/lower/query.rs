//! Lowers a query: its names are looked up as those of a claim are, and its dates count from a given day.

use crate::model::claim::Moment;
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::Lowering;
use crate::model::query::{NameKind, Query, UnknownName};
use crate::model::register::{self, GROUP, MeasureId, PLACE, Registers, SUBJECT, TOPIC};
use crate::model::window::{Day, Window};
use crate::syntax::tree::{self, Name, QualifierKind, Subject};

/// How many names each register had before a query was read: what is numbered from there on, the corpus does not have.
#[derive(Clone, Copy)]
pub(in crate::model) struct Known {
    measures: usize,
    names: usize,
    sources: usize,
}

impl Known {
    pub(in crate::model) fn of(registers: &Registers) -> Self {
        Self {
            measures: registers.measures.entries().len(),
            names: registers.names.entries().len(),
            sources: registers.sources.entries().len(),
        }
    }
}

impl<'s> Lowering<'_, 's> {
    /// What a query asks about. Relative dates in it, and dates without a year, count from a day.
    pub(in crate::model) fn query(
        &mut self,
        query: &tree::Query<'s>,
        anchor: Option<Day>,
        known: Known,
    ) -> Query {
        let published = anchor.map(|day| Moment { from: day, to: day, clock: None });
        let defaults = ArticleDefaults { published, ..ArticleDefaults::default() };
        let qualified = self.qualified(&query.qualifiers, query.mode, Some(&defaults));
        let mut asked = Query {
            scope: qualified.scope.clone(),
            mode: query.mode,
            time: qualified.time.map(|(window, _)| asked_window(query, window)),
            said: qualified.said.map(|(moment, _)| moment),
            published: qualified.published,
            by: qualified.by.clone().unwrap_or_default(),
            via: qualified.via.clone(),
            ..Query::default()
        };
        match &query.subject {
            Some(Subject::Measure(name)) => self.measure_asked(name, known, &mut asked),
            Some(Subject::Event(name)) => {
                let measure = self.event(name);
                self.set_measure(measure, name, known, &mut asked);
            }
            Some(Subject::Quote(words)) => {
                asked.measure = Some(self.measure(register::QUOTE_KEY, "quote", query_text(words.as_ref())));
                asked.words = words.map(|words| words.text().to_lowercase());
            }
            None => {}
        }
        // Everybody is no group, and what equals the default is left out of every scope.
        let everyone = self.everyone.map(|name| (GROUP, name));
        asked.scope.retain(|pair| !self.vocabulary.defaults.contains(pair) && Some(*pair) != everyone);
        asked.scope.sort();
        self.unknown_names(query, known, &mut asked);
        asked.problems = std::mem::take(&mut self.diagnostics.problems);
        asked
    }

    /// The measure of a head; if none is known by it, the event of that name.
    fn measure_asked(&mut self, name: &Name<'s>, known: Known, asked: &mut Query) {
        let head = self.head(name);
        if head.measure.0 as usize >= known.measures {
            let key = register::event_key(&name.text());
            let event = self.registers(|registers| registers.measures.find(&key));
            if let Some(event) = event.filter(|event| (*event as usize) < known.measures) {
                asked.measure = Some(MeasureId(event));
                return;
            }
        }
        self.set_measure(head.measure, name, known, asked);
        if let Some(subject) = head.subject {
            asked.scope.push((SUBJECT, subject));
            if subject.0 as usize >= known.names
                && !asked.unknown.iter().any(|unknown| unknown.at == self.at.place(name.raw))
            {
                let text = self.registers(|registers| registers.names.get(subject.0).display.clone());
                asked.unknown.push(UnknownName {
                    at: self.at.place(name.raw),
                    name: text,
                    kind: NameKind::Scope(SUBJECT),
                });
            }
        }
    }

    fn set_measure(&self, measure: MeasureId, name: &Name<'s>, known: Known, asked: &mut Query) {
        asked.measure = Some(measure);
        if measure.0 as usize >= known.measures {
            asked.unknown.push(UnknownName {
                at: self.at.place(name.raw),
                name: self.registers(|registers| registers.measures.get(measure.0).display.clone()),
                kind: NameKind::Measure,
            });
        }
    }

    /// Lists the names of places, groups and sources that the corpus does not have.
    fn unknown_names(&mut self, query: &tree::Query<'s>, known: Known, asked: &mut Query) {
        for qualifier in &query.qualifiers {
            let scoped: Vec<(register::KeyId, Name<'s>)> = match &qualifier.kind {
                QualifierKind::In(name) => vec![(PLACE, *name)],
                QualifierKind::Among(name) => vec![(GROUP, *name)],
                QualifierKind::For(name) => vec![(SUBJECT, *name)],
                QualifierKind::About(name) => vec![(TOPIC, *name)],
                QualifierKind::Keys(pairs) => {
                    pairs.iter().map(|(key, name)| (self.key(key), *name)).collect()
                }
                QualifierKind::By(names) => {
                    names.iter().for_each(|name| self.unknown_source(name, known, asked));
                    continue;
                }
                QualifierKind::Via(name) => {
                    self.unknown_source(name, known, asked);
                    continue;
                }
                _ => continue,
            };
            for (key, name) in scoped {
                let id = self.name(key, &name);
                if id.0 as usize >= known.names && Some(id) != self.everyone {
                    asked.unknown.push(UnknownName {
                        at: self.at.place(name.raw),
                        name: name.text().trim().to_owned(),
                        kind: NameKind::Scope(key),
                    });
                }
            }
        }
    }

    fn unknown_source(&mut self, name: &Name<'s>, known: Known, asked: &mut Query) {
        if self.source(name).0 as usize >= known.sources {
            asked.unknown.push(UnknownName {
                at: self.at.place(name.raw),
                name: name.text().trim().to_owned(),
                kind: NameKind::Source,
            });
        }
    }
}

/// The window that a query asks about. What it asks about `since` a day goes on, whatever day its dates count from.
fn asked_window(query: &tree::Query<'_>, window: Window) -> Window {
    let goes_on = |kind: &QualifierKind<'_>| matches!(kind, QualifierKind::Period(tree::Period::Since(_)));
    if query.qualifiers.iter().any(|qualifier| goes_on(&qualifier.kind)) {
        return Window { to: None, to_clock: None, ..window };
    }
    window
}

fn query_text<'s>(words: Option<&Name<'s>>) -> &'s str {
    words.map_or("", |words| words.raw)
}
