//! Eliminating unknowns from rows: Gauss by the equalities, then Fourier and Motzkin by pairs of bounds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Exact, Form, Relation, Row};

/// Rows without the unknowns from `kept` on, as far as eliminating one makes at most `growth` rows more than it
/// removes; none where the rows cannot hold.
pub(super) fn eliminate(rows: &[Row], kept: usize, growth: i64) -> Option<Vec<Row>> {
    let mut all = Rows::default();
    let mut sorted: Vec<&Row> = rows.iter().collect();
    // Short rows first: the bounds of single unknowns imply many of the long ones.
    sorted.sort_by_key(|row| row.form.len());
    for row in sorted {
        all.add(row.clone())?;
    }
    while let Some(equality) = all.next_equality(kept) {
        all.substitute(equality, kept)?;
    }
    let mut waiting: BTreeSet<(i64, usize)> = all
        .having
        .keys()
        .filter(|&&unknown| unknown >= kept)
        .map(|&unknown| (all.growth(unknown), unknown))
        .collect();
    while let Some((expected, unknown)) = waiting.pop_first() {
        let now = all.growth(unknown);
        if now > expected {
            waiting.insert((now, unknown));
        } else if now <= growth {
            let touched = all.pair(unknown)?;
            waiting.extend(
                touched.into_iter().filter(|&other| other >= kept).map(|other| (all.growth(other), other)),
            );
        }
    }
    Some(all.rows.into_iter().flatten().collect())
}

/// Rows by number, found by their unknowns; of inequalities with one left side only the tightest.
#[derive(Default)]
struct Rows {
    rows: Vec<Option<Row>>,
    tightest: HashMap<Form, usize>,
    having: BTreeMap<usize, BTreeSet<usize>>,
    equalities: BTreeSet<(usize, usize)>,
}

impl Rows {
    /// Adds a row, unless another one or the bounds of its unknowns imply it; none where it cannot hold.
    fn add(&mut self, row: Row) -> Option<()> {
        if let Some(holds) = row.holds() {
            return holds.then_some(());
        }
        let number = self.rows.len();
        if row.relation == Relation::Equal {
            self.equalities.insert((row.form.len(), number));
        } else if let Some(&known) = self.tightest.get(&row.form) {
            let known = self.rows[known].as_mut().expect("a row that is found is there");
            if (row.bound, row.relation == Relation::AtMost)
                < (known.bound, known.relation == Relation::AtMost)
            {
                (known.bound, known.relation) = (row.bound, row.relation);
            }
            return Some(());
        } else {
            if row.form.len() > 1 && self.bounds_imply(&row) {
                return Some(());
            }
            self.tightest.insert(row.form.clone(), number);
        }
        for &(unknown, _) in &row.form {
            self.having.entry(unknown).or_default().insert(number);
        }
        self.rows.push(Some(row));
        Some(())
    }

    fn take(&mut self, number: usize) -> Row {
        let row = self.rows[number].take().expect("a row is taken once");
        if row.relation == Relation::Equal {
            self.equalities.remove(&(row.form.len(), number));
        } else {
            self.tightest.remove(&row.form);
        }
        for (unknown, _) in &row.form {
            if let Some(rows) = self.having.get_mut(unknown) {
                rows.remove(&number);
            }
        }
        row
    }

    fn take_all(&mut self, unknown: usize) -> Vec<Row> {
        let numbers: Vec<usize> = self.having.remove(&unknown).unwrap_or_default().into_iter().collect();
        numbers.into_iter().map(|number| self.take(number)).collect()
    }

    /// Whether the unknowns' own bounds already imply the row's bound.
    fn bounds_imply(&self, row: &Row) -> bool {
        let mut most = Exact::from_integer(0);
        let mut never = false;
        for &(unknown, coefficient) in &row.form {
            let Some(&number) = self.tightest.get(&[(unknown, coefficient.signum())][..]) else {
                return false;
            };
            let bound = self.rows[number].as_ref().expect("a row that is found is there");
            most += bound.bound * coefficient.abs();
            never |= bound.relation == Relation::Below;
        }
        most < row.bound || most == row.bound && (never || row.relation == Relation::AtMost)
    }

    /// The shortest equality with an unknown to eliminate.
    fn next_equality(&self, kept: usize) -> Option<usize> {
        let has = |number: usize| {
            self.rows[number].as_ref().is_some_and(|row| row.form.iter().any(|term| term.0 >= kept))
        };
        self.equalities.iter().map(|&(_, number)| number).find(|&number| has(number))
    }

    /// Substitutes what an equality says of one of its unknowns everywhere.
    fn substitute(&mut self, equality: usize, kept: usize) -> Option<()> {
        let equality = self.take(equality);
        let pivots = equality.form.iter().filter(|(unknown, _)| *unknown >= kept);
        let rows = |unknown: usize| self.having.get(&unknown).map_or(0, BTreeSet::len);
        let &(unknown, factor) = pivots
            .min_by_key(|(unknown, factor)| (factor.abs(), rows(*unknown)))
            .expect("it has such an unknown");
        let mut rest: Vec<Row> = Vec::new();
        for row in self.take_all(unknown) {
            let there = row.coefficient(unknown);
            let mut less = row.plus(factor.abs(), &equality, -there * factor.signum());
            less.relation = row.relation;
            less.reduce();
            rest.push(less);
        }
        rest.sort_by_key(|row| row.form.len());
        rest.into_iter().try_for_each(|row| self.add(row))
    }

    /// How many rows are added at most when an unknown is eliminated.
    fn growth(&self, unknown: usize) -> i64 {
        let (mut above, mut below) = (0, 0);
        for &number in self.having.get(&unknown).into_iter().flatten() {
            let row = self.rows[number].as_ref().expect("a row that is found is there");
            *(if row.coefficient(unknown) > 0 { &mut above } else { &mut below }) += 1;
        }
        above * below - above - below
    }

    /// Replaces an unknown's bounds by every pair of an upper and a lower one, and returns whose rows changed.
    fn pair(&mut self, unknown: usize) -> Option<BTreeSet<usize>> {
        let rows = self.take_all(unknown);
        let touched = rows
            .iter()
            .flat_map(|row| &row.form)
            .map(|term| term.0)
            .filter(|&other| other != unknown)
            .collect();
        let (above, below): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.coefficient(unknown) > 0);
        let mut pairs: Vec<Row> = Vec::new();
        for upper in &above {
            for lower in &below {
                pairs.push(upper.plus(-lower.coefficient(unknown), lower, upper.coefficient(unknown)));
            }
        }
        pairs.sort_by_key(|row| row.form.len());
        pairs.into_iter().try_for_each(|row| self.add(row))?;
        Some(touched)
    }
}
