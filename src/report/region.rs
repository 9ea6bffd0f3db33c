//! Places for programs: lines and columns from one, with columns in bytes for formats that count those.

use serde::Serialize;

use crate::source::{Place, Position, Source, Sources, Span};

/// A range of a text: lines and columns from one, columns in characters, the end one past the last character.
#[derive(Serialize)]
pub(super) struct LineRange {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    /// The first cell, in a workbook's sheet, or row, in a table: their lines and columns are rows and columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<String>,
}

impl LineRange {
    /// The lines and columns of a span.
    pub(super) fn of(source: &Source, span: Span) -> Self {
        Self::new(
            source.position(span.start),
            source.position(span.end.max(span.start)),
            source.cell(span.start),
        )
    }

    fn new(start: Position, end: Position, cell: Option<String>) -> Self {
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column, cell }
    }
}

#[derive(Serialize)]
pub(super) struct Location<'a> {
    pub(super) file: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<String>,
}

/// The ranges of a statement and of the mark in it. Only the statement's start is looked up; the rest is counted from
/// there.
pub(super) fn line_ranges<'a>(place: Place, mark: Span, sources: &'a Sources) -> (Location<'a>, LineRange) {
    let source = sources.get(place.file);
    let anchor = (place.span.start, source.position(place.span.start));
    let from = |at: u32| position_from(source, anchor, at);
    let (start, end) = (anchor.1, from(place.span.end.max(place.span.start)));
    let at = Location {
        file: source.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        cell: source.cell(place.span.start),
    };
    (at, LineRange::new(from(mark.start), from(mark.end.max(mark.start)), source.cell(mark.start)))
}

/// The position of a byte, counted from another byte whose position is known.
fn position_from(source: &Source, (known, position): (u32, Position), at: u32) -> Position {
    /// If it is further away, looking it up is faster than counting.
    const MAX_COUNTED: u32 = 4096;
    let is_near = source.cell(at).is_none() && known > 0 && at >= known && at - known < MAX_COUNTED;
    let Some(between) = is_near.then(|| source.text().get(known as usize..at as usize)).flatten() else {
        return source.position(at);
    };
    match between.rfind('\n') {
        None => Position { line: position.line, column: position.column + between.chars().count() as u32 },
        Some(last) => Position {
            line: position.line + memchr::memchr_iter(b'\n', between.as_bytes()).count() as u32,
            column: between[last + 1..].chars().count() as u32 + 1,
        },
    }
}

/// The column of a byte in bytes of UTF-8, from 1.
pub(super) fn byte_column(source: &Source, at: u32) -> u32 {
    let line = source.line_of(at);
    let start = source.lines().get(line as usize - 1).copied().unwrap_or(0);
    at.saturating_sub(start) + 1
}
