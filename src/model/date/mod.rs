//! Dates as written, settled on the calendar: relative ones by the day that holds them, impossible ones refused.

mod problem;
mod extent;
mod relative;
mod resolve;

#[cfg(test)]
mod tests;

pub use problem::DateProblem;
pub use resolve::{Anchor, is_calendar, resolve};
