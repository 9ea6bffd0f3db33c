//! Quotes: a speaker's words, as others give them. One rule per file.

mod altered_quote;
mod quote_attribution;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'Q',
    name: "quotes",
    rules: &[&altered_quote::ALTERED_QUOTE, &quote_attribution::QUOTE_ATTRIBUTION],
};
