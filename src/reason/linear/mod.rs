//! Which values can all be true under linear constraints: sums, differences and orders of unknowns, bounds on them,
//! and products.
//!
//! A [`System`] has unknowns with domains, rows that always hold, and items that say where an unknown lies. A
//! [`Solver`] keeps a system prepared, and is asked of one set of items after another what cannot hold together. If a
//! [`Choice`] leaves open which items are right, only what conflicts with every alternative is a conflict.
//!
//! The answer comes in steps, each of which only handles what the one before leaves undecided: equal items are
//! merged; bounds are propagated with their reasons; an exact simplex with certificates (Dutertre & de Moura 2006;
//! Farkas) decides the rows that propagation leaves open. Conflicts are made minimal by deletion. Smallest repairs,
//! and the alternatives that need the smallest, come from implicit hitting sets (Reiter 1987; Moreno-Centeno & Karp
//! 2013), each tried only around what it changes. Each removed item gets the core that is easiest to read, with its
//! proof.

mod system;
mod adjacency;
mod activity;
mod bounds;
mod sub_system;
mod excerpt;
mod pending;
mod local;
mod engine;
mod dive;
mod unproved_core;
mod tryout;
mod classes;
mod product;
mod deletion_filter;
mod easiest_core;
mod proof;
mod resolution;
mod choices;
mod rising;
mod workspace;
mod conflict_group;
mod repair;
mod first_repair;
mod region;
mod smallest_repair;
mod other_repairs;
mod direct;
mod explain;
mod solver;

pub use direct::{DirectConflict, direct_conflicts};
pub use proof::{Conclusion, Part, Proof, Step, StepReason, broken, by_rows};
pub use resolution::{Core, LinearConflict, Resolution};
pub use solver::{Solver, resolve};
pub use system::{Choice, Item, Limits, Product, Row, Span, System};
