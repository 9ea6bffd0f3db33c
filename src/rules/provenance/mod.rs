//! Provenance: who says something, and from whom they have it. One rule per file.

mod misattribution;
mod retracted_still_cited;
mod stated_as_fact;
mod circular_sourcing;
mod single_origin;
mod stated_before_event;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'P',
    name: "provenance",
    rules: &[
        &misattribution::MISATTRIBUTION,
        &retracted_still_cited::RETRACTED_STILL_CITED,
        &stated_as_fact::STATED_AS_FACT,
        &circular_sourcing::CIRCULAR_SOURCING,
        &single_origin::SINGLE_ORIGIN,
        &stated_before_event::STATED_BEFORE_EVENT,
    ],
};
