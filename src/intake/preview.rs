//! A sheet's first rows as texts, for guessing what its columns mean.

use super::cells::{cells, record};
use super::column::Column;
use super::excel;
use super::field::Field;
use super::heading::headings;
use crate::settings::{Table, TableFormat};
use crate::source::Source;
use crate::syntax::tree::DateForm;

/// How many rows are read.
const ROWS: usize = 2_000;

/// A sheet's headings and first rows.
#[derive(Clone, Debug)]
pub struct SheetPreview {
    /// The row of the headings.
    pub header: u32,
    /// The form that the first headings show.
    pub format: Option<TableFormat>,
    /// For each column whether its heading is not known: it names no field and no detail, and the form, if there is one, gives
    /// it no meaning.
    pub unknown: Vec<bool>,
    /// The headings.
    pub headings: Vec<String>,
    /// For each column the field that its heading means.
    pub fields: Vec<Option<Field>>,
    /// The cells of the first rows, a list for each column.
    pub columns: Vec<Vec<String>>,
    /// The number of each of these rows.
    pub rows: Vec<u32>,
    /// What separates the cells.
    pub delimiter: u8,
}

/// What kind of date a cell seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateGuess {
    /// A date with one reading.
    Date,
    /// `10/11/2020`: the first two of its numbers.
    Slashed(u32, u32),
    /// No date, or a bare year.
    No,
}

impl SheetPreview {
    /// Previews a sheet; none where it has no headings.
    #[must_use]
    pub fn of(source: &Source) -> Option<Self> {
        let table = Table::default();
        let text = source.text();
        let found = headings(source.name(), text, &table)?;
        let mut columns = vec![Vec::new(); found.names.len()];
        let mut at = found.below;
        let mut rows = Vec::new();
        for number in (found.row..).take(ROWS) {
            if at >= found.end {
                break;
            }
            let row = record(text, at, found.delimiter);
            at = row.next;
            let row = &text[row.start..row.end];
            if row.trim().is_empty() {
                continue;
            }
            rows.push(number);
            let mut found = cells(row, found.delimiter);
            for column in &mut columns {
                column.push(found.next().map(|cell| cell.text.replace("\"\"", "\"")).unwrap_or_default());
            }
        }
        let field = |column: &Column<'_>| match column {
            Column::Field(field) => Some(*field),
            _ => None,
        };
        Some(Self {
            header: found.row.saturating_sub(1),
            format: found.format,
            unknown: found.columns.iter().map(|column| *column == Column::Unknown).collect(),
            headings: found.names.iter().map(|name| (*name).to_owned()).collect(),
            fields: found.columns.iter().map(field).collect(),
            columns,
            rows,
            delimiter: found.delimiter,
        })
    }
}

/// What kind of date a cell seems to be.
#[must_use]
pub fn guess_date(cell: &str) -> DateGuess {
    match excel::date(cell, None).map(|date| date.form) {
        Ok(DateForm::Slashed(first, second, _)) => DateGuess::Slashed(first, second),
        Ok(DateForm::Year(_)) if cell.bytes().all(|byte| byte.is_ascii_digit()) => DateGuess::No,
        Ok(_) => DateGuess::Date,
        Err(_) => DateGuess::No,
    }
}

/// Whether a cell marks its row as a sum of others.
#[must_use]
pub fn is_total(cell: &str) -> bool {
    excel::is_total_word(cell)
}

/// Whether a cell begins as one that sums up: `Total claims checked: 24`.
#[must_use]
pub fn starts_total(cell: &str) -> bool {
    let first = cell.split([' ', ':']).next().unwrap_or(cell);
    excel::is_total_word(first) || excel::is_total_word(cell.split(':').next().unwrap_or(cell))
}
