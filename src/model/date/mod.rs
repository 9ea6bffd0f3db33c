//! Resolves dates as written on the calendar: relative ones by their anchor; impossible ones are rejected.

mod problem;
mod extent;
mod relative;
mod resolve;

#[cfg(test)]
mod tests;

pub use problem::DateProblem;
pub use resolve::{Anchor, is_calendar, resolve};
