//! A few lines of a source as shown in a snippet: clipped around the marks, with all characters visible.
//!
//! Miette gets this excerpt and never the source: it would scan a long text from its start for every snippet, pass
//! escape characters on to the terminal, and panic on a label past column 65,535.

use std::borrow::Cow;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::paint::TextRole;
use super::visible::{push, with_visible_controls};
use crate::source::{Position, Source, Span};

/// A mark: a place within one line to underline, with the text below it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Its start, in lines and columns.
    pub(super) at: Position,
    /// Its bytes in the source, up to the end of the line.
    pub(super) span: Span,
    /// The text below it; may be empty.
    pub(super) label: String,
    /// Its colour.
    pub(super) role: TextRole,
}

impl Mark {
    /// The mark for `span` on the line where it starts, whether or not the span fits the text.
    pub(super) fn new(source: &Source, span: Span, label: String, role: TextRole) -> Self {
        let text = source.text();
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        // At the start of a text the mark is at the first word, after a byte order mark.
        if start == 0 && text.starts_with('\u{FEFF}') {
            start = '\u{FEFF}'.len_utf8();
        }
        let at = source.position(start as u32);
        let (from, to) = line_bounds(source, at.line);
        let start = start.min(to).max(from);
        let mut end = (span.end as usize).clamp(start, to);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { at, span: Span { start: start as u32, end: end.max(start) as u32 }, label, role }
    }
}

/// Where a line (from 1) starts and ends in the text, without its line ending.
fn line_bounds(source: &Source, line: u32) -> (usize, usize) {
    let start = source.lines().get(line as usize - 1).map_or(source.text().len(), |&start| start as usize);
    (start, start + source.line(line).len())
}

/// The lines shown as one text, and the places of the marks in it.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    first: u32,
    lines: usize,
    /// Each mark's offset and length in `text`, with its place in the source.
    pub(super) marks: Vec<PlacedMark>,
}

/// A mark in an excerpt.
#[derive(Debug)]
pub(super) struct PlacedMark {
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) label: String,
    pub(super) role: TextRole,
    at: Position,
}

impl Excerpt {
    /// The lines from `first` to the last mark's line, in `columns` columns; `marks` are in the order of their places.
    pub(super) fn new(source: &Source, first: u32, marks: &[Mark], columns: usize) -> Self {
        let last = marks.last().map_or(first, |mark| mark.at.line);
        let mut excerpt = Self {
            name: with_visible_controls(source.name()).into_owned(),
            text: String::new(),
            first,
            lines: (last - first + 1) as usize,
            marks: Vec::with_capacity(marks.len()),
        };
        let mut rest = marks;
        for line in first..=last {
            let here = rest.iter().take_while(|mark| mark.at.line == line).count();
            let (on_line, after) = rest.split_at(here);
            excerpt.add(source, line, on_line, columns);
            rest = after;
        }
        excerpt
    }

    fn add(&mut self, source: &Source, line: u32, marks: &[Mark], columns: usize) {
        let cells = Cells::of(source, line, marks, columns);
        let visible = cells.visible_part(marks, columns);
        let begin = self.text.len();
        let mut offsets = Vec::with_capacity(visible.cells.len() + 1);
        if visible.cut_before {
            self.text.push('…');
        }
        for cell in &visible.cells {
            offsets.push(self.text.len());
            self.text.push_str(&cell.text);
        }
        let end = self.text.len();
        offsets.push(end);
        if visible.cut_after {
            self.text.push('…');
        }
        self.text.push('\n');
        for mark in marks {
            let offset_of =
                |at: u32| offsets[visible.cells.partition_point(|cell| cell.at < at).min(offsets.len() - 1)];
            let from = offset_of(mark.span.start);
            let to = offset_of(mark.span.end).max(from);
            let before: usize = self.text[begin..from].width();
            let width = self.text[from..to].width().max(1);
            // Miette puts a label four columns right of the middle of its mark.
            let room = columns.saturating_sub(before + width / 2 + 4).max(16);
            let label = match mark.label.as_str() {
                "" => String::new(),
                // A no-break space is not needed once the lines are wrapped.
                label => super::wrap::wrap(label, room).join("\n").replace('\u{A0}', " "),
            };
            self.marks.push(PlacedMark {
                offset: from,
                length: to - from,
                label,
                role: mark.role,
                at: mark.at,
            });
        }
    }

    /// The number of the last line.
    pub(super) fn last_line(&self) -> u32 {
        self.first + self.lines as u32 - 1
    }
}

impl SourceCode for Excerpt {
    /// The whole excerpt is the context of any span in it. Miette also asks, without context, where a label is; then
    /// the label's line and column in the source are returned.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.text.as_bytes();
        if span.offset() > text.len() || span.len() > text.len() - span.offset() {
            return Err(MietteError::OutOfBounds);
        }
        let mark = self.marks.iter().find(|mark| mark.offset == span.offset() && (before, after) == (0, 0));
        let (line, column) = mark.map_or((self.first, 1), |mark| (mark.at.line, mark.at.column));
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            text,
            (0, text.len()).into(),
            line as usize - 1,
            column as usize - 1,
            self.lines,
        )))
    }
}

/// A character as shown, with its first byte in the source.
#[derive(Clone, Debug)]
struct Cell {
    at: u32,
    text: Cow<'static, str>,
    width: usize,
    is_blank: bool,
}

/// A line, or the part of a long line around its marks.
struct Cells {
    cells: Vec<Cell>,
    more_before: bool,
    more_after: bool,
}

/// The cells that fit the screen.
struct VisiblePart {
    cells: Vec<Cell>,
    cut_before: bool,
    cut_after: bool,
}

/// How much of a line is read around its marks, in bytes per column of the screen: a character has up to four bytes,
/// and there are often many blanks.
const BYTES_PER_COLUMN: usize = 8;

/// How many columns a tab stop has.
const TAB_WIDTH: usize = 4;

/// How many columns a label should have before it is wrapped.
const LABEL_WIDTH: usize = 24;

impl Cells {
    fn of(source: &Source, line: u32, marks: &[Mark], columns: usize) -> Self {
        let text = source.text();
        let (start, end) = line_bounds(source, line);
        let reach = columns * BYTES_PER_COLUMN;
        let focus = marks.first().map_or(start, |mark| mark.span.start as usize);
        let mut from = focus.saturating_sub(reach).max(start);
        let mut to = focus.saturating_add(reach).min(end);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        if from == 0 && text.starts_with('\u{FEFF}') {
            from = '\u{FEFF}'.len_utf8().min(to);
        }
        let mut cells: Vec<Cell> = Vec::with_capacity(to - from);
        let mut column = 0;
        for (at, c) in text[from..to].char_indices() {
            let cell = if c == '\t' {
                let width = TAB_WIDTH - column % TAB_WIDTH;
                Cell { at: 0, text: " ".repeat(width).into(), width, is_blank: true }
            } else {
                let mut shown = String::new();
                push(&mut shown, c);
                let width = match shown.chars().count() {
                    1 => c.width().unwrap_or(1),
                    many => many,
                };
                Cell { at: 0, text: shown.into(), width, is_blank: c == ' ' }
            };
            column += cell.width;
            cells.push(Cell { at: (from + at) as u32, ..cell });
        }
        Self { cells, more_before: from > start, more_after: to < end }
    }

    /// The part that is shown: from the start if mark and label fit then, else from further right.
    fn visible_part(self, marks: &[Mark], columns: usize) -> VisiblePart {
        let columns = columns.max(24);
        let Self { cells, more_before, more_after } = self;
        let width_to =
            |byte: u32| cells.iter().take_while(|cell| cell.at < byte).map(|cell| cell.width).sum::<usize>();
        let shift = match (marks.first(), marks.last()) {
            (Some(first), Some(last)) => {
                let head = width_to(first.span.start);
                let tail = width_to(last.span.end).max(width_to(last.span.start) + 1);
                let middle = usize::midpoint(width_to(last.span.start), tail);
                let label = last.label.width().min(LABEL_WIDTH).min(columns / 2);
                let need = if label == 0 { tail } else { tail.max(middle + 4 + label) };
                need.saturating_sub(columns - 1).min(head.saturating_sub(1))
            }
            _ => 0,
        };
        let cut_before = more_before || shift > 0;
        let mut from = 0;
        let mut dropped = 0;
        while from < cells.len() && cut_before && dropped < shift + 1 && shift > 0 {
            dropped += cells[from].width;
            from += 1;
        }
        // The cut is moved to the next word if that is near.
        if from > 0 {
            let until = marks.first().map_or(0, |mark| mark.span.start);
            let word = cells[from..]
                .iter()
                .take(12)
                .position(|cell| cell.is_blank && cell.at < until)
                .filter(|&at| cells[from + at].at + 1 < until);
            from += word.unwrap_or(0);
        }
        let room = columns - usize::from(cut_before);
        let mut to = from;
        let mut used = 0;
        while to < cells.len() && used + cells[to].width <= room {
            used += cells[to].width;
            to += 1;
        }
        let cut_after = more_after || to < cells.len();
        while cut_after && to > from && used > room - 1 {
            to -= 1;
            used -= cells[to].width;
        }
        VisiblePart { cells: cells[from..to].to_vec(), cut_before, cut_after }
    }
}
