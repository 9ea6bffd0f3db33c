//! The figures of one series: what its voices say of one fact, and what a running total says from one time to another.

mod lines;
mod web;
mod rivals;
mod solver;
mod loose;
mod layers;
mod find;

pub(super) use find::{by_series, find};
