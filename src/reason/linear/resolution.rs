//! What a system comes to: its conflicts, each with a repair and cores.

use crate::reason::linear::proof::Proof;

/// What a system comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The conflicts, in the order of the lowest item set aside.
    pub conflicts: Vec<LinearConflict>,
    /// Nothing was given up: when no conflict is told, all items can hold together.
    pub exact: bool,
    /// Rows that cannot hold whatever the items say; nothing else was looked at then.
    pub broken: Vec<u32>,
}

/// Items that cannot all hold, joined by conflicts, and how to mend them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearConflict {
    /// The items of the conflicts found, ascending.
    pub items: Vec<u32>,
    /// A set of smallest weight whose removal leaves none of them, ascending.
    pub repair: Vec<u32>,
    /// No other set of that weight would do.
    pub unique: bool,
    /// The repair is of smallest weight.
    pub exact: bool,
    /// For each part of the repair that says one thing of one unknown, the easiest core that it is in with kept items.
    pub cores: Vec<Core>,
}

/// Items that cannot all hold, while all but any one of them can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// The items, the one that is set aside first.
    pub items: Vec<u32>,
    /// Why they cannot all hold.
    pub proof: Proof,
}
