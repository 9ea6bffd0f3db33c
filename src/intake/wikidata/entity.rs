//! The statements of one entity, property by property.

use super::json;
use super::labels::Labels;
use super::losses::Losses;
use super::properties::{COORDINATES, POINT_IN_TIME};
use super::record::{Record, Slot, Written};
use super::statement::{ReadStatement, StatementReader, Subject};
use super::time::Day;
use crate::finding::ProblemKind;
use crate::intake::field::Field;
use crate::intake::table_errors::table_error;
use crate::intake::unescaped::UnescapedText;
use crate::settings::Table;
use crate::source::Span;
use crate::syntax::SyntaxError;

/// The name under which the settings map the entity to a field.
const ENTITY: &str = "entity";

/// What the entities of a file are read into.
pub(super) struct EntityReader<'r, 's> {
    pub(super) text: &'s str,
    pub(super) table: &'s Table,
    pub(super) labels: &'r Labels<'s>,
    pub(super) pieces: &'r mut UnescapedText,
    pub(super) losses: &'r mut Losses,
    pub(super) records: &'r mut Vec<Record<'s>>,
    pub(super) errors: &'r mut Vec<SyntaxError<'s>>,
}

impl<'s> EntityReader<'_, 's> {
    /// Reads all statements of an entity.
    pub(super) fn read(&mut self, raw: &'s str) {
        let Some(pairs) = json::object(raw) else { return };
        let Some(id) = json::text_of(&pairs, "id") else { return };
        if json::get(&pairs, "missing").is_some() {
            return self.losses.add("entities that Wikidata does not have", Span::of(raw, self.text));
        }
        let Some(all) = json::get(&pairs, "claims").or_else(|| json::get(&pairs, "statements")) else {
            return;
        };
        let Some(properties) = json::object(all) else {
            let message = format!("the statements of {id} are no object of lists");
            let error = table_error(ProblemKind::Syntax, first(all), "not as Wikidata writes it", message);
            return self.errors.push(error);
        };
        let has = |wanted: &str| properties.iter().any(|(property, _)| property == wanted);
        // A battle or an earthquake has coordinates, too.
        let is_place = has(COORDINATES) && !has(POINT_IN_TIME);
        let mapped = self.table.columns.get(ENTITY).and_then(|name| Field::of(name));
        let field = mapped.unwrap_or(if is_place { Field::Place } else { Field::Subject });
        let key = self.table.scope.iter().any(|name| name.trim() == ENTITY).then_some(ENTITY);
        for (property, list) in &properties {
            let Some(statements) = json::list(list).filter(|_| json::is_id(property, &['P'])) else {
                let message =
                    format!("the statements of {id} under `{property}` are no list under a property");
                let error =
                    table_error(ProblemKind::Syntax, first(list), "not as Wikidata writes it", message);
                self.errors.push(error);
                continue;
            };
            if id.starts_with('P') {
                for statement in statements {
                    self.losses.add("statements on properties themselves", Span::of(statement, self.text));
                }
                continue;
            }
            let of = Subject { id: &id, property, field, key };
            let mut reader = StatementReader {
                text: self.text,
                labels: self.labels,
                pieces: &mut *self.pieces,
                losses: &mut *self.losses,
            };
            let mut read: Vec<ReadStatement<'s>> =
                statements.into_iter().filter_map(|statement| reader.read(statement, &of)).collect();
            if hold_together(&read) {
                read.iter_mut().for_each(|one| say_one_of_several(&mut one.record));
            }
            self.records.extend(read.into_iter().map(|one| one.record));
        }
    }
}

/// Whether several names hold at once, as far as the statements say: then each is one of several.
fn hold_together(read: &[ReadStatement<'_>]) -> bool {
    let first = (i32::MIN, 0, 0);
    let mut named: Vec<_> = read
        .iter()
        .filter_map(|one| Some((one.holds.0.unwrap_or(first), one.holds.1, one.name.as_ref()?)))
        .collect();
    named.sort();
    // The statement so far that ends last; each begins no earlier than those before it.
    let mut last: Option<(Option<Day>, &String)> = None;
    for (start, end, name) in named {
        if let Some((until, other)) = last
            && other != name
            && until.is_none_or(|until| start < until)
        {
            return true;
        }
        let ends_later =
            last.is_none_or(|(until, _)| until.is_some_and(|until| end.is_none_or(|end| end > until)));
        if ends_later {
            last = Some((end, name));
        }
    }
    false
}

fn say_one_of_several(record: &mut Record<'_>) {
    for slot in &mut record.shared {
        if let Slot::Value(written @ Written::Name, _) = slot {
            *written = Written::OneOfSeveral;
        }
    }
}

/// The first byte of a value, to point at.
fn first(raw: &str) -> &str {
    raw.chars().next().map_or(raw, |c| &raw[..c.len_utf8()])
}
