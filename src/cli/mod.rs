//! The command line: the only input and output.

use std::process::ExitCode;

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
