//! Items with their ends replaced by ranks, so that the heavy work compares small numbers.

use super::cut::Cut;
use super::item::Item;
use super::moment::Stretch;
use super::weight::Weight;

/// An item with its ends replaced by ranks.
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
