//! Reading: what is no valid syntax, not known, or not said. One rule per file.

mod syntax_error;
mod bad_encoding;
mod unknown_key;
mod duplicate_qualifier;
mod ambiguous_date;
mod impossible_date;
mod unanchored_date;
mod ambiguous_number;
mod unknown_unit;
mod unit_mismatch;
mod undeclared_name;
mod near_duplicate_name;
mod ambiguous_alias;
mod missing_source;
mod missing_date;
mod missing_citation;
mod cannot_tell;
mod duplicate_claim;
mod duplicate_label;
mod dangling_label;
mod unused_definition;
mod loose_wording;
mod idle_tie;
mod doubtful_year;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'R',
    name: "reading",
    rules: &[
        &syntax_error::SYNTAX_ERROR,
        &bad_encoding::BAD_ENCODING,
        &unknown_key::UNKNOWN_KEY,
        &duplicate_qualifier::DUPLICATE_QUALIFIER,
        &ambiguous_date::AMBIGUOUS_DATE,
        &impossible_date::IMPOSSIBLE_DATE,
        &unanchored_date::UNANCHORED_DATE,
        &ambiguous_number::AMBIGUOUS_NUMBER,
        &unknown_unit::UNKNOWN_UNIT,
        &unit_mismatch::UNIT_MISMATCH,
        &undeclared_name::UNDECLARED_NAME,
        &near_duplicate_name::NEAR_DUPLICATE_NAME,
        &ambiguous_alias::AMBIGUOUS_ALIAS,
        &missing_source::MISSING_SOURCE,
        &missing_date::MISSING_DATE,
        &missing_citation::MISSING_CITATION,
        &cannot_tell::CANNOT_TELL,
        &duplicate_claim::DUPLICATE_CLAIM,
        &duplicate_label::DUPLICATE_LABEL,
        &dangling_label::DANGLING_LABEL,
        &unused_definition::UNUSED_DEFINITION,
        &loose_wording::LOOSE_WORDING,
        &idle_tie::IDLE_TIE,
        &doubtful_year::DOUBTFUL_YEAR,
    ],
};
