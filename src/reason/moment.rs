//! Moments and ranges of time, not all of which are before or after each other.

/// A moment: a point of time, or one with some length such as a day, in any unit. Of two different moments one is before the other
/// if it ends no later than the other begins; if neither is, they are not comparable. Two equal
/// ones are the same moment, whatever their length.
///
/// There are two lines of time. Every moment lies on the first, and if nobody names a time zone, that is all. If somebody does, the
/// first line is the clock of one zone. A day without a zone then has two places: on the first line the whole stretch in which it
/// can lie, whatever its zone, and on the second line the day as it is written. So two such days, whose stretches overlap on the
/// first line, are still in order on the second. What is before on one line is never after on the other.
///
/// The derived order serves to sort and to group. Only [`TimePoint::reaches`] says which of two moments is before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePoint {
    /// Where it begins on the first line.
    pub from: i64,
    /// Where it ends on the first line, no earlier: the point at which the next may begin.
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

    /// Whether it equals the other, or is before it on one of the lines.
    #[must_use]
    pub fn reaches(self, other: Self) -> bool {
        let is_before = |line: Line| {
            let (mine, theirs) = (line.of(self), line.of(other));
            mine.zip(theirs).is_some_and(|((_, end), (start, _))| end <= start)
        };
        self == other || Line::ALL.into_iter().any(is_before)
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

    /// Where a moment begins and ends on this line; none if it does not lie there.
    pub(super) fn of(self, moment: TimePoint) -> Option<(i64, i64)> {
        match self {
            Self::First => Some((moment.from, moment.to)),
            Self::Second => moment.second,
        }
    }
}

/// The times at which an item's bounds apply: the first and the last moment at which what it says can be true.
///
/// If an item says of an uncertain instant that the unknown lies between 5 and 8, the instant may be any from the first to the last
/// moment. As the unknown never falls, it is at least 5 at the last moment, and at most 8 at the first. Nothing else is known.
///
/// The derived order serves to sort and to group, as that of [`TimePoint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    /// The first moment, where the high end applies.
    pub start: TimePoint,
    /// The last moment, where the low end applies: the same as the first, or after it.
    pub end: TimePoint,
}

impl TimeRange {
    /// One moment.
    #[must_use]
    pub const fn at(moment: TimePoint) -> Self {
        Self { start: moment, end: moment }
    }

    /// A point that stands for a position in a total order.
    pub(super) const fn of_position(position: u32) -> Self {
        let point = position as i64;
        Self::at(TimePoint::new(point, point))
    }

    /// Whether neither of its moments ends before it begins, and the last is the first or after it.
    pub(super) fn is_sound(self) -> bool {
        self.start.from <= self.start.to && self.end.from <= self.end.to && self.start.reaches(self.end)
    }
}
