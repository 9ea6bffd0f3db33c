//! How much a statement counts when the majority is sought.

/// Whether a statement counts beside those of its party at the same fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// By itself: no other source of its party speaks there, or it speaks for all of them.
    #[default]
    Full,
    /// Another source of its party says the same: they count once.
    Shared,
    /// The sources of its party contradict each other: none of them counts.
    Split,
    /// More than all others: its source is the authority on the measure.
    Settles,
}
