//! What can be true together: conflicts among bounds on an unknown, the smallest repair of each, and its cores.
//!
//! An [`Item`] says that an unknown lies in an interval at a node. Nodes are ordered in time and the unknown never
//! falls from an earlier node to a later one; with a single node this is plain agreement. Two items conflict when the
//! earlier one's low end lies above the later one's high end. Everything is pairwise: by Helly's theorem in one
//! dimension (along a monotone function: by taking the running maximum of the low ends) items that agree two by two
//! agree all together. So a conflict is a pair, a repair is a vertex cover of the conflict graph, and "one lies above
//! and before the other" is a strict partial order, which is what makes smallest repairs cheap to find.
//!
//! - [`chain`]: nodes in total order. Exact, O(n log n).
//! - [`partial`]: nodes that are stretches of time, not all comparable. Exact up to a limit, by a minimum cut.
//! - [`camps`]: one node, values that agree only when equal. Exact, O(n).
//! - [`graph`]: any conflicts whatever. Exact up to a limit, by a minimum cut or by branch and bound.
//!
//! Each gives one [`Conflict`] per connected component of the conflict graph, in the order of its lowest item; no
//! conflict is left when the items of every repair are set aside. Answers depend on nothing but the arguments.
//!
//! Where several repairs are equally small, a component of up to 48 items keeps the lowest item that can be kept, then
//! the next, and so on; a larger one settles it by the order of nodes and bounds, and so does one whose search for the
//! lowest items meets the limit after the search for a smallest repair did not.

mod bound;
mod camps;
mod chain;
mod components;
mod cut;
mod flow;
mod graph;
mod groups;
mod hitting;
mod kept;
mod least;
pub mod linear;
mod partial;
mod search;
mod simplex;
mod tableau;
#[cfg(test)]
mod tests;
mod union;
mod weight;

pub use camps::camps;
pub use chain::chain;
pub use cut::{Cut, End, Item};
pub use graph::{STEPS, graph};
pub use partial::{Moment, PAIRS, Stretch, partial};
pub use union::Union;
pub use weight::Weight;

/// Items that cannot all be true, joined by conflicts, and how to mend them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The connected component of the conflict graph, ascending.
    pub items: Vec<u32>,
    /// A set of smallest weight whose removal leaves no conflict, ascending.
    pub repair: Vec<u32>,
    /// No other set of that weight would do.
    pub unique: bool,
    /// For each item of the repair, in order, one kept item it conflicts with.
    pub cores: Vec<(u32, u32)>,
    /// The repair is of smallest weight. Otherwise it merely has no item to spare, and `unique` is false.
    pub exact: bool,
}

impl Conflict {
    /// The same conflict by other numbers for the items, in the same order.
    #[must_use]
    pub fn moved(self, number: impl Fn(u32) -> u32) -> Self {
        let moved = |items: Vec<u32>| items.into_iter().map(&number).collect();
        let cores = self.cores.into_iter().map(|(aside, kept)| (number(aside), number(kept))).collect();
        Self { items: moved(self.items), repair: moved(self.repair), cores, ..self }
    }
}
