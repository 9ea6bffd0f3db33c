//! Builds the system of a group of tied series: an unknown for each value at each time, rows for the constraints,
//! items for the statements.

mod builder;
mod values;
mod instants;
mod rows;
mod periods;
mod items;
mod labelled;
mod built;

pub(super) use built::{Built, build};
