//! Reports a mistyped command and what was probably meant.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::ci::Ci;
use super::screen::{complain, is_error_lost, write_error};
use super::status::Status;

/// Reports what is wrong with the command, or shows the help it asks for, and ends the process.
pub(super) fn exit(mut error: clap::Error) -> ! {
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand)
        && (Path::new(typed).extension() == Some(OsStr::new("claims")) || Path::new(typed).exists())
    {
        complain(format_args!("`{typed}` is not a command; did you mean `gainsay check {typed}`?"));
        std::process::exit(Status::Wrong as i32);
    }
    // The level with the nearest spelling may be the opposite of what was meant.
    let level = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(option)) if option.starts_with("--fail-on"));
    if level {
        error.remove(ContextKind::SuggestedValue);
    }
    // What was typed may be a file name, and look like a command to a build server.
    let is_inert = error.use_stderr() && Ci::here() == Some(Ci::GitHub);
    let printed = if is_inert {
        write_error(|err| write!(err, "{}", error.render()));
        Ok(())
    } else {
        error.print().and_then(|()| io::stdout().flush())
    };
    let is_lost = printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) || is_error_lost();
    let status = if error.use_stderr() { Status::Wrong } else { Status::Clean };
    std::process::exit(if is_lost { status.or_worse(Status::Unread) } else { status } as i32);
}
