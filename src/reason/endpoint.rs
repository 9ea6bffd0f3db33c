//! Ends of intervals, as cuts of the number line: at a value, just below it or just above it.

use crate::model::Number;

/// Which end of an interval is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The end that bounds it from below.
    Low,
    /// The end that bounds it from above.
    High,
}

impl End {
    /// The other end.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    /// Which end of an unknown determines this end of a sum that it is in with this coefficient.
    #[must_use]
    pub(super) fn times(self, coefficient: &Number) -> Self {
        if coefficient.is_negative() { self.other() } else { self }
    }
}

/// Where an end of an interval lies: at a value, just below it or just above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Endpoint<T> {
    /// The value at the end.
    pub value: T,
    /// 0 where the value itself is inside; +1 for an open low end, −1 for an open high end.
    pub side: i8,
}

impl<T> Endpoint<T> {
    /// An end that includes its value, low or high.
    pub const fn closed(value: T) -> Self {
        Self { value, side: 0 }
    }

    /// A low end just above a value.
    pub const fn above(value: T) -> Self {
        Self { value, side: 1 }
    }

    /// A high end just below a value.
    pub const fn below(value: T) -> Self {
        Self { value, side: -1 }
    }
}

/// Whether a low end lies above a high end.
pub(super) fn above<T: Ord>(low: Option<&Endpoint<T>>, high: Option<&Endpoint<T>>) -> bool {
    matches!((low, high), (Some(low), Some(high)) if low > high)
}
