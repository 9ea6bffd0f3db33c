//! Reads the rows of a table one by one.

use super::cell_row::Stated;
use super::cells::record;
use super::field::Field;
use super::fill_down::FillDown;
use super::object_row;
use super::row::Row;
use super::sheet::{RowRange, RowResult, Sheet};

impl Sheet<'_> {
    /// Reads the rows of a range one by one; blank ones are left out. A table without headings has a JSON object in each
    /// line.
    pub fn read<'a>(&'a self, range: RowRange, mut each: impl FnMut(RowResult<'a>)) {
        // Every row starts with the constants of the settings; one that is no field is a scope key.
        let mut template = Row::new(self.table.date_order);
        for (name, says) in &self.table.constants {
            match Field::of(name) {
                Some(field) => template.set(field, says.trim()),
                None => template.keys.push((name, says.trim())),
            }
        }
        if let Some(document) = &self.document {
            return self.read_statements(document, range, &template, each);
        }
        let mut above = FillDown::new(self.headings.as_ref().map_or(&[], |headings| &headings.fill_down));
        let mut stated = Stated::default();
        let mut object_keys = object_row::KeyColumns::default();
        let mut at = range.start;
        let mut number = range.row;
        while at < range.end {
            let (text, next) = match &self.headings {
                Some(headings) => {
                    let found = record(self.text, at, headings.delimiter);
                    (&self.text[found.start..found.end], found.next)
                }
                None => {
                    let next = memchr::memchr(b'\n', &self.text.as_bytes()[at..range.end])
                        .map_or(range.end, |end| at + end + 1);
                    (self.text[at..next].trim(), next)
                }
            };
            let mut read = RowResult {
                row: number,
                text,
                statements: Vec::new(),
                errors: Vec::new(),
                unknown: Vec::new(),
                refused: self.lacks_needed_field,
                skipped: false,
                skips: Vec::new(),
            };
            let says_something = match &self.headings {
                Some(headings) => self.row(headings, &template, &mut above, &mut stated, &mut read),
                None => !text.is_empty() && object_row::row(self, &template, &mut object_keys, &mut read),
            };
            if says_something {
                read.refused |= !read.errors.is_empty();
                each(read);
            }
            (at, number) = (next, number + 1);
        }
    }
}
