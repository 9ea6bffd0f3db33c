//! Turns one statement into its claims: names, window and value are settled here.
//!
//! [`Lowering`] is the state of a thread. Each file after it adds how one part of a statement is lowered, and the
//! last one puts the parts together.

mod defaults;
mod used_names;
mod lowering;
mod names;
mod details;
mod qualified;
mod joined;
mod value;
mod changed;
mod statement;
mod query;

pub(in crate::model) use changed::earlier;
pub(in crate::model) use defaults::ArticleDefaults;
pub(in crate::model) use lowering::Lowering;
pub(in crate::model) use names::{declared, split_at};
pub(in crate::model) use qualified::Particulars;
pub(in crate::model) use query::Known;
pub(in crate::model) use used_names::{RegisterKind, UsedNames};
