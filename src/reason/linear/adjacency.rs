//! The rows that each unknown is in.

use crate::reason::linear::system::Row;

/// The rows each unknown is in.
#[derive(Clone, Debug)]
pub(super) struct Adjacency {
    begin: Vec<u32>,
    rows: Vec<u32>,
}

impl Adjacency {
    pub(super) fn of(unknowns: usize, rows: &[Row]) -> Self {
        let mut begin = vec![0_u32; unknowns + 1];
        let terms =
            || (0_u32..).zip(rows).flat_map(|(at, row)| row.terms.iter().map(move |term| (term.0, at)));
        terms().for_each(|(unknown, _)| begin[unknown as usize + 1] += 1);
        (1..begin.len()).for_each(|at| begin[at] += begin[at - 1]);
        let mut next = begin.clone();
        let mut list = vec![0; begin[unknowns] as usize];
        for (unknown, row) in terms() {
            list[next[unknown as usize] as usize] = row;
            next[unknown as usize] += 1;
        }
        Self { begin, rows: list }
    }

    pub(super) fn rows(&self, unknown: u32) -> &[u32] {
        &self.rows[self.begin[unknown as usize] as usize..self.begin[unknown as usize + 1] as usize]
    }
}
