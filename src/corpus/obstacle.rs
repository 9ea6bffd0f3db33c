//! What can keep two claims of one measure from being compared.

use super::series::ValueType;

/// What keeps two claims from being compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Obstacle {
    /// One does not say on which day.
    Day,
    /// One does not say over which period.
    Period,
    /// One says no unit.
    Unit,
    /// Their units do not convert into each other.
    Units,
    /// One is a percentage, the other a count without its whole.
    Share,
    /// One is of a day, the other of a time of that day.
    DayAndClock,
    /// One is of a time of day of which nobody says in which zone, the other of one with a zone.
    Zone,
    /// One is of a period, the other of an instant in it.
    PeriodAndInstant,
    /// Both are of some time of a period, and the periods are not the same.
    Periods,
    /// One holds all the time between two days, and how much of these, or which they are, is not said.
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
    /// The claims: that which lacks something or is the less exact, and another.
    pub(super) claims: (u32, u32),
}
