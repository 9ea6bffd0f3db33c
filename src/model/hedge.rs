//! What hedges and vague words mean: one table of spans, with the reason for each entry.

use std::borrow::Cow;

use super::number::Number;
use crate::settings::{Decimal, Hedges};

/// The spans of hedges and vague words. [`HedgeTable::default`] is the documented one; settings may change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HedgeTable {
    /// `about X` reaches at least this share of X to both sides. 5 %: newsrooms round to one figure in twenty.
    pub about: Number,
    /// `nearly X` starts at this share of X. 0.9: nobody calls less than nine tenths nearly the whole.
    pub nearly: Number,
    /// The hard span of `about` and `nearly` exceeds the soft one by this many times its width on each side. 1: a
    /// hedged figure that is off by up to its own span is loose; beyond that it is a different figure.
    pub slack: Number,
    /// A round count reaches this share of its rounding unit to both sides. The rounding unit is the place of its
    /// last digit that is not zero; if that is a `1` followed by zeros, the next lower place. 0.5: the count was
    /// rounded to the nearest.
    pub round: Number,
    /// `a third` and other fractions in words reach this share of themselves to both sides, up to the next whole per
    /// cent. 0.1: a third covers 30 to 37 %, but neither 29 nor 38 %.
    pub fraction: Number,
    /// The vague words, in no particular order; lower case, blanks single.
    pub vague: Vec<Vague>,
}

/// A word that stands for an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vague {
    /// The word, lower case, blanks single.
    pub word: Cow<'static, str>,
    /// The least that it says. A lower figure contradicts it.
    pub low: Number,
    /// The most that it says. A higher figure is only loose wording: two hundred are still dozens.
    pub high: Number,
}

impl HedgeTable {
    /// The table without its words.
    pub(super) fn spans() -> Self {
        Self {
            about: Number::decimal(5, 2),
            nearly: Number::decimal(9, 1),
            slack: Number::ONE,
            round: Number::HALF,
            fraction: Number::decimal(1, 1),
            vague: Vec::new(),
        }
    }

    /// The documented table, with the changes from the settings.
    pub(super) fn with_settings(hedges: &Hedges) -> Self {
        let mut table = Self::default();
        let number = |share: Decimal| Number::decimal(i128::from(share.mantissa), share.places);
        table.about = hedges.about.map_or(table.about, number);
        table.nearly = hedges.nearly.map_or(table.nearly, number);
        table.slack = hedges.slack.map_or(table.slack, number);
        table.round = hedges.round.map_or(table.round, number);
        table.fraction = hedges.fraction.map_or(table.fraction, number);
        for vague in &mut table.vague {
            if let Some(&(low, high)) = hedges.words.get(&*vague.word) {
                (vague.low, vague.high) = (Number::from_u64(low), Number::from_u64(high));
            }
        }
        table
    }

    /// The entry of a word.
    #[must_use]
    pub fn vague(&self, word: &str) -> Option<&Vague> {
        self.vague.iter().find(|vague| vague.word == word)
    }
}

impl Default for HedgeTable {
    fn default() -> Self {
        let vague = WORDS.iter().map(|&(word, low, high)| Vague {
            word: Cow::Borrowed(word),
            low: Number::from_i64(low),
            high: Number::from_i64(high),
        });
        Self { vague: vague.collect(), ..Self::spans() }
    }
}

/// Word, least and most: the words that the language reads as amounts. A plural of a number begins at twice the
/// number and ends where the next larger word begins.
const WORDS: [(&str, i64, i64); 27] = [
    // Said of nothing at all: exact.
    ("none", 0, 0),
    ("no", 0, 0),
    // Two, and loosely three; one is no couple.
    ("a couple", 2, 3),
    // Fewer than several; two are sometimes called a few, one never is.
    ("a few", 2, 6),
    // More than two, and below the ten from which desks count in tens or dozens.
    ("several", 3, 9),
    // Rather a size than a count: a few on either side of twelve.
    ("a dozen", 10, 15),
    ("dozens", 24, 99),
    ("scores", 40, 199),
    ("hundreds", 200, 999),
    ("thousands", 2_000, 9_999),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("millions", 2_000_000, 9_999_999),
    ("tens of millions", 20_000_000, 99_999_999),
    ("hundreds of millions", 200_000_000, 999_999_999),
    ("billions", 2_000_000_000, 9_999_999_999),
    ("tens of billions", 20_000_000_000, 99_999_999_999),
    ("hundreds of billions", 200_000_000_000, 999_999_999_999),
    ("trillions", 2_000_000_000_000, 9_999_999_999_999),
    // `a few` and `several` of a number: that many times the number, up to the next one.
    ("a few dozen", 24, 83),
    ("several dozen", 36, 119),
    ("a few hundred", 200, 699),
    ("several hundred", 300, 999),
    ("a few thousand", 2_000, 6_999),
    ("several thousand", 3_000, 9_999),
    ("a few million", 2_000_000, 6_999_999),
    ("several million", 3_000_000, 9_999_999),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_with_its_ends_in_order() {
        let table = HedgeTable::default();
        for vague in &table.vague {
            assert!(vague.low <= vague.high, "{}", vague.word);
            assert_eq!(
                table.vague.iter().filter(|other| other.word == vague.word).count(),
                1,
                "{}",
                vague.word
            );
            assert_eq!(super::super::name::folded(&vague.word), vague.word);
        }
    }

    #[test]
    fn has_what_the_language_documents() {
        let table = HedgeTable::default();
        let span = |word: &str| table.vague(word).map(|vague| (vague.low.to_i64(), vague.high.to_i64()));
        assert_eq!(span("dozens"), Some((Some(24), Some(99))));
        assert_eq!(span("hundreds"), Some((Some(200), Some(999))));
        assert_eq!(span("several"), Some((Some(3), Some(9))));
        assert_eq!(span("umpteen"), None);
    }
}
