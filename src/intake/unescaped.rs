//! The values of cells whose text is escaped: doubled quotation marks and backslash escapes resolved, each with its
//! cell.

use crate::source::Span;

/// A text held beside that of the file, so that a tree can point into it. Its cells are in the file's order.
#[derive(Debug, Default)]
pub(super) struct UnescapedText {
    text: String,
    cells: Vec<UnescapedCell>,
}

/// A cell, and where its text begins.
#[derive(Clone, Copy, Debug)]
struct UnescapedCell {
    place: Span,
    from: u32,
}

/// A text among those of an [`UnescapedText`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    from: u32,
    to: u32,
}

impl UnescapedText {
    /// Adds a text that stands for a part of the file.
    pub(super) fn piece(&mut self, place: Span, text: &str) -> Piece {
        let from = self.text.len() as u32;
        self.add(place, text);
        Piece { from, to: self.text.len() as u32 }
    }

    /// Such a text.
    pub(super) fn get(&self, piece: Piece) -> &str {
        &self.text[piece.from as usize..piece.to as usize]
    }

    /// Adds the value of a cell, unless the text would get too long for a place.
    pub(super) fn add(&mut self, cell: Span, text: &str) {
        if self.text.len() + text.len() < u32::MAX as usize {
            self.cells.push(UnescapedCell { place: cell, from: self.text.len() as u32 });
            self.text.push_str(text);
        }
    }

    /// The value of the cell that begins at a byte of the file.
    pub(super) fn of(&self, start: u32) -> Option<&str> {
        let at = self.cells.binary_search_by_key(&start, |cell| cell.place.start).ok()?;
        let end = self.cells.get(at + 1).map_or(self.text.len(), |next| next.from as usize);
        Some(&self.text[self.cells[at].from as usize..end])
    }

    /// The cell that a slice of this text belongs to.
    pub(super) fn cell(&self, part: &str) -> Option<Span> {
        let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if from > self.text.len() || part.len() > self.text.len() - from {
            return None;
        }
        let after = self.cells.partition_point(|cell| cell.from as usize <= from);
        Some(self.cells.get(after.checked_sub(1)?)?.place)
    }
}
