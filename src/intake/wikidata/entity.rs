//! The statements of one entity, property by property.

use super::json;
use super::labels::Labels;
use super::losses::Losses;
use super::properties::{COORDINATES, POINT_IN_TIME};
use super::record::{Record, Slot, Written};
use super::statement::{Rank, ReadStatement, StatementReader, Subject};
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
            let read: Vec<ReadStatement<'s>> =
                statements.into_iter().filter_map(|statement| reader.read(statement, &of)).collect();
            let mut read = self.without_rivals(read);
            if hold_together(&read) {
                read.iter_mut().for_each(|one| say_one_of_several(&mut one.record));
            }
            self.records.extend(read.into_iter().map(|one| one.record));
        }
    }
}

impl<'s> EntityReader<'_, 's> {
    /// The statements of one property that Wikidata stands by. It keeps several values of one thing side by side on
    /// purpose, so that they are no slips of whoever states them: where one is preferred, those of its time by the same
    /// source are left out. So are a deprecated one where the same source states one that stands, which would be
    /// retracted with it, and several figures or dates that nobody is said to state.
    fn without_rivals(&mut self, read: Vec<ReadStatement<'s>>) -> Vec<ReadStatement<'s>> {
        let are_of_one = |one: &ReadStatement<'_>, other: &ReadStatement<'_>| {
            !std::ptr::eq(one, other)
                && other.rank.is_some()
                && (one.holds, &one.restricted_to) == (other.holds, &other.restricted_to)
        };
        let why_left_out = |one: &ReadStatement<'_>| {
            let rivals = || read.iter().filter(|other| are_of_one(one, other));
            let of_one_source = |wanted: &[Rank]| {
                rivals().any(|other| {
                    let is_shared = one.sources.iter().any(|source| other.sources.contains(source));
                    let is_nobody = one.sources.is_empty() && other.sources.is_empty();
                    other.rank.is_some_and(|rank| wanted.contains(&rank)) && (is_shared || is_nobody)
                })
            };
            match one.rank? {
                Rank::Normal if of_one_source(&[Rank::Preferred]) => {
                    Some("statements to which another one is preferred")
                }
                Rank::Deprecated if of_one_source(&[Rank::Preferred, Rank::Normal]) => {
                    Some("deprecated statements beside one that stands")
                }
                Rank::Preferred | Rank::Normal if one.sources.is_empty() && one.name.is_none() => {
                    let is_rival = |other: &ReadStatement<'_>| other.rank == one.rank && other.name.is_none();
                    rivals().any(is_rival).then_some("several values of one thing, without a reference")
                }
                _ => None,
            }
        };
        let left_out: Vec<Option<&'static str>> = read.iter().map(why_left_out).collect();
        let mut kept = Vec::with_capacity(read.len());
        for (one, what) in read.into_iter().zip(left_out) {
            match what {
                Some(what) => self.losses.add(what, Span::of(one.record.text, self.text)),
                None => kept.push(one),
            }
        }
        kept
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
