//! Whether inequalities can hold together, by pivots: each row has a slack, and none may be negative.
//!
//! The unknowns themselves may be anything, so each is solved for once and forgotten. Then the first row that is short
//! takes from the first that can give, which ends (Bland's rule as Terlaky's criss-cross method uses it when there is
//! no goal).

use super::{Exact, Relation, Row};

/// A slack: an amount, and a multiple of an infinitesimal.
type Left = (Exact, Exact);

/// Whether some values of the unknowns make every row true.
pub(super) fn feasible(rows: &[Row]) -> bool {
    let zero = Exact::from_integer(0);
    let mut inequalities: Vec<Row> = Vec::new();
    for row in rows {
        let relation = if row.relation == Relation::Equal { Relation::AtMost } else { row.relation };
        inequalities.push(Row::new(&row.form, relation, row.bound));
        if row.relation == Relation::Equal {
            inequalities.push(Row::new(&super::negated(&row.form), relation, -row.bound));
        }
    }
    let mut unknowns: Vec<usize> = inequalities.iter().flat_map(|row| &row.form).map(|term| term.0).collect();
    unknowns.sort_unstable();
    unknowns.dedup();
    // A line says: the slack of a row (its number first) is an amount, less multiples of the column variables.
    let mut lines: Vec<(usize, Left, Vec<Exact>)> = Vec::new();
    for (number, row) in inequalities.iter().enumerate() {
        let gap = if row.relation == Relation::Below { Exact::from_integer(-1) } else { zero };
        let cells = unknowns.iter().map(|&unknown| row.coefficient(unknown).into()).collect();
        lines.push((number, (row.bound, gap), cells));
    }
    // Each unknown leaves its column for the slack of a row that has it, and its own line is no longer needed.
    let mut columns = vec![usize::MAX; unknowns.len()];
    for column in 0..unknowns.len() {
        let Some(at) = lines.iter().position(|(_, _, cells)| cells[column] != zero) else { continue };
        columns[column] = pivot(&mut lines, at, column);
        lines.remove(at);
    }
    loop {
        let short = lines.iter().enumerate().filter(|(_, (_, left, _))| *left < (zero, zero));
        let Some((at, _)) = short.min_by_key(|(_, (number, _, _))| *number) else { return true };
        let giving =
            (0..columns.len()).filter(|&column| columns[column] != usize::MAX && lines[at].2[column] < zero);
        let Some(column) = giving.min_by_key(|&column| columns[column]) else { return false };
        let number = columns[column];
        columns[column] = pivot(&mut lines, at, column);
        lines[at].0 = number;
    }
}

/// Solves a line for a column variable, substitutes it everywhere, and returns the variable now in the column.
fn pivot(lines: &mut [(usize, Left, Vec<Exact>)], at: usize, column: usize) -> usize {
    let zero = Exact::from_integer(0);
    let (number, left, cells) = &mut lines[at];
    let number = *number;
    let factor = cells[column];
    cells[column] = Exact::from_integer(1);
    for cell in cells.iter_mut().filter(|cell| **cell != zero) {
        *cell /= factor;
    }
    *left = (left.0 / factor, left.1 / factor);
    let (left, solved) = (*left, cells.clone());
    for (other, (_, rest, cells)) in lines.iter_mut().enumerate() {
        let factor = cells[column];
        if other == at || factor == zero {
            continue;
        }
        cells[column] = zero;
        for (cell, solved) in cells.iter_mut().zip(&solved).filter(|(_, solved)| **solved != zero) {
            *cell -= factor * solved;
        }
        *rest = (rest.0 - factor * left.0, rest.1 - factor * left.1);
    }
    number
}
