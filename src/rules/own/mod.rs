//! The corpus's own statements: what it accepts, allows and expects of itself. One rule per file.

mod unmet_expectation;
mod unused_acceptance;
mod expired_acceptance;
mod unused_allow;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'A',
    name: "own",
    rules: &[
        &unmet_expectation::UNMET_EXPECTATION,
        &unused_acceptance::UNUSED_ACCEPTANCE,
        &expired_acceptance::EXPIRED_ACCEPTANCE,
        &unused_allow::UNUSED_ALLOW,
    ],
};
