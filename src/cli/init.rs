//! `gainsay init`: a first corpus, or settings and a vocabulary for a sheet. Existing files are never changed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::arguments::Init;
use super::output::write;
use super::path::{reason, shown};
use super::screen::complain;
use super::sheets::bytes;
use super::status::Status;
use super::text::why_no_text;
use crate::intake::{self, FileFormat, workbook_sheet};
use crate::propose::{START_CLAIMS, START_SETTINGS, START_VOCABULARY, VOCABULARY_FILE, propose};
use crate::settings::NAME;
use crate::source::Source;

/// Starts a corpus in this folder, or beside a sheet.
pub(super) fn run(command: &Init) -> Status {
    let Some(sheet) = &command.sheet else {
        let files =
            [(NAME, START_SETTINGS), (VOCABULARY_FILE, START_VOCABULARY), ("first.claims", START_CLAIMS)];
        return match write_new_files(Path::new(""), &files) {
            Ok(_) => {
                complain("now write claims into first.claims and run `gainsay check`");
                Status::Clean
            }
            Err(status) => status,
        };
    };
    let name = shown(sheet);
    let found = match FileFormat::of(&name) {
        // The name of a file may look like that of a sheet.
        Some(FileFormat::Cells) if workbook_sheet(&name).is_none() || sheet.is_file() => {
            text_of_cells(sheet, &name)
        }
        Some(FileFormat::Cells | FileFormat::Workbook) => workbook(&name),
        Some(FileFormat::Columns) => bytes(sheet)
            .and_then(|bytes| intake::open_columns(bytes, None))
            .map(|table| (Source::of_table(name.as_str(), table.text), false)),
        _ => {
            complain(format_args!(
                "{name}: gainsay proposes settings for .csv and .tsv sheets, for workbooks and for .parquet and .arrow tables, and this is not one"
            ));
            return Status::Wrong;
        }
    };
    let (source, is_windows_1252) = match found {
        Ok(found) => found,
        Err(reason) => {
            complain(format_args!("{name}: {reason}"));
            return Status::Unread;
        }
    };
    let Some(proposal) = propose(&source, is_windows_1252) else {
        complain(format_args!("{name}: there is no row of headings"));
        return Status::Unread;
    };
    let folder = sheet.parent().unwrap_or(Path::new(""));
    let checked = workbook_sheet(&name).filter(|_| !sheet.is_file()).map_or(name.as_str(), |(file, _)| file);
    let files = [(NAME, proposal.settings.as_str()), (VOCABULARY_FILE, proposal.vocabulary.as_str())];
    let existing = match write_new_files(folder, &files) {
        Ok(existing) => existing,
        Err(status) => return status,
    };
    // Existing settings are not changed: the proposal is shown, to be copied by hand.
    for (name, text) in files.iter().filter(|(name, _)| existing.contains(name)) {
        if let Err(status) = write(None, |out| writeln!(out, "# for {name}, which already exists\n{text}")) {
            return status;
        }
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let checked = if checked.chars().all(is_plain) { checked.to_owned() } else { format!("'{checked}'") };
    complain(format_args!(
        "check the reason given for each guess, correct what is wrong, and run `gainsay check {checked}`"
    ));
    Status::Clean
}

/// The text of a sheet of cells, and whether its bytes are Windows-1252.
fn text_of_cells(sheet: &Path, name: &str) -> Result<(Source, bool), String> {
    let bytes = fs::read(sheet).map_err(|error| reason(&error))?;
    if let Some(reason) = why_no_text(&bytes) {
        return Err(reason.to_owned());
    }
    Ok(match std::str::from_utf8(&bytes) {
        Ok(_) => (Source::from_bytes(name, bytes), false),
        Err(_) => (Source::new(name, intake::windows_1252(&bytes)), true),
    })
}

/// The text of a workbook's sheet: of the one that is named, else of the first that is shown. If none
/// is named and more are shown, a message says how to choose the next.
fn workbook(name: &str) -> Result<(Source, bool), String> {
    let (file, wanted) = workbook_sheet(name).map_or((name, None), |(file, sheet)| (file, Some(sheet)));
    let sheets = intake::open_workbook(&bytes(Path::new(file))?, |_| None)?;
    let mut shown = sheets.into_iter().filter_map(|sheet| Some((sheet.name, sheet.text?)));
    let chosen = shown.find(|(name, _)| wanted.is_none_or(|wanted| wanted == name));
    let (sheet, text) = chosen.ok_or("there is no such sheet, or it is empty or hidden")?;
    if let (None, Some((other, _))) = (wanted, shown.next()) {
        complain(format_args!("read the sheet `{sheet}`; for another run `gainsay init '{file}#{other}'`"));
    }
    Ok((Source::of_sheet(format!("{file}#{sheet}"), text), false))
}

/// Writes files that do not exist yet; returns those that do.
fn write_new_files<'f>(folder: &Path, files: &[(&'f str, &str)]) -> Result<Vec<&'f str>, Status> {
    let mut existing = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        let written = OpenOptions::new().write(true).create_new(true).open(&path);
        let shown = shown(&path);
        match written.and_then(|mut file| file.write_all(text.as_bytes())) {
            Ok(()) => complain(format_args!("wrote {shown}")),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                complain(format_args!("{shown} already exists and stays as it is"));
                existing.push(*name);
            }
            Err(error) => {
                complain(format_args!("cannot write {shown}: {}", reason(&error)));
                return Err(Status::Wrong);
            }
        }
    }
    Ok(existing)
}
