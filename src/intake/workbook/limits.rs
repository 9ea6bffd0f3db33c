//! How much of a workbook is read at most, and how that is said.

use crate::intake::sheet_text;

/// The most text that the sheets of a workbook make, in bytes.
pub(super) const TEXT: usize = sheet_text::MOST;

/// The most filled cells of a sheet.
pub(super) const CELLS: usize = 30_000_000;

/// The most rows of a sheet, in every spreadsheet program.
pub(super) const ROWS: u32 = 1 << 20;

/// The most columns of a sheet.
pub(super) const COLUMNS: u32 = 1 << 14;

/// The most bytes that a part of the file may unpack to where it is held in memory as a whole.
pub(super) const PART: u64 = 1 << 28;

/// The most bytes that a part may unpack to if it is read as a stream.
pub(super) const STREAM: u64 = 1 << 32;

/// Why a workbook is refused that is too large.
pub(super) fn too_large(what: &str) -> String {
    format!("{what}; split it into several workbooks, or save the sheet as CSV (UTF-8)")
}
