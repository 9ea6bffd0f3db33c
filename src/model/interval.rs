//! Intervals of exact numbers: what a figure can be.

use std::fmt;

use super::number::Number;

/// Every number between two ends. A missing end is unbounded; an open end is not itself part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub low: Option<Number>,
    /// The upper end.
    pub high: Option<Number>,
    /// Whether the lower end is left out.
    pub low_open: bool,
    /// Whether the upper end is left out.
    pub high_open: bool,
}

impl Interval {
    /// Every number.
    pub const ALL: Self = Self { low: None, high: None, low_open: false, high_open: false };

    /// One number.
    #[must_use]
    pub fn exact(number: Number) -> Self {
        Self::closed(number.clone(), number)
    }

    /// From one number to another, both included.
    #[must_use]
    pub const fn closed(low: Number, high: Number) -> Self {
        Self { low: Some(low), high: Some(high), low_open: false, high_open: false }
    }

    /// This number or more.
    #[must_use]
    pub const fn at_least(low: Number) -> Self {
        Self { low: Some(low), high: None, low_open: false, high_open: false }
    }

    /// This number or less.
    #[must_use]
    pub const fn at_most(high: Number) -> Self {
        Self { low: None, high: Some(high), low_open: false, high_open: false }
    }

    /// More than this number.
    #[must_use]
    pub const fn above(low: Number) -> Self {
        Self { low: Some(low), high: None, low_open: true, high_open: false }
    }

    /// Less than this number.
    #[must_use]
    pub const fn below(high: Number) -> Self {
        Self { low: None, high: Some(high), low_open: false, high_open: true }
    }

    /// The one number it holds, where it holds just one.
    #[must_use]
    pub fn single(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high && !self.low_open && !self.high_open => Some(low),
            _ => None,
        }
    }

    /// Whether it holds no number at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => low > high || (low == high && (self.low_open || self.high_open)),
            _ => false,
        }
    }

    /// Whether it holds a number.
    #[must_use]
    pub fn contains(&self, number: &Number) -> bool {
        let above =
            self.low.as_ref().is_none_or(|low| if self.low_open { low < number } else { low <= number });
        let below =
            self.high.as_ref().is_none_or(|high| if self.high_open { number < high } else { number <= high });
        above && below
    }

    /// Whether two intervals have no number in common.
    #[must_use]
    pub fn disjoint(&self, other: &Self) -> bool {
        self.is_empty() || other.is_empty() || self.before(other) || other.before(self)
    }

    /// Whether every number of it is below every number of the other.
    #[must_use]
    pub fn before(&self, other: &Self) -> bool {
        match (&self.high, &other.low) {
            (Some(high), Some(low)) => high < low || (high == low && (self.high_open || other.low_open)),
            _ => false,
        }
    }

    /// The numbers that both hold; it may be empty.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let (low, low_open) = tighter(&self.low, self.low_open, &other.low, other.low_open, |a, b| a > b);
        let (high, high_open) =
            tighter(&self.high, self.high_open, &other.high, other.high_open, |a, b| a < b);
        Self { low, high, low_open, high_open }
    }

    /// The least interval that holds both; an end is left out only if neither holds it.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        let (low, low_open) = looser(&self.low, self.low_open, &other.low, other.low_open, |a, b| a < b);
        let (high, high_open) =
            looser(&self.high, self.high_open, &other.high, other.high_open, |a, b| a > b);
        Self { low, high, low_open, high_open }
    }

    /// What a number of this and one of another interval can add up to. Ends are included, which is never too narrow.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |one: &End, other: &End| Some(one.as_ref()? + other.as_ref()?);
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high), ..Self::ALL }
    }

    /// What a number of this interval can be less one of another. Ends are included, which is never too narrow.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let difference = |one: &End, other: &End| Some(one.as_ref()? - other.as_ref()?);
        Self {
            low: difference(&self.low, &other.high),
            high: difference(&self.high, &other.low),
            ..Self::ALL
        }
    }

    /// The interval with each finite end moved outwards.
    #[must_use]
    pub fn widen(&self, by: &Number) -> Self {
        Self {
            low: self.low.as_ref().map(|low| low - by),
            high: self.high.as_ref().map(|high| high + by),
            ..*self
        }
    }

    /// Applies a function to both ends. The function keeps the order of numbers, or reverses it where `is_falling`.
    #[must_use]
    pub fn map(&self, through: impl Fn(&Number) -> Number, is_falling: bool) -> Self {
        let low = self.low.as_ref().map(&through);
        let high = self.high.as_ref().map(&through);
        if is_falling {
            Self { low: high, high: low, low_open: self.high_open, high_open: self.low_open }
        } else {
            Self { low, high, low_open: self.low_open, high_open: self.high_open }
        }
    }

    /// How far apart the ends are; none where one is missing.
    #[must_use]
    pub fn width(&self) -> Option<Number> {
        Some(self.high.as_ref()? - self.low.as_ref()?)
    }

    /// The gap between two intervals that have nothing in common; zero where they touch or meet.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Number {
        let between = |below: &Self, above: &Self| match (&below.high, &above.low) {
            (Some(high), Some(low)) if low > high => low - high,
            _ => Number::ZERO,
        };
        between(self, other).max(between(other, self))
    }
}

type End = Option<Number>;

fn tighter(
    a: &End,
    a_open: bool,
    b: &End,
    b_open: bool,
    beats: impl Fn(&Number, &Number) -> bool,
) -> (End, bool) {
    match (a, b) {
        (Some(x), Some(y)) if x == y => (a.clone(), a_open || b_open),
        (Some(x), Some(y)) if beats(y, x) => (b.clone(), b_open),
        (None, Some(_)) => (b.clone(), b_open),
        _ => (a.clone(), a_open),
    }
}

fn looser(
    a: &End,
    a_open: bool,
    b: &End,
    b_open: bool,
    beats: impl Fn(&Number, &Number) -> bool,
) -> (End, bool) {
    match (a, b) {
        (Some(x), Some(y)) if x == y => (a.clone(), a_open && b_open),
        (Some(x), Some(y)) if beats(y, x) => (b.clone(), b_open),
        (Some(_), Some(_)) => (a.clone(), a_open),
        _ => (None, false),
    }
}

impl fmt::Display for Interval {
    /// As a message says it: `729`, `at least 40`, `from 10,200 to 13,800`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("no figure");
        }
        if let Some(number) = self.single() {
            return f.write_str(&number.grouped());
        }
        match (&self.low, &self.high) {
            (None, None) => f.write_str("any figure"),
            (Some(low), None) => {
                write!(f, "{} {}", if self.low_open { "more than" } else { "at least" }, low.grouped())
            }
            (None, Some(high)) => {
                write!(f, "{} {}", if self.high_open { "less than" } else { "at most" }, high.grouped())
            }
            (Some(low), Some(high)) => {
                let above = if self.low_open { "just above " } else { "" };
                let below = if self.high_open { "just under " } else { "" };
                write!(f, "from {above}{} to {below}{}", low.grouped(), high.grouped())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(number: i64) -> Number {
        Number::from_i64(number)
    }

    #[test]
    fn speaks_as_a_desk_does() {
        assert_eq!(Interval::exact(n(28_752)).to_string(), "28,752");
        assert_eq!(Interval::at_least(n(40)).to_string(), "at least 40");
        assert_eq!(Interval::above(n(40)).to_string(), "more than 40");
        assert_eq!(Interval::at_most(n(-5)).to_string(), "at most -5");
        assert_eq!(Interval::below(n(5)).to_string(), "less than 5");
        assert_eq!(Interval::closed(n(10_200), n(13_800)).to_string(), "from 10,200 to 13,800");
        let half_open = Interval { high_open: true, ..Interval::closed(n(1), n(2)) };
        assert_eq!(half_open.to_string(), "from 1 to just under 2");
        assert_eq!(Interval::closed(n(2), n(1)).to_string(), "no figure");
        assert_eq!(Interval::ALL.to_string(), "any figure");
    }

    #[test]
    fn touching_ends_meet_only_where_both_are_closed() {
        let low = Interval::closed(n(1), n(2));
        let open = Interval { high_open: true, ..low.clone() };
        let high = Interval::closed(n(2), n(3));
        assert!(!low.disjoint(&high));
        assert!(open.disjoint(&high));
        assert!(open.before(&high));
        assert_eq!(open.gap(&high), Number::ZERO);
        assert_eq!(low.gap(&Interval::exact(n(9))), n(7));
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        let end = || proptest::option::of((-6i64..6).prop_map(n));
        (end(), end(), any::<bool>(), any::<bool>()).prop_map(|(low, high, low_open, high_open)| Interval {
            low_open: low_open && low.is_some(),
            high_open: high_open && high.is_some(),
            low,
            high,
        })
    }

    /// Halves from below every end to above every end: enough to distinguish any two of these intervals.
    fn probes() -> impl Iterator<Item = Number> {
        (-30..30).map(|half| Number::decimal(half * 5, 1))
    }

    proptest! {
        #[test]
        fn emptiness_and_meeting_are_what_the_members_say(a in any_interval(), b in any_interval()) {
            prop_assert_eq!(a.is_empty(), !probes().any(|x| a.contains(&x)));
            let both = a.intersect(&b);
            let around = a.around(&b);
            for x in probes() {
                prop_assert!(around.contains(&x) || !a.contains(&x) && !b.contains(&x));
                prop_assert_eq!(both.contains(&x), a.contains(&x) && b.contains(&x));
            }
            prop_assert_eq!(a.disjoint(&b), both.is_empty());
            prop_assert_eq!(a.disjoint(&b), b.disjoint(&a));
        }

        #[test]
        fn widening_keeps_members(a in any_interval(), by in 0i64..4) {
            for x in probes().filter(|x| a.contains(x)) {
                prop_assert!(a.widen(&n(by)).contains(&(&x + &n(by))) && a.widen(&n(by)).contains(&(&x - &n(by))));
            }
        }
    }
}
