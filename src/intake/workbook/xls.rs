//! Reads the sheets of old `.xls` workbooks. Of the formats of numbers calamine gives only whether it is a date.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError};

use super::found_sheet::{FoundSheet, date_text, listed};
use super::number_format::{DateParts, NumberFormat};
use super::package::damaged;

/// The sheets of a workbook; `mark` is the decimal mark of numbers in the sheet of a name.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn xls(bytes: &[u8], mark: &dyn Fn(&str) -> char) -> Result<Vec<FoundSheet>, String> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
    let plain = NumberFormat::default();
    let mut found = Vec::new();
    for mut sheet in listed(book.sheets_metadata()) {
        let mark = mark(&sheet.name);
        let range = book.worksheet_range(&sheet.name).map_err(|error| why(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells().filter(|_| !sheet.is_hidden) {
            let mut put =
                |text: &str| sheet.grid.put(first_row + row as u32, first_column + column as u32, text);
            match cell {
                Data::Empty => {}
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => put(text)?,
                Data::Int(number) => put(&plain.show(*number as f64, mark))?,
                Data::Float(number) => put(&plain.show(*number, mark))?,
                Data::Bool(truth) => put(if *truth { "yes" } else { "no" })?,
                Data::DateTime(time) => put(&date_text(time, DateParts::Day))?,
                Data::Error(error) => put(&error.to_string())?,
            }
        }
        found.push(sheet);
    }
    Ok(found)
}

fn why(error: &XlsError) -> String {
    match error {
        XlsError::Password => "is protected by a password; save it without one".to_owned(),
        _ => damaged(),
    }
}
