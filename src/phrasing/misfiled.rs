//! The wording for an edition that has the figures of another series, or of two series under each other's names: the cause, and what to
//! do.

use std::collections::BTreeMap;

use crate::cause::Misfiled;
use crate::corpus::{is_same_voice_and_chain, voice};
use crate::drift::RestatedFact;
use crate::finding::Cause;
use crate::model::Number;
use crate::model::claim::Moment;
use crate::phrasing::revision::{RevisionPhrasing, on};

/// An edition that contains the figures of another series.
struct MisfiledEdition {
    moment: Moment,
    found: Misfiled,
    /// Whether most of the facts still have its figures.
    stands: bool,
}

impl RevisionPhrasing<'_> {
    /// The edition whose figures are nearly all another series'; none if the facts are of several series.
    fn misfiled(&self) -> Option<MisfiledEdition> {
        if !self.is_one_series() {
            return None;
        }
        let corpus = self.context.corpus;
        let mut editions: BTreeMap<i64, (Moment, Vec<u32>)> = BTreeMap::new();
        for &at in self.revision.facts.iter().flat_map(|fact| &fact.versions) {
            let moment = corpus.edition(at)?;
            editions.entry(moment.order()).or_insert_with(|| (moment, Vec::new())).1.push(at);
        }
        editions.into_values().find_map(|(moment, claims)| {
            let of_them =
                self.revision.facts.iter().filter(|fact| fact.versions.iter().any(|at| claims.contains(at)));
            let versions = of_them.clone().flat_map(|fact| &fact.versions).copied();
            let beside: Vec<u32> = versions.filter(|at| !claims.contains(at)).collect();
            let whole = self.edition_of(&claims, moment);
            let found = self.context.causes.misfiled(&whole, &beside)?;
            let lasts: Vec<u32> = of_them.filter_map(|fact| fact.versions.last().copied()).collect();
            let stands = lasts.iter().filter(|at| claims.contains(at)).count() * 2 > lasts.len();
            Some(MisfiledEdition { moment, found, stands })
        })
    }

    /// All claims of one series in the edition of some of them, also those that restate nothing.
    fn edition_of(&self, claims: &[u32], moment: Moment) -> Vec<u32> {
        let corpus = self.context.corpus;
        let Some(first) = claims.first().map(|&at| corpus.claim(at)) else { return Vec::new() };
        let Some(series) = claims.first().and_then(|&at| corpus.series_of(at)) else {
            return claims.to_vec();
        };
        let all = corpus.claims_of(&corpus.series[series as usize]).iter().copied();
        let is_of_it = |&at: &u32| {
            is_same_voice_and_chain(corpus.claim(at), first) && corpus.edition(at) == Some(moment)
        };
        all.filter(is_of_it).collect()
    }

    /// Whose figures they are.
    pub(super) fn misfiled_cause(&self) -> Option<Cause> {
        let (misfiled, corpus) = (self.misfiled()?, self.context.corpus);
        let Misfiled { series, same, stated: of, claim } = misfiled.found;
        let theirs = voice(corpus.claim(claim));
        let by = if theirs == self.revision.voice {
            String::new()
        } else {
            format!(", by {}", self.words.voice(theirs))
        };
        let count = if same == of { format!("all {of}") } else { format!("{same} of {of}") };
        let text = format!(
            "{count} figures of this series in the edition of {} are those of {} on the same dates{by}: it came under the wrong name",
            misfiled.moment.in_words(),
            self.words.series(&corpus.series[series as usize])
        );
        Some(Cause::new("another-series", text))
    }

    /// That all figures come in pairs of one date that exchanged their values: they had been filed under each other's names.
    pub(super) fn exchanged(&self) -> Option<Cause> {
        let facts = &self.revision.facts;
        let ends = |fact: &RestatedFact| {
            let (first, last) = fact.versions.first().zip(fact.versions.last())?;
            self.figure(*first).zip(self.figure(*last))
        };
        let measure = |fact: &RestatedFact| self.context.corpus.series[fact.series as usize].measure;
        let mut pairs: Vec<[&RestatedFact; 2]> = Vec::new();
        for one in facts {
            let (first, last) = ends(one)?;
            let crosswise = |other: &&RestatedFact| {
                other.series != one.series
                    && (other.window, measure(other)) == (one.window, measure(one))
                    && ends(other).is_some_and(|(theirs, now)| (&theirs, &now) == (&last, &first))
            };
            let other = facts.iter().find(crosswise).filter(|_| first != last)?;
            if one.series < other.series {
                pairs.push([one, other]);
            }
        }
        // Two small figures may have changed so by chance.
        let is_large = |fact: &RestatedFact| ends(fact).is_some_and(|(one, two)| one.min(two) >= Number::TEN);
        let [one, other] = *pairs.iter().find(|pair| is_large(pair[0]))?;
        let names = format!("{} and {}", self.series(one), self.series(other));
        let is_one = pairs.iter().all(|pair| pair.map(|fact| fact.series) == [one.series, other.series]);
        let text = match (pairs.len(), is_one) {
            (1, _) => format!("the figures of {names} had been exchanged{}", on(one)),
            (2, true) => format!("the figures of {names} had been exchanged on both dates"),
            (count, true) => format!("the figures of {names} had been exchanged on all {count} dates"),
            (count, false) => {
                format!(
                    "in all {count} pairs the figures had been exchanged, such as those of {names}{}",
                    on(one)
                )
            }
        };
        Some(Cause::new("rows-exchanged", text))
    }

    /// What can be done.
    pub(super) fn misfiled_help(&self) -> Option<String> {
        let misfiled = self.misfiled()?;
        let moment = misfiled.moment.in_words();
        Some(if misfiled.stands {
            format!(
                "do not use the edition of {moment}; go back to the figures before it until the source puts it right"
            )
        } else {
            format!(
                "use later figures where there are any; check whether you printed any of the edition of {moment}, and which of \
                 its figures are still the latest"
            )
        })
    }
}
