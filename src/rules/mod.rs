//! What is wrong with a corpus: one rule a file, and the registry of them all.

mod rule;
mod outcome;
mod sides;
mod product;
mod argument;
mod dispute;
mod why;
mod problem;
mod relayed;
mod near;
mod alike;
mod camp;
mod ring;
mod unsaid;
mod telling;
mod amount;
mod record;
mod used;
mod wording;
mod alteration;
mod quotes;

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
mod conflicting_figures;
mod self_contradiction;
mod percentage_mismatch;
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
mod relay_drift;
mod rounding_drift;
mod mode_dropped;
mod revision_drift;
mod diverging_sources;
mod sudden_jump;
mod stale_figure;
mod outcome_differs;
mod misattribution;
mod retracted_still_cited;
mod stated_as_fact;
mod circular_sourcing;
mod single_origin;
mod stated_before_event;
mod altered_quote;
mod quote_attribution;
mod unmet_expectation;
mod unused_acceptance;
mod expired_acceptance;
mod unused_allow;

pub use outcome::Outcome;
pub use rule::{Check, Context, Findings, Level, Rule};

/// Every rule, in the order of the codes: reading, contradictions, drift, provenance, quotes, the corpus's own.
pub static ALL: &[&Rule] = &[
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
    &relay_drift::RELAY_DRIFT,
    &rounding_drift::ROUNDING_DRIFT,
    &mode_dropped::MODE_DROPPED,
    &revision_drift::REVISION_DRIFT,
    &diverging_sources::DIVERGING_SOURCES,
    &sudden_jump::SUDDEN_JUMP,
    &stale_figure::STALE_FIGURE,
    &outcome_differs::OUTCOME_DIFFERS,
    &misattribution::MISATTRIBUTION,
    &retracted_still_cited::RETRACTED_STILL_CITED,
    &stated_as_fact::STATED_AS_FACT,
    &circular_sourcing::CIRCULAR_SOURCING,
    &single_origin::SINGLE_ORIGIN,
    &stated_before_event::STATED_BEFORE_EVENT,
    &altered_quote::ALTERED_QUOTE,
    &quote_attribution::QUOTE_ATTRIBUTION,
    &unmet_expectation::UNMET_EXPECTATION,
    &unused_acceptance::UNUSED_ACCEPTANCE,
    &expired_acceptance::EXPIRED_ACCEPTANCE,
    &unused_allow::UNUSED_ALLOW,
];

/// The rule of a code.
#[must_use]
pub fn by_code(code: crate::finding::Code) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

/// The rule of a name or code, as a user types it.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name || rule.code.0.eq_ignore_ascii_case(name))
}

/// The name of the rule that was probably meant; none where no name is near.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let far = name.chars().count() / 3 + 1;
    let distances = ALL.iter().map(|rule| (strsim::osa_distance(&name.to_lowercase(), rule.name), rule.name));
    distances.min().filter(|(distance, _)| *distance <= far).map(|(_, name)| name)
}
