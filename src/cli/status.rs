//! The exit status.

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing at or above the level that fails.
    Clean = 0,
    /// Findings at or above it; files that `fmt --check` would change.
    Findings = 1,
    /// The command or the settings are wrong, or what it asks for cannot be written.
    Wrong = 2,
    /// An input could not be read.
    Unread = 3,
}
