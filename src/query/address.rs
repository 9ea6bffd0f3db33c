//! The query that asks for a fact, as the language writes it: what stands in the address of its page.

use crate::finding::Fact;
use crate::syntax;
use crate::syntax::tree::QuerySubject;

/// The query for a fact: `death toll among military in Nagorno-Karabakh on 2020-10-19`.
#[must_use]
pub fn query_for(fact: &Fact) -> String {
    let when = match (&fact.from, &fact.to) {
        (Some(from), Some(to)) if from == to => format!(" on {from}"),
        (Some(from), Some(to)) => format!(" from {from} to {to}"),
        (Some(from), None) => format!(" since {from}"),
        (None, Some(to)) => format!(" until {to}"),
        (None, None) => String::new(),
    };
    format!("{}{when}", query_for_series(&fact.measure, &fact.scope))
}

/// The query for a measure at a scope, over all time.
#[must_use]
pub fn query_for_series(measure: &str, scope: &[(String, String)]) -> String {
    let mut query = if is_head(measure) { measure.to_owned() } else { syntax::quoted(measure) };
    let is_bracketed = |key: &str| !matches!(key, "place" | "group" | "subject" | "topic");
    for (key, name) in scope.iter().filter(|(key, _)| !is_bracketed(key)) {
        query.push(' ');
        query.push_str(&query_for_part(key, name));
    }
    // All keys of a claim stand in one pair of brackets.
    let keys = scope.iter().filter(|(key, _)| is_bracketed(key));
    let keys: Vec<String> = keys.map(|(key, name)| format!("{}: {}", written(key), written(name))).collect();
    if !keys.is_empty() {
        query.push_str(&format!(" [{}]", keys.join(", ")));
    }
    query
}

/// One part of a scope as a query: `in Spain`, `[basis: confirmed]`.
#[must_use]
pub fn query_for_part(key: &str, name: &str) -> String {
    let name = written(name);
    match key {
        "place" => format!("in {name}"),
        "group" => format!("among {name}"),
        "subject" => format!("for {name}"),
        "topic" => format!("about {name}"),
        other => format!("[{}: {name}]", written(other)),
    }
}

/// The query for what a source says.
#[must_use]
pub fn query_for_source(name: &str) -> String {
    format!("by {}", written(name))
}

/// A name, in quotation marks if it would be read otherwise without them.
pub(super) fn written(name: &str) -> String {
    let is_plain = matches!(syntax::name(name), Ok(read) if read.raw == name && !read.quoted);
    if is_plain { name.to_owned() } else { syntax::quoted(name) }
}

/// Whether a measure is read as the whole head of a claim without quotation marks; what follows ` of ` would be taken for its
/// subject.
fn is_head(measure: &str) -> bool {
    if measure.to_lowercase().contains(" of ") {
        return false;
    }
    let Ok(query) = syntax::query(measure) else { return false };
    let is_whole =
        matches!(&query.subject, Some(QuerySubject::Measure(name)) if name.raw == measure && !name.quoted);
    is_whole && query.mode.is_none() && query.qualifiers.is_empty()
}
