//! Reads the sheets of `.xlsx` and `.xlsm` workbooks.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::grid::Grid;
use super::hidden::hidden_rows;
use super::number_format::{DateParts, NumberFormat};
use super::package::{damaged, package};

/// A sheet as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) is_hidden: bool,
    /// Its hidden rows, from 1.
    pub(super) hidden_rows: Vec<u32>,
    /// Its cells.
    pub(super) grid: Grid,
}

/// The sheets of a workbook; `mark` is the decimal mark of numbers in the sheet of a name.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn xlsx(bytes: &[u8], mark: &dyn Fn(&str) -> char) -> Result<Vec<Found>, String> {
    let mut package = package(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut found = Vec::new();
    for (name, is_hidden) in listed {
        let mut sheet = Found { name, is_hidden, ..Found::default() };
        if !is_hidden {
            sheet.hidden_rows = hidden_rows(&mut package, &sheet.name);
            let mark = mark(&sheet.name);
            fill(&mut book, &mut sheet, mark)?;
        }
        found.push(sheet);
    }
    Ok(found)
}

fn fill(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Found, mark: char) -> Result<(), String> {
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
            DataRef::DateTime(time) => put(&moment(time, format.date_parts))?,
            DataRef::Error(error) => put(&error.to_string())?,
        }
    }
    Ok(())
}

/// A date as `2024-05-14`, with its time of day if it has one; a time alone, or a length of time, as hours and minutes.
pub(super) fn moment(time: &ExcelDateTime, parts: DateParts) -> String {
    let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
    let clock = match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    };
    if time.is_duration() || time.as_f64() < 1.0 {
        return clock;
    }
    match parts {
        DateParts::Year => format!("{year:04}"),
        DateParts::Month => format!("{year:04}-{month:02}"),
        DateParts::Day if (hours, minutes, seconds) == (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        DateParts::Day => format!("{year:04}-{month:02}-{day:02} {clock}"),
    }
}

fn why(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "is protected by a password; save it without one".to_owned(),
        _ => damaged(),
    }
}
