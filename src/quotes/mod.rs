//! Quotations: their words without house style, which quotations are of one occasion, and how two differ.

mod wording;
mod alteration;
mod occasion;
mod altered;

pub(crate) use alteration::SimilarityThreshold;
pub(crate) use altered::{AlteredPairs, Pair, SHORT};
pub(crate) use occasion::{Quote, Quotes, is_translated, mark};
pub(crate) use wording::Wording;
