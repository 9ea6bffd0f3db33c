//! Reads workbooks (`.xlsx`, `.xlsm`, `.xls`, `.ods`): each sheet becomes a text of cells separated by tabs, a line for
//! each row, so that a place in the text is a cell of the sheet.

mod limits;
mod numeral;
mod number_format;
mod grid;
mod found_sheet;
mod package;
mod guarded;
mod hidden;
mod xlsx;
mod xls;
mod ods;
mod open;

#[cfg(feature = "arrow")]
pub(super) use guarded::guarded;
pub use guarded::is_reading_workbook;
pub use open::{WorkbookSheet, open};
