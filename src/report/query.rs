//! Problems with a query, shown at their places in it.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::pretty::{Sections, headline};
use super::snippet::{Pointer, snippets};
use super::visible::with_visible_controls;
use crate::finding::Severity;
use crate::query::QueryProblem;
use crate::source::{FileId, Source, Sources};

/// Writes every problem as a snippet of the query, with its help.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn query_problems(
    out: &mut dyn Write,
    query: &str,
    problems: &[QueryProblem],
    options: RenderOptions,
) -> io::Result<()> {
    let text = Sources::new(vec![Source::new("the query", query)]);
    for problem in problems {
        let mut shown = String::new();
        headline(&mut shown, "error[query]:", Severity::Error, &problem.message, options);
        let pointer = Pointer {
            file: FileId(0),
            statement: 0,
            mark: problem.at,
            label: with_visible_controls(&problem.label).into_owned(),
            role: TextRole::Finding(Severity::Error),
        };
        snippets(&mut shown, &text, vec![pointer], options);
        let help: Vec<&str> = problem.help.iter().map(|help| help.text.as_str()).collect();
        Sections { out: &mut shown, options }.add("help", &help);
        shown.push('\n');
        out.write_all(shown.as_bytes())?;
    }
    Ok(())
}
