//! `gainsay fmt`: one canonical layout, written back only where it differs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::arguments::Fmt;
use super::files::{self, Loaded};
use super::output::{write, write_exactly};
use super::path::reason;
use super::screen::complain;
use super::status::Status;
use super::walk::LoadOptions;
use crate::report::grouped_plural;
use crate::source::Source;
use crate::syntax;

/// Formats what the command names; standard input goes to standard output.
pub(super) fn run(command: &Fmt) -> Status {
    let options = LoadOptions {
        corpora: &[],
        includes: &|_| Vec::new(),
        table: &|_| None,
        decimal: None,
        own: &[],
        claims_only: true,
    };
    let loaded: Loaded = files::load(&command.inputs.paths, &[], &options);
    let mut status = Status::Clean;
    for unread in &loaded.unread {
        complain(unread);
        status = Status::Unread;
    }
    let mut changed = 0;
    let mut unread = 0;
    for (_, source) in loaded.sources.iter() {
        unread += syntax::unread(source.text());
        match format_file(command, source, loaded.path(source.name())) {
            Ok(true) => changed += 1,
            Ok(false) => {}
            Err(worse) => status = worse,
        }
    }
    if unread > 0 {
        let stay = if unread == 1 { "stays as it is" } else { "stay as they are" };
        let unread = grouped_plural(unread, "statement");
        complain(format_args!("{unread} could not be read and {stay}; `gainsay check` says why"));
    }
    if changed > 0 {
        let done = if command.check { "would be reformatted" } else { "reformatted" };
        complain(format_args!("{} {done}", grouped_plural(changed, "file")));
    }
    if status == Status::Clean && command.check && changed > 0 { Status::Findings } else { status }
}

/// Whether the text is not in its canonical layout; rewrites it unless only checking.
fn format_file(command: &Fmt, source: &Source, path: Option<&Path>) -> Result<bool, Status> {
    if let Some(bad) = source.bad().first() {
        let at = source.position(bad.at);
        complain(format_args!("{}:{}:{}: is not UTF-8; left as it is", source.name(), at.line, at.column));
        return Err(Status::Unread);
    }
    let laid_out = syntax::format(source.text());
    let differs = laid_out != source.text();
    if command.check {
        if differs {
            write(None, |out| writeln!(out, "{}", crate::report::with_visible_controls(source.name())))?;
        }
        return Ok(differs);
    }
    let Some(path) = path else {
        // A text that is laid out already is written as it is.
        write_exactly(None, |out| out.write_all(laid_out.as_bytes()))?;
        return Ok(false);
    };
    if differs {
        replace(path, &laid_out).map_err(|error| {
            complain(format_args!("cannot write {}: {}", source.name(), reason(&error)));
            Status::Wrong
        })?;
    }
    Ok(differs)
}

/// Replaces a file atomically: writes a new file beside it, with the same permissions, and moves that over it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.gainsay", std::process::id()));
    let temporary: PathBuf = path.with_file_name(name);
    let written = fs::write(&temporary, text)
        .and_then(|()| fs::set_permissions(&temporary, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}
