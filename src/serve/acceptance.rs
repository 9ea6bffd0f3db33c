//! An acceptance as the language writes it.

use crate::check::Report;
use crate::finding::Finding;
use crate::syntax::{self, tree::Body};

/// The longest reason, in characters.
const MOST: usize = 500;

/// The statement that accepts a finding of a report.
///
/// # Errors
/// Why it cannot be accepted, in a sentence.
pub(super) fn statement(report: &Report, finding: &str, because: &str) -> Result<String, String> {
    let is_it = |found: &Finding| found.fingerprint == finding;
    // A finding of an A rule is about the corpus's statements of its own check: it is settled there,
    // not accepted.
    let is_here =
        |found: &Finding| !found.code.0.starts_with('A') && (is_it(found) || found.members.iter().any(is_it));
    if !report.findings.iter().any(is_here) {
        return Err("There is no such finding any more.".to_owned());
    }
    let because: Vec<&str> = because.split_whitespace().collect();
    let because = because.join(" ");
    if because.is_empty() {
        return Err("Say why it is right as it is: a reason is needed.".to_owned());
    }
    if because.chars().count() > MOST || because.chars().any(char::is_control) {
        return Err(format!("A reason is plain text of at most {MOST} characters."));
    }
    let statement =
        format!("accept finding {} because {}", syntax::quoted(finding), syntax::quoted(&because));
    // What is written must be read as what is meant, and as nothing else.
    if is_acceptance(&statement) {
        Ok(statement)
    } else {
        Err("This reason cannot be written as a text of the language.".to_owned())
    }
}

/// Whether a text is one acceptance and nothing else.
fn is_acceptance(text: &str) -> bool {
    let mut chunks = syntax::split(text);
    let read = chunks.next().and_then(|chunk| syntax::statement(chunk).0);
    read.is_some_and(|read| matches!(read.body, Body::Accept(..))) && chunks.next().is_none()
}
