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
//! conflict is left when the items of every repair are removed. Answers depend on nothing but the arguments.
//!
//! Where several repairs are equally small, a component of up to 48 items keeps the lowest item that can be kept, then
//! the next, and so on; a larger one settles it by the order of nodes and bounds, and so does one whose search for the
//! lowest items meets the limit after the search for a smallest repair did not.

mod union;
mod weight;
mod moment;
mod cut;
mod item;
mod ranked_item;
mod conflict;
mod conflict_index;
mod components;
mod patience;
mod chain;
mod flow;
mod partial;
mod equality;
mod rivals;
mod vertex_cover;
mod graph;
mod groups;
mod bound;
mod hitting_search;
mod hitting;
mod tableau;
mod simplex;
pub mod linear;
#[cfg(test)]
mod brute_force_tests;
#[cfg(test)]
mod tests;

pub use chain::chain;
pub use conflict::Conflict;
pub use cut::{End, Endpoint};
pub use equality::camps;
pub use graph::{STEPS, graph};
pub use item::Item;
pub use moment::{TimePoint, TimeRange};
pub use partial::{PAIRS, partial};
pub use union::Union;
pub use weight::Weight;
