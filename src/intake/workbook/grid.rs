//! The filled cells of a sheet, and the text made of them.

use super::limits;
use crate::intake::sheet_text::push_cell;

/// A filled cell: its row and column, from 0, and its text's place among the texts.
#[derive(Clone, Copy, Debug)]
struct Filled {
    row: u32,
    column: u32,
    start: u32,
    end: u32,
}

/// The filled cells of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    cells: Vec<Filled>,
    texts: String,
}

impl Grid {
    /// Fills a cell; the row and the column count from 0.
    ///
    /// # Errors
    /// If the sheet is larger than any program makes them, or than is read.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if row >= limits::ROWS || column >= limits::COLUMNS {
            return Err("has cells beyond the last row or column of a spreadsheet".to_owned());
        }
        if self.cells.len() >= limits::CELLS || self.texts.len() + text.len() > limits::TEXT {
            return Err(limits::too_large("has more filled cells than gainsay reads of one sheet"));
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        self.cells.push(Filled { row, column, start, end: self.texts.len() as u32 });
        Ok(())
    }

    /// Whether no cell is filled.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of the sheet: a line for each row, with as many cells in each as the widest has; an empty row is an empty
    /// line.
    ///
    /// # Errors
    /// If it would be too long.
    pub(super) fn into_text(mut self) -> Result<String, String> {
        if !self.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        let width = self.cells.iter().map(|cell| cell.column as usize + 1).max().unwrap_or(0);
        let rows = self.cells.chunk_by(|one, other| one.row == other.row);
        let last = self.cells.last().map_or(0, |cell| cell.row as usize);
        let length = self.texts.len() + rows.clone().count() * width + last;
        if length > limits::TEXT {
            return Err(limits::too_large(&format!(
                "has a cell so far to the right that every row has {width} cells; delete what stands out there"
            )));
        }
        let mut text = String::with_capacity(length + length / 16);
        let mut line = 0;
        for row in rows {
            let mut column = 0;
            while line < row[0].row {
                text.push('\n');
                line += 1;
            }
            for cell in row {
                while column < cell.column {
                    text.push('\t');
                    column += 1;
                }
                push_cell(&mut text, &self.texts[cell.start as usize..cell.end as usize]);
            }
            (column as usize + 1..width).for_each(|_| text.push('\t'));
        }
        text.push('\n');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn a_row_is_a_line_whatever_is_in_it() {
        let mut grid = Grid::default();
        for (row, column, text) in
            [(3, 1, "two\nlines"), (0, 0, "measure"), (0, 2, "value"), (3, 0, "\"Red\" Cross"), (1, 1, " ")]
        {
            grid.put(row, column, text).expect("it fits");
        }
        assert_eq!(
            grid.into_text().expect("it fits"),
            "measure\t\tvalue\n\n\n\"\"\"Red\"\" Cross\"\ttwo lines\t\n"
        );
        assert!(Grid::default().put(1 << 20, 0, "x").is_err());
    }

    #[test]
    fn a_cell_far_out_does_not_fill_the_memory() {
        let mut grid = Grid::default();
        for row in 0..70_000 {
            grid.put(row, 0, "x").expect("it fits");
        }
        grid.put(0, 16_383, "x").expect("it fits");
        assert!(grid.into_text().expect_err("it is too wide").contains("16384 cells"));
    }
}
