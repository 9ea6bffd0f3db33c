//! Reads the sheets of `.xlsx` and `.xlsm` workbooks.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::found_sheet::{FoundSheet, date_text, listed};
use super::hidden::hidden_rows;
use super::number_format::NumberFormat;
use super::package::{damaged, package};

/// The sheets of a workbook; `mark` is the decimal mark of numbers in the sheet of a name.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn xlsx(bytes: &[u8], mark: &dyn Fn(&str) -> char) -> Result<Vec<FoundSheet>, String> {
    let mut package = package(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
    let mut found = Vec::new();
    for mut sheet in listed(book.sheets_metadata()) {
        if !sheet.is_hidden {
            sheet.hidden_rows = hidden_rows(&mut package, &sheet.name);
            let mark = mark(&sheet.name);
            fill(&mut book, &mut sheet, mark)?;
        }
        found.push(sheet);
    }
    Ok(found)
}

fn fill(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut FoundSheet, mark: char) -> Result<(), String> {
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|error| why(&error))?;
    let code = |style: &calamine::Style| {
        style.number_format.as_ref().map(|format| NumberFormat::of(&format.format_code))
    };
    let formats: Vec<NumberFormat> =
        cells.styles().iter().map(|style| code(style).unwrap_or_default()).collect();
    let plain = NumberFormat::default();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| why(&error))? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).unwrap_or(&plain);
        let mut put = |text: &str| sheet.grid.put(row, column, text);
        match cell.get_value() {
            DataRef::Empty => {}
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => put(text)?,
            DataRef::SharedString(text) => put(text)?,
            DataRef::Int(number) => put(&format.show(*number as f64, mark))?,
            DataRef::Float(number) => put(&format.show(*number, mark))?,
            DataRef::Bool(truth) => put(if *truth { "yes" } else { "no" })?,
            DataRef::DateTime(time) => put(&date_text(time, format.date_parts))?,
            DataRef::Error(error) => put(&error.to_string())?,
        }
    }
    Ok(())
}

fn why(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "is protected by a password; save it without one".to_owned(),
        _ => damaged(),
    }
}
