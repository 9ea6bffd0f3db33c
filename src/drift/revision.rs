//! Revisions: facts that a source restated, and how they are related.

use crate::corpus::{Corpus, Voice};
use crate::model::claim::{Moment, Value};
use crate::model::{Number, Window};

/// A fact that its source restated by more than is trivial.
#[derive(Clone, Debug)]
pub struct Restated {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in it.
    pub fact: u32,
    /// Its window.
    pub window: Option<Window>,
    /// The claims in the order of saying, each with another figure than the one before.
    pub versions: Vec<u32>,
    /// The largest change from one statement to the next, as a share of the figure that it replaced; one where that was
    /// zero.
    pub share: Number,
    /// What the total grew by since the source's fact before, as it now stands, where the restatement changed that
    /// increase.
    pub growth: Option<Number>,
}

/// How the restated facts of a finding are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionPattern {
    /// One fact.
    Once,
    /// Several facts at one and the same moment.
    Edition(Moment),
    /// Several facts one after another.
    Run,
    /// So many, scattered, that it is the source's habit.
    Habit,
}

/// What a source restated, as one finding reports it.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The voice.
    pub voice: Voice,
    /// How the facts are related.
    pub pattern: RevisionPattern,
    /// The facts, by series and time.
    pub facts: Vec<Restated>,
    /// How many facts of the series the source states in all.
    pub stated: usize,
    /// How many of those it restated only trivially.
    pub trivial: usize,
}

impl Revision {
    /// The fact that was restated most; of equals the first.
    #[must_use]
    pub fn worst(&self) -> Option<&Restated> {
        self.facts.iter().reduce(|worst, fact| if fact.share > worst.share { fact } else { worst })
    }

    /// The median of the largest changes of each fact.
    #[must_use]
    pub fn median(&self) -> Number {
        let mut shares: Vec<&Number> = self.facts.iter().map(|fact| &fact.share).collect();
        shares.sort_unstable();
        match (shares.len() / 2, shares.len() % 2) {
            (0, 0) => Number::ZERO,
            (middle, 0) => (shares[middle - 1] + shares[middle]).half(),
            (middle, _) => shares[middle].clone(),
        }
    }
}

/// Whether the last statement is more than the first, less, or equal to it.
pub(super) fn rises(corpus: &Corpus, versions: &[u32]) -> std::cmp::Ordering {
    let ends = versions.first().zip(versions.last());
    let ends = ends.and_then(|(&first, &last)| figure(corpus, last).zip(figure(corpus, first)));
    ends.map_or(std::cmp::Ordering::Equal, |(last, first)| last.cmp(&first))
}

/// The figure of a claim as said, or its finite end.
pub(super) fn figure(corpus: &Corpus, at: u32) -> Option<Number> {
    let Value::Number(figure) = &corpus.claim(at).value else { return None };
    let hard = figure.hard();
    figure.best().or(hard.low.as_ref()).or(hard.high.as_ref()).cloned()
}

/// The digit that was typed and the one that was meant, where a later figure is an earlier one, of four digits or more, with a
/// smaller digit in one place, the last one aside: a total that falls by so much and nothing else was mistyped.
#[must_use]
pub fn corrected_digit(first: &Number, last: &Number) -> Option<(char, char)> {
    let (typed, meant) = (first.to_string(), last.to_string());
    let digits = |text: &str| text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if typed.len() != meant.len() || !digits(&typed) || !digits(&meant) {
        return None;
    }
    let mut differ = typed.chars().zip(meant.chars()).enumerate().filter(|(_, (one, two))| one != two);
    let ((at, pair), None) = (differ.next()?, differ.next()) else { return None };
    (at + 1 < typed.len() && pair.0 > pair.1).then_some(pair)
}

/// By which thousands a figure changed of which all digits behind them stayed the same, and which way.
#[must_use]
pub fn thousands_apart(first: Option<Number>, last: Option<Number>) -> Option<(Number, &'static str)> {
    let (first, last) = first.zip(last)?;
    let (change, thousand) = (&last - &first, Number::from_i64(1000));
    let is_whole = |number: &Number| number.checked_div(&thousand).is_some_and(|count| count.is_integer());
    let way = if change.is_negative() { "less" } else { "more" };
    (!change.is_zero() && is_whole(&change) && !is_whole(&first)).then(|| (change.abs(), way))
}
