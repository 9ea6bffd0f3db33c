//! Runs the readers of other programs' files so that a panic in them does not end the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use super::package::damaged;

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs such a reader: a panic there is reported as a damaged file, and so
/// prints nothing itself.
#[must_use]
pub fn is_reading_workbook() -> bool {
    READING.get()
}

/// Runs a reader; one that panics has met a damaged file.
///
/// # Errors
/// If it panics, or returns an error itself.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    READING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    READING.set(false);
    done.unwrap_or_else(|_| Err(damaged()))
}
