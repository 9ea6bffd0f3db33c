//! Folds findings with the same slip, cause or difference in several series: an edition that was taken back, one day
//! in many places, two sources that differ as a rule. An *edition* is all that a source states at one moment.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind, TakenBack};
use super::two_that_differ::{HABIT_FIGURES, HABIT_SERIES};
use crate::check::codes::{EARLY, RESTATED};
use crate::corpus::{Corpus, claims_beside, same_value};
use crate::finding::{Cited, Code, Finding, FoldSides, Standing};
use crate::model::claim::Moment;
use crate::model::register::MeasureId;

/// What runs of one root share if one rule finds them in the figures of the same sources on the
/// same days.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct DayKey {
    code: Code,
    is_slip: bool,
    /// The sources.
    sides: FoldSides,
    /// The time of a run's first finding in words, and that of its last.
    first_time: String,
    last_time: String,
    /// The measure of a dispute; none for a slip.
    measure: Option<MeasureId>,
}

/// What runs of one root share if one rule finds them in one report of a source, that is in its
/// figures of one scope at one time, and for one cause.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SourceReportKey {
    code: Code,
    /// The source.
    sides: FoldSides,
    /// The scope: the names of its keys, each with a name.
    scope: Vec<(String, String)>,
    /// The time in words.
    time: String,
    /// The kind of the cause; none if it is not known.
    cause: Option<&'static str>,
}

/// What one rule finds about the same sources and the same days is folded if it is in this many series at least.
const SAME_DAY_SERIES: usize = 4;

/// An edition counts as taken back if this many of its figures at least were changed back.
const TAKEN_BACK_FIGURES: usize = 10;

/// Assigns the runs of findings to roots. Each step takes the runs that it can fold from what the steps before it have left.
pub(super) fn roots(corpus: &Corpus, findings: &[Finding], runs: Vec<Vec<u32>>) -> Vec<Root> {
    let mut gathering = Gathering { corpus, findings, runs: runs.into_iter().map(Some).collect() };
    let mut roots = gathering.misdated();
    roots.extend(gathering.taken_back());
    roots.extend(gathering.one_figure(false));
    roots.extend(gathering.shared_figure());
    roots.extend(gathering.one_edition());
    roots.extend(gathering.missing_part());
    roots.extend(gathering.restated_in_part());
    roots.extend(gathering.first_figures_of_earlier_day());
    roots.extend(gathering.entered_as_zero());
    gathering.filled_in(&mut roots);
    gathering.soon_changed(&mut roots);
    gathering.of_editions(&mut roots);
    roots.extend(gathering.another_day());
    roots.extend(gathering.two_that_differ());
    roots.extend(gathering.same_day());
    roots.extend(gathering.at_odds_with_itself());
    gathering.by_the_same_amount(&mut roots);
    roots.extend(gathering.one_figure(true));
    roots.extend(gathering.small_slips());
    let falls_in_laws = gathering.falls_in_laws();
    roots.extend(gathering.one_whole());
    roots.extend(gathering.same_report());
    roots.extend(gathering.same_figures());
    roots.extend(gathering.one_fall());
    gathering.mirrored(&mut roots);
    roots.extend(gathering.same_words());
    for (fall, run) in falls_in_laws {
        let number = gathering.root_of(&mut roots, fall);
        roots.extend(number.is_none().then(|| Root::alone(run.clone())));
        number.into_iter().for_each(|number| roots[number].consequences.push(run.clone()));
    }
    gathering.with_larger(&mut roots);
    gathering.knock_ons(&mut roots);
    roots.extend(gathering.small_disputes());
    gathering.trifles(&mut roots);
    roots.extend(std::mem::take(&mut gathering.runs).into_iter().flatten().map(Root::alone));
    gathering.count_misses(&mut roots);
    roots
}

impl Gathering<'_> {
    /// Roots of claims that cannot be of the day that they give.
    fn misdated(&mut self) -> Vec<Root> {
        let leads = self.runs_where(|finding| finding.code == EARLY);
        let mut roots = Vec::new();
        for lead in leads {
            let claims = self.places_of_claims(lead);
            // The contradictions that rest on one of these claims. If any claim stands out in one, it must be one of these.
            let consequences = self.runs_where(|finding| {
                let is_misdated = |cited: &Cited| claims.contains(&(cited.place, cited.id.as_str()));
                let mut core = finding.claims.iter().filter(|cited| cited.core);
                let has_suspect = finding.claims.iter().any(|cited| cited.suspect);
                finding.standing.is_some()
                    && core.any(is_misdated)
                    && (!has_suspect
                        || finding.claims.iter().any(|cited| cited.suspect && is_misdated(cited)))
            });
            roots.extend(self.gather(RootKind::Misdated, lead, &consequences));
        }
        roots
    }

    /// Roots of editions that a source took back: the restatements that show it, and the source's
    /// contradictions with itself that rest on figures of such an edition.
    fn taken_back(&mut self) -> Vec<Root> {
        // The voice and the moment of each edition, with the runs that show that it was taken back.
        let mut editions: Vec<((u32, Moment), Vec<u32>)> = Vec::new();
        for run in self.runs_where(|finding| finding.code == RESTATED) {
            let Some(edition) = self.edition_taken_back(run) else { continue };
            match editions.iter_mut().find(|(known, _)| *known == edition) {
                Some((_, runs)) => runs.push(run),
                None => editions.push((edition, vec![run])),
            }
        }
        let mut roots = Vec::new();
        for ((voice, moment), mut restatements) in editions {
            let measures: FxHashSet<MeasureId> = restatements
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
            let consequences = self.runs_where_number(|at| {
                let finding = &self.findings[at as usize];
                let fold = finding.fold.as_ref();
                // A fall that its message describes by other figures would remain without the edition.
                let described = fold.map_or(&[][..], |fold| &fold.message_claims);
                let is_of_it = described.is_empty() || described.iter().any(|&claim| is_of_edition(claim));
                finding.standing == Some(Standing::Slip)
                    && is_of_it
                    && self.core_claims(at).into_iter().any(is_of_edition)
            });
            let most_claims =
                |run: u32| self.findings_of(run).iter().map(|&at| self.core_claims(at).len()).max();
            restatements.sort_by_key(|&run| (Reverse(most_claims(run)), run));
            let rest: Vec<u32> = restatements[1..].iter().copied().chain(consequences).collect();
            let claims = (0..self.corpus.claims().len() as u32).filter(|&claim| is_of_edition(claim));
            let (replaced, not_replaced): (Vec<u32>, Vec<u32>) =
                claims.partition(|&claim| self.is_given_again(claim, moment));
            let figures = replaced.len() + not_replaced.len();
            let taken_back = TakenBack { moment, replaced: replaced.len(), figures };
            let root = self.gather(RootKind::TakenBack(taken_back), restatements[0], &rest);
            roots.extend(root.map(|root| Root { not_replaced, ..root }));
        }
        roots
    }

    /// Whether the source of a claim has given a figure of the same fact after some moment.
    fn is_given_again(&self, at: u32, moment: Moment) -> bool {
        let Some(series) = self.corpus.series_of(at) else { return false };
        let others = claims_beside(self.corpus, &self.corpus.series[series as usize], at);
        others.iter().any(|&other| {
            self.is_of_one_fact(at, other)
                && self.corpus.edition(other).is_some_and(|edition| edition.certainly_after(&moment))
        })
    }

    /// The voice and the moment of an edition that a run of restatements shows to be taken back: at many facts, the next edition
    /// changed its figure back to the one before.
    fn edition_taken_back(&self, run: u32) -> Option<(u32, Moment)> {
        let mut counts: Vec<((u32, Moment), usize)> = Vec::new();
        for &at in self.findings_of(run) {
            // A restatement shows the figures of each fact one after the other. So three in a row are the figure before the
            // edition, that of the edition, and the one after it, if they are of one fact.
            for three in self.shown_claims(at).windows(3) {
                let &[before, changed, after] = three else { continue };
                let claim = |at: u32| self.corpus.claim(at);
                let fact = |at: u32| (claim(at).scope, claim(at).measure, claim(at).time);
                let are_of_one_fact = fact(changed) == fact(before) && fact(after) == fact(before);
                if are_of_one_fact && same_value(&claim(before).value, &claim(after).value) {
                    let edition = (self.voice_number(changed), self.corpus.edition(changed)?);
                    match counts.iter_mut().find(|(known, _)| *known == edition) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((edition, 1)),
                    }
                }
            }
        }
        // Of two with equally many figures, the first is used.
        let (edition, count) = counts.into_iter().rev().max_by_key(|&(_, count)| count)?;
        (count >= TAKEN_BACK_FIGURES).then_some(edition)
    }

    /// Roots of what one rule finds about the same sources on the same day or days, in several series.
    fn same_day(&mut self) -> Vec<Root> {
        let mut days: BTreeMap<DayKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing.is_some()) {
            let numbers = self.findings_of(run);
            let finding = |number: u32| &self.findings[number as usize];
            let first = finding(numbers[0]);
            let last = finding(numbers[numbers.len() - 1]);
            let (Some(first_fold), Some(last_fold)) = (&first.fold, &last.fold) else { continue };
            if first_fold.time.in_words.is_empty() {
                continue;
            }
            let is_slip = first.standing == Some(Standing::Slip);
            // The slips of a source on one day may be of several measures; a dispute is about one.
            let measure = (!is_slip).then(|| self.corpus.series[first_fold.series as usize].measure);
            let key = DayKey {
                code: first.code,
                is_slip,
                sides: first_fold.sides.clone(),
                first_time: first_fold.time.in_words.clone(),
                last_time: last_fold.time.in_words.clone(),
                measure,
            };
            days.entry(key).or_default().push(run);
        }
        let mut roots = Vec::new();
        for runs in days.into_values().filter(|runs| runs.len() >= SAME_DAY_SERIES) {
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameDay, lead, &runs));
            }
        }
        roots
    }

    /// Roots of one report of a source: what one rule finds, for one cause, in its figures of one scope at one time.
    fn same_report(&mut self) -> Vec<Root> {
        let mut reports: BTreeMap<SourceReportKey, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(|finding| finding.standing == Some(Standing::Slip)) {
            let Some(at) = self.of_one_message(run) else { continue };
            let finding = &self.findings[at as usize];
            let (Some(fold), Some(fact)) = (&finding.fold, &finding.fact) else { continue };
            if fold.time.in_words.is_empty() {
                continue;
            }
            let key = SourceReportKey {
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
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameDay, lead, &runs));
            }
        }
        roots
    }

    /// Roots of sources that contradict themselves in half of their series of a measure, or in more.
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
            let stated = self.count_series_stated(voice, measure);
            if series.len() < HABIT_SERIES || series.len() * 2 < stated {
                continue;
            }
            let split = self.split_off_large(&runs);
            if split.iter().filter(|split| !split.usual.is_empty()).count() < HABIT_FIGURES {
                continue;
            }
            let usual = self.apply_split(split);
            if let Some(lead) = self.gravest(usual.iter().copied()) {
                roots.extend(self.gather(RootKind::HabitOfOne(stated), lead, &usual));
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
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SameWords, lead, &runs));
            }
        }
        roots
    }
}
