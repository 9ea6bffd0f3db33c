//! Conflicts that share items, with what is known of their repair.

use crate::reason::Weight;
use crate::reason::linear::choices::Combination;
use crate::reason::linear::minimal_conflict::MinimalConflict;

/// Conflicts of more items are not pursued: they arise when everything that would show a shorter one is removed.
pub(super) const LONG: usize = 24;

/// Some of the conflicts found, which share no item and no choice with the others.
pub(super) struct ConflictGroup {
    pub(super) items: Vec<u32>,
    pub(super) cores: Vec<Vec<u32>>,
    /// Every combination of the choices that its items belong to; a single empty one where there are none.
    pub(super) combinations: Vec<Combination>,
    /// Its repair, ascending.
    pub(super) removed: Vec<u32>,
    /// Whether no other repair is as small.
    pub(super) unique: bool,
    /// The items of the repair that every smallest one has, as far as that is known.
    pub(super) certain: Vec<u32>,
    /// The items that some smallest repair has, as far as that is known.
    pub(super) possible: Vec<u32>,
    /// Whether its repair is a smallest one.
    pub(super) is_smallest: bool,
}

/// A repair of a group: a combination of its choices, and the items that are removed then.
#[derive(Default)]
pub(super) struct Repair {
    pub(super) combination: Combination,
    /// Ascending.
    pub(super) set: Vec<u32>,
    pub(super) weight: Weight,
    /// Whether nothing lighter hits the conflicts known.
    pub(super) is_smallest: bool,
}

/// What another repair of a group leaves.
pub(super) enum Trial {
    /// Nothing: it is a repair.
    Holds,
    /// A minimal conflict.
    Conflict(MinimalConflict),
    /// A conflict of too many items to pursue it.
    TooLong,
    /// The answer was given up.
    Unknown,
}

/// What is known of a group's repair beside others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Optimality {
    /// No other is as small.
    Unique,
    /// None is smaller; others may be as small.
    Optimal,
    /// A smaller one may exist.
    Unknown,
}
