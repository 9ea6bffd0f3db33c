//! Figures filed under the wrong name: a whole edition whose figures another series has on the same days.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Causes;
use super::figure_index::{day_of, figures_on, precise_figure};
use crate::model::Number;

/// How many different figures must agree, so that it is no chance.
const ENOUGH: usize = 6;

/// Another series that has the figures of some claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfiled {
    /// The series, by number.
    pub series: u32,
    /// How many of the claims give its figure of their day.
    pub same: usize,
    /// For how many of them it has a figure.
    pub stated: usize,
    /// One of its claims.
    pub claim: u32,
}

impl Causes<'_> {
    /// The series whose figures the claims give, each on its day. It must have a figure for the
    /// days of at least half of the claims, and nine in ten of these claims must give that figure.
    ///
    /// Figures that agree day after day do not agree by chance, however small they are, unless they
    /// never change. But two series may agree by their nature. So of the claims `beside`, which are
    /// of the same days in the editions before and after, at most one in ten may give the other
    /// series' figures.
    #[must_use]
    pub fn misfiled(&self, claims: &[u32], beside: &[u32]) -> Option<Misfiled> {
        let corpus = self.words.corpus;
        let own = corpus.series_of(*claims.first()?)?;
        let mut found: BTreeMap<u32, (usize, BTreeSet<&Number>, u32)> = BTreeMap::new();
        for &claim in claims {
            let mine = corpus.claim(claim);
            let (Some(day), Some(figure)) = (day_of(mine), precise_figure(mine)) else { continue };
            let there = self.index().on_day(corpus, Some(day), figure);
            let same =
                there.filter(|&at| corpus.claim(at).unit == mine.unit && corpus.claim(at).mode == mine.mode);
            let series: BTreeMap<u32, u32> =
                same.filter_map(|at| Some((corpus.series_of(at)?, at))).collect();
            for (series, at) in series.into_iter().filter(|(series, _)| *series != own) {
                let (count, figures, _) = found.entry(series).or_insert_with(|| (0, BTreeSet::new(), at));
                *count += 1;
                figures.insert(figure);
            }
        }
        let most = found.into_iter().max_by_key(|(series, (count, ..))| (*count, std::cmp::Reverse(*series)));
        let (series, (same, figures, claim)) = most?;
        let has_one = |at: &&u32| {
            day_of(corpus.claim(**at))
                .is_some_and(|day| figures_on(corpus, series, day, None).next().is_some())
        };
        let stated = claims.iter().filter(has_one).count();
        let is_same = |at: &&u32| {
            let claim = corpus.claim(**at);
            let said = day_of(claim).zip(precise_figure(claim));
            said.is_some_and(|(day, figure)| {
                figures_on(corpus, series, day, None).any(|(_, theirs)| theirs == figure)
            })
        };
        let alike = beside.iter().filter(is_same).count();
        let is_clear = figures.len() >= ENOUGH && same * 10 >= stated * 9 && stated * 2 >= claims.len();
        (is_clear && alike * 10 <= beside.len()).then_some(Misfiled { series, same, stated, claim })
    }
}
