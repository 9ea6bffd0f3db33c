//! Splits comma-separated text into records and cells without copying it: where each is, and which cells need
//! unescaping.
//!
//! A record ends at a line end that is not in a quoted cell. A quotation mark that opens a cell and has no partner
//! before a delimiter or line end is an ordinary character, so that a mistyped one costs only its own row.

/// The longest quoted cell, in bytes; a spreadsheet's cell holds 32,767 characters. Without a limit a file full of
/// unpaired marks would be searched to its end for each of them.
const MAX_QUOTED_CELL: usize = 1 << 18;

/// One record: a row of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte, without its line ending.
    pub(super) end: usize,
    /// Where the next one begins.
    pub(super) next: usize,
    /// Whether a cell in it holds doubled quotation marks.
    pub(super) has_doubled_marks: bool,
}

/// What stands between two delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'s> {
    /// Its text without surrounding blanks and quotation marks; doubled marks within it are still doubled.
    pub(super) text: &'s str,
    /// Whether marks within are doubled.
    pub(super) has_doubled_marks: bool,
    /// Whether it opens with a quotation mark that has no partner.
    pub(super) unclosed: bool,
}

/// The record that begins at a byte.
pub(super) fn record(text: &str, start: usize, delimiter: u8) -> Record {
    let bytes = text.as_bytes();
    let (mut at, mut has_doubled_marks) = (start, false);
    loop {
        let Some(stop) = memchr::memchr2(b'"', b'\n', &bytes[at..]).map(|stop| at + stop) else {
            return Record {
                start,
                end: without_carriage_return(bytes, start, bytes.len()),
                next: bytes.len(),
                has_doubled_marks,
            };
        };
        if bytes[stop] == b'\n' {
            return Record {
                start,
                end: without_carriage_return(bytes, start, stop),
                next: stop + 1,
                has_doubled_marks,
            };
        }
        at = match opens_cell(bytes, start, stop, delimiter)
            .then(|| closing_mark(bytes, stop, delimiter))
            .flatten()
        {
            Some((close, found)) => {
                has_doubled_marks |= found;
                close + 1
            }
            None => stop + 1,
        };
    }
}

/// The records of a text from a byte on.
pub(super) fn records(text: &str, start: usize, delimiter: u8) -> impl Iterator<Item = Record> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let found = record(text, at, delimiter);
            at = found.next;
            found
        })
    })
}

/// The end of a line without its carriage return.
fn without_carriage_return(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// Whether a quotation mark is the first thing in its cell.
fn opens_cell(bytes: &[u8], start: usize, mark: usize, delimiter: u8) -> bool {
    let blanks = bytes[start..mark].iter().rev().take_while(|byte| **byte == b' ').count();
    mark - blanks == start || bytes[mark - blanks - 1] == delimiter
}

/// The mark that closes a cell, and whether there are doubled ones before it.
fn closing_mark(bytes: &[u8], open: usize, delimiter: u8) -> Option<(usize, bool)> {
    let longest = bytes.len().min(open + 1 + MAX_QUOTED_CELL);
    let (mut at, mut has_doubled_marks) = (open + 1, false);
    loop {
        let close = at + memchr::memchr(b'"', bytes.get(at..longest)?)?;
        if bytes.get(close + 1) == Some(&b'"') {
            (at, has_doubled_marks) = (close + 2, true);
            continue;
        }
        let after = bytes[close + 1..].iter().find(|byte| **byte != b' ');
        let ends = after.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'));
        return ends.then_some((close, has_doubled_marks));
    }
}

/// The cells of a record, in order; a record without a delimiter is one cell.
pub(super) fn cells(record: &str, delimiter: u8) -> impl Iterator<Item = Cell<'_>> {
    let bytes = record.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let blanks = match bytes.get(start) {
            Some(b' ') => bytes[start..].iter().take_while(|byte| **byte == b' ').count(),
            _ => 0,
        };
        let open = start + blanks;
        let marked = bytes.get(open) == Some(&b'"');
        if marked && let Some((close, has_doubled_marks)) = closing_mark(bytes, open, delimiter) {
            let end = memchr::memchr(delimiter, &bytes[close..]).map(|end| close + end);
            next = end.map(|end| end + 1);
            return Some(Cell { text: record[open + 1..close].trim(), has_doubled_marks, unclosed: false });
        }
        let end = memchr::memchr(delimiter, &bytes[open..]).map(|end| open + end);
        next = end.map(|end| end + 1);
        let text = record[open..end.unwrap_or(bytes.len())].trim();
        Some(Cell { text, has_doubled_marks: false, unclosed: marked })
    })
}

/// Whether a cell is one of some words; case is ignored.
pub(super) fn listed(words: &[String], cell: &str) -> bool {
    !words.is_empty() && words.iter().any(|word| word.trim().to_lowercase() == cell.to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cells, record};

    /// Every record's cells, doubled marks made single.
    fn read(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let found = record(text, at, delimiter);
            let one = |cell: super::Cell<'_>| match cell.has_doubled_marks {
                true => cell.text.replace("\"\"", "\""),
                false => cell.text.to_owned(),
            };
            rows.push(cells(&text[found.start..found.end], delimiter).map(one).collect());
            at = found.next;
        }
        rows
    }

    #[test]
    fn quotation_marks_keep_commas_and_line_ends() {
        assert_eq!(
            read("a,\"b, c\",\"d\r\ne\"\r\n,,\n", b','),
            [vec!["a", "b, c", "d\r\ne"], vec!["", "", ""]]
        );
        assert_eq!(read("a; \"b;c\" ;\"say \"\"x\"\"\"", b';'), [["a", "b;c", "say \"x\""]]);
        assert_eq!(read("5\" pipe,x\ny,z", b','), [["5\" pipe", "x"], ["y", "z"]]);
        // A mark without a partner costs its own row.
        assert_eq!(read("\"a,b\nc,\"d\"\n", b','), [["\"a", "b"], ["c", "d"]]);
        assert_eq!(read("a,\"b\"c,d\ne\n", b','), [vec!["a", "\"b\"c", "d"], vec!["e"]]);
    }

    proptest! {
        /// What a writer of such files writes is read as that writer's own reader reads it.
        #[test]
        fn what_is_written_is_read_as_others_read_it(
            rows in prop::collection::vec(prop::collection::vec("[a-z\",;\n\r]{0,6}", 1..4), 1..5),
            semicolon: bool,
        ) {
            let delimiter = if semicolon { b';' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).expect("a vector takes all");
            }
            let text = String::from_utf8(writer.into_inner().expect("a vector takes all")).expect("text");
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            let found: Vec<Vec<String>> = read(&text, delimiter)
                .into_iter()
                .map(|row| row.into_iter().map(|cell| cell.trim().to_owned()).collect())
                .collect();
            prop_assert_eq!(found, trimmed);
        }
    }
}
