//! The file to which acceptances are appended: which one it is, and how a statement is added to it.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files::Loaded;
use super::path::{canonical, destination, from_here, reason, shown};
use super::settings::LoadedSettings;
use crate::settings;

/// The file that the settings name.
///
/// # Errors
/// Why there is none to which acceptances could be appended with effect, as a clause.
pub(super) fn file(settings: &LoadedSettings, loaded: &Loaded, named: &[PathBuf]) -> Result<PathBuf, String> {
    let Some((written, path)) = settings.acceptances() else {
        return Err(format!(
            "--write needs a file for acceptances: set `acceptances = \"accepted.claims\"` in {}",
            settings::NAME
        ));
    };
    let wrong = |why: &str| format!("`acceptances = \"{written}\"` in {}: {why}", settings::NAME);
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("claims")) {
        return Err(wrong("it is not a .claims file"));
    }
    let path = destination(&path);
    let folder = path.parent().filter(|folder| folder.is_dir());
    let Some(folder) = folder else { return Err(wrong("there is no such folder")) };
    if !settings.folder().is_some_and(|corpus| folder.starts_with(corpus)) {
        return Err(wrong("it is outside the settings' folder"));
    }
    let is_read = match fs::metadata(&path) {
        Ok(data) if !data.is_file() => return Err(wrong("it is no file")),
        Ok(data) if data.permissions().readonly() => return Err(wrong("it cannot be written to")),
        Ok(_) => loaded.inputs().any(|input| input.is_file() && canonical(&input) == path),
        Err(_) => named.iter().any(|named| named.is_dir() && folder.starts_with(canonical(named))),
    };
    if is_read {
        Ok(path)
    } else {
        Err(wrong("it is not among what is checked, so acceptances in it would do nothing"))
    }
}

/// Appends a statement as a line of its own.
///
/// # Errors
/// Why it cannot be written, in a sentence.
pub(super) fn append(path: &Path, statement: &str) -> Result<(), String> {
    let write = || {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut last = [b'\n'];
        if file.metadata()?.len() > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        let line_end = if last == *b"\n" { "" } else { "\n" };
        file.write_all(format!("{line_end}{statement}\n").as_bytes())
    };
    write().map_err(|error| format!("{} cannot be written: {}", shown(&from_here(path)), reason(&error)))
}
