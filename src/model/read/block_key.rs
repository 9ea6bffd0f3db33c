//! What distinguishes a block from all others: what it is read from.

/// All that a block is read from, but for the definitions.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct BlockKey<'a> {
    /// The name of its file.
    pub(super) file: &'a str,
    /// What stands above it that matters: the last article, or the head of a table.
    pub(super) above: &'a str,
    pub(super) text: &'a str,
    pub(super) margin: usize,
    pub(super) is_draft: bool,
}
