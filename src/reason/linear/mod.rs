//! What linear ties leave true together: sums, differences and orders of unknowns, bounds on them, and products.
//!
//! A [`System`] has unknowns with domains, rows that always hold, and items that say where an unknown lies. Answers come
//! in layers, each taking only what the one before leaves in doubt: items that say the same are merged; bounds are
//! propagated with their reasons; an exact simplex with certificates (Dutertre & de Moura 2006; Farkas) sees the rows
//! that propagation leaves in doubt. Conflicts are made minimal by deletion, smallest repairs come from implicit hitting
//! sets (Reiter 1987; Moreno-Centeno & Karp 2013), and each item that is set aside gets the core that is easiest to
//! read, with its proof.

mod bounds;
mod engine;
mod product;
mod proof;
mod repair;
mod shrink;
mod system;
mod tell;

pub use proof::{By, Ending, Part, Proof, Step};
pub use system::{Item, Limits, Product, Row, Span, System};

/// What a system comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The conflicts, in the order of the lowest item set aside.
    pub conflicts: Vec<Tied>,
    /// Nothing was given up: when no conflict is told, all items can hold together.
    pub exact: bool,
    /// Rows that cannot hold whatever the items say; nothing else was looked at then.
    pub broken: Vec<u32>,
}

/// Items that cannot all hold, joined by conflicts, and how to mend them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tied {
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

/// Rows that cannot hold together whatever is said, none of them to spare; none where all can.
#[must_use]
pub fn broken(system: &System) -> Vec<u32> {
    proof::broken(system)
}

/// Finds the conflicts of a system.
#[must_use]
pub fn resolve(system: System, limits: Limits) -> Resolution {
    repair::resolve(system, limits)
}
