//! The addresses of pages that `gainsay serve` shows.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::finding::Fact;
use crate::query::{Listed, ListedKind, query_for, query_for_series};

/// What is percent-encoded in an address: all but letters, digits and the other unreserved characters
/// of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The page of a query's answer.
pub(super) fn answer(query: &str) -> String {
    format!("/fact/{}", encoded(query))
}

/// The page of a query's series.
pub(super) fn series(query: &str) -> String {
    format!("/series/{}", encoded(query))
}

/// What everybody says of a fact.
pub(super) fn fact(fact: &Fact) -> String {
    answer(&query_for(fact))
}

/// A fact's series over time.
pub(super) fn timeline_of(fact: &Fact) -> String {
    series(&query_for_series(&fact.measure, &fact.scope))
}

/// The page of a source.
pub(super) fn source(name: &str) -> String {
    format!("/source/{}", encoded(name))
}

/// The page of a name that was searched for.
pub(super) fn listed(listed: &Listed) -> String {
    match listed.kind {
        ListedKind::Source => source(&listed.name),
        ListedKind::Measure | ListedKind::Scope => series(&listed.query),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}
