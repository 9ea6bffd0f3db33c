//! The names of rules as they are typed.

use crate::{report, rules};

/// A rule's name or code as typed, where there is such a rule.
pub(super) fn known_rule(name: &str) -> Result<String, String> {
    match rules::by_name(name) {
        Some(rule) => Ok(rule.name.to_owned()),
        None => Err(unknown(name)),
    }
}

/// The error for a name that no rule has.
pub(super) fn unknown(name: &str) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name);
    match report::nearest(name, names) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `gainsay explain` lists them"),
    }
}
