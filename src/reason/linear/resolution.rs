//! The result of solving a system: its conflicts, each with a repair and cores.

use crate::reason::linear::proof::Proof;

/// The result of solving a system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The conflicts, in the order of the lowest item removed.
    pub conflicts: Vec<LinearConflict>,
    /// Whether no limit was reached: then, if no conflict is reported, all items can hold together.
    pub is_complete: bool,
    /// Rows that cannot hold even without items; nothing else was examined then.
    pub broken: Vec<u32>,
}

/// Items that cannot all hold, connected by conflicts, and how to repair them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearConflict {
    /// The items of the conflicts found, ascending.
    pub items: Vec<u32>,
    /// A set of smallest weight whose removal resolves all of these conflicts, ascending.
    pub repair: Vec<u32>,
    /// Whether no other set has the same weight.
    pub unique: bool,
    /// The items that every repair of this weight contains, as far as known, ascending.
    pub certain: Vec<u32>,
    /// The items that some repair of this weight contains, as far as known, ascending. Empty if not asked for.
    pub possible: Vec<u32>,
    /// Whether the repair is of smallest weight.
    pub is_smallest: bool,
    /// For each removed item its easiest core with kept items; items that say the same have one together.
    pub cores: Vec<Core>,
    /// Other cores of removed items, as far as they are found without a search: a reader who looks at one figure may notice any of these
    /// conflicts.
    pub further_cores: Vec<Core>,
}

/// Items that cannot all hold, while all but any one of them can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// The items, the removed one first.
    pub items: Vec<u32>,
    /// Why they cannot all hold.
    pub proof: Proof,
}
