//! Folds findings with the same slip, cause or difference in several series: an edition that was taken back, one day
//! in many places, two sources that differ as a rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use super::two_that_differ::{HABIT_FIGURES, HABIT_SERIES};
use crate::check::codes::{EARLY, FALL, RESTATED};
use crate::corpus::{Corpus, same_value};
use crate::finding::{Cited, Code, Finding, FoldSides, Standing};
use crate::model::claim::Moment;
use crate::model::register::{MeasureId, ScopeId};
use crate::model::{Day, Number};

/// What the findings about one or two sources on one day share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct DayKey {
    code: Code,
    is_slip: bool,
    sides: FoldSides,
    first_time: String,
    last_time: String,
    /// The measure of a dispute; none for a slip.
    measure: Option<MeasureId>,
}

/// What the findings about one report on one place share.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ReportKey {
    code: Code,
    sides: FoldSides,
    scope: Vec<(String, String)>,
    time: String,
    cause: Option<&'static str>,
}

/// The first and the last day of a fall, and its run.
type Fall = (Day, Day, u32);

/// A figure that a fall is between: of what, how much.
type FallenFigure = (ScopeId, Number);

/// How many days apart two sources tell the same fall: one may be behind the other.
const DAYS_APART: i32 = 2;

/// From how many series on the slips of one source on one day are one finding.
const SAME_DAY_SERIES: usize = 4;

/// From how many figures on that returned to earlier values an edition counts as taken back.
const TAKEN_BACK_FIGURES: usize = 10;

/// Assigns the runs of findings to roots.
pub(super) fn roots(corpus: &Corpus, findings: &[Finding], runs: Vec<Vec<u32>>) -> Vec<Root> {
    let mut gathering = Gathering { corpus, findings, runs: runs.into_iter().map(Some).collect() };
    let mut roots = gathering.misdated();
    roots.extend(gathering.taken_back());
    roots.extend(gathering.one_figure());
    roots.extend(gathering.shared_figure());
    roots.extend(gathering.one_edition());
    roots.extend(gathering.restatement());
    roots.extend(gathering.restating());
    roots.extend(gathering.entered_as_zero());
    roots.extend(gathering.another_day());
    roots.extend(gathering.two_that_differ());
    roots.extend(gathering.same_day());
    roots.extend(gathering.at_odds_with_itself());
    gathering.by_the_same_amount(&mut roots);
    roots.extend(gathering.small_slips());
    roots.extend(gathering.one_whole());
    roots.extend(gathering.same_report());
    roots.extend(gathering.same_figures());
    roots.extend(gathering.one_fall());
    roots.extend(gathering.same_words());
    gathering.knock_ons(&mut roots);
    roots.extend(gathering.small_disputes());
    roots.extend(gathering.trifles());
    roots.extend(std::mem::take(&mut gathering.runs).into_iter().flatten().map(Root::alone));
    gathering.count_misses(&mut roots);
    roots
}

impl Gathering<'_> {
    /// Roots of claims that cannot be of the day that they give.
    fn misdated(&mut self) -> Vec<Root> {
        let heads = self.runs_where(|finding| finding.code == EARLY);
        let mut roots = Vec::new();
        for head in heads {
            let claims = self.cited_claims(head);
            let follows = self.runs_where(|finding| {
                let is_misdated = |cited: &Cited| claims.contains(&(cited.place, cited.id.as_str()));
                let mut core = finding.claims.iter().filter(|cited| cited.core);
                let has_suspect = finding.claims.iter().any(|cited| cited.suspect);
                finding.standing.is_some()
                    && core.any(is_misdated)
                    && (!has_suspect
                        || finding.claims.iter().any(|cited| cited.suspect && is_misdated(cited)))
            });
            roots.extend(self.gather(RootKind::Misdated, head, &follows));
        }
        roots
    }

    /// Roots of editions that a source took back, with the restatement of the edition.
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
                .flat_map(|&run| self.findings_of(run))
                .flat_map(|&at| self.core_claims(at))
                .map(|claim| self.corpus.claim(claim).measure)
                .collect();
            let is_of_edition = |claim: u32| {
                self.voice_number(claim) == voice
                    && self.corpus.edition(claim) == Some(moment)
                    && measures.contains(&self.corpus.claim(claim).measure)
            };
            let follows = self.runs_where_number(|at| {
                let finding = &self.findings[at as usize];
                let told = finding.fold.as_ref().map(|fold| &fold.told_by).filter(|told| !told.is_empty());
                // What is told by other figures is another fall, which stays where the edition goes.
                let is_told_by_it = told.is_none_or(|told| told.iter().any(|&claim| is_of_edition(claim)));
                finding.standing == Some(Standing::Slip)
                    && is_told_by_it
                    && self.core_claims(at).into_iter().any(is_of_edition)
            });
            let facts = |run: u32| self.findings_of(run).iter().map(|&at| self.core_claims(at).len()).max();
            heads.sort_by_key(|&run| (Reverse(facts(run)), run));
            let rest: Vec<u32> = heads[1..].iter().copied().chain(follows).collect();
            roots.extend(self.gather(RootKind::TakenBack(moment), heads[0], &rest));
        }
        roots
    }

    /// The voice and moment of an edition whose figures, for many facts, a later edition changed back.
    fn edition_taken_back(&self, run: u32) -> Option<(u32, Moment)> {
        let mut counts: Vec<((u32, Moment), usize)> = Vec::new();
        for &at in self.findings_of(run) {
            let shown: Vec<u32> = self.shown_claims(at);
            for fact in shown.windows(3) {
                let claim = |at: u32| self.corpus.claim(at);
                let are_of_one_fact = fact.iter().all(|&at| {
                    (claim(at).scope, claim(at).measure, claim(at).time)
                        == (claim(fact[0]).scope, claim(fact[0]).measure, claim(fact[0]).time)
                });
                if are_of_one_fact && same_value(&claim(fact[0]).value, &claim(fact[2]).value) {
                    let edition = (self.voice_number(fact[1]), self.corpus.edition(fact[1])?);
                    match counts.iter_mut().find(|(known, _)| *known == edition) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((edition, 1)),
                    }
                }
            }
        }
        // Of two that were taken back equally often, the first is used.
        let most_often = counts.into_iter().rev().max_by_key(|&(_, count)| count)?;
        (most_often.1 >= TAKEN_BACK_FIGURES).then_some(most_often.0)
    }

    /// Roots of one rule, the same sources and the same day, in several series.
    fn same_day(&mut self) -> Vec<Root> {
        let mut days: BTreeMap<DayKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let numbers = self.findings_of(run);
            let finding = |number: u32| &self.findings[number as usize];
            let (first, last) = (finding(numbers[0]), finding(numbers[numbers.len() - 1]));
            let (Some(from), Some(to)) = (&first.fold, &last.fold) else { continue };
            if from.time.in_words.is_empty() {
                continue;
            }
            let is_slip = first.standing == Some(Standing::Slip);
            // The slips of a source on one day may be of several measures; a dispute is about one.
            let measure = (!is_slip).then(|| self.corpus.series[from.series as usize].measure);
            let key = DayKey {
                code: first.code,
                is_slip,
                sides: from.sides.clone(),
                first_time: from.time.in_words.clone(),
                last_time: to.time.in_words.clone(),
                measure,
            };
            days.entry(key).or_default().push(run);
        }
        let mut roots = Vec::new();
        for runs in days.into_values().filter(|runs| runs.len() >= SAME_DAY_SERIES) {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameDay, head, &runs));
            }
        }
        roots
    }

    /// Roots of one report: what one rule finds in several measures of one place on one day, by one source and for
    /// one cause.
    fn same_report(&mut self) -> Vec<Root> {
        let mut reports: BTreeMap<ReportKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing == Some(Standing::Slip)) {
            let Some(at) = self.only_told(run) else { continue };
            let finding = &self.findings[at as usize];
            let (Some(fold), Some(fact)) = (&finding.fold, &finding.fact) else { continue };
            if fold.time.in_words.is_empty() {
                continue;
            }
            let key = ReportKey {
                code: finding.code,
                sides: fold.sides.clone(),
                scope: fact.scope.clone(),
                time: fold.time.in_words.clone(),
                cause: finding.cause.as_ref().map(|cause| cause.kind),
            };
            reports.entry(key).or_default().push(run);
        }
        let mut roots = Vec::new();
        for runs in reports.into_values() {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameDay, head, &runs));
            }
        }
        roots
    }

    /// Roots of sources that contradict themselves in most of their series of a measure.
    fn at_odds_with_itself(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<(Code, u32, MeasureId), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing == Some(Standing::Slip)) {
            let Some(fold) = self.fold_info(run) else { continue };
            if let Some(voice) = only_voice(fold) {
                let code = self.findings[self.findings_of(run)[0] as usize].code;
                let measure = self.corpus.series[fold.series as usize].measure;
                sources.entry((code, voice, measure)).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for ((_, voice, measure), runs) in sources {
            let mut series: Vec<u32> =
                runs.iter().filter_map(|&run| self.fold_info(run)).map(|fold| fold.series).collect();
            series.sort_unstable();
            series.dedup();
            let all = self.count_series_stated(voice, measure);
            if series.len() < HABIT_SERIES || series.len() * 2 < all {
                continue;
            }
            let parted = self.parted(&runs);
            if parted.iter().filter(|parted| !parted.usual.is_empty()).count() < HABIT_FIGURES {
                continue;
            }
            let usual = self.part(parted);
            if let Some(head) = self.gravest(usual.iter().copied()) {
                roots.extend(self.gather(RootKind::HabitOfOne(all), head, &usual));
            }
        }
        roots
    }

    /// Roots of one fall: falls of one series by one source that overlap in time, as the total stays below several
    /// earlier days.
    fn one_fall(&mut self) -> Vec<Root> {
        let mut falls: BTreeMap<(u32, FoldSides), Vec<Fall>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.code == FALL && finding.standing == Some(Standing::Slip))
        {
            let Some(fold) = self.fold_info(run) else { continue };
            let claims = self.findings_of(run).iter().flat_map(|&at| self.core_claims(at));
            let windows = claims.filter_map(|claim| self.corpus.claim(claim).time);
            let days: Vec<Day> = windows.flat_map(|window| [window.from, window.to]).flatten().collect();
            if let (Some(&first), Some(&last)) = (days.iter().min(), days.iter().max()) {
                falls.entry((fold.series, fold.sides.clone())).or_default().push((first, last, run));
            }
        }
        let mut roots = Vec::new();
        for mut all in falls.into_values() {
            all.sort_unstable();
            let mut groups: Vec<(Day, Vec<u32>)> = Vec::new();
            for (first, last, run) in all {
                match groups.last_mut().filter(|(end, _)| first < *end) {
                    Some((end, runs)) => {
                        *end = last.max(*end);
                        runs.push(run);
                    }
                    None => groups.push((last, vec![run])),
                }
            }
            for (_, runs) in groups {
                if let Some(head) = self.gravest(runs.iter().copied()) {
                    roots.extend(self.gather(RootKind::OneFall, head, &runs));
                }
            }
        }
        roots
    }

    /// Falls between the very same figures of one place on the same days, or a day or two apart, as several sources tell them or
    /// under several names.
    fn same_figures(&mut self) -> Vec<Root> {
        let mut alike: BTreeMap<Vec<FallenFigure>, Vec<(Option<Day>, u32)>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.code == FALL && finding.standing == Some(Standing::Slip))
        {
            let Some(at) = self.only_told(run) else { continue };
            let told = self.findings[at as usize].fold.as_ref().map(|fold| fold.told_by.clone());
            let told = told.filter(|told| !told.is_empty()).unwrap_or_else(|| self.core_claims(at));
            let figures = told.iter().map(|&claim| {
                let claim = self.corpus.claim(claim);
                Some((claim.scope, claim.best()?.clone()))
            });
            let days = told.iter().filter_map(|&claim| self.corpus.claim(claim).time?.from);
            if let Some(mut figures) = figures.collect::<Option<Vec<_>>>() {
                figures.sort_unstable();
                figures.dedup();
                alike.entry(figures).or_default().push((days.min(), run));
            }
        }
        let mut roots = Vec::new();
        for mut dated in alike.into_values() {
            dated.sort_unstable();
            let is_near = |one: &(Option<Day>, u32), next: &(Option<Day>, u32)| {
                one.0 == next.0 || one.0.zip(next.0).is_some_and(|(one, next)| next.0 - one.0 <= DAYS_APART)
            };
            for same in dated.chunk_by(is_near) {
                let runs: Vec<u32> = same.iter().map(|&(_, run)| run).collect();
                let voice = |run: u32| self.fold_info(run).and_then(only_voice);
                let series = |run: u32| self.fold_info(run).map(|fold| fold.series);
                let own = |run: u32| (voice(run), series(run));
                // One fall of one source, told of several days, is another matter.
                if runs.iter().all(|&run| own(run) == own(runs[0])) {
                    continue;
                }
                if let Some(head) = self.gravest(runs.iter().copied()) {
                    roots.extend(self.gather(RootKind::SameFigures, head, &runs));
                }
            }
        }
        roots
    }

    /// Roots of contradictions with exactly the same message.
    fn same_words(&mut self) -> Vec<Root> {
        let mut alike: BTreeMap<(Code, &str), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let finding = &self.findings[self.with_largest_difference(run) as usize];
            alike.entry((finding.code, &finding.message)).or_default().push(run);
        }
        let alike: Vec<Vec<u32>> = alike.into_values().filter(|runs| runs.len() > 1).collect();
        let mut roots = Vec::new();
        for runs in alike {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameWords, head, &runs));
            }
        }
        roots
    }
}
