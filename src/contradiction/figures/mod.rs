//! The figures of one series: what its voices say of one fact, and what a running total says over time.
//!
//! It is solved in layers, so that no contradiction hides another: the voices at each fact; then, for a running
//! total, each voice by itself over time; then all of them, without their slips, with a choice among its camps in
//! place of each disputed fact. Time is one *line*, or one line for each segment between two breaks of the series. A
//! statement is named by its fact and its representative claim (in code `speaker`).

mod lines;
mod line_items;
mod rivals;
mod solver;
mod loose;
mod evidence;
mod layers;
mod find;

pub(super) use find::{by_series, find};
