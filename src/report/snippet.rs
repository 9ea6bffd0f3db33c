//! The claims of a finding where they stand: excerpts of each file, drawn by miette and joined into one figure.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, SourceCode};

use super::excerpt::{Excerpt, Mark};
use super::paint::{RenderOptions, TextRole};
use super::visible::with_visible_controls;
use crate::source::{FileId, Source, Sources, Span};

/// How many lines may lie between two marks that are shown in one excerpt, or between a statement's first line and a
/// mark further down.
const GAP: u32 = 2;

/// What to underline: the statement's first byte, the mark, the label, the colour.
#[derive(Debug)]
pub(super) struct Pointer {
    pub(super) file: FileId,
    pub(super) statement: u32,
    pub(super) mark: Span,
    pub(super) label: String,
    pub(super) role: TextRole,
}

/// Draws all pointers by file: files in the order of their first pointer, pointers in the order of lines.
pub(super) fn snippets(out: &mut String, sources: &Sources, pointers: Vec<Pointer>, options: RenderOptions) {
    let mut files: Vec<FileId> = Vec::new();
    for pointer in &pointers {
        if !files.contains(&pointer.file) {
            files.push(pointer.file);
        }
    }
    let mut pieces: Vec<(FileId, u32, Vec<Mark>)> = Vec::new();
    for file in files {
        let source = sources.get(file);
        let mut marks: Vec<(u32, Mark)> = pointers
            .iter()
            .filter(|pointer| pointer.file == file)
            .map(|pointer| {
                let mark = Mark::new(source, pointer.mark, pointer.label.clone(), pointer.role);
                let first = source.line_of(pointer.statement);
                let is_near = first <= mark.at.line && mark.at.line - first <= GAP + 1;
                (if is_near { first } else { mark.at.line }, mark)
            })
            .collect();
        marks.sort_by_key(|(first, mark)| (mark.at, mark.span, *first));
        for (first, mark) in marks {
            match pieces.last_mut() {
                Some((its, _, held)) if *its == file && joins(held, first, &mark) => add(held, mark),
                _ => pieces.push((file, first, vec![mark])),
            }
        }
    }
    draw(out, sources, &pieces, options);
}

/// Whether a mark is near enough to the marks of an excerpt to be shown in it.
fn joins(held: &[Mark], first: u32, mark: &Mark) -> bool {
    held.last().is_some_and(|last| first.min(mark.at.line) <= last.at.line + 1 + GAP)
}

/// Two labels at one place are joined, since miette would draw the mark twice, side by side.
fn add(held: &mut Vec<Mark>, mark: Mark) {
    match held.last_mut() {
        Some(last) if mark.span.start < last.span.end || mark.span.start == last.span.start => {
            last.span.end = last.span.end.max(mark.span.end);
            if !mark.label.is_empty() && mark.label != last.label {
                let separator = if last.label.is_empty() { "" } else { "; " };
                last.label = format!("{}{separator}{}", last.label, mark.label);
            }
        }
        _ => held.push(mark),
    }
}

fn draw(out: &mut String, sources: &Sources, pieces: &[(FileId, u32, Vec<Mark>)], options: RenderOptions) {
    let last_line = |marks: &[Mark]| marks.last().map_or(1, |mark| mark.at.line);
    let digits = |line: u32| line.to_string().len();
    let gutter = pieces.iter().map(|(_, _, marks)| digits(last_line(marks))).max().unwrap_or(1);
    // A blank, the line number, a blank, the bar, a blank.
    let columns = options.width.saturating_sub(gutter + 4).max(24);
    for (number, (file, first, marks)) in pieces.iter().enumerate() {
        let excerpt = Excerpt::new(sources.get(*file), *first, marks, columns);
        let indent = " ".repeat(gutter - digits(excerpt.last_line()).min(gutter));
        let roles: Vec<TextRole> = excerpt.marks.iter().map(|mark| mark.role).collect();
        let handler = GraphicalReportHandler::new_themed(options.theme(&roles, number == 0))
            .with_width(usize::from(u16::MAX))
            .with_context_lines(1)
            .with_links(false)
            .without_cause_chain()
            .without_syntax_highlighting();
        let spots: Vec<(String, String)> =
            marks.iter().filter_map(|mark| spot(sources.get(*file), mark)).collect();
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, &Piece(excerpt)).is_err() {
            continue;
        }
        // Miette begins with the message (ours is empty) and closes every excerpt; only the last one is closed here.
        let closed = number + 1 == pieces.len();
        let body = drawn.lines().skip(1);
        let kept = drawn.lines().count().saturating_sub(if closed { 1 } else { 2 });
        for line in body.take(kept) {
            out.push_str(&indent);
            // A place in a workbook's sheet is a cell, in a table a row. Miette knows lines and columns only.
            let found = spots.iter().find(|(counted, _)| line.contains(counted.as_str()));
            match found {
                Some((counted, cell)) => out.push_str(line.replacen(counted, cell, 1).trim_end()),
                None => out.push_str(line.trim_end()),
            }
            out.push('\n');
        }
    }
}

/// A mark's place in a workbook's sheet or a table, as miette writes it and as it is shown.
fn spot(source: &Source, mark: &Mark) -> Option<(String, String)> {
    let cell = source.cell(mark.span.start)?;
    let name = with_visible_controls(source.name());
    Some((
        format!("{name}:{}:{}]", mark.at.line, mark.at.column),
        format!("{name}{}{cell}]", source.cell_mark()),
    ))
}

/// One excerpt as miette sees it: no message, only marks.
#[derive(Debug)]
struct Piece(Excerpt);

impl fmt::Display for Piece {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Piece {}

impl Diagnostic for Piece {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.0)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.0.marks.iter().map(|mark| {
            let label = (!mark.label.is_empty()).then(|| mark.label.clone());
            LabeledSpan::new(label, mark.offset, mark.length)
        })))
    }
}
