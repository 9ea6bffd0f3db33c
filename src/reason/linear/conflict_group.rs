//! Conflicts that share items, and what is known about their common repair.

use crate::reason::Weight;
use crate::reason::linear::choices::Combination;
use crate::reason::linear::unproved_core::UnprovedCore;

/// Conflicts with more items are not pursued: they appear when everything that would show a shorter one is removed.
pub(super) const LONG: usize = 24;

/// Some of the conflicts found, which share no item and no choice with any other.
pub(super) struct ConflictGroup {
    pub(super) items: Vec<u32>,
    pub(super) cores: Vec<Vec<u32>>,
    /// All combinations of the choices that its items belong to; one empty combination if there are none.
    pub(super) combinations: Vec<Combination>,
    /// Its repair, ascending.
    pub(super) removed: Vec<u32>,
    /// Whether no other repair is as small.
    pub(super) unique: bool,
    /// The items that every smallest repair contains, as far as known.
    pub(super) certain: Vec<u32>,
    /// The items that some smallest repair contains, as far as known.
    pub(super) possible: Vec<u32>,
    /// Whether its repair is a smallest one.
    pub(super) is_smallest: bool,
}

/// A repair of a group: a combination of its choices, and the items that are then removed.
#[derive(Default)]
pub(super) struct Repair {
    pub(super) combination: Combination,
    /// Ascending.
    pub(super) set: Vec<u32>,
    pub(super) weight: Weight,
    /// Whether no lighter set hits the known conflicts.
    pub(super) is_smallest: bool,
}

/// The result of trying another repair of a group.
pub(super) enum Trial {
    /// It is a repair.
    Holds,
    /// A core.
    Conflict(UnprovedCore),
    /// A conflict of too many items to pursue it.
    TooLong,
    /// The limit was reached.
    Unknown,
}

/// What is known about a group's repair compared with others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Optimality {
    /// No other is as small.
    Unique,
    /// None is smaller; others may be as small.
    Optimal,
    /// A smaller one may exist.
    Unknown,
}

/// How the search for a smallest repair of a group ended.
pub(super) enum GroupSearchEnd {
    Smallest,
    /// The repair may not be a smallest one, as a limit was reached.
    GivenUp,
    /// A conflict joins the group with other items.
    Joined,
}
