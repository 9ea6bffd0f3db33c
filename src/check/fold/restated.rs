//! Folds findings about restated figures: those of one edition, of a source or of the outlet that relays several; those
//! of a source whose first figures are usually of an earlier day; and those of a source that enters 0 until it knows the figure.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::gathering::Gathering;
use super::root::{RestatedCounts, Root, RootKind};
use crate::check::codes::RESTATED;
use crate::finding::{ENTERED_AS_ZERO, Finding, OtherDay};
use crate::model::claim::Moment;
use crate::model::register::{ChainId, MeasureId};

/// An edition as it is carried: its relays, the voice if there are no relays, and its moment.
pub(super) type Edition = (ChainId, Option<u32>, Moment);

/// A finding whose figures were restated in this many editions at least is part of a habit of its source.
const EDITIONS: usize = 6;

impl Gathering<'_> {
    /// Roots of one edition: what was restated together, of several sources relayed by one outlet, or of several
    /// measures.
    pub(super) fn one_edition(&mut self) -> Vec<Root> {
        // Editions in which things were restated together, with the runs of what was.
        let mut editions: Vec<(Vec<Edition>, Vec<u32>)> = Vec::new();
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let [at] = *self.findings_of(run) else { continue };
            let Some(edition) = self.editions_restating(at) else { continue };
            match editions.iter_mut().find(|(known, _)| *known == edition) {
                Some((_, runs)) => runs.push(run),
                None => editions.push((edition, vec![run])),
            }
        }
        let mut roots = Vec::new();
        for (_, runs) in editions {
            let shown = |run: u32| self.shown_claims(self.findings_of(run)[0]).len();
            let largest = runs.iter().copied().max_by_key(|&run| (shown(run), std::cmp::Reverse(run)));
            if let Some(lead) = largest {
                roots.extend(self.gather(RootKind::OneEdition, lead, &runs));
            }
        }
        roots
    }

    /// The editions in which everything in a finding was restated, in order; none if they differ between its figures.
    pub(super) fn editions_restating(&self, at: u32) -> Option<Vec<Edition>> {
        let claims = self.shown_claims(at);
        let fact = |at: u32| (self.corpus.series_of(at), self.corpus.claim(at).time);
        let mut all: Option<Vec<Edition>> = None;
        for versions in claims.chunk_by(|&one, &next| fact(one) == fact(next)) {
            let restating = versions.iter().skip(1).map(|&at| self.edition_of(at));
            let restating = restating.collect::<Option<Vec<Edition>>>()?;
            if *all.get_or_insert_with(|| restating.clone()) != restating {
                return None;
            }
        }
        all.filter(|editions| !editions.is_empty())
    }

    /// In how many editions the figures of some claims, by fact and in order, were restated.
    fn count_editions(&self, claims: &[u32]) -> usize {
        let fact = |at: u32| (self.corpus.series_of(at), self.corpus.claim(at).time);
        let versions = claims.chunk_by(|&one, &next| fact(one) == fact(next));
        let restating = versions.flat_map(|versions| &versions[1..]);
        let editions: FxHashSet<Moment> = restating.filter_map(|&at| self.corpus.edition(at)).collect();
        editions.len()
    }

    /// The edition of a claim. Without a relay it is the source's own.
    pub(super) fn edition_of(&self, at: u32) -> Option<Edition> {
        let claim = self.corpus.claim(at);
        let is_carried = !self.corpus.model.registers.chains.get(claim.via.0).is_empty();
        let voice = if is_carried { None } else { Some(self.voice_number(at)) };
        Some((claim.via, voice, self.corpus.edition(at)?))
    }

    /// Roots of sources that restate their figures because the first ones were of an earlier day.
    pub(super) fn first_figures_of_earlier_day(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let [at] = *self.findings_of(run) else { continue };
            let cause = self.findings[at as usize].cause.as_ref();
            let Some(OtherDay { voice, days, .. }) = cause.and_then(|cause| cause.other_day) else {
                continue;
            };
            if let Some(&first) = self.shown_claims(at).first().filter(|_| days < 0) {
                sources.entry((voice, self.corpus.claim(first).via.0)).or_default().push(run);
            }
        }
        // Other restatements by these sources, whatever their cause, belong to the same habit if they came in many editions.
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let [at] = *self.findings_of(run) else { continue };
            let claims = self.shown_claims(at);
            let Some(&first) = claims.first().filter(|_| self.count_editions(&claims) >= EDITIONS) else {
                continue;
            };
            let source = (self.voice_number(first), self.corpus.claim(first).via.0);
            if let Some(runs) = sources.get_mut(&source).filter(|runs| !runs.contains(&run)) {
                runs.push(run);
            }
        }
        let mut roots = Vec::new();
        for runs in sources.into_values() {
            roots.extend(self.gather_restated(&runs, RootKind::FirstOfEarlierDay));
        }
        roots
    }

    /// Roots of sources that fill in, in one edition after another, what they had entered as 0.
    pub(super) fn entered_as_zero(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(is_filled_in) {
            let shown = self.shown_claims(self.findings_of(run)[0]);
            if let Some(&first) = shown.first() {
                let source = (self.voice_number(first), self.corpus.claim(first).via.0);
                sources.entry(source).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for runs in sources.into_values() {
            roots.extend(self.gather_restated(&runs, RootKind::EnteredAsZero));
        }
        roots
    }

    /// Where sums miss their whole by exactly the figure of one part, and its source had entered that part as 0 and filled it in later:
    /// makes the sums consequences of that restatement.
    pub(super) fn filled_in(&mut self, roots: &mut Vec<Root>) {
        let parts: Vec<(u32, Vec<u32>)> = roots
            .iter()
            .filter_map(|root| match root.kind {
                RootKind::MissingPart(claim) => Some((claim, root.members())),
                _ => None,
            })
            .collect();
        for (part, sums) in parts {
            let fills_in = |at: u32| {
                let finding = &self.findings[at as usize];
                let shown = self.shown_claims(at);
                let of_part = |claim: &&u32| {
                    self.corpus.series_of(**claim) == self.corpus.series_of(part)
                        && self.voice_number(**claim) == self.voice_number(part)
                };
                is_filled_in(finding) && shown.iter().filter(of_part).count() * 2 >= shown.len()
            };
            let in_roots = roots.iter().flat_map(Root::members);
            let alone = self.runs.iter().flatten().flatten().copied();
            let Some(at) = in_roots.chain(alone).find(|&at| !sums.contains(&at) && fills_in(at)) else {
                continue;
            };
            let Some(first) = self.root_of(roots, at) else { continue };
            let is_of_sums = |root: &Root| root.runs.iter().flatten().any(|one| sums.contains(one));
            if let Some(number) = roots.iter().position(is_of_sums).filter(|number| *number != first) {
                let runs = std::mem::take(&mut roots[number].runs);
                roots[first].consequences.extend(runs);
                roots.retain(|root| !root.runs.is_empty());
            }
        }
    }

    /// What one source restated for one reason, as one root that says of how many figures.
    fn gather_restated(&mut self, runs: &[u32], kind: fn(RestatedCounts) -> RootKind) -> Option<Root> {
        let shown =
            |run: u32| self.findings_of(run).iter().map(|&at| self.shown_claims(at).len()).sum::<usize>();
        let most = runs.iter().copied().max_by_key(|&run| (shown(run), std::cmp::Reverse(run)));
        let restating = self.count_restated(runs);
        self.gather(kind(restating), most?, runs)
    }

    /// How many figures some runs say were restated, and the number of their measures.
    pub(super) fn count_restated(&self, runs: &[u32]) -> RestatedCounts {
        let numbers = runs.iter().flat_map(|&run| self.findings_of(run));
        let claims = numbers.flat_map(|&at| self.shown_claims(at));
        let mut facts: Vec<_> = claims
            .map(|at| {
                let claim = self.corpus.claim(at);
                let day = claim.time.and_then(|window| window.from);
                (claim.measure, claim.scope, day)
            })
            .collect();
        facts.sort_unstable();
        facts.dedup();
        let mut measures: Vec<MeasureId> = facts.iter().map(|fact| fact.0).collect();
        measures.dedup();
        RestatedCounts { figures: facts.len(), measures: measures.len() }
    }
}

/// Whether a finding says that a source filled in what it had entered as 0.
fn is_filled_in(finding: &Finding) -> bool {
    finding.code == RESTATED && finding.cause.as_ref().is_some_and(|cause| cause.kind == ENTERED_AS_ZERO)
}
