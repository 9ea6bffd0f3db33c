//! Runs the readers of other programs' files so that a panic in them does not end the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs such a reader: a panic there is reported as a damaged file, and so
/// prints nothing itself.
#[must_use]
pub fn is_reading_workbook() -> bool {
    READING.get()
}

/// Runs a reader; one that panics has met a damaged file, of which `damaged` is said.
///
/// # Errors
/// If it panics, or returns an error itself.
pub(in crate::intake) fn guarded<T>(
    read: impl FnOnce() -> Result<T, String>,
    damaged: impl FnOnce() -> String,
) -> Result<T, String> {
    READING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    READING.set(false);
    done.unwrap_or_else(|_| Err(damaged()))
}
