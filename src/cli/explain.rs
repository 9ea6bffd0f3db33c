//! `gainsay explain`: the page of a rule or of the settings, the list of rules, and the schemas.

use super::arguments::Explain;
use super::output::{Written, write};
use super::rule_name::unknown;
use super::screen::{Screen, complain};
use super::status::Status;
use crate::{intake, query, report, rules, settings};

/// The word that asks for the report's JSON Schema instead of a rule.
const REPORT_SCHEMA: &str = "report-schema";

/// The word that asks for the page of the settings.
const SETTINGS: &str = "settings";

/// The word that asks for the settings' JSON Schema.
const SETTINGS_SCHEMA: &str = "settings-schema";

/// The word that asks for the JSON Schema of claims as objects.
const CLAIMS_SCHEMA: &str = "claims-schema";

/// Shows a page, the list, or the schema.
pub(super) fn run(explain: &Explain, screen: &Screen) -> Status {
    if explain.rule.is_empty() {
        return status(write(None, |out| report::list(out, rules::ALL, screen.out)));
    }
    // The name with blanks instead of hyphens: `conflicting figures`.
    let name = explain.rule.join("-").to_lowercase();
    let name = name.as_str();
    if name == REPORT_SCHEMA {
        return status(write(None, |out| out.write_all(report::SCHEMA.as_bytes())));
    }
    if name == SETTINGS || name == settings::NAME {
        let page = settings::page();
        return status(write(None, |out| {
            report::page(out, &page, screen.is_for_person.then_some(screen.out))
        }));
    }
    if name == SETTINGS_SCHEMA {
        return status(write(None, |out| out.write_all(settings::SCHEMA.as_bytes())));
    }
    if name == CLAIMS_SCHEMA {
        return status(write(None, |out| out.write_all(intake::OBJECT_SCHEMA.as_bytes())));
    }
    if let Some(schema) = query::schema(name).or_else(|| report::schema(name)) {
        return status(write(None, |out| out.write_all(schema.as_bytes())));
    }
    let Some(rule) = rules::by_name(name) else {
        complain(unknown(name));
        return Status::Wrong;
    };
    status(write(None, |out| report::explain(out, rule, screen.is_for_person.then_some(screen.out))))
}

fn status(written: Result<Written, Status>) -> Status {
    written.err().unwrap_or(Status::Clean)
}
