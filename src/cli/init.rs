//! `gainsay init`: a first corpus, or settings and a vocabulary for a sheet. Existing files are never changed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::arguments::Init;
use super::output::write;
use super::path::{reason, shown};
use super::screen::complain;
use super::status::Status;
use super::text::no_text;
use crate::intake::{self, FileFormat};
use crate::propose::{FIRST, SETTINGS, VOCABULARY, WORDS, propose};
use crate::settings::NAME;
use crate::source::Source;

/// Starts a corpus in this folder, or beside a sheet.
pub(super) fn run(command: &Init) -> Status {
    let Some(sheet) = &command.sheet else {
        let files = [(NAME, SETTINGS), (VOCABULARY, WORDS), ("first.claims", FIRST)];
        return match write_new_files(Path::new(""), &files) {
            Ok(_) => {
                complain("now write claims into first.claims and run `gainsay check`");
                Status::Clean
            }
            Err(status) => status,
        };
    };
    let name = shown(sheet);
    if FileFormat::of(&name) != Some(FileFormat::Cells) {
        complain(format_args!(
            "{name}: gainsay proposes settings for .csv and .tsv sheets, and this is not one"
        ));
        return Status::Wrong;
    }
    let bytes = match fs::read(sheet) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(format_args!("{name}: {}", reason(&error)));
            return Status::Unread;
        }
    };
    if let Some(reason) = no_text(&bytes) {
        complain(format_args!("{name}: {reason}"));
        return Status::Unread;
    }
    let is_windows_1252 = std::str::from_utf8(&bytes).is_err();
    let source = if is_windows_1252 {
        Source::new(name.clone(), intake::windows_1252(&bytes))
    } else {
        Source::from_bytes(name.clone(), bytes)
    };
    let Some(proposal) = propose(&source, is_windows_1252) else {
        complain(format_args!("{name}: there is no row of headings"));
        return Status::Unread;
    };
    let folder = sheet.parent().unwrap_or(Path::new(""));
    let files = [(NAME, proposal.settings.as_str()), (VOCABULARY, proposal.vocabulary.as_str())];
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
    complain(format_args!(
        "check the reason given for each guess, correct what is wrong, and run `gainsay check {name}`"
    ));
    Status::Clean
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
