//! The result for a system: its conflicts, each with a repair and cores.

use crate::reason::linear::proof::Proof;

/// The result for a system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The conflicts, in the order of the lowest item removed.
    pub conflicts: Vec<LinearConflict>,
    /// Nothing was given up: when no conflict is reported, all items can hold together.
    pub is_smallest: bool,
    /// Rows that cannot hold even without items; nothing else was looked at then.
    pub broken: Vec<u32>,
}

/// Items that cannot all hold, connected by conflicts, and how to repair them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearConflict {
    /// The items of the conflicts found, ascending.
    pub items: Vec<u32>,
    /// A set of smallest weight whose removal leaves none of them, ascending.
    pub repair: Vec<u32>,
    /// Whether no other set of that weight would do.
    pub unique: bool,
    /// The items of the repair that every set of that weight has, as far as that is known, ascending.
    pub certain: Vec<u32>,
    /// The items that some set of that weight has, as far as that is known, ascending. Empty where it was not asked for.
    pub possible: Vec<u32>,
    /// Whether the repair is of smallest weight.
    pub is_smallest: bool,
    /// For each part of the repair that says one thing of one unknown, the easiest core that it is in with kept items.
    pub cores: Vec<Core>,
    /// Other conflicts of what is removed that show without a search: whoever looks at one figure may see any of them.
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
