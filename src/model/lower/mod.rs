//! One statement to its claims: names, window and value are settled here.
//!
//! [`Lowering`] is a thread at work; each file below it teaches it to read one part of a statement, and the last puts
//! the parts together.

mod frame;
mod lowering;
mod names;
mod details;
mod qualified;
mod value;
mod changed;
mod statement;

pub(in crate::model) use changed::earlier;
pub(in crate::model) use frame::ArticleDefaults;
pub(in crate::model) use lowering::Lowering;
pub(in crate::model) use names::{declared, split_at};
pub(in crate::model) use qualified::Particulars;
