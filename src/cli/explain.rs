//! `gainsay explain`, and the names of rules as they are typed.

use super::screen::{Screen, complain, write};
use super::{Explain, Status};
use crate::{report, rules, settings};

/// The word that asks for the report's JSON Schema instead of a rule.
const REPORT_SCHEMA: &str = "report-schema";

/// The word that asks for the page of the settings.
const SETTINGS: &str = "settings";

/// The word that asks for the settings' JSON Schema.
const SETTINGS_SCHEMA: &str = "settings-schema";

/// Shows a page, the list, or the schema.
pub(super) fn run(explain: &Explain, screen: &Screen) -> Status {
    if explain.rule.is_empty() {
        return status(write(None, |out| report::list(out, rules::ALL, screen.out)));
    }
    // The name as it is spoken: `conflicting figures`.
    let name = explain.rule.join("-").to_lowercase();
    let name = name.as_str();
    if name == REPORT_SCHEMA {
        return status(write(None, |out| out.write_all(report::SCHEMA.as_bytes())));
    }
    if name == SETTINGS || name == settings::NAME {
        let page = settings::page();
        return status(write(None, |out| report::page(out, &page, screen.person.then_some(screen.out))));
    }
    if name == SETTINGS_SCHEMA {
        return status(write(None, |out| out.write_all(settings::SCHEMA.as_bytes())));
    }
    let Some(rule) = rules::by_name(name) else {
        complain(unknown(name));
        return Status::Wrong;
    };
    status(write(None, |out| report::explain(out, rule, screen.person.then_some(screen.out))))
}

/// A rule's name or code as typed, where there is such a rule.
pub(super) fn known_rule(name: &str) -> Result<String, String> {
    match rules::by_name(name) {
        Some(rule) => Ok(rule.name.to_owned()),
        None => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name);
    match report::nearest(name, names) {
        Some(near) => format!("no rule is called `{name}`; did you mean `{near}`?"),
        None => format!("no rule is called `{name}`; `gainsay explain` lists them"),
    }
}

fn status(written: Result<(), Status>) -> Status {
    written.err().unwrap_or(Status::Clean)
}
