//! Moments and stretches of time, not all of which come before or after each other.

/// A moment or a day: from one point of time to another, in any unit. Two different ones are comparable where one
/// ends no later than the other begins; one that equals another is the same moment for all who name it.
///
/// A clock time inside a day is not comparable with that day. A unit of half a second, with days on even and clock
/// times on odd numbers, keeps midnight inside its day as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePoint {
    /// Where it begins.
    pub from: i64,
    /// Where it ends, no earlier: the point at which the next may begin.
    pub to: i64,
}

impl TimePoint {
    /// Whether it is the other, or before it.
    #[must_use]
    pub fn reaches(self, other: Self) -> bool {
        self == other || self.to <= other.from
    }
}

/// Where an item's bounds apply. An uncertain instant says of a total that never falls that by its last moment it
/// has reached the low end, and that at its first it had not passed the high end.
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

    /// A place in a total order.
    pub(super) const fn index(node: u32) -> Self {
        let at = node as i64;
        Self::at(TimePoint { from: at, to: at })
    }

    /// Whether it runs forwards.
    pub(super) fn is_sound(self) -> bool {
        self.start.from <= self.start.to && self.end.from <= self.end.to && self.start.reaches(self.end)
    }
}
