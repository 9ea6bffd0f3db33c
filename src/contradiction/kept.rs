//! What was found of groups of tied series and of single series, kept by their prints until claims change.

use std::hash::{BuildHasher, Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use crate::contradiction::contradictions::Contradictions;
use crate::contradiction::moved;
use crate::contradiction::tied::{SeriesGroup, TiedOutcome};
use crate::corpus::{Corpus, Moved};
use crate::reason::linear::Limits;

/// For how many searches a result is kept whose claims are gone: what was deleted may come back.
const ROUNDS: u32 = 4;

/// What was found in earlier searches under the same settings.
#[derive(Debug, Default)]
pub struct Kept {
    /// What everything was found under: the definitions, laws and breaks.
    basis: u64,
    /// A print of all names with their numbers.
    names: u64,
    groups: FxHashMap<u64, Entry<TiedOutcome>>,
    series: FxHashMap<u64, Entry<(Contradictions, Vec<u32>)>>,
    round: u32,
}

/// One result that is kept.
#[derive(Debug)]
struct Entry<T> {
    /// The claims and series that it is about, by their numbers in that search.
    claims: Vec<u32>,
    series: Vec<u32>,
    found: T,
    /// The last search in which it held.
    round: u32,
}

impl<T: Clone> Entry<T> {
    /// What was found, and how the numbers have changed since.
    fn of_now(&self, claims: &[u32], series: &[u32]) -> (T, Moved) {
        (self.found.clone(), Moved::of((&self.claims, claims), (&self.series, series)))
    }
}

impl Kept {
    /// Begins another search. `definitions` says by which definitions and from which files the claims are read; `impossible` are the
    /// laws that no figures satisfy.
    pub(super) fn begin(&mut self, corpus: &Corpus, definitions: u64, impossible: &[u32], limits: Limits) {
        let model = &corpus.model;
        let laws = format!("{:?}", (&model.laws, &model.breaks, limits));
        let basis = FxBuildHasher.hash_one((definitions, laws, impossible));
        let names = model.registers.print();
        if basis != self.basis {
            *self = Self { basis, names, ..Self::default() };
        }
        if names != self.names {
            // A contradiction refers to names by their numbers; a result without one refers to
            // none.
            self.groups.retain(|_, one| one.found.is_clean());
            self.series.retain(|_, one| one.found.0.is_clean());
            self.names = names;
        }
        self.round += 1;
    }

    /// The print of a group of tied series, by the prints of all series.
    pub(super) fn print(corpus: &Corpus, group: &SeriesGroup, prints: &[Option<u64>]) -> Option<u64> {
        // A law over labels names statements by their places.
        if !group.laws_over_labels.is_empty() {
            return None;
        }
        let mut hasher = FxHasher::default();
        for &number in &group.series {
            prints[number as usize]?.hash(&mut hasher);
        }
        corpus.hash_order(&claims_of(corpus, &group.series), &mut hasher);
        Some(hasher.finish())
    }

    /// What was found of a group of this print.
    pub(super) fn group(&self, corpus: &Corpus, group: &SeriesGroup, print: u64) -> Option<TiedOutcome> {
        let now = claims_of(corpus, &group.series);
        let is_alike = |one: &&Entry<TiedOutcome>| {
            (one.claims.len(), one.series.len()) == (now.len(), group.series.len())
        };
        // Two groups may have one print by chance.
        let one = self.groups.get(&print).filter(is_alike)?;
        let (mut found, moved) = one.of_now(&now, &group.series);
        if !moved.is_unchanged() {
            found.disputes.iter_mut().for_each(|dispute| moved::dispute(&moved, dispute));
            for one in &mut found.evidence {
                moved.series(&mut one.series);
                moved::evidence(&moved, &mut one.evidence);
            }
            found.unsolved.iter_mut().flat_map(|one| &mut one.series).for_each(|at| moved.series(at));
            found.series.iter_mut().chain(&mut found.partly_solved).for_each(|at| moved.series(at));
            found.compared.iter_mut().for_each(|at| moved.claim(at));
        }
        Some(found)
    }

    /// Keeps what was found of a group.
    pub(super) fn keep_group(
        &mut self,
        corpus: &Corpus,
        group: &SeriesGroup,
        print: u64,
        found: &TiedOutcome,
    ) {
        let round = self.round;
        match self.groups.get_mut(&print) {
            Some(one) => one.round = round,
            None => {
                let (claims, series) = (claims_of(corpus, &group.series), group.series.clone());
                self.groups.insert(print, Entry { claims, series, found: found.clone(), round });
            }
        }
    }

    /// The print of a series by itself, where no contradiction among tied series is about it.
    /// `is_solved` says whether it was solved completely among those.
    pub(super) fn print_of_series(print: Option<u64>, is_solved: bool) -> Option<u64> {
        Some(FxBuildHasher.hash_one((print?, is_solved)))
    }

    /// What was found of a series of this print, and which of its claims were compared.
    pub(super) fn series(
        &self,
        corpus: &Corpus,
        number: u32,
        print: u64,
    ) -> Option<(Contradictions, Vec<u32>)> {
        let claims = corpus.claims_of(&corpus.series[number as usize]);
        let one = self.series.get(&print).filter(|one| one.claims.len() == claims.len())?;
        if one.claims == claims && one.series == [number] {
            return Some(one.found.clone());
        }
        let ((mut found, mut compared), moved) = one.of_now(claims, &[number]);
        found.disputes.iter_mut().for_each(|dispute| moved::dispute(&moved, dispute));
        found.loose.iter_mut().for_each(|loose| moved::loose(&moved, loose));
        compared.iter_mut().for_each(|at| moved.claim(at));
        Some((found, compared))
    }

    /// Keeps what was found of a series.
    pub(super) fn keep_series(
        &mut self,
        corpus: &Corpus,
        number: u32,
        print: u64,
        found: &(Contradictions, Vec<u32>),
    ) {
        let round = self.round;
        match self.series.get_mut(&print) {
            Some(one) => one.round = round,
            None => {
                let claims = corpus.claims_of(&corpus.series[number as usize]).to_vec();
                let entry = Entry { claims, series: vec![number], found: found.clone(), round };
                self.series.insert(print, entry);
            }
        }
    }

    /// Ends a search: forgets what has not held for a while.
    pub(super) fn end(&mut self) {
        let round = self.round;
        self.groups.retain(|_, one| round - one.round < ROUNDS);
        self.series.retain(|_, one| round - one.round < ROUNDS);
    }
}

/// The claims of some series.
fn claims_of(corpus: &Corpus, series: &[u32]) -> Vec<u32> {
    let claims = series.iter().flat_map(|&number| corpus.claims_of(&corpus.series[number as usize]));
    claims.copied().collect()
}
