//! The exit status of a run.

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// No finding at or above the level that fails.
    Clean = 0,
    /// Findings at or above that level; or files that `fmt --check` would change.
    Findings = 1,
    /// The command or the settings are wrong, or an output cannot be written.
    Wrong = 2,
    /// An input could not be read, or an output not completed.
    Unread = 3,
}

impl Status {
    /// The worse of two: a wrong command is worse than something unreadable, and that is worse than findings.
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
