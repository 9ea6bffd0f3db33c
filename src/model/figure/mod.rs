//! Figures as intervals: the *soft* span is what a claim says; outside the *hard* span it is contradicted.

mod spans;
mod amount;
mod range;
mod share;
mod reading;

#[cfg(test)]
mod tests;

pub use crate::model::hedge::{HedgeTable, Vague};
pub use crate::settings::DecimalMark;
pub(in crate::model) use amount::may_be_unit;
pub use amount::{FigureOptions, FigureProblem, amount};
pub use reading::read;
pub use spans::{Figure, Spans};
