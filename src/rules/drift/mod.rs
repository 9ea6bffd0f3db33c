//! Drift: figures that change along relays and over time. One rule per file.

mod relay_drift;
mod rounding_drift;
mod mode_dropped;
mod revision_drift;
mod diverging_sources;
mod sudden_jump;
mod stale_figure;
mod outcome_differs;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'D',
    name: "drift",
    rules: &[
        &relay_drift::RELAY_DRIFT,
        &rounding_drift::ROUNDING_DRIFT,
        &mode_dropped::MODE_DROPPED,
        &revision_drift::REVISION_DRIFT,
        &diverging_sources::DIVERGING_SOURCES,
        &sudden_jump::SUDDEN_JUMP,
        &stale_figure::STALE_FIGURE,
        &outcome_differs::OUTCOME_DIFFERS,
    ],
};
