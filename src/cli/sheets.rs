//! The sheets of a workbook as texts, and tables that are stored column by column.

use std::fs;
use std::path::{Path, PathBuf};

use super::path::{canonical, reason};
use super::text::require_file;
use super::walk::{FileRequest, LoadOptions, PassedOver, PassedOverReason};
use crate::intake::{self, FileFormat};
use crate::source::Source;

/// The largest file, in bytes.
const MOST: u64 = 1 << 30;

/// What was found in a workbook, or a table.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// The sheets that are read, each with its path: that of the workbook, followed by `#` and the name of the sheet; that of a
    /// table.
    pub(super) sheets: Vec<(Source, PathBuf)>,
    /// Those that are not.
    pub(super) passed_over: Vec<PassedOver>,
    /// Those with hidden rows, with these.
    pub(super) hidden_rows: Vec<(String, Vec<u32>)>,
    /// The columns of a table that are not read, with the reason.
    pub(super) left_out: Vec<(String, String)>,
}

/// Reads a workbook or a table.
///
/// # Errors
/// Why it cannot be read, in words that stand after its name and a colon.
pub(super) fn sheets(wanted: &FileRequest, path: &Path, options: &LoadOptions<'_>) -> Result<Sheets, String> {
    match FileFormat::of(&wanted.name) {
        Some(FileFormat::Columns) => table(wanted, path, options),
        _ => workbook(wanted, path, options),
    }
}

/// Reads a table, if it was named or holds claims.
fn table(wanted: &FileRequest, path: &Path, options: &LoadOptions<'_>) -> Result<Sheets, String> {
    let mut found = Sheets::default();
    let settings = (options.table)(path);
    let decimal = settings.and_then(|table| table.decimal).or(options.decimal);
    let is_sought = wanted.found_in.is_none() || settings.is_some();
    let mut pass_over = |why| found.passed_over.push(PassedOver { name: wanted.name.clone(), why });
    let table = match bytes(path).and_then(|bytes| intake::open_columns(bytes, decimal)) {
        Err(_) if !is_sought => {
            pass_over(PassedOverReason::BadTable);
            return Ok(found);
        }
        opened => opened?,
    };
    let source = Source::of_table(wanted.name.clone(), table.text);
    if !is_sought && !intake::holds_claims(&source, None) {
        pass_over(PassedOverReason::Sheet);
        return Ok(found);
    }
    let left_out = table.left_out.into_iter();
    found.left_out.extend(left_out.map(|(column, why)| (format!("{}#{column}", wanted.name), why)));
    found.sheets.push((source, path.to_owned()));
    Ok(found)
}

/// Reads a workbook: the sheets that the settings name, or whose headings show that they hold claims. Of a workbook that was
/// named itself, and has none of these, the first sheet is read.
///
/// # Errors
/// Why it cannot be read, in words that stand after its name and a colon.
fn workbook(wanted: &FileRequest, path: &Path, options: &LoadOptions<'_>) -> Result<Sheets, String> {
    let table = |sheet: &str| (options.table)(&sheet_path(path, sheet));
    let decimal = |sheet: &str| table(sheet).and_then(|table| table.decimal).or(options.decimal);
    let mut found = Sheets::default();
    let mut without_claims = Vec::new();
    let opened = match bytes(path).and_then(|bytes| intake::open_workbook(&bytes, decimal)) {
        // A workbook that was only found in a folder need not hold claims.
        Err(_) if wanted.found_in.is_some() && (options.table)(path).is_none() => {
            let (name, why) = (wanted.name.clone(), PassedOverReason::BadWorkbook);
            found.passed_over.push(PassedOver { name, why });
            return Ok(found);
        }
        opened => opened?,
    };
    for sheet in opened {
        let name = format!("{}#{}", wanted.name, sheet.name);
        let Some(text) = sheet.text else {
            found.passed_over.push(PassedOver { name, why: PassedOverReason::HiddenSheet });
            continue;
        };
        let one = (Source::of_sheet(name, text), sheet_path(path, &sheet.name), sheet.hidden_rows);
        if intake::holds_claims(&one.0, table(&sheet.name)) {
            found.add(one);
        } else {
            without_claims.push(one);
        }
    }
    if found.sheets.is_empty() && wanted.found_in.is_none() && !without_claims.is_empty() {
        found.add(without_claims.remove(0));
    }
    let others = without_claims.into_iter().map(|(source, ..)| source.name().to_owned());
    found.passed_over.extend(others.map(|name| PassedOver { name, why: PassedOverReason::Sheet }));
    Ok(found)
}

impl Sheets {
    fn add(&mut self, (source, path, hidden_rows): (Source, PathBuf, Vec<u32>)) {
        if !hidden_rows.is_empty() {
            self.hidden_rows.push((source.name().to_owned(), hidden_rows));
        }
        self.sheets.push((source, path));
    }
}

/// The bytes of a workbook, or of a table.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let data = fs::metadata(path).map_err(|error| reason(&error))?;
    require_file(&data)?;
    if data.len() > MOST {
        return Err("is larger than 1 GiB; split it into several files".to_owned());
    }
    fs::read(path).map_err(|error| reason(&error))
}

/// The path under which the settings know a sheet.
fn sheet_path(path: &Path, sheet: &str) -> PathBuf {
    let mut whole = path.as_os_str().to_owned();
    whole.push("#");
    whole.push(sheet);
    PathBuf::from(whole)
}

/// The path of a workbook's sheet with the workbook's own path made canonical; none if it is no such path.
pub(super) fn canonical_sheet(path: &Path) -> Option<PathBuf> {
    let (file, sheet) = intake::workbook_sheet(path.to_str()?)?;
    Some(sheet_path(&canonical(Path::new(file)), sheet))
}
