//! Codes of the rules that folding and the order of findings treat in a special way.

use crate::finding::Code;

/// Two figures of one fact contradict each other.
pub(super) const FIGURES: Code = Code("C101");

/// A running total falls.
pub(super) const FALL: Code = Code("C105");

/// A part is above its whole, or grows by more than it.
pub(super) const PART_ABOVE_WHOLE: Code = Code("C106");

/// Parts do not add up to their whole.
pub(super) const PARTS_MISS_WHOLE: Code = Code("C107");

/// A flow is not what its total grows by.
pub(super) const FLOW: Code = Code("C108");

/// A declared law is broken.
pub(super) const LAW: Code = Code("C109");

/// A source restated its figures.
pub(super) const RESTATED: Code = Code("D104");

/// A claim was stated before the time that it is about.
pub(super) const EARLY: Code = Code("P106");

/// Two figures agree only as loosely as they are worded.
pub(super) const LOOSE: Code = Code("R122");
