//! What is wrong with a query, at its place.

use crate::finding::Problem;
use crate::source::Span;

/// Something in a query that cannot be understood, or that the corpus does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where in the query.
    pub at: Span,
    /// What is wrong.
    pub message: String,
    /// The label of the underline.
    pub label: String,
    /// What can be done.
    pub help: Vec<QueryHelp>,
}

/// What can be done about a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryHelp {
    /// In words.
    pub text: String,
    /// The query to ask instead; none if it takes more than that.
    pub query: Option<String>,
}

impl QueryProblem {
    /// A problem of reading.
    pub(super) fn of(problem: Problem) -> Self {
        let Problem { at, message, label, help, .. } = problem;
        let help = help.into_iter().map(|text| QueryHelp { text, query: None });
        Self { at: at.span, message, label, help: help.collect() }
    }
}
