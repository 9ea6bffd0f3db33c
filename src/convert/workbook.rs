//! Writes rows of texts as a workbook with one sheet, and reads such a workbook back.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::intake;
use crate::source::Source;

/// The name of the sheet.
const SHEET: &str = "Claims";

/// The most characters that a cell of a spreadsheet holds, counted as spreadsheets do.
pub(super) const MAX_CELL: usize = 32_767;

/// The most rows of a sheet, the headings among them.
pub(super) const MAX_ROWS: usize = 1 << 20;

/// The most columns of a sheet.
pub(super) const MAX_COLUMNS: usize = 1 << 14;

/// A workbook of these rows, the first of which are the headings. What is too long for a cell or a sheet is missing from it.
/// It is empty if it cannot be written at all.
pub(super) fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    written(rows).unwrap_or_default()
}

fn written(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same claims give the same bytes, whenever they are written.
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (row, cells) in (0u32..).zip(rows.iter().take(MAX_ROWS)) {
        for (column, text) in (0u16..).zip(cells.iter().take(MAX_COLUMNS)) {
            match row {
                0 => sheet.write_string_with_format(row, column, text, &bold).map(|_| ())?,
                _ => write(sheet, row, column, text)?,
            }
        }
    }
    book.save_to_buffer()
}

/// A plain count is a number, with which spreadsheets reckon; all else is text, which no program reads as something else.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let is_count = (1..16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let count: Option<u64> = text.parse().ok().filter(|count: &u64| is_count && count.to_string() == text);
    match count {
        Some(count) => sheet.write_number(row, column, count as f64).map(|_| ()),
        None if text.is_empty() || text.encode_utf16().count() > MAX_CELL => Ok(()),
        None => sheet.write_string(row, column, text).map(|_| ()),
    }
}

/// The sheet of such a workbook, as gainsay reads it.
pub(super) fn sheet(bytes: &[u8], name: &str) -> Option<Source> {
    let sheets = intake::open_workbook(bytes, |_| None).ok()?;
    let text = sheets.into_iter().find_map(|sheet| sheet.text)?;
    Some(Source::of_sheet(format!("{name}#{SHEET}"), text))
}
