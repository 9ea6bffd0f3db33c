//! Figures as intervals: what a claim says (soft), and outside which it is contradicted (hard).

mod spans;
mod reading;

#[cfg(test)]
mod tests;

pub use crate::model::hedge::{HedgeTable, Vague};
pub use crate::settings::DecimalMark;
pub(in crate::model) use reading::may_be_unit;
pub use reading::{FigureOptions, FigureProblem, amount, read};
pub use spans::{Figure, Spans};
