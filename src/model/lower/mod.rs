//! One statement to its claims: names, window and value are settled here.
//!
//! [`Lowering`] is the state of a thread; each file below it adds how one part of a statement is lowered, and the last
//! puts the parts together.

mod defaults;
mod lowering;
mod names;
mod details;
mod qualified;
mod joined;
mod value;
mod changed;
mod statement;

pub(in crate::model) use changed::earlier;
pub(in crate::model) use defaults::ArticleDefaults;
pub(in crate::model) use lowering::Lowering;
pub(in crate::model) use names::{declared, split_at};
pub(in crate::model) use qualified::Particulars;
