//! Reads all input formats into the same tree: `.claims` text, Markdown with fenced blocks of it, tables,
//! the sheets of workbooks, tables stored by columns, and entities of Wikidata. Places point into the original file; of a workbook's
//! sheet and of a table, into its text of cells.

mod file_format;
mod block_size;
mod letters;
mod markdown;
mod field;
mod synonym;
mod table_errors;
mod unescaped;
mod cells;
mod foreign_date;
mod reporting_period;
mod day_number;
mod excel;
mod foreign_scale;
mod value;
mod row;
mod sdmx;
mod column;
mod survey;
mod known_format;
mod heading;
mod heading_problems;
mod edits;
mod objects;
mod wikidata;
mod sheet;
mod fill_down;
mod cell_row;
mod object_row;
mod wikidata_row;
mod read;
mod preview;
mod sheet_text;
mod workbook;
mod columns;

use crate::settings::Table;
use crate::source::Source;

pub use block_size::BlockSize;
#[cfg(feature = "arrow")]
pub use columns::column_table;
pub use columns::{ColumnTable, open_columns};
pub use field::{Field, detail};
pub use file_format::{FileFormat, workbook_sheet};
pub use letters::windows_1252;
pub use markdown::{Fence, NearFence, fences, near_fences};
pub use preview::{DateGuess, SheetPreview, guess_date, is_total, starts_total};
pub use sheet::{RowRange, RowResult, Sheet, without_addition};
pub use synonym::{is_speaker, probable};
pub use wikidata::{Loss, WikidataStatement, is_wikidata_item, left_out, wikidata_statement};
pub use workbook::{WorkbookSheet, is_reading_workbook, open as open_workbook};

/// The JSON Schema of the objects that are read as statements, one per line.
pub const OBJECT_SCHEMA: &str = include_str!("claims.schema.json");

/// Whether a file that was found in a folder, rather than named by the user, holds claims.
#[must_use]
pub fn holds_claims(source: &Source, table: Option<&Table>) -> bool {
    match FileFormat::of(source.name()) {
        None | Some(FileFormat::Claims) => true,
        Some(FileFormat::Markdown) => !fences(source.text()).is_empty(),
        Some(FileFormat::Workbook) => false,
        Some(FileFormat::Cells | FileFormat::Columns | FileFormat::Objects) => {
            table.is_some() || Sheet::shows_claims(source)
        }
        // Much that ends in `.json` is something else, whatever pattern of the settings it fits.
        Some(FileFormat::Entities) => {
            table.is_some_and(|table| table.format.is_some()) || Sheet::shows_claims(source)
        }
    }
}
