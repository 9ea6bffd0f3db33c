//! The simplex tableau: sums of unknowns as sparse rows, each solved for one unknown; and pivoting from one to
//! another.

use std::cmp::Ordering;

use crate::model::Number;

/// The coefficients of a sum, ascending by unknown, none of them zero.
pub(super) type Terms = Vec<(u32, Number)>;

/// The row of an unknown that owns none.
const NONE: u32 = u32::MAX;

/// Each row says that its owner equals the sum of its terms; no owner is a term of any row.
#[derive(Default)]
pub(super) struct Tableau {
    rows: Vec<Row>,
    /// The row that an unknown owns.
    row_of: Vec<u32>,
    /// For each unknown the rows that contain it, some of them more than once, and some that no longer contain it.
    columns: Vec<Vec<u32>>,
    /// For each unknown how many rows it is a term of.
    uses: Vec<u32>,
    /// A buffer for the terms of a row that is being changed.
    spare: Terms,
}

struct Row {
    owner: u32,
    terms: Terms,
}

impl Tableau {
    /// A further unknown, which owns no row yet.
    pub(super) fn add(&mut self) -> u32 {
        let unknown = count(self.row_of.len());
        self.row_of.push(NONE);
        self.columns.push(Vec::new());
        self.uses.push(0);
        unknown
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many rows an unknown is a term of.
    pub(super) fn uses(&self, unknown: u32) -> u32 {
        self.uses[unknown as usize]
    }

    /// The terms of the row that an unknown owns, if it owns one.
    pub(super) fn solved(&self, unknown: u32) -> Option<&Terms> {
        self.rows.get(self.row_of[unknown as usize] as usize).map(|row| &row.terms)
    }

    /// Adds a row for an unknown that owns none and is no term: a sum. Terms that own rows are replaced by these.
    pub(super) fn own(&mut self, owner: u32, terms: &[(u32, Number)]) {
        let mut sum: Terms = Vec::with_capacity(terms.len());
        let mut open: Terms =
            terms.iter().filter(|(unknown, _)| self.solved(*unknown).is_none()).cloned().collect();
        open.sort_by_key(|&(unknown, _)| unknown);
        for (unknown, coefficient) in open {
            match sum.last_mut() {
                Some((last, so_far)) if *last == unknown => *so_far = &*so_far + &coefficient,
                _ => sum.push((unknown, coefficient)),
            }
        }
        sum.retain(|(_, coefficient)| !coefficient.is_zero());
        let mut next = Terms::new();
        for (unknown, coefficient) in terms.iter().filter(|(_, coefficient)| !coefficient.is_zero()) {
            if let Some(row) = self.solved(*unknown) {
                merge(&sum, None, row, coefficient, &mut next, |_, _| {});
                std::mem::swap(&mut sum, &mut next);
            }
        }
        let row = count(self.rows.len());
        for &(unknown, _) in &sum {
            self.columns[unknown as usize].push(row);
            self.uses[unknown as usize] += 1;
        }
        self.row_of[owner as usize] = row;
        self.rows.push(Row { owner, terms: sum });
    }

    /// The owners of the rows that contain an unknown, with its coefficients, ascending by row.
    pub(super) fn column(&mut self, unknown: u32) -> impl Iterator<Item = (u32, &Number)> {
        let mut column = std::mem::take(&mut self.columns[unknown as usize]);
        column.sort_unstable();
        column.dedup();
        column.retain(|&row| self.rows[row as usize].find(unknown).is_some());
        self.columns[unknown as usize] = column;
        let (column, rows) = (&self.columns[unknown as usize], &self.rows);
        column
            .iter()
            .filter_map(move |&row| Some((rows[row as usize].owner, rows[row as usize].find(unknown)?)))
    }

    /// Solves the row of one unknown for another, which is a term of it with this coefficient, and substitutes the
    /// solution everywhere. Returns the number of row entries visited.
    pub(super) fn pivot(&mut self, leaves: u32, enters: u32, coefficient: &Number) -> u64 {
        let own = self.row_of[leaves as usize];
        let mut column = std::mem::take(&mut self.columns[enters as usize]);
        column.sort_unstable();
        column.dedup();
        let mut row = std::mem::take(&mut self.rows[own as usize].terms);
        let inverse = Number::ONE.checked_div(coefficient).expect("a row has no zeros");
        let minus = -&inverse;
        row.retain_mut(|(unknown, coefficient)| {
            *coefficient = &*coefficient * &minus;
            *unknown != enters
        });
        let place = row.partition_point(|&(unknown, _)| unknown < leaves);
        row.insert(place, (leaves, inverse));
        self.columns[leaves as usize].push(own);
        self.uses[leaves as usize] += 1;
        self.uses[enters as usize] = 0;
        let mut touched = row.len() as u64;

        for at in column {
            if at == own {
                continue;
            }
            let Some(coefficient) = self.rows[at as usize].find(enters).cloned() else { continue };
            let terms = std::mem::take(&mut self.rows[at as usize].terms);
            touched += (terms.len() + row.len()) as u64;
            let (columns, uses) = (&mut self.columns, &mut self.uses);
            merge(&terms, Some(enters), &row, &coefficient, &mut self.spare, |unknown, is_new| {
                if is_new {
                    columns[unknown as usize].push(at);
                    uses[unknown as usize] += 1;
                } else {
                    uses[unknown as usize] -= 1;
                }
            });
            self.rows[at as usize].terms = std::mem::replace(&mut self.spare, terms);
        }
        self.rows[own as usize] = Row { owner: enters, terms: row };
        self.row_of[leaves as usize] = NONE;
        self.row_of[enters as usize] = own;
        touched
    }
}

impl Row {
    fn find(&self, unknown: u32) -> Option<&Number> {
        let at = self.terms.binary_search_by_key(&unknown, |&(unknown, _)| unknown).ok()?;
        Some(&self.terms[at].1)
    }
}

/// Writes `terms` without one of them, plus `coefficient` times another row, to `sum`; reports each term of the other row that is
/// new, and each that vanishes.
fn merge(
    terms: &[(u32, Number)],
    without: Option<u32>,
    other: &[(u32, Number)],
    coefficient: &Number,
    sum: &mut Terms,
    mut report: impl FnMut(u32, bool),
) {
    sum.clear();
    sum.reserve(terms.len() + other.len());
    let mut kept = terms.iter().filter(|&&(unknown, _)| Some(unknown) != without).peekable();
    let mut added = other.iter().peekable();
    loop {
        let order = match (kept.peek(), added.peek()) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return,
        };
        match order {
            Ordering::Less => sum.extend(kept.next().cloned()),
            Ordering::Greater => {
                let Some((unknown, number)) = added.next() else { return };
                report(*unknown, true);
                sum.push((*unknown, number * coefficient));
            }
            Ordering::Equal => {
                let (Some((unknown, a)), Some((_, b))) = (kept.next(), added.next()) else { return };
                let total = a + &(b * coefficient);
                if total.is_zero() {
                    report(*unknown, false);
                } else {
                    sum.push((*unknown, total));
                }
            }
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
