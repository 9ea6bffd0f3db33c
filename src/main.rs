//! The binary: hands the process's arguments to [`gainsay::cli`] and its verdict to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    gainsay::cli::main()
}
