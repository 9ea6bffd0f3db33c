//! Names that are nearly alike: the declared name that was probably meant, and two spellings of one.

mod nearest;
mod likeness;
mod spellings;

pub(crate) use likeness::SpellingDifference;
pub(crate) use nearest::NearestName;
pub(crate) use spellings::{DoubtfulSpelling, NameUses, SpellingGroup, misspelt_sources, spelling_groups};
