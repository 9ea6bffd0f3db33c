//! Writes results to standard output, or to a file that is either complete or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::ci::print_inert;
use super::path::{canonical, destination, reason, shown};
use super::screen::complain;
use super::status::Status;

/// How much was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// All of it.
    Whole,
    /// Only what a reader took before it closed the pipe.
    Closed,
}

/// How much is written at a time.
const BUFFER: usize = 1 << 16;

/// Writes to `file`, or else to standard output, where nothing is then a command to a build server. A file is written
/// under a temporary name and then moved, so that it is never incomplete.
///
/// # Errors
/// What cannot be written is reported: a place that cannot be written to is a wrong command; a full disk is not.
pub(super) fn write(
    file: Option<&Path>,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Written, Status> {
    let is_file = match file {
        Some(path) => fs::metadata(path).map_or(true, |data| data.is_file()),
        None => is_file(&io::stdout()),
    };
    if is_file {
        return write_exactly(file, print);
    }
    write_exactly(file, |out| print_inert(out, print))
}

/// The same, byte for byte: for lines that are commands to a build server, or a text that must not change.
///
/// # Errors
/// As [`write`] does.
pub(super) fn write_exactly(
    file: Option<&Path>,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Written, Status> {
    let failed = |status: Status| {
        move |error: io::Error| {
            let name = file.map_or("standard output".into(), shown);
            complain(format_args!("cannot write {name}: {}", reason(&error)));
            status
        }
    };
    let written = match file {
        Some(path) => match target(path).map_err(failed(Status::Wrong))? {
            Target::InPlace(file) => {
                let mut out = BufWriter::with_capacity(BUFFER, file);
                print(&mut out).and_then(|()| out.flush())
            }
            Target::Temporary { file, temporary, path } => {
                let mut out = BufWriter::with_capacity(BUFFER, file);
                let done = print(&mut out).and_then(|()| out.flush());
                drop(out);
                let done = done.and_then(|()| fs::rename(&temporary, &path));
                if done.is_err() {
                    // What a failed write has left is removed.
                    let _ = fs::remove_file(&temporary);
                }
                done
            }
        },
        None => {
            let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
            print(&mut out).and_then(|()| out.flush())
        }
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Written::Closed),
        Err(error) => Err(failed(Status::Unread)(error)),
        Ok(()) => Ok(Written::Whole),
    }
}

/// Whether standard output goes to a file, which is no build server's log, so that texts need not be made safe.
#[cfg(unix)]
fn is_file(out: &impl std::os::fd::AsFd) -> bool {
    let own = out.as_fd().try_clone_to_owned();
    own.and_then(|own| File::from(own).metadata()).is_ok_and(|data| data.is_file())
}

/// Whether standard output goes to a file, which is no build server's log, so that texts need not be made safe.
#[cfg(not(unix))]
fn is_file<T>(_: &T) -> bool {
    false
}

/// How a file is written.
enum Target {
    /// A device or a pipe: directly.
    InPlace(File),
    /// A file: under a temporary name beside it, and then moved.
    Temporary { file: File, temporary: PathBuf, path: PathBuf },
}

fn target(path: &Path) -> io::Result<Target> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(data) if !data.is_file() => {
            return OpenOptions::new().write(true).open(path).map(Target::InPlace);
        }
        Ok(data) if data.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    // A link stays a link: its target is replaced.
    let path = canonical(path);
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy().into_owned();
    let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
    if let Ok(data) = fs::metadata(&path) {
        // The permissions of the old file are kept, if they can be set.
        let _ = file.set_permissions(data.permissions());
    }
    Ok(Target::Temporary { file, temporary, path })
}

/// Whether two outputs of one command would go to the same place; that is reported.
pub(super) fn is_same_place(one: &Path, other: &Path) -> bool {
    let is_same = destination(one) == destination(other);
    if is_same {
        complain(format_args!("two outputs would be written to {}; give each a file of its own", shown(one)));
    }
    is_same
}

/// Whether a file is an input of the run, which must not be overwritten; that is reported.
pub(super) fn is_input(file: &Path, mut inputs: impl Iterator<Item = impl AsRef<Path>>) -> bool {
    let path = canonical(file);
    let is_input = fs::metadata(file).is_ok_and(|data| data.is_file())
        && inputs.any(|input| canonical(input.as_ref()) == path);
    if is_input {
        complain(format_args!(
            "{} is an input of this run, so it is not written over; choose another file for the output",
            shown(file)
        ));
    }
    is_input
}
