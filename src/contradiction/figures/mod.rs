//! The figures of one series: what its voices say of one fact, and what a running total says from one time to another.
//!
//! Layer by layer, so that no contradiction hides another: the voices at each fact; then, for a running total, each voice by
//! itself along the time; then all of them, without their slips, and with each disputed fact standing for any one of its camps.

mod lines;
mod line_items;
mod rivals;
mod solver;
mod loose;
mod evidence;
mod layers;
mod find;

pub(super) use find::{by_series, find};
