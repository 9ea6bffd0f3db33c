//! Series that laws, parts, complete sets and totals tie together. Each connected component of a group is one system,
//! solved layer by layer.

mod timeline;
mod laws;
mod constraint;
mod graph;
mod disjoint;
mod prune;
mod retraction;
mod classes;
mod groups;
mod component;
mod absent;
mod build;
mod reckon;
mod break_cases;
mod arguments;
mod direct;
mod disputes;
mod evidence;
mod with_others;
mod layers;
mod find;

pub(super) use constraint::{ConstraintForm, Node};
pub(super) use find::{TiedOutcome, absent, solve};
pub(super) use graph::ConstraintGraph;
pub(super) use groups::{SeriesGroup, groups};
pub(super) use laws::Laws;
