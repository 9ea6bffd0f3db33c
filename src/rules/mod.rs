//! What is wrong with a corpus: one rule a file, and the registry of them all.

mod rule;

pub use rule::{Check, Context, Findings, Level, Rule};

/// Every rule, in the order of the codes.
pub static ALL: &[&Rule] = &[];

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
