//! Moments and ranges of time, not all of which are before or after each other.

/// A moment or a day: from one point of time to another, in any unit. Two different ones are comparable if one ends
/// no later than the other begins; equal ones are the same moment for everybody.
///
/// Some moments also lie on a second line of time, on which all of them are comparable too: days as written, without
/// a time zone, so that their distance from the clock of the first line is unknown. What is before on one line is
/// never after on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePoint {
    /// Where it begins.
    pub from: i64,
    /// Where it ends, no earlier: the point at which the next may begin.
    pub to: i64,
    /// Where it begins and ends on the second line, if it lies there.
    pub second: Option<(i64, i64)>,
}

impl TimePoint {
    /// A moment on the first line alone.
    #[must_use]
    pub const fn new(from: i64, to: i64) -> Self {
        Self { from, to, second: None }
    }

    /// Whether it equals the other, or is before it.
    #[must_use]
    pub fn reaches(self, other: Self) -> bool {
        let before = |line: Line| {
            let (mine, theirs) = (line.of(self), line.of(other));
            mine.zip(theirs).is_some_and(|((_, end), (start, _))| end <= start)
        };
        self == other || Line::ALL.into_iter().any(before)
    }
}

/// A line of time that moments lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    First,
    Second,
}

impl Line {
    pub(super) const ALL: [Self; 2] = [Self::First, Self::Second];

    /// Where a moment begins and ends on this line.
    pub(super) fn of(self, moment: TimePoint) -> Option<(i64, i64)> {
        match self {
            Self::First => Some((moment.from, moment.to)),
            Self::Second => moment.second,
        }
    }
}

/// The times at which an item's bounds apply. If the instant is uncertain, a total that never falls has reached the
/// low end by its last moment, and has not exceeded the high end at its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    /// The first moment, where the high end applies.
    pub start: TimePoint,
    /// The last moment, where the low end applies: the same, or one that `start` reaches.
    pub end: TimePoint,
}

impl TimeRange {
    /// One moment.
    #[must_use]
    pub const fn at(moment: TimePoint) -> Self {
        Self { start: moment, end: moment }
    }

    /// A position in a total order.
    pub(super) const fn index(node: u32) -> Self {
        let at = node as i64;
        Self::at(TimePoint::new(at, at))
    }

    /// Whether its end is not before its start.
    pub(super) fn is_sound(self) -> bool {
        self.start.from <= self.start.to && self.end.from <= self.end.to && self.start.reaches(self.end)
    }
}
