//! What is wrong with a corpus: one rule a file, and the registry of them all.

mod rule;
mod outcome;
mod dispute;
mod loose_wording;
mod conflicting_figures;
mod self_contradiction;
mod cumulative_decrease;
mod conflicting_dates;
mod wrong_order;
mod conflicting_values;
mod conflicting_truth;
mod conflicting_sets;
mod unmet_expectation;
mod unused_acceptance;
mod expired_acceptance;
mod unused_allow;

pub use outcome::Outcome;
pub use rule::{Check, Context, Findings, Level, Rule};

/// Every rule, in the order of the codes.
pub static ALL: &[&Rule] = &[
    &loose_wording::LOOSE_WORDING,
    &conflicting_figures::CONFLICTING_FIGURES,
    &self_contradiction::SELF_CONTRADICTION,
    &cumulative_decrease::CUMULATIVE_DECREASE,
    &conflicting_dates::CONFLICTING_DATES,
    &wrong_order::WRONG_ORDER,
    &conflicting_values::CONFLICTING_VALUES,
    &conflicting_truth::CONFLICTING_TRUTH,
    &conflicting_sets::CONFLICTING_SETS,
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
