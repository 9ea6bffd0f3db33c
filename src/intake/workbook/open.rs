//! Opens a workbook: the text of each of its sheets.

use super::guarded::guarded;
use super::ods::ods;
use super::package::damaged;
use super::xls::xls;
use super::xlsx::xlsx;
use crate::settings::DecimalMark;

/// A sheet of a workbook as a text.
#[derive(Clone, Debug)]
pub struct WorkbookSheet {
    /// Its name.
    pub name: String,
    /// Its rows as lines, with tabs between the cells; none if the sheet is hidden, and so not read.
    pub text: Option<String>,
    /// The rows that are hidden, and read all the same.
    pub hidden_rows: Vec<u32>,
}

/// The sheets of a workbook that are not empty, in their order. `decimal` is the mark that the
/// settings give the sheet of a name; numbers get it.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub fn open(
    bytes: &[u8],
    decimal: impl Fn(&str) -> Option<DecimalMark>,
) -> Result<Vec<WorkbookSheet>, String> {
    let mark = |sheet: &str| if decimal(sheet) == Some(DecimalMark::Comma) { ',' } else { '.' };
    let is_old = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if !is_old && !bytes.starts_with(b"PK") {
        return Err(damaged());
    }
    let is_open_document = memchr::memmem::find(&bytes[..bytes.len().min(200)], b"opendocument").is_some();
    let read = || match (is_old, is_open_document) {
        (true, _) => xls(bytes, &mark),
        (false, true) => ods(bytes, &mark),
        (false, false) => xlsx(bytes, &mark),
    };
    let found = guarded(read, damaged)?;
    let mut sheets = Vec::new();
    for sheet in found {
        if sheet.is_hidden {
            sheets.push(WorkbookSheet { name: sheet.name, text: None, hidden_rows: Vec::new() });
        } else if !sheet.grid.is_empty() {
            let text = sheet.grid.into_text().map_err(|why| format!("the sheet `{}` {why}", sheet.name))?;
            sheets.push(WorkbookSheet { name: sheet.name, text: Some(text), hidden_rows: sheet.hidden_rows });
        }
    }
    Ok(sheets)
}
