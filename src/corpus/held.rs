//! For which time a name, a side or a set is said to hold, and whether two such times must meet.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::fact::{Fact, relays};
use super::same::same_value;
use super::series::Corpus;
use crate::model::claim::{Claim, Moment};
use crate::model::{Day, Shape};

/// The time for which something is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// All the time between two days. How much of the two days themselves is not said: one holder may follow another on one
    /// day, or in one year where no more than the year is given.
    Throughout(Day, Day),
    /// At some moment from one day to another: on a day, or at some time `during` a period.
    Sometime(Day, Day),
    /// Nobody knows when.
    Unknown,
}

impl Held {
    /// The time of a claim.
    pub(crate) fn of(claim: &Claim) -> Self {
        let Some(window) = claim.time else { return Self::Unknown };
        if let Some((begun, ended)) = claim.throughout {
            // Where it may have ended before it began it held at some moment, however short.
            let ends = window.from.zip(window.to);
            let sometime = ends.map_or(Self::Unknown, |(first, last)| Self::Sometime(first, last));
            return if begun < ended { Self::Throughout(begun, ended) } else { sometime };
        }
        let sharp = !window.approximate && !window.uncertain;
        if let (Shape::Period, Some(first), Some(last), true) = (window.shape, window.from, window.to, sharp)
        {
            return Self::Sometime(first, last);
        }
        let Some(day) = window.only_day().filter(|_| !window.approximate && !window.uncertain) else {
            return Self::Unknown;
        };
        // A moment with a zone is one day here, and may be its neighbour where the other was written.
        let zone = window.from_clock.is_some_and(|clock| clock.offset.is_some());
        let (first, last) = if zone { (day.prev(), day.next()) } else { (Some(day), Some(day)) };
        first.zip(last).map_or(Self::Unknown, |(first, last)| Self::Sometime(first, last))
    }

    /// Whether there must be a moment at which both hold.
    pub(crate) fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Throughout(begun, ended), Self::Throughout(from, to)) => begun.max(from) < ended.min(to),
            (Self::Throughout(begun, ended), Self::Sometime(first, last))
            | (Self::Sometime(first, last), Self::Throughout(begun, ended)) => begun < first && last < ended,
            _ => false,
        }
    }
}

/// The statements, by fact and number, whose voice has since said otherwise: what it says holds `since` a day runs to the
/// day on which it says so, so that its newer word has another window and yet revises the older one.
pub(crate) fn restated(corpus: &Corpus, facts: &[Fact]) -> FxHashSet<(u32, u32)> {
    let mut said: BTreeMap<_, Vec<(Moment, u32, u32, u32)>> = BTreeMap::new();
    for (number, fact) in (0_u32..).zip(facts) {
        for (place, statement) in (0_u32..).zip(&fact.statements) {
            let at = statement.speaker();
            let claim = corpus.claim(at);
            let moment = claim.said.or(claim.published);
            let (Some(moment), Some((begun, ended))) = (moment, claim.throughout) else { continue };
            if ended == moment.from {
                let key = (statement.voice, relays(corpus, at), begun);
                said.entry(key).or_default().push((moment, number, place, at));
            }
        }
    }
    let mut old = FxHashSet::default();
    for words in said.values() {
        for &(moment, fact, place, at) in words {
            let value = &corpus.claim(at).value;
            let newer = words.iter().any(|&(later, .., other)| {
                later.certainly_after(&moment) && !same_value(&corpus.claim(other).value, value)
            });
            if newer {
                old.insert((fact, place));
            }
        }
    }
    old
}
