//! The history of each source in a series: what it said of each fact, and what it later restated.

use std::collections::BTreeMap;

use super::grouping::{self, Restatements};
use super::revision::{LeftOut, RestatedFact, Revision, corrected_digit, direction, figure};
use super::thresholds::Thresholds;
use crate::contradiction::allowed_by_claim;
use crate::corpus::{Corpus, FactClaims, Series, Voice, relays};
use crate::model::claim::Moment;
use crate::model::vocabulary::Kind;
use crate::model::{Number, Shape, Window};

/// A statement within six hours of the one before is a correction; a later one on the same day is the next bulletin.
pub const CORRECTION_SECONDS: i64 = 6 * 3600;

/// A figure that was replaced sooner than this was hardly read by anybody.
const FLEETING_SECONDS: i64 = 600;

/// Two bulletins of a day are at least this far apart.
const BULLETIN_SECONDS: i64 = 3600;

/// A source gives several figures in the course of a day as a rule if it does so on at least this
/// many days, and on more than one day in ten.
const MIN_BULLETINS: usize = 3;

/// A table with at least this many facts counts as long: changes of small counts in it may be
/// chance. A shorter table is kept by hand, and each count in it was typed on purpose.
const LONG_TABLE: usize = 30;

/// Within how many days a typing slip is corrected, at most.
const CORRECTION_DAYS: i32 = 2;

/// One source's restatements of one series.
#[derive(Default)]
struct History {
    /// The facts that it restated, in order.
    facts: Vec<RestatedFact>,
    /// For each of these facts, whether its statements are bulletins: all made on its own day, and
    /// such that a figure may change in its course.
    are_bulletins: Vec<bool>,
    /// How many facts the source states.
    stated: usize,
    /// How many of them it states in several editions of one day.
    twice_a_day: usize,
    /// The restatements that are only counted.
    left_out: LeftOut,
    /// The last versions of the facts that are left out.
    unreported: Vec<u32>,
    /// The source's last claim for its fact before, in a running total of instants.
    before: Option<u32>,
}

impl History {
    /// Leaves out facts of which a source regularly gives several figures a day, morning and evening: those are no
    /// restatements.
    fn leave_out_bulletins(&mut self) {
        let changed = self.are_bulletins.iter().filter(|is_bulletin| **is_bulletin).count();
        let count = changed.max(self.twice_a_day);
        if count < MIN_BULLETINS || count * 10 <= self.stated {
            return;
        }
        let are_bulletins = std::mem::take(&mut self.are_bulletins);
        _ = self.keep_facts(|at, _| are_bulletins.get(at) != Some(&true));
    }

    /// Leaves out small counts in long tables if chance alone could change them as much: by three times the square
    /// root of the larger count. Totals of some hundreds never change by a twentieth by chance.
    fn leave_out_chance(&mut self, corpus: &Corpus, series: &Series) {
        let unit = self.facts.first().and_then(|fact| corpus.claim(*fact.versions.first()?).unit);
        let is_counted = unit.is_none_or(|unit| corpus.model.vocabulary.units.is_counting(unit));
        if self.stated < LONG_TABLE || series.kind == Kind::Ratio || !is_counted {
            return;
        }
        let by_chance = self.keep_facts(|_, fact| {
            fact.growth.is_some()
                || changes(corpus, &fact.versions).iter().any(|(change, replaced)| {
                    let larger = replaced + change;
                    let is_large = series.kind == Kind::Cumulative
                        && larger >= Number::HUNDRED
                        && change * &Number::from_i64(20) >= larger;
                    is_large || change * change > &larger * &Number::from_i64(9)
                })
        });
        self.left_out.by_chance += by_chance.len();
        for fact in by_chance {
            self.unreported.extend(&fact.versions[1..]);
            self.left_out.note(fact);
        }
    }

    /// Keeps some of the facts, and returns the others.
    fn keep_facts(&mut self, keeps: impl Fn(usize, &RestatedFact) -> bool) -> Vec<RestatedFact> {
        let kept: Vec<bool> = self.facts.iter().enumerate().map(|(at, fact)| keeps(at, fact)).collect();
        let all = std::mem::take(&mut self.facts).into_iter().zip(kept);
        let (facts, others): (Vec<_>, Vec<_>) = all.partition(|(_, kept)| *kept);
        self.facts = facts.into_iter().map(|(fact, _)| fact).collect();
        others.into_iter().map(|(fact, _)| fact).collect()
    }
}

/// The restatements of each source in a series; and the moments of restatements that are too small to report.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    facts: &[FactClaims<'_>],
    thresholds: &Thresholds,
) -> (Vec<Revision>, Vec<(Voice, Moment)>) {
    let series = &corpus.series[number as usize];
    let is_total = series.kind == Kind::Cumulative;
    // In the course of its day a total may grow, and a level may rise or fall.
    let may_change_in_course = |versions: &[u32]| match series.kind {
        Kind::Cumulative => direction(corpus, versions).is_gt(),
        kind => kind == Kind::Level,
    };
    // Figures without a day that were said on two days may be of two days.
    let is_one_fact = |window: Option<&Window>| window.is_some() || series.kind == Kind::Constant;
    let mut histories: BTreeMap<Voice, History> = BTreeMap::new();
    for (fact, here) in (0_u32..).zip(facts).filter(|(_, here)| is_one_fact(here.window.as_ref())) {
        let is_instant = here.window.is_some_and(|window| window.shape == Shape::Instant);
        for (voice, claims) in here.voices(corpus).filter(|(voice, _)| !matches!(voice, Voice::Nobody(_))) {
            let history = histories.entry(voice).or_default();
            history.stated += 1;
            history.twice_a_day += usize::from(is_stated_twice_a_day(corpus, here.window.as_ref(), claims));
            let versions = versions_of(corpus, claims);
            let now = versions.last().copied();
            let growth = now
                .zip(history.before)
                .and_then(|(now, before)| Some((before, &figure(corpus, now)? - &figure(corpus, before)?)));
            if is_total && is_instant {
                history.before = now;
            }
            if versions.len() < 2 || is_under_way(corpus, here.window.as_ref(), &versions) {
                continue;
            }
            let is_bulletin =
                may_change_in_course(&versions) && is_of_its_day(corpus, here.window.as_ref(), &versions);
            if is_bulletin && is_slow(corpus, &versions) {
                continue;
            }
            let share = share(corpus, &versions);
            let changes_growth = is_total
                && is_instant
                && growth
                    .as_ref()
                    .is_some_and(|growth| changes_growth(corpus, &versions, &growth.1, thresholds));
            let is_mistyped = is_total && is_instant && is_digit_corrected(corpus, &versions);
            if share < thresholds.restated && !changes_growth && !is_mistyped {
                history.left_out.slight += 1;
                history.unreported.extend(&versions[1..]);
                continue;
            }
            history.are_bulletins.push(is_bulletin);
            let growth = growth.filter(|_| changes_growth);
            history.facts.push(RestatedFact {
                series: number,
                fact,
                position: history.stated,
                window: here.window,
                versions,
                share,
                growth,
            });
        }
    }
    let (mut revisions, mut unreported) = (Vec::new(), Vec::new());
    for (voice, mut history) in histories {
        history.leave_out_bulletins();
        history.leave_out_chance(corpus, series);
        let moments = history.unreported.iter().filter_map(|&at| corpus.moment_said(at));
        unreported.extend(moments.map(|moment| (voice, moment)));
        let History { facts, stated, left_out, .. } = history;
        let restatements = Restatements { voice, facts, stated, left_out };
        revisions.extend(grouping::group_restatements(corpus, restatements, thresholds));
    }
    (revisions, unreported)
}

/// The versions of what a source stated of one fact, in order of time: statements that agree with
/// the one before are left out, and so are those replaced within minutes. They are its own statements; or those of one
/// chain of relays, if its own are undated, or show no restatement while these do.
fn versions_of(corpus: &Corpus, claims: &[u32]) -> Vec<u32> {
    if let [one] = claims {
        return vec![*one];
    }
    let mut by_chain = claims.to_vec();
    by_chain.sort_by_key(|&at| (relays(corpus, at), at));
    let chains = by_chain.chunk_by(|&a, &b| relays(corpus, a) == relays(corpus, b));
    let mut best: Vec<u32> = Vec::new();
    for chain in chains {
        let mut dated: Vec<(Moment, u32)> =
            chain.iter().filter_map(|&at| Some((corpus.edition(at)?, at))).collect();
        dated.sort_by_key(|(moment, at)| {
            (moment.from, moment.utc(), moment.clock.map(|clock| clock.seconds), *at)
        });
        let mut versions: Vec<(Moment, u32)> = Vec::new();
        for (moment, at) in dated {
            let is_fleeting = |before: &Moment| {
                moment.seconds_after(before).is_some_and(|seconds| (0..FLEETING_SECONDS).contains(&seconds))
            };
            while versions.last().is_some_and(|(before, last)| {
                is_fleeting(before) && moment.certainly_after(before) && exclude_each_other(corpus, *last, at)
            }) {
                versions.pop();
            }
            match versions.last() {
                None => versions.push((moment, at)),
                Some((before, last))
                    if moment.certainly_after(before) && exclude_each_other(corpus, *last, at) =>
                {
                    versions.push((moment, at));
                }
                Some(_) => {}
            }
        }
        // The source's own statements come first. A chain replaces them only if it shows a restatement and they show
        // none.
        if best.is_empty() || (best.len() < 2 && versions.len() > best.len()) {
            best = versions.into_iter().map(|(_, at)| at).collect();
        }
    }
    if best.is_empty() { vec![claims[0]] } else { best }
}

/// Whether two figures exclude each other.
fn exclude_each_other(corpus: &Corpus, a: u32, b: u32) -> bool {
    allowed_by_claim(corpus, a).disjoint(&allowed_by_claim(corpus, b))
}

/// Whether all statements on a fact were made on the fact's own day, before it was over.
fn is_of_its_day(corpus: &Corpus, window: Option<&Window>, versions: &[u32]) -> bool {
    let day = window.and_then(Window::only_day);
    let on = |&at: &u32| {
        corpus.edition(at).is_some_and(|moment| Some(moment.from) == day && Some(moment.to) == day)
    };
    versions.iter().all(on)
}

/// Whether the first statement on a period was made before the period was over: then its figure was still growing,
/// and is not restated.
fn is_under_way(corpus: &Corpus, window: Option<&Window>, versions: &[u32]) -> bool {
    let end = window.filter(|window| window.only_day().is_none()).and_then(|window| window.to);
    let first = versions.first().and_then(|&at| corpus.edition(at));
    end.zip(first).is_some_and(|(end, first)| first.to < end)
}

/// Whether each statement came hours after the one before.
fn is_slow(corpus: &Corpus, versions: &[u32]) -> bool {
    versions.windows(2).all(|pair| {
        let moments = corpus.edition(pair[0]).zip(corpus.edition(pair[1]));
        moments
            .and_then(|(before, after)| after.seconds_after(&before))
            .is_some_and(|seconds| seconds >= CORRECTION_SECONDS)
    })
}

/// Whether some claims for a fact were made in two editions or more of the fact's own day, an hour or more apart, whether or not
/// its figure changed.
fn is_stated_twice_a_day(corpus: &Corpus, window: Option<&Window>, claims: &[u32]) -> bool {
    if claims.len() < 2 || !is_of_its_day(corpus, window, claims) {
        return false;
    }
    let mut editions: Vec<Moment> = claims.iter().filter_map(|&at| corpus.edition(at)).collect();
    editions.sort_by_key(|moment| (moment.utc(), moment.clock.map(|clock| clock.seconds)));
    let ends = editions.first().zip(editions.last());
    let apart = ends.and_then(|(first, last)| last.seconds_after(first));
    apart.is_some_and(|seconds| seconds >= BULLETIN_SECONDS)
}

/// For each later statement: by how much it changes the figure, and the figure that it replaces.
fn changes(corpus: &Corpus, versions: &[u32]) -> Vec<(Number, Number)> {
    let pairs = versions.windows(2).filter_map(|pair| figure(corpus, pair[0]).zip(figure(corpus, pair[1])));
    pairs.map(|(before, after)| ((&after - &before).abs(), before.abs())).collect()
}

/// The largest change from one version to the next, as a share of the replaced figure; one if that was zero.
fn share(corpus: &Corpus, versions: &[u32]) -> Number {
    let shares = changes(corpus, versions).into_iter();
    shares
        .map(|(change, before)| change.checked_div(&before).unwrap_or(Number::ONE))
        .max()
        .unwrap_or(Number::ZERO)
}

/// Whether a total was corrected in one digit within two days.
fn is_digit_corrected(corpus: &Corpus, versions: &[u32]) -> bool {
    let [first, last] = versions else { return false };
    let is_soon = corpus.edition(*first).zip(corpus.edition(*last));
    let is_soon = is_soon.is_some_and(|(before, after)| after.to.0 - before.from.0 <= CORRECTION_DAYS);
    let figures = figure(corpus, *first).zip(figure(corpus, *last));
    is_soon && figures.is_some_and(|(first, last)| corrected_digit(&first, &last).is_some())
}

/// Whether restating a total changes significantly by how much it grew: by a good part of the
/// growth as it stands now, and by more than chance does (three times the square root of the larger
/// growth).
fn changes_growth(corpus: &Corpus, versions: &[u32], now: &Number, thresholds: &Thresholds) -> bool {
    let ends = versions.first().zip(versions.last());
    let Some((first, last)) =
        ends.and_then(|(&first, &last)| figure(corpus, first).zip(figure(corpus, last)))
    else {
        return false;
    };
    let before = now - &(&last - &first);
    let most = changes(corpus, versions).into_iter().map(|(change, _)| change).max().unwrap_or(Number::ZERO);
    let larger = now.abs().max(before.abs());
    !now.is_zero()
        && most >= &now.abs() * &thresholds.restated_growth
        && &most * &most > &larger * &Number::from_i64(9)
}
