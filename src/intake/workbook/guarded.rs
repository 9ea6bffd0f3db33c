//! Keeps what goes wrong within the reader of other programs' files away from the run.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use super::package::damaged;

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is within such a reader: what fails there is reported as a damaged file, and says nothing itself.
#[must_use]
pub fn is_reading_workbook() -> bool {
    READING.get()
}

/// Does some reading; a reader that gives up has met a damaged file.
///
/// # Errors
/// If it gives up, or says so itself.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    READING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    READING.set(false);
    done.unwrap_or_else(|_| Err(damaged()))
}
