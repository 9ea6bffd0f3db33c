//! The same slip, cause or difference in several series: one edition that its source took back, one day in many places, two
//! sources that differ as a rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::codes::{EARLY, FIGURES, LOOSE, RESTATED};
use super::gathering::Gathering;
use crate::corpus::{Corpus, same_value};
use crate::finding::{Cited, Code, Finding, Standing};
use crate::model::claim::Moment;
use crate::model::register::MeasureId;

/// What makes some findings one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    /// The facts of one series, or a finding that stands for itself.
    Series,
    /// What is said in the very same words: one fall, say, that several figures are part of.
    Alike,
    /// Claims that cannot be of the day they give: what they contradict follows from it.
    Misdated,
    /// An edition, of this moment, that its source took back: what its figures contradict follows from it.
    TakenBack(Moment),
    /// One source, one day, several series.
    Day,
    /// A rule rather than an exception: in how many of the series, or facts, that could show it.
    Habit {
        /// Whether two sources differ, rather than one is at odds with itself.
        differ: bool,
        /// How many findings there are of it, also those that stand by themselves.
        found: usize,
        /// How many there could be.
        of: usize,
    },
}

/// Findings that are reported as one.
pub(super) struct Root {
    pub(super) kind: RootKind,
    /// Its runs of findings, each of one series and in order of time. That which leads comes first.
    pub(super) runs: Vec<Vec<u32>>,
}

impl Root {
    /// A run by itself.
    pub(super) fn alone(run: Vec<u32>) -> Self {
        Self { kind: RootKind::Series, runs: vec![run] }
    }

    /// All its findings.
    pub(super) fn members(&self) -> Vec<u32> {
        self.runs.concat()
    }
}

/// From this many series on, a habit is one finding.
const SEVERAL: usize = 3;

/// From this many series on, what a source gets wrong on one day is one finding.
const MANY: usize = 4;

/// From this many figures on, two sources can be said to differ as a rule, or one to be at odds with itself.
const OFTEN: usize = 10;

/// From this many figures that went back to what they were, an edition was taken back.
const TAKEN_BACK: usize = 10;

/// The runs of findings by their roots.
pub(super) fn roots(corpus: &Corpus, findings: &[Finding], runs: Vec<Vec<u32>>) -> Vec<Root> {
    let mut gathering = Gathering { corpus, findings, runs: runs.into_iter().map(Some).collect() };
    let mut roots = gathering.misdated();
    roots.extend(gathering.taken_back());
    roots.extend(gathering.differing());
    roots.extend(gathering.days());
    roots.extend(gathering.at_odds());
    roots.extend(gathering.worded_alike());
    roots.extend(gathering.runs.into_iter().flatten().map(Root::alone));
    roots
}

impl Gathering<'_> {
    /// What contradicts claims that cannot be of the day they give.
    fn misdated(&mut self) -> Vec<Root> {
        let heads = self.runs_where(|finding| finding.code == EARLY);
        let mut roots = Vec::new();
        for head in heads {
            let claims = self.claims(head);
            let follows = self.runs_where(|finding| {
                let is_early = |cited: &Cited| claims.contains(&(cited.place, cited.id.as_str()));
                let mut core = finding.claims.iter().filter(|cited| cited.core);
                let named = finding.claims.iter().any(|cited| cited.suspect);
                finding.standing.is_some()
                    && core.any(is_early)
                    && (!named || finding.claims.iter().any(|cited| cited.suspect && is_early(cited)))
            });
            roots.extend(self.gather(RootKind::Misdated, head, &follows));
        }
        roots
    }

    /// What contradicts the figures of an edition that its source took back, and how that edition was restated.
    fn taken_back(&mut self) -> Vec<Root> {
        let mut editions: Vec<((u32, Moment), Vec<u32>)> = Vec::new();
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let Some(edition) = self.edition_taken_back(run) else { continue };
            match editions.iter_mut().find(|(known, _)| *known == edition) {
                Some((_, runs)) => runs.push(run),
                None => editions.push((edition, vec![run])),
            }
        }
        let mut roots = Vec::new();
        for ((voice, moment), mut heads) in editions {
            let measures: FxHashSet<MeasureId> = heads
                .iter()
                .flat_map(|&run| self.run(run))
                .flat_map(|&at| self.core(at))
                .map(|claim| self.corpus.claim(claim).measure)
                .collect();
            let is_of = |claim: u32| {
                self.voice(claim) == voice
                    && self.corpus.edition(claim) == Some(moment)
                    && measures.contains(&self.corpus.claim(claim).measure)
            };
            let follows = self.runs_where_at(|at| {
                self.findings[at as usize].standing == Some(Standing::Slip)
                    && self.core(at).into_iter().any(is_of)
            });
            let facts = |run: u32| self.run(run).iter().map(|&at| self.core(at).len()).max();
            heads.sort_by_key(|&run| (Reverse(facts(run)), run));
            let rest: Vec<u32> = heads[1..].iter().copied().chain(follows).collect();
            roots.extend(self.gather(RootKind::TakenBack(moment), heads[0], &rest));
        }
        roots
    }

    /// The voice and the moment of an edition whose figures, of many facts, were put back by a later one.
    fn edition_taken_back(&self, run: u32) -> Option<(u32, Moment)> {
        let mut back: Vec<((u32, Moment), usize)> = Vec::new();
        for &at in self.run(run) {
            let shown: Vec<u32> = self.shown(at);
            for fact in shown.windows(3) {
                let claim = |at: u32| self.corpus.claim(at);
                let same_fact = fact.iter().all(|&at| {
                    (claim(at).scope, claim(at).measure, claim(at).time)
                        == (claim(fact[0]).scope, claim(fact[0]).measure, claim(fact[0]).time)
                });
                if same_fact && same_value(&claim(fact[0]).value, &claim(fact[2]).value) {
                    let edition = (self.voice(fact[1]), self.corpus.edition(fact[1])?);
                    match back.iter_mut().find(|(known, _)| *known == edition) {
                        Some((_, count)) => *count += 1,
                        None => back.push((edition, 1)),
                    }
                }
            }
        }
        // Of two that were taken back as often the first stands for both.
        let most = back.into_iter().rev().max_by_key(|&(_, count)| count)?;
        (most.1 >= TAKEN_BACK).then_some(most.0)
    }

    /// Two sources that differ as a rule: in a third or more of the figures of a measure that both give.
    fn differing(&mut self) -> Vec<Root> {
        let mut pairs: BTreeMap<(u32, u32, MeasureId), Vec<u32>> = BTreeMap::new();
        let is_of_two =
            |finding: &Finding| finding.standing == Some(Standing::Disputed) || finding.code == LOOSE;
        for run in self.runs_where(is_of_two) {
            let Some(fold) = self.fold(run) else { continue };
            let mut voices: Vec<u32> = fold.sides.0.iter().chain(&fold.sides.1).copied().collect();
            voices.sort_unstable();
            voices.dedup();
            if let [one, two] = *voices {
                let measure = self.corpus.series[fold.series as usize].measure;
                pairs.entry((one, two, measure)).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for ((one, two, measure), runs) in pairs {
            let at_facts: Vec<u32> = runs
                .iter()
                .copied()
                .filter(|&run| self.findings[self.run(run)[0] as usize].code == FIGURES)
                .collect();
            let differ: usize = at_facts.iter().map(|&run| self.run(run).len()).sum();
            if runs.len() < SEVERAL || differ < OFTEN {
                continue;
            }
            let both = self.both_state(one, two, measure);
            if differ * 3 < both {
                continue;
            }
            let near = self.near(&runs, &at_facts);
            let at_fact = near.iter().copied().filter(|run| at_facts.contains(run));
            if let Some(head) = self.gravest(at_fact) {
                let kind = RootKind::Habit { differ: true, found: differ, of: both };
                roots.extend(self.gather(kind, head, &near));
            }
        }
        roots
    }

    /// What one rule finds of the same sources on the same day in several series.
    fn days(&mut self) -> Vec<Root> {
        type Key = (Code, bool, Vec<u32>, Vec<u32>, String, String, Option<MeasureId>);
        let mut days: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let of = self.run(run);
            let (first, last) = (&self.findings[of[0] as usize], &self.findings[of[of.len() - 1] as usize]);
            let (Some(from), Some(to)) = (&first.fold, &last.fold) else { continue };
            if from.time.shown.is_empty() {
                continue;
            }
            let slip = first.standing == Some(Standing::Slip);
            // What a source gets wrong on one day may be of several measures; a dispute is about one.
            let measure = (!slip).then(|| self.corpus.series[from.series as usize].measure);
            let key = (
                first.code,
                slip,
                from.sides.0.clone(),
                from.sides.1.clone(),
                from.time.shown.clone(),
                to.time.shown.clone(),
                measure,
            );
            days.entry(key).or_default().push(run);
        }
        let mut roots = Vec::new();
        for runs in days.into_values().filter(|runs| runs.len() >= MANY) {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::Day, head, &runs));
            }
        }
        roots
    }

    /// What one rule finds of one source's measure in most of its series.
    fn at_odds(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<(Code, u32, MeasureId), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing == Some(Standing::Slip)) {
            let Some(fold) = self.fold(run) else { continue };
            let [voice] = *fold.sides.0 else { continue };
            if fold.sides.1.iter().all(|&other| other == voice) {
                let code = self.findings[self.run(run)[0] as usize].code;
                let measure = self.corpus.series[fold.series as usize].measure;
                sources.entry((code, voice, measure)).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for ((_, voice, measure), runs) in sources {
            let mut series: Vec<u32> =
                runs.iter().filter_map(|&run| self.fold(run)).map(|fold| fold.series).collect();
            series.sort_unstable();
            series.dedup();
            let all = self.stated_by(voice, measure);
            if series.len() < SEVERAL || series.len() * 2 < all {
                continue;
            }
            let near = self.near(&runs, &runs);
            let often = near.len() >= OFTEN;
            if let Some(head) = self.gravest(near.iter().copied()).filter(|_| often) {
                let kind = RootKind::Habit { differ: false, found: runs.len(), of: all };
                roots.extend(self.gather(kind, head, &near));
            }
        }
        roots
    }

    /// Contradictions that are said in the very same words.
    fn worded_alike(&mut self) -> Vec<Root> {
        let mut alike: BTreeMap<(Code, &str), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let finding = &self.findings[self.worst(run) as usize];
            alike.entry((finding.code, &finding.message)).or_default().push(run);
        }
        let alike: Vec<Vec<u32>> = alike.into_values().filter(|runs| runs.len() > 1).collect();
        let mut roots = Vec::new();
        for runs in alike {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::Alike, head, &runs));
            }
        }
        roots
    }

    /// Takes runs away and makes them one root; none where nothing would be folded.
    fn gather(&mut self, kind: RootKind, head: u32, runs: &[u32]) -> Option<Root> {
        self.take(head, runs).map(|runs| Root { kind, runs })
    }
}
