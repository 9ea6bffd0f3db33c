//! A table of claims: its rows to statements, every place a place of the file.

use std::sync::LazyLock;

use super::Form;
use super::aside::Aside;
use super::cells::{Cell, cells, record};
use super::excel;
use super::field::Field;
use super::heading::{Column, Headings, headings, letters, unknown};
use super::objects;
use super::row::Row;
use super::trouble::{help_table, ragged, told, totals, unclosed};
use crate::finding::ProblemKind;
use crate::settings::{DecimalMark, Table};
use crate::source::{Source, Span};
use crate::syntax::tree::Statement;
use crate::syntax::{self, Trouble};

/// How much text a stretch of rows has at most, in bytes, its last row aside.
const STRETCH: usize = 1 << 18;

/// A table that no setting speaks of.
static PLAIN: LazyLock<Table> = LazyLock::new(Table::default);

/// A table of one file.
#[derive(Debug)]
pub struct Sheet<'s> {
    pub(super) name: &'s str,
    pub(super) text: &'s str,
    pub(super) table: &'s Table,
    pub(super) headings: Option<Headings<'s>>,
    pub(super) aside: Aside,
    stretches: Vec<Stretch>,
    /// Whether the headings lack something that every row needs.
    lost: bool,
}

/// Rows that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first byte of the first row.
    pub start: usize,
    /// One past the last byte of the last.
    pub end: usize,
    /// The number of the first row, from 1; the headings and what stands above them are counted.
    pub row: u32,
}

/// What a row came to.
#[derive(Debug)]
pub struct Read<'s> {
    /// Its number.
    pub row: u32,
    /// The row.
    pub text: &'s str,
    /// What it says: one statement, or in a wide table one a cell.
    pub statements: Vec<Statement<'s>>,
    /// What stood in the way.
    pub troubles: Vec<Trouble<'s>>,
    /// Its keys that are no field.
    pub unknown: Vec<&'s str>,
    /// Whether some of it could not be read.
    pub refused: bool,
    /// Whether the settings say that it is no data.
    pub skipped: bool,
}

impl<'s> Sheet<'s> {
    /// The table of a file; none where the file is no table, or has no row.
    #[must_use]
    pub fn open(source: &'s Source, table: Option<&'s Table>) -> Option<Self> {
        let form = Form::of(source.name())?;
        let (name, text) = (source.name(), source.text());
        let table = table.unwrap_or(&PLAIN);
        let headings = match form {
            Form::Claims | Form::Markdown => return None,
            Form::Cells => Some(headings(name, text, table)?),
            Form::Objects => None,
        };
        let lost = headings
            .as_ref()
            .is_some_and(|headings| headings.troubles.iter().any(|found| found.kind == ProblemKind::Syntax));
        let mut sheet =
            Self { name, text, table, headings, aside: Aside::default(), stretches: Vec::new(), lost };
        sheet.cut();
        Some(sheet)
    }

    /// Whether a table that no setting speaks of says of itself that it holds claims.
    pub(super) fn speaks(source: &Source) -> bool {
        match Form::of(source.name()) {
            Some(Form::Cells) => {
                headings(source.name(), source.text(), &PLAIN).is_some_and(|headings| headings.speak())
            }
            Some(Form::Objects) => objects::speaks(source.text()),
            _ => false,
        }
    }

    /// Finds where the rows begin and end, in one pass, and what their cells say that they do not show.
    fn cut(&mut self) {
        let text = self.text;
        let (mut at, mut row) = match &self.headings {
            Some(headings) => (headings.below, headings.row),
            None => (if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }, 1),
        };
        let mut open = Stretch { start: at, end: at, row };
        while at < text.len() {
            let next = match &self.headings {
                Some(headings) => {
                    let found = record(text, at, headings.delimiter);
                    if found.doubled {
                        let record = &text[found.start..found.end];
                        for cell in cells(record, headings.delimiter).filter(|cell| cell.doubled) {
                            self.aside.add(Span::of(cell.text, text), &cell.text.replace("\"\"", "\""));
                        }
                    }
                    found.next
                }
                None => {
                    let next =
                        memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
                    objects::escapes(&text[at..next], text, &mut self.aside);
                    next
                }
            };
            (at, row) = (next, row + 1);
            open.end = at;
            if at - open.start > STRETCH {
                self.stretches.push(open);
                open = Stretch { start: at, end: at, row };
            }
        }
        if open.end > open.start {
            self.stretches.push(open);
        }
    }

    /// The table's rows, in stretches that can be read apart from one another.
    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// What there is to say about the headings.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble<'s>] {
        self.headings.as_ref().map_or(&[], |headings| &headings.troubles)
    }

    /// What there is to say about a key that is no field.
    #[must_use]
    pub fn unknown(&self, key: &'s str) -> Trouble<'s> {
        let mut trouble = unknown(key, self.name, self.table, |_| false, &[]);
        trouble.message = format!("the key `{key}` is not a field of a claim, so it is left out");
        trouble
    }

    /// The decimal mark that the settings give the table.
    #[must_use]
    pub fn decimal(&self) -> Option<DecimalMark> {
        self.table.decimal
    }

    /// Whether each of several columns makes a claim.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.table.wide.is_some()
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// How to say once what is meant in the whole table.
    #[must_use]
    pub fn declare(&self, key: &str, one: &str, two: &str) -> String {
        let line = help_table(self.name, &format!("{key} = \"{one}\""));
        format!("if the whole table is written this way: {line} (or \"{two}\")")
    }

    /// Where a slice stands that a row was read from: in its cell, or in the headings where the settings say it.
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
        self.aside.cell(part).unwrap_or_else(|| Span::of(line, self.text))
    }

    /// Where the label of a row stands, which begins at a byte.
    #[must_use]
    pub fn label(&self, row: Span) -> Option<Span> {
        let headings = self.headings.as_ref()?;
        let at = headings.columns.iter().position(|column| *column == Column::Field(Field::Id))?;
        let text = self.text.get(row.start as usize..row.end as usize)?;
        let cell = cells(text, headings.delimiter).nth(at)?;
        Some(Span::of(cell.text, self.text))
    }

    /// Which row and column a place in a row is: ``row 7, `As of` ``; none where it is not in the row.
    #[must_use]
    pub fn named(&self, row: u32, text: &str, at: Span) -> Option<String> {
        let whole = Span::of(text, self.text);
        if at.start < whole.start || at.end > whole.end {
            return None;
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
                name.map_or_else(|| letters(column), |name| (*name).to_owned())
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

    /// Reads the rows of a stretch, one after another; blank ones are passed over.
    pub fn read<'a>(&'a self, stretch: Stretch, mut each: impl FnMut(Read<'a>)) {
        let mut blank = Row::new(self.table.date_order);
        for (name, says) in &self.table.constants {
            match Field::of(name) {
                Some(field) => blank.set(field, says.trim()),
                None => blank.keys.push((name, says.trim())),
            }
        }
        let mut keys = objects::Keys::default();
        let mut at = stretch.start;
        let mut number = stretch.row;
        while at < stretch.end {
            let (text, next) = match &self.headings {
                Some(headings) => {
                    let found = record(self.text, at, headings.delimiter);
                    (&self.text[found.start..found.end], found.next)
                }
                None => {
                    let next = memchr::memchr(b'\n', &self.text.as_bytes()[at..stretch.end])
                        .map_or(stretch.end, |end| at + end + 1);
                    (self.text[at..next].trim(), next)
                }
            };
            let mut read = Read {
                row: number,
                text,
                statements: Vec::new(),
                troubles: Vec::new(),
                unknown: Vec::new(),
                refused: self.lost,
                skipped: false,
            };
            let says_something = match &self.headings {
                Some(headings) => self.row(headings, &blank, &mut read),
                None => !text.is_empty() && objects::row(self, &blank, &mut keys, &mut read),
            };
            if says_something {
                read.refused |= !read.troubles.is_empty();
                each(read);
            }
            (at, number) = (next, number + 1);
        }
    }

    /// Whether a cell says nothing by the settings.
    pub(super) fn is_blank(&self, cell: &str) -> bool {
        listed(&self.table.blank, cell)
    }

    /// Whether a cell makes its row no data by the settings.
    pub(super) fn skips(&self, cell: &str) -> bool {
        listed(&self.table.skip, cell)
    }

    /// Reads a row of cells; false where it is blank.
    fn row<'a>(&'a self, headings: &'a Headings<'s>, blank: &Row<'a>, read: &mut Read<'a>) -> bool {
        let text = read.text;
        let mut row = blank.clone();
        (row.text, row.place) = (text, text);
        let mut wide: Vec<(&'a str, &'a str)> = Vec::new();
        let (mut count, mut filled, mut beyond) = (0, 0, "");
        for (at, cell) in cells(text, headings.delimiter).enumerate() {
            count += 1;
            let mut says = cell.text;
            if cell.doubled {
                says = self.aside.of(Span::of(cell.text, self.text).start).unwrap_or(cell.text);
            }
            if self.is_blank(says) {
                says = &says[..0];
            }
            if !says.is_empty() {
                filled += 1;
                read.skipped |= self.skips(says);
                if cell.unclosed {
                    read.troubles.push(unclosed(says));
                }
            }
            match headings.columns.get(at) {
                None if !says.is_empty() && beyond.is_empty() => beyond = says,
                None | Some(Column::Unknown | Column::Bare) => continue,
                Some(Column::Field(field)) if !says.is_empty() || row.get(*field).is_empty() => {
                    row.set(*field, says);
                }
                Some(_) if says.is_empty() => continue,
                Some(Column::Key(key)) => row.keys.push((key, says)),
                Some(Column::Detail(key)) => row.details.push(syntax::tree::Detail { key, value: says }),
                Some(Column::Wide) => wide.push((headings.names[at], says)),
                Some(Column::Field(_)) => {}
            }
            read.troubles.extend(excel::failure(says));
        }
        if filled == 0 {
            return false;
        }
        if read.skipped || self.lost {
            read.troubles.clear();
            return true;
        }
        let undated = [Field::Date, Field::From, Field::To]
            .into_iter()
            .all(|field| row.get(field).is_empty() || excel::totals(row.get(field)));
        let needed =
            headings.columns.iter().rposition(|column| *column != Column::Bare).map_or(0, |last| last + 1);
        if let Some(mut odd) = syntax::unreadable(text) {
            if odd.kind == ProblemKind::BadEncoding {
                let line = help_table(self.name, "encoding = \"windows-1252\"");
                odd.help = vec![format!(
                    "if the sheet comes from a spreadsheet in western Europe or the Americas: {line}"
                )];
            }
            read.troubles.push(odd);
        } else if let Some(total) = undated.then(|| sum(text, headings.delimiter)).flatten() {
            read.troubles.push(totals(total, self.name));
        } else if text == headings.line {
            let message = "the headings are repeated here";
            let mut trouble = told(ProblemKind::Syntax, text, "headings", message);
            trouble.help.push("delete the row".to_owned());
            read.troubles.push(trouble);
        } else if filled == 1 && row.get(Field::Value).is_empty() && wide.is_empty() {
            let message = "only one cell is filled: this is a title or a note, not a claim";
            let mut trouble = told(ProblemKind::Syntax, text, "not a claim", message);
            trouble.help.push("delete the row, or put it above the headings".to_owned());
            read.troubles.push(trouble);
        } else if !beyond.is_empty() || count < needed || count > headings.columns.len() + headings.slack {
            let at = if beyond.is_empty() { text } else { beyond };
            read.troubles.push(ragged(at, count, headings.columns.len(), headings.delimiter));
        }
        if !read.troubles.is_empty() {
            return true;
        }
        self.statements(&mut row, &wide, read);
        true
    }

    /// The statements of a row whose cells are in good order.
    pub(super) fn statements<'a>(
        &'a self,
        row: &mut Row<'a>,
        wide: &[(&'a str, &'a str)],
        read: &mut Read<'a>,
    ) {
        let Some(layout) = &self.table.wide else {
            read.statements.extend(row.statement(&mut read.troubles));
            return;
        };
        // A label names one claim, and here are several.
        row.set(Field::Id, "");
        for &(heading, says) in wide {
            let mut one = row.clone();
            one.place = says;
            one.set(Field::Value, says);
            match Field::of(&layout.field) {
                Some(field) => one.set(field, heading),
                None => one.keys.push((layout.field.trim(), heading)),
            }
            read.statements.extend(one.statement(&mut read.troubles));
        }
    }
}

/// The first cell that opens a row which adds up others.
fn sum(row: &str, delimiter: u8) -> Option<&str> {
    cells(row, delimiter).map(|cell| cell.text).find(|cell| excel::totals(cell))
}

/// Whether a cell is one of some words; letters' case aside.
fn listed(words: &[String], cell: &str) -> bool {
    !words.is_empty() && words.iter().any(|word| word.trim().to_lowercase() == cell.to_lowercase())
}
