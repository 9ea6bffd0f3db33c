//! The prints of series: equal prints, equal content, wherever the claims stand now.

use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::series::{Corpus, Series, ValueType};

impl Corpus {
    /// The print of each series of figures: a hash of all that its claims are read from, and of
    /// their order. None for other series, and if some claim is not read from one statement alone.
    ///
    /// Under the same definitions, laws and breaks, series of one print have the same claims but for their numbers and places.
    #[must_use]
    pub fn prints(&self) -> Vec<Option<u64>> {
        self.series.par_iter().map(|series| self.print(series)).collect()
    }

    fn print(&self, series: &Series) -> Option<u64> {
        if series.value_type != ValueType::Number {
            return None;
        }
        let mut hasher = FxHasher::default();
        for &at in self.claims_of(series) {
            let claim = self.claim(at);
            if claim.print == 0 {
                return None;
            }
            (claim.print, claim.dropped).hash(&mut hasher);
        }
        self.hash_order(self.claims_of(series), &mut hasher);
        Some(hasher.finish())
    }

    /// Hashes in which order some claims stand in the texts, and which stand in one statement.
    pub(crate) fn hash_order(&self, claims: &[u32], hasher: &mut FxHasher) {
        if claims.is_sorted() && claims.windows(2).all(|pair| self.are_apart(pair[0], pair[1])) {
            claims.len().hash(hasher);
            return;
        }
        let mut ordered: Vec<(u32, u32)> = claims.iter().copied().zip(0_u32..).collect();
        ordered.sort_unstable();
        let mut before = None;
        for (at, position) in ordered {
            let is_beside = before.is_some_and(|before| !self.are_apart(before, at));
            (position, is_beside).hash(hasher);
            before = Some(at);
        }
    }

    fn are_apart(&self, one: u32, other: u32) -> bool {
        self.claim(one).place != self.claim(other).place
    }
}

/// How the numbers of some claims and series have changed since something was found of them. Their order is the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moved {
    claims: Numbers,
    series: Numbers,
}

/// The numbers then and now, each ascending.
#[derive(Clone, Debug, Default)]
struct Numbers {
    then: Vec<u32>,
    now: Vec<u32>,
}

impl Moved {
    /// `claims` and `series` are the numbers then and now, in one order.
    pub(crate) fn of(claims: (&[u32], &[u32]), series: (&[u32], &[u32])) -> Self {
        Self { claims: Numbers::of(claims), series: Numbers::of(series) }
    }

    /// Whether all have the numbers that they had.
    pub(crate) fn is_unchanged(&self) -> bool {
        [&self.claims, &self.series].iter().all(|numbers| numbers.then == numbers.now)
    }

    /// Gives a claim the number that it has now.
    pub(crate) fn claim(&self, at: &mut u32) {
        self.claims.renew(at);
    }

    /// Gives a series the number that it has now.
    pub(crate) fn series(&self, number: &mut u32) {
        self.series.renew(number);
    }
}

impl Numbers {
    fn of((then, now): (&[u32], &[u32])) -> Self {
        debug_assert_eq!(then.len(), now.len(), "equal prints are of as many claims");
        let sorted = |numbers: &[u32]| {
            let mut numbers = numbers.to_vec();
            numbers.sort_unstable();
            numbers
        };
        Self { then: sorted(then), now: sorted(now) }
    }

    fn renew(&self, number: &mut u32) {
        if let Ok(place) = self.then.binary_search(number) {
            *number = self.now[place];
        }
    }
}
