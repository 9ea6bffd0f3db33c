//! A command that was mistyped: what was probably meant.

use std::ffi::OsStr;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::screen::complain;
use super::status::Status;

/// Reports what is wrong with the command and ends the process.
pub(super) fn exit(mut error: clap::Error) -> ! {
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand)
        && (Path::new(typed).extension() == Some(OsStr::new("claims")) || Path::new(typed).exists())
    {
        complain(format_args!("`{typed}` is not a command; did you mean `gainsay check {typed}`?"));
        std::process::exit(Status::Wrong as i32);
    }
    // The level spelt nearest may be the opposite of what was meant.
    let level = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(option)) if option.starts_with("--fail-on"));
    if level {
        error.remove(ContextKind::SuggestedValue);
    }
    error.exit()
}
