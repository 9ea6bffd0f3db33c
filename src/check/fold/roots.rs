//! The same slip, cause or difference in several series: one edition that its source took back, one day in many places, two
//! sources that differ as a rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gap::worst;
use crate::corpus::{Corpus, same_value, voice};
use crate::finding::{Cited, Code, Finding, FoldInfo, Severity, Standing};
use crate::model::claim::Moment;
use crate::model::register::MeasureId;
use crate::source::Place;

/// What makes some findings one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    /// The facts of one series, or a finding that stands for itself.
    Series,
    /// What is told in the very same words: one fall, say, that several figures are part of.
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

/// How many times more than most, in both the amount and the share, stands by itself.
const FAR: u64 = 10;

/// The runs of findings by their roots.
pub(super) fn roots(corpus: &Corpus, findings: &[Finding], runs: Vec<Vec<u32>>) -> Vec<Root> {
    let mut gathering = Gathering { corpus, findings, runs: runs.into_iter().map(Some).collect() };
    let mut roots = gathering.misdated();
    roots.extend(gathering.taken_back());
    roots.extend(gathering.differing());
    roots.extend(gathering.days());
    roots.extend(gathering.at_odds());
    roots.extend(gathering.told_alike());
    roots.extend(gathering.runs.into_iter().flatten().map(Root::alone));
    roots
}

/// The runs that have found no root yet.
struct Gathering<'a> {
    corpus: &'a Corpus,
    findings: &'a [Finding],
    runs: Vec<Option<Vec<u32>>>,
}

impl Gathering<'_> {
    /// What contradicts claims that cannot be of the day they give.
    fn misdated(&mut self) -> Vec<Root> {
        let heads = self.runs_where(|finding| finding.code == Code("P106"));
        let mut roots = Vec::new();
        for head in heads {
            let claims: FxHashSet<(Place, String)> = self.claims(head, |_| true);
            let follows = self.runs_where(|finding| {
                let is_early = |cited: &Cited| claims.contains(&(cited.place, cited.id.clone()));
                let mut core = finding.claims.iter().filter(|cited| cited.core);
                let named = finding.claims.iter().any(|cited| cited.suspect);
                finding.standing.is_some()
                    && core.any(is_early)
                    && (!named || finding.claims.iter().any(|cited| cited.suspect && is_early(cited)))
            });
            roots.extend(self.gather(RootKind::Misdated, Some(head), &follows));
        }
        roots
    }

    /// What contradicts the figures of an edition that its source took back, and how that edition was restated.
    fn taken_back(&mut self) -> Vec<Root> {
        let mut editions: Vec<((u32, Moment), Vec<u32>)> = Vec::new();
        for run in self.runs_where(|finding| finding.code == Code("D104")) {
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
            roots.extend(self.gather(RootKind::TakenBack(moment), Some(heads[0]), &rest));
        }
        roots
    }

    /// The voice and the moment of an edition whose figures, of many facts, were put back by a later one.
    fn edition_taken_back(&self, run: u32) -> Option<(u32, Moment)> {
        let mut back: FxHashMap<(u32, Moment), usize> = FxHashMap::default();
        for &at in self.run(run) {
            let shown: Vec<u32> = self.shown(at);
            for fact in shown.windows(3) {
                let claim = |at: u32| self.corpus.claim(at);
                let same_fact = fact.iter().all(|&at| {
                    (claim(at).scope, claim(at).measure, claim(at).time)
                        == (claim(fact[0]).scope, claim(fact[0]).measure, claim(fact[0]).time)
                });
                if same_fact && same_value(&claim(fact[0]).value, &claim(fact[2]).value) {
                    let edition = self.corpus.edition(fact[1])?;
                    *back.entry((self.voice(fact[1]), edition)).or_default() += 1;
                }
            }
        }
        // Two editions that were both taken back this often are told by their first.
        let most = back
            .into_iter()
            .max_by_key(|&((_, moment), count)| (count, Reverse((moment.from, moment.to))))?;
        (most.1 >= TAKEN_BACK).then_some(most.0)
    }

    /// Two sources that differ as a rule: in a third or more of the figures of a measure that both give.
    fn differing(&mut self) -> Vec<Root> {
        let mut pairs: BTreeMap<(u32, u32, MeasureId), Vec<u32>> = BTreeMap::new();
        let is_of_two =
            |finding: &Finding| finding.standing == Some(Standing::Disputed) || finding.code == Code("R122");
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
                .filter(|&run| self.findings[self.run(run)[0] as usize].code == Code("C101"))
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
            if near.len() > 1 {
                let head = near
                    .iter()
                    .copied()
                    .filter(|run| at_facts.contains(run))
                    .max_by_key(|&run| self.weight(run));
                roots.extend(self.gather(
                    RootKind::Habit { differ: true, found: differ, of: both },
                    head,
                    &near,
                ));
            }
        }
        roots
    }

    /// How many facts of a measure two voices both state.
    fn both_state(&self, one: u32, two: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let facts = series.flat_map(|series| self.corpus.claims_by_fact(series));
        let states = |voices: &[u32]| voices.contains(&one) && voices.contains(&two);
        let both = facts.filter(|fact| {
            let voices: Vec<u32> = fact.voices(self.corpus).map(|(voice, _)| voice.number()).collect();
            states(&voices)
        });
        both.count()
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
            let head = runs.iter().copied().max_by_key(|&run| (self.weight(run), Reverse(run)));
            roots.extend(self.gather(RootKind::Day, head, &runs));
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
            if near.len() >= OFTEN {
                let head = near.iter().copied().max_by_key(|&run| (self.weight(run), Reverse(run)));
                roots.extend(self.gather(
                    RootKind::Habit { differ: false, found: runs.len(), of: all },
                    head,
                    &near,
                ));
            }
        }
        roots
    }

    /// Contradictions that are told in the very same words.
    fn told_alike(&mut self) -> Vec<Root> {
        let mut alike: BTreeMap<(Code, &str), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let finding = &self.findings[self.worst(run) as usize];
            alike.entry((finding.code, &finding.message)).or_default().push(run);
        }
        let alike: Vec<Vec<u32>> = alike.into_values().filter(|runs| runs.len() > 1).collect();
        let mut roots = Vec::new();
        for runs in alike {
            let head = runs.iter().copied().max_by_key(|&run| (self.weight(run), Reverse(run)));
            roots.extend(self.gather(RootKind::Alike, head, &runs));
        }
        roots
    }

    /// In how many series of a measure a voice states something.
    fn stated_by(&self, voice: u32, measure: MeasureId) -> usize {
        let series = self.corpus.series.iter().filter(|series| series.measure == measure);
        let states = series.filter(|series| {
            let mut claims = self.corpus.claims_of(series).iter();
            claims.any(|&at| self.voice(at) == voice)
        });
        states.count()
    }

    /// Those of some runs that are about as far apart as most of others, in amount or share.
    fn near(&self, runs: &[u32], most: &[u32]) -> Vec<u32> {
        let median = |of: fn(&FoldInfo) -> u64| {
            let findings = most.iter().flat_map(|&run| self.run(run));
            let mut all: Vec<u64> =
                findings.filter_map(|&at| self.findings[at as usize].fold.as_ref()).map(of).collect();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
        };
        let (amount, share) = (median(|fold| fold.gap.amount), median(|fold| fold.gap.share));
        let is_far = |run: u32| {
            let (most, gap) = (self.worst(run), |at: u32| self.findings[at as usize].fold.as_ref());
            gap(most).is_some_and(|fold| {
                fold.gap.amount >= (FAR * amount).max(1) && fold.gap.share >= (FAR * share).max(10)
            })
        };
        runs.iter().copied().filter(|&run| !is_far(run)).collect()
    }

    /// Takes runs away and makes them one root, that which leads first and the others by how far apart they are; none where
    /// nothing would be folded.
    fn gather(&mut self, kind: RootKind, head: Option<u32>, runs: &[u32]) -> Option<Root> {
        let head = head?;
        let mut others: Vec<u32> = runs.iter().copied().filter(|&run| run != head).collect();
        if others.is_empty() {
            return None;
        }
        others.sort_by_key(|&run| (Reverse(self.weight(run)), run));
        let runs = std::iter::once(head).chain(others);
        let runs: Vec<Vec<u32>> = runs.filter_map(|run| self.runs[run as usize].take()).collect();
        Some(Root { kind, runs })
    }

    /// The runs left of which every finding fits.
    fn runs_where(&self, fits: impl Fn(&Finding) -> bool) -> Vec<u32> {
        self.runs_where_at(|at| fits(&self.findings[at as usize]))
    }

    fn runs_where_at(&self, fits: impl Fn(u32) -> bool) -> Vec<u32> {
        let left = (0..).zip(&self.runs).filter_map(|(number, run)| Some((number, run.as_ref()?)));
        left.filter(|(_, run)| run.iter().all(|&at| fits(at))).map(|(number, _)| number).collect()
    }

    fn run(&self, run: u32) -> &[u32] {
        self.runs[run as usize].as_deref().unwrap_or_default()
    }

    /// What is to fold the worst finding of a run.
    fn fold(&self, run: u32) -> Option<&FoldInfo> {
        self.findings[self.worst(run) as usize].fold.as_ref()
    }

    /// The finding of a run whose figures are furthest apart; of equals the first.
    fn worst(&self, run: u32) -> u32 {
        worst(self.findings, self.run(run))
    }

    /// How grave a run is against others of the same root.
    fn weight(&self, run: u32) -> (Severity, u128) {
        let finding = &self.findings[self.worst(run) as usize];
        let gap = finding.fold.as_ref().map(|fold| &fold.gap);
        (finding.severity, gap.map_or(0, |gap| u128::from(gap.amount) * u128::from(gap.share)))
    }

    /// The claims of a run's findings that fit, as they are cited.
    fn claims(&self, run: u32, fits: impl Fn(&Cited) -> bool) -> FxHashSet<(Place, String)> {
        let findings = self.run(run).iter().map(|&at| &self.findings[at as usize]);
        let cited = findings.flat_map(|finding| finding.claims.iter().filter(|cited| fits(cited)));
        cited.map(|cited| (cited.place, cited.id.clone())).collect()
    }

    /// The number of the voice of a claim.
    fn voice(&self, claim: u32) -> u32 {
        voice(self.corpus.claim(claim)).number()
    }

    /// The claims of a finding's core, by number.
    fn core(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter().filter(|cited| cited.core);
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }

    /// All claims that a finding shows, by number.
    fn shown(&self, at: u32) -> Vec<u32> {
        let cited = self.findings[at as usize].claims.iter();
        cited.filter_map(|cited| self.corpus.claims_at(cited.place).next()).collect()
    }
}
