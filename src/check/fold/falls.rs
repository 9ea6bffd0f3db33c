//! Folds falls of running totals: one fall between several pairs of its days, or as a law shows it
//! again; the same falls as several sources give them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::check::codes::{FALL, LAW};
use crate::finding::{Finding, FoldSides, Standing};
use crate::model::register::ScopeId;
use crate::model::{Day, Number};

/// The first and the last day of a fall, and its run.
type Fall = (Day, Day, u32);

/// One of the two figures between which a total falls, with its scope. The measure is left out, as sources name it differently.
type FigureOfFall = (ScopeId, Number);

/// The figures between which a total falls, and the first of their days.
type FallBetween = (Vec<FigureOfFall>, Option<Day>);

/// The same fall may have different days with two sources, as one is behind the other: this many days apart, at most.
const DAYS_APART: u32 = 2;

impl Gathering<'_> {
    /// Roots of one fall: falls of one series by one source that overlap in time. A total that falls once may stay below its figures
    /// of several earlier days.
    pub(super) fn one_fall(&mut self) -> Vec<Root> {
        let mut falls: BTreeMap<(u32, FoldSides), Vec<Fall>> = BTreeMap::new();
        for run in self.runs_where(is_fall) {
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
            // Each with the last day of any of its falls.
            let mut overlapping: Vec<(Day, Vec<u32>)> = Vec::new();
            for (first, last, run) in all {
                match overlapping.last_mut().filter(|(end, _)| first < *end) {
                    Some((end, runs)) => {
                        *end = last.max(*end);
                        runs.push(run);
                    }
                    None => overlapping.push((last, vec![run])),
                }
            }
            for (_, runs) in overlapping {
                if let Some(lead) = self.gravest(runs.iter().copied()) {
                    roots.extend(self.gather(RootKind::OneFall, lead, &runs));
                }
            }
        }
        roots
    }

    /// Roots of the same figures: falls between the very same figures of one scope, given by several sources or under several names,
    /// on the same days or a day or two apart.
    pub(super) fn same_figures(&mut self) -> Vec<Root> {
        let mut alike: BTreeMap<Vec<FigureOfFall>, Vec<(Option<Day>, u32)>> = BTreeMap::new();
        for run in self.runs_where(is_fall) {
            let Some(at) = self.of_one_message(run) else { continue };
            if let Some((figures, day)) = self.figures_of_fall(at) {
                alike.entry(figures).or_default().push((day, run));
            }
        }
        let mut roots = Vec::new();
        for mut dated in alike.into_values() {
            dated.sort_unstable();
            for same in dated.chunk_by(|one, next| are_near(one.0, next.0)) {
                let runs: Vec<u32> = same.iter().map(|&(_, run)| run).collect();
                let voice = |run: u32| self.fold_info(run).and_then(only_voice);
                let series = |run: u32| self.fold_info(run).map(|fold| fold.series);
                let own = |run: u32| (voice(run), series(run));
                // Findings of one source in one series are of one fall, or of several: `one_fall` folds these.
                if runs.iter().all(|&run| own(run) == own(runs[0])) {
                    continue;
                }
                if let Some(lead) = self.gravest(runs.iter().copied()) {
                    roots.extend(self.gather(RootKind::SameFigures, lead, &runs));
                }
            }
        }
        roots
    }

    /// The figures between which a total falls, and the day of the first of them.
    fn figures_of_fall(&self, at: u32) -> Option<FallBetween> {
        let claims = self.findings[at as usize].fold.as_ref().map(|fold| fold.message_claims.clone());
        let claims = claims.filter(|claims| !claims.is_empty()).unwrap_or_else(|| self.core_claims(at));
        let figures = claims.iter().map(|&claim| {
            let claim = self.corpus.claim(claim);
            Some((claim.scope, claim.best()?.clone()))
        });
        let days = claims.iter().filter_map(|&claim| self.corpus.claim(claim).time?.from);
        let mut figures = figures.collect::<Option<Vec<FigureOfFall>>>()?;
        figures.sort_unstable();
        figures.dedup();
        Some((figures, days.min()))
    }

    /// Takes out the runs about broken laws that only show a fall again: a total that falls by six
    /// is six too low for a law that ties it to figures of other times. Each run comes with the
    /// finding about the fall.
    pub(super) fn falls_in_laws(&mut self) -> Vec<(u32, Vec<u32>)> {
        let mut falls: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for at in self.runs_where(is_fall).into_iter().flat_map(|run| self.findings_of(run)) {
            let fold = self.findings[*at as usize].fold.as_ref();
            if let Some((fold, voice)) = fold.and_then(|fold| Some((fold, only_voice(fold)?))) {
                falls.entry((fold.series, voice)).or_default().push(*at);
            }
        }
        let laws = self.runs_where(|finding| finding.code == LAW && finding.standing == Some(Standing::Slip));
        let mut found = Vec::new();
        for run in laws {
            let behind = self.findings_of(run).iter().map(|&at| self.fall_behind(at, &falls));
            let Some(Some(&fall)) = behind.collect::<Option<Vec<u32>>>().as_ref().map(|all| all.first())
            else {
                continue;
            };
            found.extend(self.runs[run as usize].take().map(|run| (fall, run)));
        }
        found
    }

    /// The fall that a broken law shows again: by the same amount, in the same series, at the same
    /// time.
    fn fall_behind(&self, law: u32, falls: &BTreeMap<(u32, u32), Vec<u32>>) -> Option<u32> {
        let fold = self.findings[law as usize].fold.as_ref()?;
        let voice = only_voice(fold)?;
        let (first, last) = self.days_of(self.core_claims(law))?;
        let amount = fold.difference.amount;
        let is_behind = |&&at: &&u32| {
            let fall = self.findings[at as usize].fold.as_ref();
            let claims = fall.map(|fold| fold.message_claims.clone()).unwrap_or_default();
            let days = self.days_of(claims.into_iter().chain(self.core_claims(at)));
            fall.is_some_and(|fall| fall.difference.amount == amount)
                && days.is_some_and(|(from, to)| from <= last && first <= to)
        };
        // Only figures of different times can show that a total falls.
        let series = self.core_claims(law).into_iter().filter_map(|claim| self.corpus.series_of(claim));
        let mut falls = series.filter_map(|series| falls.get(&(series, voice))).flatten();
        falls.find(is_behind).copied().filter(|_| first < last && amount > 0)
    }

    /// Adds to a source's falls those of other sources, if most of these are between the same figures: one of the two has them from
    /// the other, or both from a third.
    pub(super) fn mirrored(&mut self, roots: &mut Vec<Root>) {
        let alone: Vec<Vec<u32>> =
            self.runs_where(is_fall).iter().map(|&run| self.findings_of(run).to_vec()).collect();
        // Of each group of a source's falls the first finding, the source, and the figures.
        let mut all: Vec<(u32, u32, Vec<FallBetween>)> = Vec::new();
        for members in roots.iter().map(Root::members).chain(alone) {
            let finding = |&at: &u32| &self.findings[at as usize];
            let voices = members.iter().map(|at| finding(at).fold.as_ref().and_then(only_voice));
            let mut voices: Vec<Option<u32>> = voices.collect();
            voices.dedup();
            if let [Some(voice)] = voices[..]
                && let Some(&first) = members.first()
                && members.iter().all(|at| is_fall(finding(at)))
            {
                let mut falls: Vec<_> = members.iter().filter_map(|&at| self.figures_of_fall(at)).collect();
                falls.sort_unstable();
                falls.dedup();
                all.push((first, voice, falls));
            }
        }
        all.sort_by_key(|(first, _, falls)| (Reverse(falls.len()), *first));
        let mut moved: Vec<u32> = Vec::new();
        for (number, (first, voice, falls)) in all.iter().enumerate() {
            let behind = all[..number].iter().find(|(other, its, more)| {
                let is_there =
                    |fall: &&FallBetween| more.iter().any(|one| one.0 == fall.0 && are_near(one.1, fall.1));
                its != voice
                    && !moved.contains(other)
                    && falls.iter().filter(is_there).count() * 2 > falls.len()
            });
            let Some(&(other, ..)) = behind else { continue };
            if let Some((own, other)) = self.root_of(roots, *first).zip(self.root_of(roots, other)) {
                let runs = std::mem::take(&mut roots[own].runs);
                roots[other].mirrored.extend(runs);
                moved.push(*first);
            }
        }
        roots.retain(|root| !root.runs.is_empty());
    }
}

/// Whether a finding is about a fall within a source.
fn is_fall(finding: &Finding) -> bool {
    finding.code == FALL && finding.standing == Some(Standing::Slip)
}

/// Whether two days are at most a day or two apart.
fn are_near(one: Option<Day>, other: Option<Day>) -> bool {
    one == other || one.zip(other).is_some_and(|(one, other)| one.0.abs_diff(other.0) <= DAYS_APART)
}
