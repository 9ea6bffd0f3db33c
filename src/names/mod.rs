//! Names that are nearly alike: the declared name that was probably meant, and two spellings of one.

mod nearest;
mod short_form;
mod likeness;
mod spellings;
mod composed;

pub(crate) use composed::{Composed, composed};
pub(crate) use likeness::Difference;
pub(crate) use nearest::Near;
pub(crate) use spellings::{Used, Variants, misspelt_sources, variants};
