//! The values of cells that differ from their text: doubled quotation marks and escapes resolved, each with its cell.

use crate::source::Span;

/// Text beside a file's own, so that a tree can point into it. The cells come in the file's order.
#[derive(Debug, Default)]
pub(super) struct UnescapedText {
    text: String,
    marks: Vec<Mark>,
}

/// A cell, and where its text begins.
#[derive(Clone, Copy, Debug)]
struct Mark {
    cell: Span,
    from: u32,
}

impl UnescapedText {
    /// Adds the value of a cell, unless that is beyond what places can count.
    pub(super) fn add(&mut self, cell: Span, text: &str) {
        if self.text.len() + text.len() < u32::MAX as usize {
            self.marks.push(Mark { cell, from: self.text.len() as u32 });
            self.text.push_str(text);
        }
    }

    /// The value of the cell that begins at a byte of the file.
    pub(super) fn of(&self, start: u32) -> Option<&str> {
        let at = self.marks.binary_search_by_key(&start, |mark| mark.cell.start).ok()?;
        let end = self.marks.get(at + 1).map_or(self.text.len(), |next| next.from as usize);
        Some(&self.text[self.marks[at].from as usize..end])
    }

    /// The cell that a slice of the text beside the file's belongs to.
    pub(super) fn cell(&self, part: &str) -> Option<Span> {
        let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if from > self.text.len() || part.len() > self.text.len() - from {
            return None;
        }
        let after = self.marks.partition_point(|mark| mark.from as usize <= from);
        Some(self.marks.get(after.checked_sub(1)?)?.cell)
    }
}
