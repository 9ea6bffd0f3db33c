//! The same question by another method, to test the first one: the textbook's first phase with Bland's rule.

use super::{Exact, Relation, Row};

/// Whether some values of the unknowns make every row true.
///
/// An unknown is the difference of two that are not negative, and a gap that every strict row keeps is made as wide as
/// one at most: the rows can hold together exactly where it can be wider than nothing. With a column for every row to
/// begin with (the big-M method without the M: their sum is driven to zero first), all in exact fractions.
pub(crate) fn feasible(rows: &[Row]) -> bool {
    let unknowns = rows.iter().flat_map(|row| &row.form).map(|term| term.0 + 1).max().unwrap_or(0);
    let gap = 2 * unknowns;
    let zero = Exact::from_integer(0);
    let one = Exact::from_integer(1);
    let mut tableau: Vec<Vec<Exact>> = Vec::new();
    let slacks = rows.len() + 1;
    // Columns: the unknowns twice, the gap, a slack for each row, an artificial for each row, the right side.
    let width = gap + 1 + 2 * slacks + 1;
    let mut line = |form: &[(usize, i128)], relation: Relation, bound: Exact| {
        let at = tableau.len();
        let mut cells = vec![zero; width];
        for &(unknown, coefficient) in form {
            cells[2 * unknown] = coefficient.into();
            cells[2 * unknown + 1] = (-coefficient).into();
        }
        if relation == Relation::Below {
            cells[gap] = one;
        }
        if relation != Relation::Equal {
            cells[gap + 1 + at] = one;
        }
        cells[width - 1] = bound;
        if bound < zero {
            cells.iter_mut().for_each(|cell| *cell = -*cell);
        }
        cells[gap + 1 + slacks + at] = one;
        tableau.push(cells);
    };
    for row in rows {
        line(&row.form, row.relation, row.bound);
    }
    line(&[], Relation::Below, one);

    let artificial = gap + 1 + slacks;
    let mut basis: Vec<usize> = (artificial..width - 1).collect();
    // The first phase: the sum of the artificials is to become zero.
    let mut goal = vec![zero; width];
    for cells in &tableau {
        for (sum, cell) in goal.iter_mut().zip(cells) {
            *sum += cell;
        }
    }
    climb(&mut tableau, &mut basis, &mut goal, artificial);
    if goal[width - 1] != zero {
        return false;
    }
    // The second phase: the gap is to become as wide as it can.
    let mut goal = vec![zero; width];
    goal[gap] = one;
    for (cells, &basic) in tableau.iter().zip(&basis) {
        let factor = goal[basic];
        if factor != zero {
            for (sum, cell) in goal.iter_mut().zip(cells) {
                *sum -= factor * cell;
            }
        }
    }
    climb(&mut tableau, &mut basis, &mut goal, artificial);
    goal[width - 1] != zero
}

/// Brings in the first column before `columns` that improves the goal, until none does (Bland 1977: it never cycles).
fn climb(tableau: &mut [Vec<Exact>], basis: &mut [usize], goal: &mut [Exact], columns: usize) {
    let zero = Exact::from_integer(0);
    let last = goal.len() - 1;
    while let Some(column) = (0..columns).find(|&column| goal[column] > zero) {
        let leaving = (0..tableau.len())
            // An artificial that is still basic stands at zero and may leave by a pivot of either sign.
            .filter(|&at| {
                tableau[at][column] > zero
                    || basis[at] >= columns && tableau[at][last] == zero && tableau[at][column] != zero
            })
            .min_by_key(|&at| (tableau[at][last] / tableau[at][column], basis[at]));
        // The goal is bounded, so some row always stops the column.
        let leaving = leaving.expect("both goals are bounded");
        let pivot = tableau[leaving][column];
        for cell in &mut tableau[leaving] {
            *cell /= pivot;
        }
        let cells = tableau[leaving].clone();
        let others =
            tableau.iter_mut().enumerate().filter(|(at, _)| *at != leaving).map(|(_, row)| &mut row[..]);
        for row in others.chain([&mut *goal]) {
            let factor = row[column];
            if factor != zero {
                for (cell, pivot) in row.iter_mut().zip(&cells) {
                    *cell -= factor * pivot;
                }
            }
        }
        basis[leaving] = column;
    }
}
