//! Revisions: facts that a source restated, grouped as one finding reports them.

use crate::corpus::{Corpus, Voice};
use crate::model::claim::{Moment, Value};
use crate::model::{Number, Window};

/// A fact that its source restated by more than a trivial amount.
#[derive(Clone, Debug)]
pub struct RestatedFact {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in it.
    pub fact: u32,
    /// Its position among the facts of the series that the source states: two with consecutive
    /// positions are neighbours.
    pub position: usize,
    /// Its window.
    pub window: Option<Window>,
    /// The claims in the order in which they were said, each with another figure than the one before.
    pub versions: Vec<u32>,
    /// The largest change from one statement to the next, as a share of the replaced figure; one if that was zero.
    pub share: Number,
    /// If the restatement changed by how much a total grew since the source's fact before: the
    /// claim of that fact, and the growth as it stands now.
    pub growth: Option<(u32, Number)>,
}

impl RestatedFact {
    /// Its weight in sorting: the largest change times the largest share.
    #[must_use]
    pub fn weight(&self, corpus: &Corpus) -> Number {
        let pairs = self.versions.windows(2);
        let changes =
            pairs.filter_map(|pair| Some((&figure(corpus, pair[1])? - &figure(corpus, pair[0])?).abs()));
        &changes.max().unwrap_or(Number::ZERO) * &self.share
    }
}

/// Restatements of a series that are only counted.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// How many changed by too little to be reported.
    pub slight: usize,
    /// How many are of small counts, which chance changes as much.
    pub by_chance: usize,
    /// The one of those that changed by the largest share.
    pub largest_by_chance: Option<Box<RestatedFact>>,
}

impl LeftOut {
    /// Adds the counts of another series.
    pub(super) fn add(&mut self, other: Self) {
        self.slight += other.slight;
        self.by_chance += other.by_chance;
        if let Some(one) = other.largest_by_chance {
            self.note(*one);
        }
    }

    /// Keeps a restatement that chance explains, if it is the largest so far by its share.
    pub(super) fn note(&mut self, one: RestatedFact) {
        if self.largest_by_chance.as_ref().is_none_or(|largest| largest.share < one.share) {
            self.largest_by_chance = Some(Box::new(one));
        }
    }
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
    /// So many scattered facts that restating is the source's habit.
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
    pub facts: Vec<RestatedFact>,
    /// How many facts of the series the source states in all.
    pub stated: usize,
    /// Restatements that are not among the facts as they are too small.
    pub left_out: LeftOut,
    /// How many findings stand out from a habit, and are reported separately.
    pub separate: usize,
    /// How many other figures it restated at the same moment.
    pub alongside: usize,
}

impl Revision {
    /// The facts by weight, the largest change first.
    #[must_use]
    pub fn by_weight(&self, corpus: &Corpus) -> Vec<&RestatedFact> {
        let mut facts: Vec<(Number, &RestatedFact)> =
            self.facts.iter().map(|fact| (fact.weight(corpus), fact)).collect();
        facts.sort_by(|(one, _), (other, _)| other.cmp(one));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }

    /// The median of the facts' largest changes.
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

/// Whether the last of some versions is above the first, below it, or equal.
pub(super) fn direction(corpus: &Corpus, versions: &[u32]) -> std::cmp::Ordering {
    let ends = versions.first().zip(versions.last());
    let ends = ends.and_then(|(&first, &last)| figure(corpus, last).zip(figure(corpus, first)));
    ends.map_or(std::cmp::Ordering::Equal, |(last, first)| last.cmp(&first))
}

/// The figure of a claim as said; if no number is, its lower end, or else its upper one.
pub(super) fn figure(corpus: &Corpus, at: u32) -> Option<Number> {
    let Value::Number(figure) = &corpus.claim(at).value else { return None };
    let hard = figure.hard();
    figure.best().or(hard.low.as_ref()).or(hard.high.as_ref()).cloned()
}

/// The mistyped digit and the right one, if a figure of four digits or more was replaced by one
/// that has a smaller digit in one place, not the last, and is the same otherwise. A total that
/// falls by just that was mistyped.
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

/// By how many thousands a figure changed whose last three digits stayed the same, and in which direction.
#[must_use]
pub fn thousands_apart(first: Option<Number>, last: Option<Number>) -> Option<(Number, &'static str)> {
    let (first, last) = first.zip(last)?;
    let (change, thousand) = (&last - &first, Number::from_i64(1000));
    let is_whole = |number: &Number| number.checked_div(&thousand).is_some_and(|count| count.is_integer());
    let way = if change.is_negative() { "less" } else { "more" };
    (!change.is_zero() && is_whole(&change) && !is_whole(&first)).then(|| (change.abs(), way))
}
