//! When two quotations count as the same words.

use super::hedge::Decimal;

/// `[quotes]`: each is its default where it is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// How many words two quotations must share to be one sentence. With two, "We will win" and "We will lose" would
    /// be one sentence, altered.
    pub words: u64,
    /// Which share of the words must be the same. Of ten words three may differ: beyond that it is more likely
    /// another sentence, or a paraphrase that no reader takes for the same words.
    pub alike: Decimal,
    /// Within how many days of each other undated quotations of one occasion are published: a statement is in the
    /// news for about a week.
    pub days: u64,
    /// From how many words on two speakers do not use the same words by chance. Fixed expressions are shorter: `at
    /// the end of the day` has six words.
    pub phrase: u64,
}

impl Default for Quotes {
    fn default() -> Self {
        Self { words: 3, alike: Decimal { mantissa: 70, places: 2 }, days: 7, phrase: 8 }
    }
}
