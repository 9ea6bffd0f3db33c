//! Lowers a query: its names are looked up as those of a claim are, and its dates count from a given day.

use crate::model::claim::Moment;
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::Lowering;
use crate::model::query::{NameKind, Query, UnknownName};
use crate::model::register::{self, Entry, MeasureId, Registers, SUBJECT};
use crate::model::window::{Day, Window};
use crate::syntax::tree::{self, Name, QualifierKind, QuerySubject};

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
            Some(QuerySubject::Measure(name)) => self.measure_asked(name, known, &mut asked),
            Some(QuerySubject::Event(name)) => asked.measure = Some(self.event(name)),
            Some(QuerySubject::Quote(words)) => {
                asked.measure = Some(self.measure(register::QUOTE_KEY, "quote", query_text(words.as_ref())));
                asked.words = words.map(|words| words.text().to_lowercase());
            }
            None => {}
        }
        self.normalise(&mut asked.scope);
        asked.unknown = self.unknown_names(known, &asked);
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
        asked.measure = Some(head.measure);
        asked.scope.extend(head.subject.map(|subject| (SUBJECT, subject)));
    }

    /// Lists the names that the corpus does not have: this query gave them their numbers and their places.
    fn unknown_names(&self, known: Known, asked: &Query) -> Vec<UnknownName> {
        let unknown = |entry: &Entry, kind: NameKind| {
            Some(UnknownName { at: entry.seen?, name: entry.display.clone(), kind })
        };
        self.registers(|registers| {
            let measure = asked.measure.filter(|id| id.0 as usize >= known.measures);
            let measure = measure.map(|id| registers.measures.get(id.0));
            let measure = measure.filter(|entry| entry.key != register::QUOTE_KEY);
            let measure = measure.and_then(|entry| unknown(entry, NameKind::Measure));
            let scope = asked.scope.iter().filter(|(_, name)| name.0 as usize >= known.names);
            let scope =
                scope.filter_map(|&(key, name)| unknown(registers.names.get(name.0), NameKind::Scope(key)));
            let sources = asked.by.iter().chain(&asked.via).filter(|id| id.0 as usize >= known.sources);
            let sources = sources.filter_map(|id| unknown(registers.sources.get(id.0), NameKind::Source));
            let mut found: Vec<UnknownName> = measure.into_iter().chain(scope).chain(sources).collect();
            // A measure and its subject are one name to whoever typed it.
            found.sort_by_key(|unknown| unknown.at.span.start);
            found.dedup_by_key(|unknown| unknown.at);
            found
        })
    }
}

/// The window that a query asks about. With `since` it has no end, whatever day the query's dates count from.
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
