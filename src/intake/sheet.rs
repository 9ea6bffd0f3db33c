//! A table of claims: finds its headings and rows, and maps what is read back to places in the file.

use std::sync::LazyLock;

use super::block_size::BlockSize;
use super::cells::{Cell, cells, listed, record};
use super::column::{Column, unknown};
use super::edits::Edits;
use super::field::Field;
use super::file_format::FileFormat;
use super::heading::{Headings, found_headings, headings};
use super::known_format;
use super::objects;
use super::row::Row;
use super::table_errors::help_table;
use super::unescaped::UnescapedText;
use super::wikidata::{Document, Loss, is_of_wikidata, is_wikidata, is_wikidata_item};
use crate::finding::ProblemKind;
use crate::settings::{DecimalMark, Table};
use crate::source::{Source, Span, column_letters};
use crate::syntax::SyntaxError;
use crate::syntax::tree::Statement;

/// The options of a table that the settings do not mention.
static PLAIN: LazyLock<Table> = LazyLock::new(Table::default);

/// A table of one file.
#[derive(Debug)]
pub struct Sheet<'s> {
    pub(super) name: &'s str,
    pub(super) text: &'s str,
    pub(super) table: &'s Table,
    pub(super) headings: Option<Headings<'s>>,
    pub(super) unescaped: UnescapedText,
    pub(super) edits: Edits,
    /// The statements of a file of Wikidata's entities.
    pub(super) document: Option<Document<'s>>,
    ranges: Vec<RowRange>,
    /// Whether the headings lack a field that every row needs.
    pub(super) lacks_needed_field: bool,
}

/// Consecutive rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRange {
    /// The first byte of the first row.
    pub start: usize,
    /// One past the last byte of the last.
    pub end: usize,
    /// The number of the first row, from 1; the headings and the rows above them are counted.
    pub row: u32,
}

/// The result of reading a row.
#[derive(Debug)]
pub struct RowResult<'s> {
    /// Its number.
    pub row: u32,
    /// The row.
    pub text: &'s str,
    /// Its statements: one, or in a wide table one for each cell.
    pub statements: Vec<Statement<'s>>,
    /// The problems met.
    pub errors: Vec<SyntaxError<'s>>,
    /// Of an object: its keys that are no field. Unknown headings are reported with the headings.
    pub unknown: Vec<&'s str>,
    /// Whether some of it could not be read.
    pub refused: bool,
    /// Whether the settings say that it is no data.
    pub skipped: bool,
    /// The texts of the setting `skip` that its cells match, by number.
    pub skips: Vec<usize>,
}

impl<'s> Sheet<'s> {
    /// The table of a file; none if the file is no table, or has no row.
    #[must_use]
    pub fn open(source: &'s Source, table: Option<&'s Table>, size: BlockSize) -> Option<Self> {
        let form = FileFormat::of(source.name())?;
        let (name, text) = (source.name(), source.text());
        let table = table.unwrap_or(&PLAIN);
        let headings = match form {
            FileFormat::Claims | FileFormat::Markdown | FileFormat::Workbook => return None,
            FileFormat::Cells | FileFormat::Columns => Some(headings(name, text, table)?),
            FileFormat::Objects | FileFormat::Entities => None,
        };
        let edits = headings.as_ref().map(|own| Edits::of(name, &text[..own.end], own)).unwrap_or_default();
        let document = is_of_wikidata(form, text, table).then(|| Document::read(text, table));
        let lacks_needed_field = headings
            .as_ref()
            .is_some_and(|headings| headings.errors.iter().any(|found| found.kind == ProblemKind::Syntax));
        let mut sheet = Self {
            name,
            text,
            table,
            headings,
            unescaped: UnescapedText::default(),
            edits,
            document,
            ranges: Vec::new(),
            lacks_needed_field,
        };
        match &sheet.document {
            // A name in one statement may stand in any other entity.
            Some(_) => sheet.ranges.push(RowRange { start: 0, end: text.len(), row: 1 }),
            None => sheet.cut(size),
        }
        Some(sheet)
    }

    /// Whether a table that the settings do not mention shows by its headings that it holds claims.
    pub(super) fn shows_claims(source: &Source) -> bool {
        match FileFormat::of(source.name()) {
            Some(FileFormat::Cells | FileFormat::Columns) => {
                found_headings(source.name(), source.text(), &PLAIN)
                    .is_some_and(|headings| headings.show_claims())
            }
            Some(FileFormat::Objects) => objects::show_claims(source.text()) || is_wikidata(source.text()),
            Some(FileFormat::Entities) => is_wikidata(source.text()),
            _ => false,
        }
    }

    /// Cuts the rows into ranges in one pass, and stores the values of cells that are escaped.
    fn cut(&mut self, size: BlockSize) {
        let text = self.text;
        let (mut at, mut row) = match &self.headings {
            Some(headings) => (headings.below, headings.row),
            None => (if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }, 1),
        };
        let end = self.headings.as_ref().map_or(text.len(), |headings| headings.end);
        let mut open = RowRange { start: at, end: at, row };
        while at < end {
            let next = match &self.headings {
                Some(headings) => {
                    let found = record(text, at, headings.delimiter);
                    let record = &text[found.start..found.end];
                    let figures = headings.figures(record);
                    if found.has_doubled_marks || !figures.is_empty() {
                        for (number, cell) in cells(record, headings.delimiter).enumerate() {
                            let place = || Span::of(cell.text, text);
                            match figures.iter().find(|(at, _)| *at == number) {
                                Some((_, says)) => self.unescaped.add(place(), says),
                                None if cell.has_doubled_marks => {
                                    self.unescaped.add(place(), &cell.text.replace("\"\"", "\""));
                                }
                                None => {}
                            }
                        }
                    }
                    found.next
                }
                None => {
                    let next =
                        memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
                    objects::escapes(&text[at..next], text, &mut self.unescaped);
                    next
                }
            };
            let last = &text[at..next];
            (at, row) = (next, row + 1);
            open.end = at;
            // With `fill-down`, what an empty cell means may stand in any row above it.
            let is_independent = self.has_independent_rows();
            if is_independent && size.ends(at - open.start, last) {
                self.ranges.push(open);
                open = RowRange { start: at, end: at, row };
            }
        }
        if open.end > open.start {
            self.ranges.push(open);
        }
    }

    /// The table's rows, in ranges that can be read independently.
    #[must_use]
    pub fn ranges(&self) -> &[RowRange] {
        &self.ranges
    }

    /// Problems with the headings.
    #[must_use]
    pub fn errors(&self) -> &[SyntaxError<'s>] {
        let of_document = self.document.as_ref().map_or(&[][..], |document| &document.errors);
        self.headings.as_ref().map_or(of_document, |headings| &headings.errors)
    }

    /// What stands above the rows, or behind them, among it the headings.
    #[must_use]
    pub fn head(&self) -> &'s str {
        self.headings.as_ref().map_or("", |headings| match headings.below {
            0 => &self.text[headings.end..],
            below => &self.text[..below],
        })
    }

    /// Whether each row can be read without those above it.
    #[must_use]
    pub fn has_independent_rows(&self) -> bool {
        self.document.is_none()
            && self.edits.is_empty()
            && self
                .headings
                .as_ref()
                .is_none_or(|headings| headings.fill_down.is_empty() && headings.survey.is_empty())
    }

    /// Reports an unknown key.
    #[must_use]
    pub fn unknown(&self, key: &'s str) -> SyntaxError<'s> {
        let mut error = unknown(key, self.name, self.table, |_| false, &[]);
        error.message = format!("the key `{key}` is not a field of a claim, so it is left out");
        error
    }

    /// The decimal mark that the settings give the table.
    #[must_use]
    pub fn decimal(&self) -> Option<DecimalMark> {
        // JSON has no other.
        let of_json = self.document.is_some().then_some(DecimalMark::Point);
        let of_format = self
            .headings
            .as_ref()
            .and_then(|headings| known_format::decimal(headings.format?, headings.delimiter));
        of_json.or(self.table.decimal).or(of_format)
    }

    /// Whether a row may make several claims: one for each of several columns, or for each reference of a statement.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.wide_field().is_some() || self.document.is_some()
    }

    /// The field that the headings of such columns fill.
    fn wide_field(&self) -> Option<&str> {
        let of_format = || {
            let columns = &self.headings.as_ref().filter(|headings| headings.format.is_some())?.columns;
            columns.contains(&Column::Wide).then_some(Field::Measure.name())
        };
        self.table.wide.as_ref().map(|wide| wide.field.as_str()).or_else(of_format)
    }

    /// Whether a value of the file is an item of Wikidata that neither the file nor the settings name: only a vocabulary may still know its id.
    #[must_use]
    pub fn is_unnamed_item(&self, value: &str) -> bool {
        self.document.is_some() && is_wikidata_item(value)
    }

    /// What the file says that no claim can say.
    #[must_use]
    pub fn losses(&self) -> &[Loss] {
        self.document.as_ref().map_or(&[], |document| &document.losses)
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// Help on how to declare for the whole table which of two readings is meant.
    #[must_use]
    pub fn declare(&self, key: &str, one: &str, two: &str) -> String {
        let line = help_table(self.name, &format!("{key} = \"{one}\""));
        format!("if the whole table is written this way: {line} (or \"{two}\")")
    }

    /// The place of a slice that a row was read from: in its cell, or in the headings if the settings supply it.
    #[must_use]
    pub fn place(&self, part: &str) -> Span {
        let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if from <= self.text.len() && part.len() <= self.text.len() - from {
            return Span { start: from as u32, end: (from + part.len()) as u32 };
        }
        if part.is_empty() {
            return Span::START;
        }
        let line = self.headings.as_ref().map_or("", |headings| headings.line);
        let pieces = self.document.as_ref().map_or(&self.unescaped, |document| &document.pieces);
        pieces.cell(part).unwrap_or_else(|| Span::of(line, self.text))
    }

    /// The text of a value that was read instead of its cell.
    #[must_use]
    pub fn read_as<'t>(&self, value: &'t str) -> Option<&'t str> {
        if let Some(document) = &self.document {
            return document.pieces.cell(value).map(|_| value);
        }
        self.headings.as_ref().and_then(|headings| headings.format)?;
        let cell = self.unescaped.cell(value)?;
        let written = &self.text[cell.start as usize..cell.end as usize];
        (written.replace("\"\"", "\"") != value).then_some(value)
    }

    /// The place of the label of a row that begins at a byte.
    #[must_use]
    pub fn label(&self, row: Span) -> Option<Span> {
        let headings = self.headings.as_ref()?;
        let at = headings.columns.iter().position(|column| *column == Column::Field(Field::Id))?;
        let text = self.text.get(row.start as usize..row.end as usize)?;
        let cell = cells(text, headings.delimiter).nth(at)?;
        Some(Span::of(cell.text, self.text))
    }

    /// The row and column of a place, for a message: ``row 7, `As of` ``; none if the place is not in the row.
    #[must_use]
    pub fn named(&self, row: u32, text: &str, at: Span) -> Option<String> {
        let whole = Span::of(text, self.text);
        if at.start < whole.start || at.end > whole.end {
            return None;
        }
        if let Some(document) = &self.document {
            return document.records.get(row as usize - 1).map(|record| record.named.clone());
        }
        if at == whole {
            return Some(self.row_named(row));
        }
        let heading = match &self.headings {
            Some(headings) => {
                let starts = |cell: &Cell<'_>| Span::of(cell.text, self.text).start;
                let before =
                    cells(text, headings.delimiter).take_while(|cell| starts(cell) <= at.start).count();
                let column = before.checked_sub(1)?;
                let name = headings.names.get(column).filter(|name| !name.is_empty());
                name.map_or_else(|| column_letters(column as u32), |name| (*name).to_owned())
            }
            None => match objects::key_at(text, self.text, at) {
                Some(key) => key,
                None => return Some(self.row_named(row)),
            },
        };
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(format!("{}, `{heading}`", self.row_named(row)))
    }

    fn row_named(&self, row: u32) -> String {
        format!("{} {row}", if self.headings.is_some() { "row" } else { "line" })
    }

    /// Whether a cell counts as empty by the settings.
    pub(super) fn is_blank(&self, cell: &str) -> bool {
        listed(&self.table.blank, cell)
    }

    /// Whether a cell marks its row as no data, by the setting `skip`.
    pub(super) fn skip(&self, cell: &str, read: &mut RowResult<'_>) {
        let matching = self.table.skip.iter().enumerate().filter(|(_, skip)| skip.matches(cell));
        read.skips.extend(matching.map(|(number, _)| number));
        read.skipped |= !read.skips.is_empty();
    }

    /// Whether a row is skipped for its source, and that is a name with an addition in brackets: what an outlet filled in by
    /// itself, say.
    pub(super) fn skips_filling(&self, source: &str) -> bool {
        without_addition(source).is_some() && self.table.skip.iter().any(|skip| skip.matches(source))
    }

    /// Whether it is read by this section of the settings.
    #[must_use]
    pub fn is_read_by(&self, table: &Table) -> bool {
        std::ptr::eq(self.table, table)
    }

    /// The statements of a row whose cells are valid.
    pub(super) fn statements<'a>(
        &'a self,
        row: &mut Row<'a>,
        wide: &[(&'a str, &'a str)],
        read: &mut RowResult<'a>,
    ) {
        let Some(heading_field) = self.wide_field() else {
            read.statements.extend(row.statement(&mut read.errors));
            return;
        };
        // A label names one claim, and this row makes several.
        row.set(Field::Id, "");
        for &(heading, says) in wide {
            let mut one = row.clone();
            one.place = says;
            one.set(Field::Value, says);
            match Field::of(heading_field) {
                Some(field) => one.set(field, heading),
                None => one.keys.push((heading_field.trim(), heading)),
            }
            read.statements.extend(one.statement(&mut read.errors));
        }
    }
}

/// The name in front of an addition in brackets: `A` of `A (carried forward)`.
#[must_use]
pub fn without_addition(name: &str) -> Option<&str> {
    let (name, _) = name.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some(name.trim()).filter(|name| !name.is_empty())
}
