//! For which time a name, a truth value or a set is said to hold, and whether two such times must meet.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::fact::{Fact, relays};
use super::same::same_value;
use super::series::Corpus;
use crate::model::claim::{Claim, Moment};
use crate::model::{Day, Shape};

/// The time for which something is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HoldingTime {
    /// All the time between two days. It is not said how much of these two days belongs to it: on one day one holder of an office may follow
    /// another. If only years are given, the two days are the last of the first year and the first of the last one.
    Throughout(Day, Day),
    /// At some moment between two days: on a day, or at some time `during` a period.
    Sometime(Day, Day),
    /// Nobody knows when.
    Unknown,
}

impl HoldingTime {
    /// The time of a claim.
    pub(crate) fn of(claim: &Claim) -> Self {
        let Some(window) = claim.time else { return Self::Unknown };
        if let Some((begun, ended)) = claim.throughout {
            // If it may have ended on the day it began, all that is certain is that it held at some moment.
            let ends = window.from.zip(window.to);
            let some_moment = ends.map_or(Self::Unknown, |(first, last)| Self::Sometime(first, last));
            return if begun < ended { Self::Throughout(begun, ended) } else { some_moment };
        }
        let is_sharp = !window.approximate && !window.uncertain;
        if let (Shape::Period, Some(first), Some(last), true) =
            (window.shape, window.from, window.to, is_sharp)
        {
            return Self::Sometime(first, last);
        }
        let Some(day) = window.only_day().filter(|_| is_sharp) else {
            return Self::Unknown;
        };
        // A time with a zone may be on the day before or after for whoever wrote the other claim.
        let is_zoned = window.from_clock.is_some_and(|clock| clock.offset.is_some());
        let (first, last) = if is_zoned { (day.prev(), day.next()) } else { (Some(day), Some(day)) };
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

/// A statement and when it was made.
struct DatedStatement {
    moment: Moment,
    /// The fact, by number.
    fact: u32,
    /// The number of the statement at the fact.
    place: u32,
    /// The claim that represents it.
    claim: u32,
}

/// The statements (fact and number) that their own voice has since revised. What holds `since` a day runs to the day
/// on which it is said; so a newer statement has another window, and revises the older one all the same.
pub(crate) fn restated(corpus: &Corpus, facts: &[Fact]) -> FxHashSet<(u32, u32)> {
    let mut restatements: BTreeMap<_, Vec<DatedStatement>> = BTreeMap::new();
    for (number, fact) in (0_u32..).zip(facts) {
        for (place, statement) in (0_u32..).zip(&fact.statements) {
            let at = statement.representative();
            let claim = corpus.claim(at);
            let moment = claim.said.or(claim.published);
            let (Some(moment), Some((begun, ended))) = (moment, claim.throughout) else { continue };
            if ended == moment.from {
                let key = (statement.voice, relays(corpus, at), begun);
                restatements.entry(key).or_default().push(DatedStatement {
                    moment,
                    fact: number,
                    place,
                    claim: at,
                });
            }
        }
    }
    let mut old = FxHashSet::default();
    for statements in restatements.values() {
        for statement in statements {
            let value = &corpus.claim(statement.claim).value;
            let is_revised = statements.iter().any(|later| {
                later.moment.certainly_after(&statement.moment)
                    && !same_value(&corpus.claim(later.claim).value, value)
            });
            if is_revised {
                old.insert((statement.fact, statement.place));
            }
        }
    }
    old
}
