//! Empty cells that mean the one above them, as merged cells are saved (`fill-down`).

use super::column::Column;
use super::row::Row;
use crate::syntax::tree::Detail;

/// What the columns of `fill-down` hold so far.
#[derive(Clone, Debug)]
pub(super) struct FillDown<'s> {
    /// The columns, in the order of the setting.
    columns: Vec<usize>,
    /// The cell of each that counts for the empty ones below it; empty for none.
    held: Vec<&'s str>,
    /// The cells of the present row.
    own: Vec<&'s str>,
}

impl<'s> FillDown<'s> {
    /// Holds nothing yet.
    pub(super) fn new(columns: &[usize]) -> Self {
        Self { columns: columns.to_vec(), held: vec![""; columns.len()], own: vec![""; columns.len()] }
    }

    /// Begins a row.
    pub(super) fn begin(&mut self) {
        self.own.fill("");
    }

    /// Takes a cell of the row.
    pub(super) fn take(&mut self, column: usize, cell: &'s str) {
        if let Some(at) = self.columns.iter().position(|own| *own == column) {
            self.own[at] = cell;
        }
    }

    /// Forgets everything: after an empty row, or one that sums up, an empty cell means nothing.
    pub(super) fn forget(&mut self) {
        self.held.fill("");
    }

    /// Whether the row fills any of the columns.
    pub(super) fn has_own_cell(&self) -> bool {
        self.own.iter().any(|cell| !cell.is_empty())
    }

    /// Ends a row: its own cells count from here on, and its empty ones get what is held. A filled
    /// cell clears what is held for the columns listed after its own.
    pub(super) fn fill<'a>(&mut self, meaning: &[Column<'a>], row: &mut Row<'a>)
    where
        's: 'a,
    {
        for at in 0..self.columns.len() {
            if !self.own[at].is_empty() {
                self.held[at] = self.own[at];
                self.held[at + 1..].fill("");
                continue;
            }
            let says = self.held[at];
            match meaning.get(self.columns[at]) {
                _ if says.is_empty() => {}
                Some(Column::Field(field)) if row.get(*field).is_empty() => row.set(*field, says),
                Some(Column::Key(key)) => row.keys.push((key, says)),
                Some(Column::Detail(key)) => row.details.push(Detail { key, value: says }),
                _ => {}
            }
        }
    }
}
