//! What is told about tables, in the words of who keeps them.

use crate::finding::ProblemKind;
use crate::syntax::Trouble;

/// Something that stood in the way, at its exact place.
pub(super) fn told<'s>(
    kind: ProblemKind,
    at: &'s str,
    label: impl Into<String>,
    message: impl Into<String>,
) -> Trouble<'s> {
    Trouble { kind, at, label: label.into(), others: Vec::new(), message: message.into(), help: Vec::new() }
}

/// A line for the settings, and where it goes.
pub(super) fn help_table(name: &str, line: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    format!("in gainsay.toml, under `[tables.{file:?}]`, write `{line}`")
}
