//! Series that laws, parts, complete sets and totals tie together, each group solved as one.

mod timeline;
mod laws;
mod web;
mod prune;
mod classes;
mod groups;
mod component;
mod build;
mod tell;
mod find;

pub(super) use find::find;
pub(super) use laws::Laws;
pub(super) use web::{Form, Node, Web};
