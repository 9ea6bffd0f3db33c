//! Whether linear constraints can hold together: Gauss on the equalities, Fourier and Motzkin as long as rows do not
//! multiply, and pivots on the rest.
//!
//! Nothing of the checker is used. Coefficients are whole numbers and bounds are fractions; tests are built with
//! overflow checks, so a figure that outgrows them is a failed test and never a wrong verdict.

use num_rational::Ratio;

mod elimination;
mod pivot;
pub(crate) mod simplex;

/// A bound: exact.
pub(crate) type Exact = Ratio<i128>;

/// The relation of the left side of a row to its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    Equal,
    AtMost,
    Below,
}

/// A sum of unknowns with whole coefficients, by ascending unknown and without zeros.
pub(crate) type Form = Vec<(usize, i128)>;

/// A constraint: a sum of unknowns, and how it stands to its bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) form: Form,
    pub(crate) relation: Relation,
    pub(crate) bound: Exact,
}

impl Row {
    /// A row in normal form: each unknown once, coefficients without a common divisor.
    pub(crate) fn new(terms: &[(usize, i128)], relation: Relation, bound: Exact) -> Self {
        let mut sorted = terms.to_vec();
        sorted.sort_unstable();
        let mut form: Form = Vec::with_capacity(sorted.len());
        for (unknown, coefficient) in sorted {
            match form.last_mut() {
                Some(last) if last.0 == unknown => last.1 += coefficient,
                _ => form.push((unknown, coefficient)),
            }
        }
        form.retain(|&(_, coefficient)| coefficient != 0);
        let mut row = Self { form, relation, bound };
        row.reduce();
        row
    }

    /// A row from whole figures: the sum is at most the bound.
    pub(crate) fn at_most(terms: &[(usize, i128)], bound: i128) -> Self {
        Self::new(terms, Relation::AtMost, Exact::from_integer(bound))
    }

    /// A row from whole figures: the sum is at least the bound.
    pub(crate) fn at_least(terms: &[(usize, i128)], bound: i128) -> Self {
        Self::at_most(&negated(terms), -bound)
    }

    /// A row from whole figures: the sum is the bound.
    pub(crate) fn equal(terms: &[(usize, i128)], bound: i128) -> Self {
        Self::new(terms, Relation::Equal, Exact::from_integer(bound))
    }

    fn reduce(&mut self) {
        let mut divisor = self.form.iter().fold(0, |divisor, &(_, coefficient)| gcd(divisor, coefficient));
        if divisor == 0 {
            return;
        }
        if self.relation == Relation::Equal && self.form[0].1 < 0 {
            divisor = -divisor;
        }
        if divisor != 1 {
            for (_, coefficient) in &mut self.form {
                *coefficient /= divisor;
            }
            self.bound /= divisor;
        }
    }

    fn coefficient(&self, unknown: usize) -> i128 {
        coefficient(&self.form, unknown)
    }

    /// Whether a row without unknowns holds; none where it has some.
    fn holds(&self) -> Option<bool> {
        let zero = Exact::from_integer(0);
        self.form.is_empty().then_some(match self.relation {
            Relation::Equal => self.bound == zero,
            Relation::AtMost => self.bound >= zero,
            Relation::Below => self.bound > zero,
        })
    }

    /// A multiple of this row and another of a second one; the multiples of inequalities are positive.
    fn plus(&self, times: i128, other: &Self, other_times: i128) -> Self {
        let relation = self.relation.max(other.relation);
        let form = sum(&self.form, times, &other.form, other_times);
        let mut row = Self { form, relation, bound: self.bound * times + other.bound * other_times };
        row.reduce();
        row
    }
}

/// The row with every sign inverted.
pub(crate) fn negated(form: &[(usize, i128)]) -> Form {
    form.iter().map(|&(unknown, coefficient)| (unknown, -coefficient)).collect()
}

fn coefficient(form: &[(usize, i128)], unknown: usize) -> i128 {
    form.binary_search_by_key(&unknown, |&(known, _)| known).map_or(0, |at| form[at].1)
}

fn sum(one: &[(usize, i128)], times: i128, two: &[(usize, i128)], other_times: i128) -> Form {
    let mut form = Vec::with_capacity(one.len() + two.len());
    let (mut at, mut there) = (0, 0);
    while at < one.len() || there < two.len() {
        let first = one.get(at).map_or(usize::MAX, |term| term.0);
        let second = two.get(there).map_or(usize::MAX, |term| term.0);
        let unknown = first.min(second);
        let mut coefficient = 0;
        if first == unknown {
            coefficient += one[at].1 * times;
            at += 1;
        }
        if second == unknown {
            coefficient += two[there].1 * other_times;
            there += 1;
        }
        if coefficient != 0 {
            form.push((unknown, coefficient));
        }
    }
    form
}

fn gcd(one: i128, two: i128) -> i128 {
    let (mut one, mut two) = (one.abs(), two.abs());
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one
}

/// Whether some values of the unknowns make every row true.
pub(crate) fn feasible(rows: &[Row]) -> bool {
    elimination::eliminate(rows, 0, 0).is_some_and(|rest| pivot::feasible(&rest))
}

/// The same in other rows: unknowns from `kept` on are eliminated where that gives fewer terms; none where the rows
/// cannot hold.
pub(crate) fn shortened(rows: &[Row], kept: usize) -> Option<Vec<Row>> {
    elimination::eliminate(rows, kept, 0)
}

/// The least and the greatest that an unknown can be, each with whether it is reached; none where the rows cannot hold,
/// or where deciding would take too many rows.
pub(crate) fn range(rows: &[Row], unknown: usize) -> Option<[Option<(Exact, bool)>; 2]> {
    let first = |number: usize| if number == unknown { 0 } else { number + 1 };
    let renumbered = rows.iter().map(|row| {
        let terms: Form = row.form.iter().map(|&(number, factor)| (first(number), factor)).collect();
        Row::new(&terms, row.relation, row.bound)
    });
    let mut ends = [None, None];
    for row in elimination::eliminate(&renumbered.collect::<Vec<_>>(), 1, 12)? {
        if row.form[..] != [(0, row.form[0].1)] {
            return None;
        }
        let end = row.bound / row.form[0].1;
        let reached = row.relation != Relation::Below;
        if row.relation == Relation::Equal {
            return Some([Some((end, true)), Some((end, true))]);
        }
        ends[usize::from(row.form[0].1 > 0)] = Some((end, reached));
    }
    Some(ends)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Exact, Relation, Row, feasible, range, simplex};
    use crate::properties::cases;

    #[test]
    fn three_sums_that_ask_too_much_of_each_other() {
        let rows = |all: i128| {
            [
                Row::equal(&[(0, 1), (1, 1)], 10),
                Row::equal(&[(1, 1), (2, 1)], 10),
                Row::equal(&[(0, 1), (2, 1)], 10),
                Row::equal(&[(0, 1), (1, 1), (2, 1)], all),
            ]
        };
        assert!(feasible(&rows(15)) && !feasible(&rows(16)));
        assert!(simplex::feasible(&rows(15)) && !simplex::feasible(&rows(16)));
    }

    #[test]
    fn an_open_end_is_not_reached() {
        let below = Row::new(&[(0, 1)], Relation::Below, Exact::from_integer(5));
        let chain = [below, Row::at_least(&[(1, 1)], 5), Row::at_most(&[(1, 1), (0, -1)], 0)];
        assert!(!feasible(&chain) && feasible(&chain[..2]));
        assert!(!simplex::feasible(&chain) && simplex::feasible(&chain[..2]));
    }

    #[test]
    fn the_range_of_an_unknown_is_what_the_others_leave_it() {
        let rows = [
            Row::equal(&[(0, 2), (1, 1)], 12),
            Row::at_least(&[(1, 1)], 3),
            Row::new(&[(1, 1)], Relation::Below, Exact::from_integer(6)),
        ];
        assert_eq!(range(&rows, 0), Some([Some((3.into(), false)), Some((Exact::new(9, 2), true))]));
        assert_eq!(range(&[], 0), Some([None, None]));
    }

    /// Systems of a few unknowns with small figures, about as often feasible as not.
    fn system() -> impl Strategy<Value = Vec<Row>> {
        let terms = prop::collection::vec((0..4_usize, prop::sample::select(vec![-2, -1, 1, 1, 2])), 1..4);
        let relation =
            prop::sample::select(vec![Relation::Equal, Relation::AtMost, Relation::AtMost, Relation::Below]);
        let row = (terms, relation, -4..6_i128)
            .prop_map(|(terms, relation, bound)| Row::new(&terms, relation, bound.into()));
        prop::collection::vec(row, 1..9)
    }

    proptest! {
        #![proptest_config(cases(1_000))]

        #[test]
        fn elimination_and_the_simplex_agree(rows in system()) {
            prop_assert_eq!(feasible(&rows), simplex::feasible(&rows));
        }
    }
}
