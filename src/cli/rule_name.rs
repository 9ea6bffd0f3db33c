//! Names of rules, families and standings as typed by users.

use crate::check::Selector;
use crate::finding::Standing;
use crate::{report, rules};

/// The name if it is that of a rule, a family or a standing.
pub(super) fn known_rule(name: &str) -> Result<String, String> {
    match Selector::of(name) {
        Some(Selector::Rule(_)) => Ok(rules::by_name(name).map_or(name, |rule| rule.name).to_owned()),
        Some(_) => Ok(name.to_owned()),
        None => Err(unknown(name)),
    }
}

/// The error for a name that no rule has.
pub(super) fn unknown(name: &str) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name);
    let families = rules::FAMILIES.iter().map(|family| family.name);
    match Selector::of(name) {
        Some(Selector::Standing(Standing::Slip)) => {
            return format!(
                "`{name}` is no rule: a slip is where one source contradicts itself, as its rule says behind the name"
            );
        }
        Some(Selector::Standing(Standing::Disputed)) => {
            return format!(
                "`{name}` is no rule: a finding is disputed where several sources contradict each other, as its rule says behind the name"
            );
        }
        Some(Selector::Family(_)) => {
            return format!("`{name}` is a family of rules; `gainsay explain` lists them");
        }
        Some(Selector::Rule(_)) | None => {}
    }
    match report::nearest(name, names.chain(families).chain(["slip", "disputed"])) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `gainsay explain` lists them"),
    }
}
