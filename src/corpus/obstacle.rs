//! What can keep two claims of one measure from being compared.

use super::same::{clash, same_value};
use super::series::{Corpus, ValueType};
use super::time_class::is_of_earlier_time;
use crate::model::Interval;
use crate::model::claim::Value;

/// How many claims are compared, at most, and with how many others each: all that is found makes one note for the measure.
pub(super) const MAX_TRIED: usize = 1_000;

/// What keeps two claims from being compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Obstacle {
    /// One does not say on which day.
    Day,
    /// One does not say over which period.
    Period,
    /// One does not say where.
    Place,
    /// One says no unit.
    Unit,
    /// Their units do not convert into each other.
    Units,
    /// One is a percentage, the other a count without its whole.
    Share,
    /// One is of a day, the other of a time of that day.
    DayAndClock,
    /// One is of a time of day without a time zone, the other of one with a zone.
    Zone,
    /// One is of a period, the other of an instant in it.
    PeriodAndInstant,
    /// Both are of some time of a period, and the periods are not the same.
    Periods,
    /// One holds all the time between two days. It is not said how much of these belongs to it, or which days they are.
    VagueEnds,
    /// One is of a period that does not say until when, or since when.
    OpenPeriod,
    /// One is of some unknown time within which the other may lie.
    UnknownTime,
    /// One says that the figure changed by so much, the other by something else, and not both say since when.
    Change,
    /// Their values are of two kinds, such as a name and a figure.
    Values(ValueType, ValueType),
}

/// Two claims that are not compared.
pub(super) struct UncomparedPair {
    /// What keeps them from being compared.
    pub(super) obstacle: Obstacle,
    /// The claims: first the one that lacks something or is less exact.
    pub(super) claims: (u32, u32),
}

/// Whether two claims of one series could not both be right if they were of one time.
pub(super) fn would_conflict(corpus: &Corpus, one: u32, other: u32) -> bool {
    let (one, other) = (corpus.claim(one), corpus.claim(other));
    if is_of_earlier_time(one, other) || is_of_earlier_time(other, one) {
        return false;
    }
    match (&one.value, &other.value) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other): (&Interval, &Interval) = (&one.hard(), &other.hard());
            one.disjoint(other)
        }
        (mine, theirs) => {
            let unlike = match (mine, theirs) {
                (Value::Set(one), Value::Set(other)) => clash(one, other),
                _ => !same_value(mine, theirs),
            };
            unlike && !corpus.may_agree(one.measure, one.scope, mine, theirs)
        }
    }
}
