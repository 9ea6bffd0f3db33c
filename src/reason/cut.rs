//! Ends of intervals, the items that bear them, and their ranks among each other.

use super::partial::Stretch;
use super::weight::Weight;
use crate::model::Number;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// From below.
    Low,
    /// From above.
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

    /// The end of a summand that decides this end of the sum, by the sign of its coefficient.
    #[must_use]
    pub(in crate::reason) fn times(self, coefficient: &Number) -> Self {
        if coefficient.is_negative() { self.other() } else { self }
    }
}

/// An end, as a cut of the line: at, just below or just above a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut<T> {
    /// The value at the end.
    pub value: T,
    /// 0 where the value itself is inside; +1 for an open low end, −1 for an open high end.
    pub side: i8,
}

impl<T> Cut<T> {
    /// An end that holds its value, low or high.
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

/// A statement: at a node the unknown lies between two ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<T> {
    /// When: an index, nondecreasing in time; for [`super::partial`] an index into its stretches.
    pub node: u32,
    /// The low end; none is minus infinity.
    pub low: Option<Cut<T>>,
    /// The high end; none is plus infinity.
    pub high: Option<Cut<T>>,
    /// What it costs to set the item aside.
    pub weight: Weight,
}

impl<T: Ord> Item<T> {
    /// Whether no value at all lies between the ends. Such an item takes part in nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        above(self.low.as_ref(), self.high.as_ref())
    }
}

/// Whether a low end lies above a high end.
pub(super) fn above<T: Ord>(low: Option<&Cut<T>>, high: Option<&Cut<T>>) -> bool {
    matches!((low, high), (Some(low), Some(high)) if low > high)
}

/// An item with its ends replaced by ranks, so that the heavy work compares small numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) index: u32,
    /// The rank of the low end; 0 is minus infinity.
    pub(super) low: u32,
    /// The rank of the high end on the same scale; `u32::MAX` is plus infinity.
    pub(super) high: u32,
    /// Where the high end applies and where the low end does.
    pub(super) when: Stretch,
    pub(super) weight: Weight,
}

impl Bar {
    /// Whether this one's low end applies no later than the other's high end, and lies above it.
    pub(super) fn over(&self, other: &Self) -> bool {
        self.low > other.high && self.when.end.reaches(other.when.start)
    }
}

/// The chosen items as bars, in the order of the choice.
pub(super) fn bars<T: Ord>(items: &[Item<T>], chosen: &[u32], when: impl Fn(u32) -> Stretch) -> Vec<Bar> {
    let mut ends: Vec<(&Cut<T>, u32, bool)> = Vec::with_capacity(chosen.len() * 2);
    let mut bars: Vec<Bar> = Vec::with_capacity(chosen.len());
    for (&index, at) in chosen.iter().zip(0_u32..) {
        let item = &items[index as usize];
        ends.extend(item.low.as_ref().map(|cut| (cut, at, true)));
        ends.extend(item.high.as_ref().map(|cut| (cut, at, false)));
        bars.push(Bar { index, low: 0, high: u32::MAX, when: when(item.node), weight: item.weight });
    }
    ends.sort_unstable_by(|a, b| a.0.cmp(b.0));
    let mut rank = 0;
    let mut last: Option<&Cut<T>> = None;
    for (cut, at, is_low) in ends {
        if last != Some(cut) {
            rank += 1;
            last = Some(cut);
        }
        let bar = &mut bars[at as usize];
        *(if is_low { &mut bar.low } else { &mut bar.high }) = rank;
    }
    bars
}
