//! What can be true together: conflicts among bounds on an unknown, the smallest repair of each, and its cores.
//!
//! An [`Item`] says that an unknown lies in an interval at a node (a point of time). Nodes are
//! ordered in time, and the unknown never falls from an earlier node to a later one; with a single
//! node this is plain agreement. Two items conflict if the earlier one's low end is above the later
//! one's high end. Only pairs matter: by Helly's theorem in one dimension, applied to a monotone
//! function by taking the running maximum of the low ends, items that agree in pairs agree all
//! together. So a conflict is a pair, a repair is a vertex cover of the conflict graph, and "lies
//! above and before" is a strict partial order, which makes smallest repairs cheap to find.
//!
//! - [`chain`]: nodes in total order. Exact, O(n log n).
//! - [`partial`]: nodes that are ranges of time, not all comparable. Exact up to a limit, by a minimum cut.
//! - [`camps`]: one node, values that agree only if equal. Exact, O(n).
//! - [`graph`]: conflicts of any kind. Exact up to a limit, by a minimum cut or by branch and bound.
//! - [`linear`]: systems of linear constraints between many unknowns.
//!
//! The first four give one [`Conflict`] for each connected component of the conflict graph, in the order of its
//! lowest item; if the items of all repairs are removed, no conflict is left. Answers depend on nothing but the
//! arguments.
//!
//! If several repairs are equally small, a component of up to 48 items keeps the lowest item that can be kept, then
//! the next, and so on. A larger one decides by the order of nodes and bounds, and so does one whose search for the
//! lowest items reaches the limit after the smallest repair is found.

mod union;
mod weight;
mod moment;
mod endpoint;
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
pub use endpoint::{End, Endpoint};
pub use equality::camps;
pub use graph::{STEPS, graph};
pub use item::Item;
pub use moment::{TimePoint, TimeRange};
pub use partial::{PAIRS, partial};
pub use union::Union;
pub use weight::Weight;
