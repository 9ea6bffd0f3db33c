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
    /// An input could not be read, or an output not be written to its end.
    Unread = 3,
}

impl Status {
    /// The one of two that a process ends with: a wrong command comes before what could not be read, and that before
    /// findings.
    pub(super) fn or_worse(self, other: Self) -> Self {
        let rank = |status| match status {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Unread => 2,
            Self::Wrong => 3,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}
