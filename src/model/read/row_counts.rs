//! How many rows of tables were read, refused and skipped.

/// How many rows of tables were read, refused and skipped; blank ones are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// How many there are in all.
    pub rows: usize,
    /// How many could not be read, or only in part.
    pub refused: usize,
    /// How many the settings exclude as no data.
    pub skipped: usize,
}

impl RowCounts {
    pub(super) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.refused += other.refused;
        self.skipped += other.skipped;
    }
}
