//! One thing under several names: the declared name that was probably meant, several spellings of one name, a sentence in other words, a
//! scope within a measure's name, two events that may be one.

mod name_search;
mod stripped_name;
mod likeness;
mod spellings;
mod composed;
mod peoples;
mod reworded;
mod coincident;

pub(crate) use coincident::{Coincident, coincident};
pub(crate) use composed::{Composed, composed};
pub(crate) use likeness::{SpellingDifference, are_alike};
pub(crate) use name_search::NameSearch;
pub(crate) use reworded::{Reworded, RewordedKind, reworded};
pub(crate) use spellings::{
    DoubtfulSpelling, NameUses, SpellingGroup, misspelt_sources, spelling_groups, spellings,
};
