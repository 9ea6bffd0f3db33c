//! The messages of problems with tables, in words for people who edit sheets.

use crate::finding::ProblemKind;
use crate::syntax::SyntaxError;

/// A problem at its exact place.
pub(super) fn table_error<'s>(
    kind: ProblemKind,
    at: &'s str,
    label: impl Into<String>,
    message: impl Into<String>,
) -> SyntaxError<'s> {
    SyntaxError {
        kind,
        at,
        label: label.into(),
        others: Vec::new(),
        message: message.into(),
        help: Vec::new(),
    }
}

/// A line to add to the settings, and the section that it belongs to.
pub(super) fn help_table(name: &str, line: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    format!("in gainsay.toml, under `[tables.{file:?}]`, write `{line}`")
}

/// A quotation mark without its partner.
pub(super) fn unclosed(cell: &str) -> SyntaxError<'_> {
    let message = "a quotation mark opens this cell, but none closes it";
    let mut error = table_error(ProblemKind::Syntax, cell, "not closed", message);
    error.help.push(
        "close the cell with `\"`; double a quotation mark that belongs to the text: `\"\"`".to_owned(),
    );
    error
}

/// A row that is a sum of other rows.
pub(super) fn totals<'s>(cell: &'s str, name: &str) -> SyntaxError<'s> {
    let message = format!("`{cell}` starts a row of totals, not a claim");
    let mut error = table_error(ProblemKind::Syntax, cell, "a sum of rows", message);
    error.help.push(format!("to skip it: {}", help_table(name, &format!("skip = [{cell:?}]"))));
    error.help.push("if a source did say so, give the row a date and leave that cell empty".to_owned());
    error
}

/// A row with more or fewer cells than there are headings.
pub(super) fn ragged(at: &str, count: usize, all: usize, delimiter: u8) -> SyntaxError<'_> {
    let beyond = count > all;
    let cells = if count == 1 { "1 cell" } else { &format!("{count} cells") };
    let message = format!("the row has {cells}, but there are {all} headings");
    let label = if beyond { "more than there are headings" } else { "cells are missing" };
    let mut error = table_error(ProblemKind::Syntax, at, label, message);
    let delimiter = match delimiter {
        b',' => "a comma",
        b';' => "a semicolon",
        b'\t' => "a tab",
        _ => "a delimiter",
    };
    error.help.push(if beyond {
        format!("if {delimiter} belongs to a cell's text, put the cell into quotation marks: `\"1,234\"`")
    } else {
        format!("add {delimiter} for each empty cell")
    });
    error
}
