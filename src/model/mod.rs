//! Tree to typed claims: figures, windows, units, names and vocabulary are settled here, once, and nowhere else.
//!
//! Leaves first: [`number`], [`interval`], [`figure`], [`units`], [`window`], [`date`], [`name`] read one thing each and know
//! no vocabulary. [`vocabulary`] is what the corpus and the prelude define; [`read`] makes claims of every statement.

mod amend;
pub mod claim;
mod include;
pub mod label;
pub mod law;
mod lower;
pub mod own;
mod read;
pub mod register;
mod series_break;
mod settle;
mod trouble;
mod value;
pub mod vocabulary;

pub use include::join;
pub use read::{Model, read};
pub use series_break::Break;
pub use value::Impossible;
