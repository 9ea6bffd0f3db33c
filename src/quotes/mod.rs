//! Quotations: their words without house style, which quotations are of one occasion, and how two differ.

mod wording;
mod alteration;
mod occasion;

pub(crate) use alteration::{Change, SimilarityThreshold, alteration};
pub(crate) use occasion::{Quote, Quotes, first, is_translated, join, mark, one_subject};
pub(crate) use wording::Wording;
