//! Contradictions: what cannot all be true. One rule per file.

mod conflicting_figures;
mod self_contradiction;
mod percentage_mismatch;
mod clashing_changes;
mod change_mismatch;
mod cumulative_decrease;
mod part_exceeds_whole;
mod parts_do_not_sum;
mod flow_mismatch;
mod broken_law;
mod impossible_value;
mod inverted_range;
mod conflicting_dates;
mod wrong_order;
mod weekday_mismatch;
mod age_mismatch;
mod conflicting_values;
mod conflicting_truth;
mod conflicting_sets;

use crate::rules::Family;

/// The rules of the family, in the order of their codes.
pub(super) static FAMILY: Family = Family {
    letter: 'C',
    name: "contradictions",
    rules: &[
        &conflicting_figures::CONFLICTING_FIGURES,
        &self_contradiction::SELF_CONTRADICTION,
        &percentage_mismatch::PERCENTAGE_MISMATCH,
        &change_mismatch::CHANGE_MISMATCH,
        &cumulative_decrease::CUMULATIVE_DECREASE,
        &part_exceeds_whole::PART_EXCEEDS_WHOLE,
        &parts_do_not_sum::PARTS_DO_NOT_SUM,
        &flow_mismatch::FLOW_MISMATCH,
        &broken_law::BROKEN_LAW,
        &impossible_value::IMPOSSIBLE_VALUE,
        &inverted_range::INVERTED_RANGE,
        &conflicting_dates::CONFLICTING_DATES,
        &wrong_order::WRONG_ORDER,
        &weekday_mismatch::WEEKDAY_MISMATCH,
        &age_mismatch::AGE_MISMATCH,
        &conflicting_values::CONFLICTING_VALUES,
        &conflicting_truth::CONFLICTING_TRUTH,
        &conflicting_sets::CONFLICTING_SETS,
    ],
};
