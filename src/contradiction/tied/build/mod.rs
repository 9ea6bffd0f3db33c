//! A group of tied series in the reasoner's form: an unknown for each value at each time, a row for each tie.

mod builder;
mod values;
mod instants;
mod rows;
mod periods;
mod items;
mod labelled;
mod built;

pub(super) use built::{Built, build};
