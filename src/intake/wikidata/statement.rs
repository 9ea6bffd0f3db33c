//! One statement as a record: its value, and what its qualifiers, rank and references say of it.

use super::json;
use super::labels::Labels;
use super::losses::Losses;
use super::qualifiers::{Qualifiers, Unread, qualifiers};
use super::quantity::quantity;
use super::record::{Record, Slot, Written};
use super::reference::origins;
use super::snak::{Content, entity_id, snak};
use super::time::{Day, NoDate, Time, time};
use super::units::unit;
use crate::finding::ProblemKind;
use crate::intake::field::Field;
use crate::intake::table_errors::table_error;
use crate::intake::unescaped::{Piece, UnescapedText};
use crate::source::Span;

/// The name of Wikidata as a source.
const WIKIDATA: &str = "Wikidata";

/// An entity and a property of it.
pub(super) struct Subject<'e> {
    pub(super) id: &'e str,
    pub(super) property: &'e str,
    /// Whether it is a place, or what else it is to a claim.
    pub(super) field: Field,
    /// The key of its scope that it is instead.
    pub(super) key: Option<&'e str>,
}

/// Reads statements one by one.
pub(super) struct StatementReader<'r, 's> {
    pub(super) text: &'s str,
    pub(super) labels: &'r Labels<'s>,
    pub(super) pieces: &'r mut UnescapedText,
    pub(super) losses: &'r mut Losses,
}

/// A statement that was read.
pub(super) struct ReadStatement<'s> {
    pub(super) record: Record<'s>,
    /// Its name, if its value is one and it is not deprecated.
    pub(super) name: Option<String>,
    /// From when to when it holds, as far as it says.
    pub(super) holds: (Option<Day>, Option<Day>),
    /// What else it is restricted to: the keys and names of its scope.
    pub(super) restricted_to: Vec<(String, String)>,
    /// Its rank; none where it could not be read.
    pub(super) rank: Option<Rank>,
    /// Who states it by its references; empty where these name nobody.
    pub(super) sources: Vec<String>,
}

/// The rank of a statement among those of its property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    Preferred,
    Normal,
    Deprecated,
}

/// The value of a statement.
enum ReadValue {
    Figure(String, Option<String>),
    Name(String),
    Date(Time),
}

impl<'s> StatementReader<'_, 's> {
    /// Reads a statement; none where it is left out.
    pub(super) fn read(&mut self, raw: &'s str, of: &Subject<'_>) -> Option<ReadStatement<'s>> {
        let named = format!("{}, {}", of.id, of.property);
        let record = Record { text: raw, named, shared: Vec::new(), rows: Vec::new(), errors: Vec::new() };
        match self.statement(raw, of, record) {
            Ok(read) => Some(read),
            Err(Unread::Left(what)) => {
                self.losses.add(what, Span::of(raw, self.text));
                None
            }
            Err(Unread::Broken(at, why)) => {
                let named = format!("{}, {}", of.id, of.property);
                let error = table_error(ProblemKind::Syntax, at, "not as Wikidata writes it", why);
                let record =
                    Record { text: raw, named, shared: Vec::new(), rows: Vec::new(), errors: vec![error] };
                Some(ReadStatement {
                    record,
                    name: None,
                    holds: (None, None),
                    restricted_to: Vec::new(),
                    rank: None,
                    sources: Vec::new(),
                })
            }
        }
    }

    fn statement(
        &mut self,
        raw: &'s str,
        of: &Subject<'_>,
        mut record: Record<'s>,
    ) -> Result<ReadStatement<'s>, Unread<'s>> {
        let pairs = json::object(raw).ok_or_else(|| broken(raw, "a statement is an object"))?;
        let main =
            json::get(&pairs, "mainsnak").ok_or_else(|| broken(raw, "the statement has no `mainsnak`"))?;
        let main = snak(main).ok_or_else(|| broken(json::heart(main), "the value cannot be read"))?;
        let Content::Value { is_a, datatype, value } = &main.content else {
            return Err(Unread::Left("statements that there is no value, or an unknown one"));
        };
        let says = qualifiers(json::get(&pairs, "qualifiers"), self.text, self.labels, self.losses)?;
        let read = self.value(is_a, datatype, value, &says)?;
        let is_date = matches!(read, ReadValue::Date(_));
        if (says.earliest.is_some() || says.latest.is_some()) && !is_date && says.points.is_empty() {
            return Err(Unread::Left("statements of a date between two others"));
        }
        let ranked_at = json::get(&pairs, "rank");
        let rank = match ranked_at.and_then(json::text).as_deref() {
            Some("preferred") => Rank::Preferred,
            Some("deprecated") => Rank::Deprecated,
            Some("normal") | None => Rank::Normal,
            Some(_) => return Err(Unread::Left("statements of an unknown rank")),
        };
        let label = json::text_of(&pairs, "id").and_then(|id| label(&id));
        let is_deprecated = rank == Rank::Deprecated;
        if is_deprecated && label.is_none() {
            return Err(broken(raw, "the statement is deprecated, and has no `id` to retract it by"));
        }

        let (named_at, at) = (json::heart(main.raw), main.mark());
        let shared = &mut record.shared;
        let measure = self.labels.name(of.property);
        shared.push(Slot::Name(Field::Measure, self.piece(named_at, &measure)));
        let subject = self.labels.name(of.id);
        shared.push(match of.key {
            Some(key) => Slot::Key(self.piece(named_at, key), self.piece(named_at, &subject)),
            None => Slot::Name(of.field, self.piece(named_at, &subject)),
        });
        let mut name = None;
        match read {
            ReadValue::Figure(mut text, unit) => {
                let without_unit = text.len();
                if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
                    text = format!("{text} {unit}");
                }
                shared.push(Slot::Figure(self.piece(at, &text), without_unit));
            }
            ReadValue::Name(text) => {
                shared.push(Slot::Value(Written::Name, self.piece(at, &text)));
                name = Some(text).filter(|_| !is_deprecated);
            }
            ReadValue::Date(time) => shared.push(Slot::Value(Written::Date, self.piece(at, &time.text))),
        }
        for (key, name, at) in &says.keys {
            shared.push(Slot::Key(self.piece(at, key), self.piece(at, name)));
        }
        if let Some(at) = says.doubt {
            shared.push(Slot::Field(Field::Mode, self.piece(at, "alleged")));
        }
        let page = if of.id.starts_with('P') { "Property:" } else { "" };
        let address = format!("https://www.wikidata.org/wiki/{page}{}#{}", of.id, of.property);
        shared.push(Slot::Name(Field::Url, self.piece(named_at, &address)));
        if let (Some(label), Some(at)) = (&label, json::get(&pairs, "id")) {
            shared.push(Slot::Field(Field::Id, self.piece(at, label)));
        }
        if let Some(at) = ranked_at.filter(|_| rank == Rank::Preferred) {
            shared.push(Slot::Detail("x-rank", self.piece(at, "preferred")));
        }
        let holds = holds(&says);
        let times = self.times(&says, raw);
        let (origins, without) = origins(json::get(&pairs, "references"), self.labels);
        for _ in 0..without {
            self.losses.add("references that name no source", Span::of(raw, self.text));
        }
        let names = origins.iter().map(|origin| origin.name.clone()).collect();
        let mut sources: Vec<Vec<Slot<'s>>> = Vec::new();
        for origin in origins {
            let mut slots = vec![Slot::Name(Field::Source, self.piece(origin.at, &origin.name))];
            if !origin.name.eq_ignore_ascii_case(WIKIDATA) {
                slots.push(Slot::Name(Field::Via, self.piece(origin.at, WIKIDATA)));
            }
            if let Some((date, at)) = &origin.published {
                slots.push(Slot::Field(Field::Said, self.piece(at, date)));
            }
            if let Some((date, at)) = &origin.retrieved {
                slots.push(Slot::Detail("accessed", self.piece(at, date)));
            }
            if let Some((address, at)) = &origin.address {
                slots.push(Slot::Detail("x-reference", self.piece(at, address)));
            }
            sources.push(slots);
        }
        if sources.is_empty() {
            sources.push(vec![Slot::Name(Field::Source, self.piece(named_at, WIKIDATA))]);
        }
        for time in &times {
            record.rows.extend(sources.iter().map(|source| [&time[..], source].concat()));
        }
        if let (true, Some(label), Some(at)) = (is_deprecated, &label, ranked_at) {
            let mut row = vec![Slot::Retraction(at)];
            row.push(Slot::Field(Field::Statement, self.piece(at, "retract")));
            row.push(Slot::Field(Field::Target, self.piece(at, label)));
            row.push(Slot::Name(Field::Source, self.piece(at, WIKIDATA)));
            if let Some((why, at)) = &says.why_deprecated {
                row.push(Slot::Field(Field::Because, self.piece(at, why)));
            }
            record.rows.push(row);
        }
        let mut restricted_to: Vec<(String, String)> =
            says.keys.iter().map(|(key, name, _)| (key.clone(), name.clone())).collect();
        restricted_to.sort();
        Ok(ReadStatement { record, name, holds, restricted_to, rank: Some(rank), sources: names })
    }

    fn piece(&mut self, at: &str, text: &str) -> Piece {
        self.pieces.piece(Span::of(at, self.text), text)
    }

    /// When the statement holds: the cells of each of its points in time, or of its period.
    fn times(&mut self, says: &Qualifiers<'s>, raw: &'s str) -> Vec<Vec<Slot<'s>>> {
        if !says.points.is_empty() {
            if says.start.is_some() || says.end.is_some() {
                let what = "periods beside a point in time";
                self.losses.add(what, Span::of(raw, self.text));
            }
            let mut points = Vec::new();
            for (time, at) in &says.points {
                points.push(vec![Slot::Field(Field::Date, self.piece(at, &time.text))]);
            }
            return points;
        }
        let mut period = Vec::new();
        if let Some((time, at)) = &says.start {
            period.push(Slot::Field(Field::From, self.piece(at, &time.text)));
        }
        if let Some((time, at)) = &says.end {
            period.push(Slot::Field(Field::To, self.piece(at, &time.text)));
        }
        vec![period]
    }

    /// The value of a statement.
    fn value(
        &self,
        is_a: &str,
        datatype: &str,
        value: &'s str,
        says: &Qualifiers<'_>,
    ) -> Result<ReadValue, Unread<'s>> {
        match is_a {
            "quantity" => {
                let read =
                    quantity(value, says.is_about).map_err(|why| Unread::Broken(json::heart(value), why))?;
                let unit = read.unit.map(|id| unit(&id).map_or_else(|| self.labels.name(&id), str::to_owned));
                Ok(ReadValue::Figure(read.text, unit))
            }
            "time" => match time(value, says.is_about) {
                Ok(time) => Ok(ReadValue::Date(between(time, says))),
                Err(NoDate::Unsayable(why)) => Err(Unread::Left(why)),
                Err(NoDate::Broken(why)) => Err(Unread::Broken(json::heart(value), why)),
            },
            "wikibase-entityid" => {
                let id =
                    entity_id(value).ok_or_else(|| broken(json::heart(value), "this names no entity"))?;
                Ok(ReadValue::Name(self.labels.name(&id)))
            }
            "string" => match datatype {
                "" | "string" => name(json::text(value).map(|text| text.into_owned()), value),
                "external-id" => Err(Unread::Left("identifiers of other databases")),
                "url" => Err(Unread::Left("web addresses")),
                "commonsMedia" => Err(Unread::Left("pictures, sounds and other files")),
                _ => Err(Unread::Left("formulas, maps and tables")),
            },
            "monolingualtext" => {
                let words =
                    json::object(value).and_then(|pairs| Some(json::text_of(&pairs, "text")?.into_owned()));
                name(words, value)
            }
            "globecoordinate" => Err(Unread::Left("coordinates")),
            _ => Err(Unread::Left("values of other kinds")),
        }
    }
}

/// A name as a value; broken where there are no words.
fn name(words: Option<String>, at: &str) -> Result<ReadValue, Unread<'_>> {
    let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    match words.filter(|words| !words.is_empty()) {
        Some(words) => Ok(ReadValue::Name(words)),
        None => Err(broken(json::heart(at), "this text is empty")),
    }
}

fn broken<'s>(at: &'s str, why: &str) -> Unread<'s> {
    Unread::Broken(at, why.to_owned())
}

/// A date, or from its earliest to its latest day where its qualifiers say these.
fn between(time: Time, says: &Qualifiers<'_>) -> Time {
    let earliest = says.earliest.as_ref().map(|(time, _)| time);
    let latest = says.latest.as_ref().map(|(time, _)| time);
    if earliest.is_none() && latest.is_none() {
        return time;
    }
    let (from, to) = (earliest.unwrap_or(&time), latest.unwrap_or(&time));
    if from.first > to.last {
        return time;
    }
    let day = |(year, month, day): Day| format!("{year:04}-{month:02}-{day:02}");
    let last = to.text.trim_end_matches('~');
    // The last day of a month of fewer than 31 days is best said by the month.
    let last = if last.len() == 10 { day(to.last) } else { last.to_owned() };
    let first = from.text.trim_end_matches('~');
    Time { text: format!("{first}/{last}"), first: from.first, last: to.last }
}

/// From when to when a statement holds.
fn holds(says: &Qualifiers<'_>) -> (Option<Day>, Option<Day>) {
    if says.points.is_empty() {
        let (start, end) = (says.start.as_ref(), says.end.as_ref());
        return (start.map(|(time, _)| time.first), end.map(|(time, _)| time.last));
    }
    let points = says.points.iter().map(|(time, _)| time);
    (points.clone().map(|time| time.first).min(), points.map(|time| time.last).max())
}

/// The label of a statement: its id, with a point for the dollar sign in it.
fn label(id: &str) -> Option<String> {
    let label = id.replace('$', ".");
    let is_label = label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    (is_label && !label.is_empty()).then_some(label)
}
