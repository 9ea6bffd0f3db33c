//! One canonical layout: the same statements, comments and line breaks, written one way.

use super::edits::{Edit, edits};
use super::lines::{Chunk, split};
use super::name::{opens_quote, quoted_name};
use super::statement::statement;

/// Lays a text out in the one canonical way.
///
/// Comments, the author's line breaks and the order of qualifiers stay. Blanks, indentation, quotation marks and line
/// ends become one kind, names lose quotation marks they do not need, `according to` becomes `by` and `as of` becomes
/// `on`. A statement that cannot be read stays as it is. The result means exactly what the text meant, and laying it
/// out again changes nothing.
#[must_use]
pub fn format(text: &str) -> String {
    let mut page = Page { out: String::with_capacity(text.len() + text.len() / 16), blank: true };
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for chunk in split(text) {
        page.comments(chunk.lead);
        page.statement(chunk);
        let end = chunk.text.as_ptr() as usize + chunk.text.len() - rest.as_ptr() as usize;
        rest = &rest[end..];
        // The rest of the statement's last line is its end.
        rest = &rest[memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1)..];
    }
    page.comments(rest);
    page.finish()
}

struct Page {
    out: String,
    /// Whether the last line is blank, or there is none yet.
    blank: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        if line.is_empty() && self.blank {
            return;
        }
        self.blank = line.is_empty();
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Blank and comment lines between statements.
    fn comments(&mut self, lead: &str) {
        for line in lead.lines() {
            let comment = line.trim();
            if !comment.is_empty() && line.starts_with(char::is_whitespace) {
                self.line(&format!("    {comment}"));
            } else {
                self.line(comment);
            }
        }
    }

    fn statement(&mut self, chunk: Chunk<'_>) {
        match laid_out(chunk) {
            Some(lines) => {
                for line in lines.lines() {
                    self.line(line);
                }
            }
            None => {
                self.out.push_str(chunk.text);
                self.out.push('\n');
                self.blank = false;
            }
        }
    }

    fn finish(mut self) -> String {
        if self.blank && !self.out.is_empty() {
            self.out.pop();
        }
        // A byte order mark that stands in a statement must not become the text's own.
        if self.out.starts_with('\u{FEFF}') {
            self.out.insert(0, '\n');
        }
        self.out
    }
}

/// A statement's lines, laid out; none if it cannot be read, or if the result cannot, or has more
/// or fewer errors.
fn laid_out(chunk: Chunk<'_>) -> Option<String> {
    let alone = Chunk { lead: "", text: chunk.text };
    let (found, errors) = statement(alone);
    let found = found?;
    let mut layout =
        Layout { out: String::with_capacity(chunk.text.len()), line: 0, space: false, first: true };
    layout.whole(chunk.text, &edits(chunk.text, &found));
    let (again, remaining) = statement(Chunk { lead: "", text: &layout.out });
    (again.is_some() && remaining.len() == errors.len()).then_some(layout.out)
}

/// A statement as laid out so far.
struct Layout {
    out: String,
    /// Where the line begins.
    line: usize,
    /// Whether a blank is to be written before the next piece.
    space: bool,
    /// Whether this is the statement's first line.
    first: bool,
}

impl Layout {
    /// Lays out a whole statement.
    fn whole(&mut self, text: &str, edits: &[Edit]) {
        let mut edits = edits.iter().peekable();
        let mut at = 0;
        let mut before = '\n';
        while let Some(c) = text[at..].chars().next() {
            while edits.next_if(|edit| edit.at < at).is_some() {}
            if let Some(edit) = edits.next_if(|edit| edit.at == at) {
                match edit.text.as_str() {
                    ":" => self.tight(":"),
                    words => self.word(words),
                }
                at += edit.length;
                self.space = true;
                before = ' ';
                continue;
            }
            let rest = &text[at..];
            let blank_before = before.is_whitespace();
            let length = match c {
                '\n' => {
                    self.end_line();
                    1
                }
                _ if c.is_whitespace() => {
                    self.space = true;
                    c.len_utf8()
                }
                '#' if blank_before => self.comment(rest),
                '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                    self.spaced(&rest[..length])
                }
                _ if opens_quote(rest) => {
                    let length = quoted_name(rest).map_or(c.len_utf8(), |(_, name)| name.raw.len());
                    self.spaced(&rest[..length])
                }
                ',' => {
                    self.tight(",");
                    let next = rest[1..].chars().next().is_some_and(|c| c.is_ascii_digit());
                    self.space = !(before.is_ascii_digit() && next);
                    1
                }
                '{' | '[' => {
                    self.word(&rest[..1]);
                    1
                }
                '}' | ']' => {
                    self.tight(&rest[..1]);
                    self.space = true;
                    1
                }
                '<' | '>' if rest[1..].starts_with('=') => self.spaced(&rest[..2]),
                '=' => self.spaced("="),
                _ => {
                    self.piece(&rest[..c.len_utf8()]);
                    c.len_utf8()
                }
            };
            before = rest[..length].chars().next_back().unwrap_or(c);
            at += length;
        }
        self.end_line();
    }

    /// Writes a piece, after a blank where one is pending.
    fn piece(&mut self, piece: &str) {
        if self.out.len() == self.line {
            if !self.first {
                self.out.push_str("    ");
            }
        } else if self.space && !self.out.ends_with(['{', '[']) {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push_str(piece);
    }

    /// A piece with no blank before it.
    fn tight(&mut self, piece: &str) {
        self.space = false;
        self.piece(piece);
    }

    /// A piece with a blank before it, unless it follows `@` or an opening bracket.
    fn word(&mut self, piece: &str) {
        self.space |= !self.out.ends_with(['(', '@']);
        self.piece(piece);
    }

    /// A piece with blanks on both sides.
    fn spaced(&mut self, piece: &str) -> usize {
        self.word(piece);
        self.space = true;
        piece.len()
    }

    /// Writes the comment that begins here; returns its length.
    fn comment(&mut self, rest: &str) -> usize {
        let length = rest.find('\n').unwrap_or(rest.len());
        if self.out.len() > self.line {
            self.out.push(' ');
            self.space = true;
        }
        self.piece(rest[..length].trim_end());
        length
    }

    fn end_line(&mut self) {
        let kept = self.out.trim_end_matches(' ').len().max(self.line);
        self.out.truncate(kept);
        self.out.push('\n');
        self.line = self.out.len();
        self.space = false;
        self.first = false;
    }
}
