//! Folds what follows from an edition in which much was restated at once: contradictions with a figure that the edition changed, or
//! added among those.

use rustc_hash::{FxHashMap, FxHashSet};

use super::gathering::Gathering;
use super::restated::Edition;
use super::root::{Root, RootKind};
use crate::check::codes::{FIGURES, LOOSE, RESTATED};
use crate::corpus::{claims_beside, same_value};
use crate::finding::SINCE_REVISED;

/// An edition that changed this many figures at least restated much.
const MUCH: usize = 3;

/// A figure of less than this many days ago is no figure of the past.
const FRESH: i32 = 2;

/// An edition that restated much.
struct RestatingEdition {
    /// A finding about it.
    at: u32,
    edition: Edition,
    /// The series of what it changed.
    series: FxHashSet<Option<u32>>,
    /// The fewest days that had passed since the day of a figure that it changed.
    age: i32,
}

impl Gathering<'_> {
    /// Adds to each edition that restated much what contradicts its figures.
    pub(super) fn of_editions(&mut self, roots: &mut Vec<Root>) {
        let mut by_edition: FxHashMap<Edition, Vec<RestatingEdition>> = FxHashMap::default();
        let in_roots = roots.iter().filter(|root| root.kind == RootKind::OneEdition);
        let in_roots: Vec<u32> = in_roots.flat_map(|root| root.runs.concat()).collect();
        let alone = self.runs_where(|finding| finding.code == RESTATED);
        let alone = alone.iter().flat_map(|&run| self.findings_of(run)).copied();
        for at in in_roots.into_iter().chain(alone) {
            if let Some(restating) = self.restating_much(at) {
                by_edition.entry(restating.edition).or_default().push(restating);
            }
        }
        if by_edition.is_empty() {
            return;
        }
        for run in self.runs_where(|finding| finding.standing.is_some() || finding.code == LOOSE) {
            let findings = self.findings_of(run);
            let claims = findings.first().map(|&at| self.shown_claims(at)).unwrap_or_default();
            let shown: FxHashSet<Edition> = claims.into_iter().filter_map(|at| self.edition_of(at)).collect();
            let mut restating: Vec<&RestatingEdition> =
                shown.iter().filter_map(|one| by_edition.get(one)).flatten().collect();
            restating.sort_unstable_by_key(|one| one.at);
            let behind = restating.into_iter().find(|one| findings.iter().all(|&at| self.follows(at, one)));
            let Some(behind) = behind.map(|one| one.at) else { continue };
            let Some(number) = self.root_of(roots, behind) else { continue };
            roots[number].consequences.extend(self.runs[run as usize].take());
        }
    }

    /// The edition that a finding says restated much; none if it restated little, or if there were several.
    fn restating_much(&self, at: u32) -> Option<RestatingEdition> {
        let editions = self.editions_restating(at)?;
        let [edition] = editions[..] else { return None };
        let claims = self.shown_claims(at);
        let pairs = claims.windows(2).filter(|pair| self.is_of_one_fact(pair[0], pair[1]));
        let changed: Vec<u32> = pairs.map(|pair| pair[1]).collect();
        let age = changed.iter().filter_map(|&now| self.age(now)).min()?;
        let series = changed.iter().map(|&now| self.corpus.series_of(now)).collect();
        (changed.len() >= MUCH).then_some(RestatingEdition { at, edition, series, age })
    }

    /// Whether a contradiction is with a figure of an edition: the odd one out is such a figure, or the figures agreed before.
    fn follows(&self, at: u32, edition: &RestatingEdition) -> bool {
        let finding = &self.findings[at as usize];
        let is_of_edition = |&claim: &u32| {
            self.edition_of(claim) == Some(edition.edition)
                && edition.series.contains(&self.corpus.series_of(claim))
                && self.age(claim).is_some_and(|age| age >= FRESH && age * 2 >= edition.age)
        };
        let suspects = finding.claims.iter().filter(|cited| cited.suspect);
        let mut suspects = suspects.filter_map(|cited| self.corpus.claims_at(cited.place).next()).peekable();
        if suspects.peek().is_some() {
            return suspects.all(|claim| is_of_edition(&claim));
        }
        let claims = self.shown_claims(at);
        let of_edition = claims.iter().filter(|&claim| is_of_edition(claim));
        let mut changes = of_edition.filter_map(|&now| Some([self.said_before(now)?, now])).peekable();
        if changes.peek().is_none() {
            return false;
        }
        let is_since_revised = finding.cause.as_ref().is_some_and(|cause| cause.kind == SINCE_REVISED);
        let is_of_figures = finding.code == FIGURES || finding.code == LOOSE;
        let value = |claim: u32| &self.corpus.claim(claim).value;
        let mut agreed = changes.filter(|&[before, now]| {
            claims.iter().filter(|&&other| other != now).all(|&other| same_value(value(other), value(before)))
        });
        is_since_revised || is_of_figures && agreed.next().is_some()
    }

    /// How many days had passed since the last day of a claim's window when it was said.
    fn age(&self, claim: u32) -> Option<i32> {
        let said = self.corpus.edition(claim)?;
        let last = self.corpus.claim(claim).time?.to?;
        Some(said.from.0 - last.0)
    }

    /// The last claim before this one that its voice made of the same fact.
    fn said_before(&self, claim: u32) -> Option<u32> {
        let series = &self.corpus.series[self.corpus.series_of(claim)? as usize];
        let order = |at: u32| self.corpus.edition(at).map(|moment| moment.order());
        let beside = claims_beside(self.corpus, series, claim).iter().copied();
        let before = beside.filter(|&at| {
            at != claim && self.is_of_one_fact(at, claim) && order(at).is_some() && order(at) < order(claim)
        });
        before.max_by_key(|&at| order(at))
    }
}
