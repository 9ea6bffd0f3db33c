//! Names that are nearly alike: the declared name that was probably meant, and several spellings of one name.

mod nearest;
mod in_front;
mod likeness;
mod spellings;
mod composed;
mod peoples;
mod sentences;
mod coincident;

pub(crate) use coincident::{Coincident, coincident};
pub(crate) use composed::{Composed, composed};
pub(crate) use likeness::{SpellingDifference, are_alike};
pub(crate) use nearest::NearestName;
pub(crate) use sentences::{Reworded, Worded, reworded};
pub(crate) use spellings::{DoubtfulSpelling, NameUses, SpellingGroup, misspelt_sources, spelling_groups};
