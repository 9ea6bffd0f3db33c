//! Texts, and places in them.

use std::sync::OnceLock;

/// The number of a file of the run, in path order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one text, in bytes from its start; `end` is one past the last byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The empty span at the start of a text.
    pub const START: Self = Self { start: 0, end: 0 };

    /// The place of `part`, a slice of `whole`, within it.
    ///
    /// A slice of another text has no place in this one; then the start of the text is returned.
    #[must_use]
    pub fn of(part: &str, whole: &str) -> Self {
        let from = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
        if from > whole.len() || part.len() > whole.len() - from {
            return Self::START;
        }
        Self { start: from as u32, end: (from + part.len()) as u32 }
    }
}

/// A span in one of the run's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes within it.
    pub span: Span,
}

/// A line and a column, both counted from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character within it, from 1.
    pub column: u32,
}

/// What a text holds in place of bytes that were not UTF-8. It is no character of any writing, so that a replacement
/// character that somebody else has put in a text is distinguished from it. Reports show it as one.
pub const NOT_UTF8: char = '\u{FFFF}';

/// Bytes that were not UTF-8; the text holds [`NOT_UTF8`] in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadBytes {
    /// Where [`NOT_UTF8`] stands in the text.
    pub at: u32,
    /// The first of the original bytes.
    pub byte: u8,
}

/// One text of the run: a file, or standard input.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    bad: Vec<BadBytes>,
    lines: OnceLock<Vec<u32>>,
    layout: Layout,
}

/// What the lines of a text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Layout {
    #[default]
    Lines,
    /// The rows of a workbook's sheet, with tabs between the cells.
    Sheet,
    /// The rows of a table without lines of its own, with tabs between the cells; the last line holds the headings.
    Table,
}

impl Source {
    /// A text under the name that reports use: its path with forward slashes, or `<stdin>`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            bad: Vec::new(),
            lines: OnceLock::new(),
            layout: Layout::Lines,
        }
    }

    /// A text from bytes. What is not UTF-8 is replaced by [`NOT_UTF8`], one for each bad sequence, and remembered.
    #[must_use]
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Self::new(name, text),
            Err(error) => error.into_bytes(),
        };
        let mut text = String::with_capacity(bytes.len());
        let mut bad = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if let Some(&byte) = chunk.invalid().first() {
                bad.push(BadBytes { at: text.len() as u32, byte });
                text.push(NOT_UTF8);
            }
        }
        Self { bad, ..Self::new(name, text) }
    }

    /// A sheet of a workbook: a line for each row, with tabs between the cells.
    #[must_use]
    pub fn of_sheet(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { layout: Layout::Sheet, ..Self::new(name, text) }
    }

    /// A table that has no lines of its own: a line for each row, with tabs between the cells, and behind them the headings, so
    /// that lines are counted as rows are.
    #[must_use]
    pub fn of_table(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { layout: Layout::Table, ..Self::new(name, text) }
    }

    /// Another text in place of this one.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self { layout: self.layout, ..Self::new(self.name.clone(), text) }
    }

    /// The name reports give the text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The places where bytes were not UTF-8, in order.
    #[must_use]
    pub fn bad(&self) -> &[BadBytes] {
        &self.bad
    }

    /// The part of the text that a span covers; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where each line starts, in bytes. Made at the first call, in one pass over the text.
    #[must_use]
    pub fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The line (from 1) that holds a byte.
    #[must_use]
    pub fn line_of(&self, at: u32) -> u32 {
        self.lines().partition_point(|&start| start <= at) as u32
    }

    /// The text of a line (from 1) without its line ending; empty past the end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let lines = self.lines();
        let Some(&start) = lines.get((line as usize).wrapping_sub(1)) else { return "" };
        let end = lines.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// The line and column of a byte; in a sheet of a workbook, and in a table, its row and column.
    #[must_use]
    pub fn position(&self, at: u32) -> Position {
        let line = self.line_of(at);
        let start = self.lines()[line as usize - 1] as usize;
        let mut before = self.text.get(start..at as usize).unwrap_or("");
        if start == 0 {
            before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
        }
        let column = match self.layout {
            Layout::Lines => before.chars().count(),
            Layout::Sheet | Layout::Table => before.matches('\t').count(),
        };
        Position { line, column: column as u32 + 1 }
    }

    /// The cell that holds a byte of a workbook's sheet: `C14`; of a table the row: `row 14`. None in any other text.
    #[must_use]
    pub fn cell(&self, at: u32) -> Option<String> {
        match self.layout {
            Layout::Lines => None,
            Layout::Sheet => {
                let at = self.position(at);
                Some(format!("{}{}", column_letters(at.column - 1), at.line))
            }
            Layout::Table if self.line_of(at) as usize == self.lines().len() => Some("headings".to_owned()),
            Layout::Table => Some(format!("row {}", self.line_of(at))),
        }
    }

    /// The line of a byte in words: `line 14`; in a table `row 14`.
    #[must_use]
    pub fn line_in_words(&self, at: u32) -> String {
        match self.layout {
            Layout::Lines | Layout::Sheet => format!("line {}", self.line_of(at)),
            Layout::Table => format!("row {}", self.line_of(at)),
        }
    }

    /// A place as reports show it: `desk.claims:14:3`, `desk.xlsx#Claims!C14` or `desk.parquet#row 14`.
    #[must_use]
    pub fn spot(&self, at: u32) -> String {
        match self.cell(at) {
            Some(_) => self.line_spot(at),
            None => format!("{}:{}", self.line_spot(at), self.position(at).column),
        }
    }

    /// A place without its column: `desk.claims:14`, `desk.xlsx#Claims!C14` or `desk.parquet#row 14`.
    #[must_use]
    pub fn line_spot(&self, at: u32) -> String {
        match (self.cell_mark(), self.cell(at)) {
            (mark, Some(cell)) => format!("{}{mark}{cell}", self.name),
            _ => format!("{}:{}", self.name, self.line_of(at)),
        }
    }

    /// What stands between the name and a cell.
    #[must_use]
    pub fn cell_mark(&self) -> char {
        if self.layout == Layout::Table { '#' } else { '!' }
    }
}

/// The letters of a sheet's column, counted from 0, as spreadsheets count: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(mut column: u32) -> String {
    let mut text = Vec::new();
    loop {
        text.push(char::from(b'A' + (column % 26) as u8));
        match column / 26 {
            0 => break,
            rest => column = rest - 1,
        }
    }
    text.iter().rev().collect()
}

/// Every text of a run, in path order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// The texts of a run. They are put in the order of their names, so that the order in which they
    /// were named or found never shows.
    #[must_use]
    pub fn new(mut files: Vec<Source>) -> Self {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self { files }
    }

    /// Adds a text, or replaces that of its name.
    pub fn put(&mut self, source: Source) {
        match self.files.binary_search_by(|file| file.name.cmp(&source.name)) {
            Ok(at) => self.files[at] = source,
            Err(at) => self.files.insert(at, source),
        }
    }

    /// Removes the text of a name. Returns whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        let found = self.files.binary_search_by(|file| file.name.as_str().cmp(name));
        found.map(|at| self.files.remove(at)).is_ok()
    }

    /// One text.
    #[must_use]
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// Every text with its number.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(number, source)| (FileId(number as u32), source))
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text at a place.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.file).slice(place.span)
    }

    /// The line and column at which a place starts.
    #[must_use]
    pub fn position(&self, place: Place) -> Position {
        self.get(place.file).position(place.span.start)
    }
}

/// An `include` of one of the texts, and its resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The name of the text it stands in.
    pub from: String,
    /// The path as it is written there, without its quotation marks.
    pub path: String,
    /// The name of the text it includes, or why it includes none, as a clause: `there is no such file`.
    pub to: Result<String, String>,
}

/// Whether a character would act on a terminal or be invisible.
///
/// The joiners U+200C and U+200D are kept: Persian, Indic scripts and emoji need them.
pub(crate) fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' => true,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        NOT_UTF8 | '\u{FFFE}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, column_letters};

    #[test]
    fn columns_are_counted_as_spreadsheets_do() {
        let counted: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(counted, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_place_in_a_sheet_is_its_cell() {
        let sheet = Source::of_sheet("desk.xlsx#Claims", "a\tb\nc\t\td\n");
        assert_eq!(
            (sheet.spot(2).as_str(), sheet.spot(7).as_str()),
            ("desk.xlsx#Claims!B1", "desk.xlsx#Claims!C2")
        );
        assert_eq!(Source::new("a.claims", "a\nbc").spot(3), "a.claims:2:2");
    }
}
