//! Reads a statement of Wikidata as rows.

use super::field::Field;
use super::row::Row;
use super::sheet::{RowRange, RowResult, Sheet};
use super::value::{value, whole_name};
use super::wikidata::{Document, Record, Slot, Written};
use crate::source::Span;
use crate::syntax;
use crate::syntax::tree::{Detail, Value, ValueKind};

impl Sheet<'_> {
    /// Reads the statements of a range one by one.
    pub(super) fn read_statements<'a>(
        &'a self,
        document: &'a Document<'_>,
        range: RowRange,
        blank: &Row<'a>,
        mut each: impl FnMut(RowResult<'a>),
    ) {
        let start = |record: &Record<'_>| Span::of(record.text, self.text).start as usize;
        let first = document.records.partition_point(|record| start(record) < range.start);
        let here = document.records[first..].iter().take_while(|record| start(record) < range.end);
        for (number, record) in (first as u32 + 1..).zip(here) {
            let mut read = RowResult {
                row: number,
                text: record.text,
                statements: Vec::new(),
                errors: record.errors.clone(),
                unknown: Vec::new(),
                refused: false,
                skipped: false,
                skips: Vec::new(),
            };
            for slots in &record.rows {
                let mut row = blank.clone();
                (row.text, row.place) = (record.text, record.text);
                let is_retraction = matches!(slots.first(), Some(Slot::Retraction(_)));
                let shared = if is_retraction { &[][..] } else { &record.shared };
                for slot in shared.iter().chain(slots) {
                    self.fill(&mut row, slot, document, &mut read);
                }
                read.statements.extend(row.statement(&mut read.errors));
            }
            read.refused = !read.errors.is_empty();
            each(read);
        }
    }

    /// Puts a cell into a row.
    fn fill<'a>(
        &'a self,
        row: &mut Row<'a>,
        slot: &Slot<'a>,
        document: &'a Document<'_>,
        read: &mut RowResult<'a>,
    ) {
        let says = |piece| document.pieces.get(piece);
        match slot {
            Slot::Field(field, piece) => row.set(*field, says(*piece)),
            Slot::Name(field, piece) => {
                let name = says(*piece);
                row.set(*field, name);
                if matches!(field, Field::Source | Field::Via) {
                    row.several.push((*field, name));
                }
            }
            Slot::Figure(piece, without_unit) => {
                let text = says(*piece);
                let (figure, unit) = text.split_at(*without_unit);
                match value(figure) {
                    Ok(Value { kind: ValueKind::Figure(mut figure), .. }) => {
                        figure.unit = Some(unit.trim()).filter(|unit| !unit.is_empty()).map(whole_name);
                        row.ready = Some(Value { text, kind: ValueKind::Figure(figure), change: None });
                    }
                    Ok(_) => {}
                    Err(error) => read.errors.push(error),
                }
            }
            Slot::Value(written, piece) => {
                let text = says(*piece);
                let kind = match written {
                    Written::Name => ValueKind::Name(whole_name(text)),
                    Written::OneOfSeveral => ValueKind::Includes(whole_name(text)),
                    Written::Date => match syntax::date(text) {
                        Ok(date) => ValueKind::Date(date),
                        Err(error) => return read.errors.push(error),
                    },
                };
                row.ready = Some(Value { text, kind, change: None });
            }
            Slot::Key(key, name) => row.keys.push((says(*key), says(*name))),
            Slot::Detail(key, piece) => row.details.push(Detail { key, value: says(*piece) }),
            Slot::Retraction(at) => row.place = at,
        }
    }
}
