//! The binary: passes the process's arguments to [`gainsay::cli`] and its exit status to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    gainsay::cli::main()
}
