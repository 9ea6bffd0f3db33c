//! A table as a text of cells.

/// A table as a text of cells.
#[derive(Clone, Debug, Default)]
pub struct ColumnTable {
    /// Its rows as lines, with tabs between the cells, and in the last line the headings.
    pub text: String,
    /// The columns that are not in it, as no cell can hold what they hold, each with the reason, in words that stand after the
    /// column's name and a colon.
    pub left_out: Vec<(String, String)>,
}
