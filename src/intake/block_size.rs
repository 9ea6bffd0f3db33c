//! Where a text is cut into the blocks that are read independently of each other.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// How much of a statement's end decides whether a block ends with it, in bytes.
const END: usize = 32;

/// One statement in this many ends a block that is long enough.
const ONE_IN: u64 = 32;

/// How large blocks are, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSize {
    /// From this size on a block may end.
    least: usize,
    /// From this size on it must.
    most: usize,
}

impl BlockSize {
    /// For a text that is read once: few large blocks.
    pub const ONCE: Self = Self { least: 1 << 18, most: 1 << 18 };

    /// For a text that is read again after each change. Where a block ends depends on its last statement, so that the blocks behind a
    /// change stay the same.
    pub const AGAIN: Self = Self { least: 1 << 12, most: 1 << 16 };

    /// Whether a block of some size ends with a statement.
    #[must_use]
    pub fn ends(self, size: usize, statement: &str) -> bool {
        if size <= self.least {
            return false;
        }
        let end = &statement.as_bytes()[statement.len().saturating_sub(END)..];
        size > self.most || FxBuildHasher.hash_one(end).is_multiple_of(ONE_IN)
    }
}
