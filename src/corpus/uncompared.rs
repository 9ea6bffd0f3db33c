//! Claims of one measure and scope that differ and could be about the same time, but are not compared, and why not.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::changed::changes_without_start;
use super::describe::Describer;
use super::fact::Fact;
use super::holding_time::HoldingTime;
use super::obstacle::{MAX_TRIED, Obstacle, UncomparedPair, would_conflict};
use super::same::compare_windows;
use super::series::{Corpus, Series, ValueType};
use super::time_class::TimeClasses;
use super::unlike_series::{between_series, without_place};
use super::voice::Voice;
use crate::model::claim::{Claim, Value};
use crate::model::register::MeasureId;
use crate::model::vocabulary::{Declared, Kind};
use crate::model::{Day, Shape, Window};

/// Claims of one measure that one obstacle keeps from being compared.
#[derive(Clone, Debug)]
pub(crate) struct Uncompared {
    /// What keeps them from being compared.
    pub(crate) obstacle: Obstacle,
    /// The first pair that differs: the claim that lacks something, or is the less exact, and another.
    pub(crate) pair: (u32, u32),
    /// All claims that it keeps from being compared with some other, in their order.
    pub(crate) claims: Vec<u32>,
}

impl Uncompared {
    /// Whether they would be compared if their measure had a kind: nobody has declared it, and both figures are dated only by when
    /// they were said or published.
    pub(crate) fn lacks_kind(&self, corpus: &Corpus) -> bool {
        self.obstacle == Obstacle::Day
            && [self.pair.0, self.pair.1].into_iter().all(|at| {
                let claim = corpus.claim(at);
                let measure = corpus.model.vocabulary.measure(claim.measure);
                matches!(claim.value, Value::Number(_))
                    && claim.time.is_none()
                    && claim.said.or(claim.published).is_some()
                    && measure.is_none_or(|measure| measure.declared == Declared::No)
            })
    }
}

/// What is not compared in a corpus, once for each measure and obstacle.
pub(crate) fn uncompared(words: Describer<'_>) -> Vec<Uncompared> {
    let corpus = words.corpus;
    let mut found: BTreeMap<(MeasureId, Obstacle), Uncompared> = BTreeMap::new();
    let key = |series: &Series| (series.measure, series.scope, series.mode);
    for of_measure in corpus.series.chunk_by(|a, b| a.measure == b.measure) {
        let mut all = Vec::new();
        for group in of_measure.chunk_by(|a, b| key(a) == key(b)) {
            for series in group {
                within_series(corpus, series, &mut all);
            }
            between_series(words, group, &mut all);
        }
        without_place(corpus, of_measure, &mut all);
        for UncomparedPair { obstacle, claims: pair } in all {
            let known = found.entry((of_measure[0].measure, obstacle)).or_insert_with(|| Uncompared {
                obstacle,
                pair,
                claims: Vec::new(),
            });
            // The clearest example is of two claims without a time that were said on one day.
            if !are_said_on_one_day(corpus, known.pair) && are_said_on_one_day(corpus, pair) {
                known.pair = pair;
            }
            known.claims.extend([pair.0, pair.1]);
        }
    }
    let mut found: Vec<Uncompared> = found.into_values().collect();
    for one in &mut found {
        one.claims.sort_unstable();
        one.claims.dedup();
    }
    found.sort_by_key(|group| group.pair);
    found
}

/// Whether two claims give no time, and were said, or published, on one day.
fn are_said_on_one_day(corpus: &Corpus, (one, other): (u32, u32)) -> bool {
    let day_said = |at: u32| {
        let claim = corpus.claim(at);
        claim.said.or(claim.published).map(|moment| (moment.from, moment.to))
    };
    let is_undated = |at: u32| corpus.claim(at).time.is_none();
    is_undated(one) && is_undated(other) && day_said(one).is_some() && day_said(one) == day_said(other)
}

/// The pairs of one series that are not compared.
fn within_series(corpus: &Corpus, series: &Series, found: &mut Vec<UncomparedPair>) {
    if corpus.claims_of(series).len() < 2 {
        return;
    }
    let allows_several =
        corpus.model.vocabulary.measure(series.measure).is_some_and(|measure| measure.allows_several);
    if allows_several && series.value_type == ValueType::Name {
        return;
    }
    let classes = TimeClasses::of(corpus, series);
    let dated = || [&classes.instants, &classes.periods, &classes.inexact].into_iter().flatten().copied();
    if series.value_type == ValueType::Number {
        let known = classes.instants.iter().chain(&classes.periods);
        found.extend(
            changes_without_start(corpus, series, known)
                .map(|claims| UncomparedPair { obstacle: Obstacle::Change, claims }),
        );
    }
    match (series.value_type, series.kind) {
        (ValueType::Date, _) | (_, Kind::Constant) => {}
        (ValueType::Number, Kind::Cumulative) => {
            undated_claims(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            // Growth since a day, and nobody says until when.
            let open: Vec<u32> =
                classes.inexact.iter().copied().filter(|&at| is_of_open_period(corpus, at)).collect();
            pair_overlapping(corpus, &open, &classes.periods, Obstacle::OpenPeriod, &|_, _| true, found);
            pair_inexact(corpus, &open, found);
        }
        (ValueType::Number, Kind::Flow) => {
            undated_claims(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Period, found);
            inexact_times(corpus, &classes, found);
        }
        (ValueType::Number, _) => {
            undated_claims(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            unlike_times(corpus, &classes, found);
        }
        (ValueType::Name, _) => {
            // Undated names are compared with each other, as what always holds.
            pair_each_with_any(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            unlike_times_of_holding(corpus, &classes, found);
            if classes.periods.len() > 1 {
                values_in_turn(corpus, series, found);
            }
        }
        (ValueType::Truth, _) => {
            unlike_times_of_holding(corpus, &classes, found);
            if classes.periods.len() > 1 {
                values_in_turn(corpus, series, found);
            }
        }
        (ValueType::Set, _) => unlike_times(corpus, &classes, found),
    }
}

/// Names and truth values of periods, paired with those of other times, where no moment need exist at which both
/// hold.
fn unlike_times_of_holding(corpus: &Corpus, classes: &TimeClasses, found: &mut Vec<UncomparedPair>) {
    let is_obstacle = |obstacle: Obstacle| {
        move |one: u32, other: u32| obstacle_between(corpus, one, other) == Some(obstacle)
    };
    for obstacle in [Obstacle::PeriodAndInstant, Obstacle::VagueEnds] {
        pair_overlapping(
            corpus,
            &classes.periods,
            &classes.instants,
            obstacle,
            &is_obstacle(obstacle),
            found,
        );
    }
    days_and_times_of_day(corpus, &classes.instants, found);
    for place in 1..classes.periods.len().min(MAX_TRIED) {
        let (before, here) = classes.periods.split_at(place);
        for obstacle in [Obstacle::Periods, Obstacle::VagueEnds] {
            pair_overlapping(corpus, &here[..1], before, obstacle, &is_obstacle(obstacle), found);
        }
    }
    inexact_times(corpus, classes, found);
}

/// Names or truth values that one voice gives for one period: one may have followed the other.
fn values_in_turn(corpus: &Corpus, series: &Series, found: &mut Vec<UncomparedPair>) {
    let is_period = |fact: &Fact| fact.window.is_some_and(|window| window.shape == Shape::Period);
    for fact in corpus.facts(series).into_iter().filter(is_period) {
        let is_of_some_moment =
            |at: &u32| matches!(HoldingTime::of(corpus.claim(*at)), HoldingTime::Sometime(..));
        let mut voices: BTreeMap<Voice, Vec<u32>> = BTreeMap::new();
        for statement in
            fact.statements.iter().filter(|statement| is_of_some_moment(&statement.representative()))
        {
            voices.entry(statement.voice).or_default().push(statement.representative());
        }
        for claims in voices.into_values() {
            pair_each_with_earlier(corpus, &claims, Obstacle::Periods, found);
        }
    }
}

/// What keeps two names or truth values from being compared, if their times share a day and one of these is a period; none if nothing
/// does.
fn obstacle_between(corpus: &Corpus, one: u32, other: u32) -> Option<Obstacle> {
    let (one, other) = (corpus.claim(one), corpus.claim(other));
    let (mine, theirs) = (HoldingTime::of(one), HoldingTime::of(other));
    let (own, window) = (one.time?, other.time?);
    if compare_windows(Some(&own), Some(&window)).is_eq() || mine.meets(theirs) {
        return None;
    }
    let unlike = if own.shape == Shape::Period && window.shape == Shape::Period {
        Obstacle::Periods
    } else {
        Obstacle::PeriodAndInstant
    };
    match (mine, theirs) {
        // Both hold throughout, and share the day at most on which one ends and the other begins: they follow each other, and
        // nothing is left open.
        (HoldingTime::Throughout(..), HoldingTime::Throughout(..)) => None,
        (HoldingTime::Throughout(..), HoldingTime::Sometime(..)) if touches_vague_end(one, &window) => {
            Some(Obstacle::VagueEnds)
        }
        (HoldingTime::Sometime(..), HoldingTime::Throughout(..)) if touches_vague_end(other, &own) => {
            Some(Obstacle::VagueEnds)
        }
        _ => Some(unlike),
    }
}

/// Whether a time shares a day with the beginning or the end of what holds throughout, by a claim. Beginning and end may be several days
/// each: `from 2010 to 2014` began on some day of 2010 and ended on some day of 2014.
fn touches_vague_end(claim: &Claim, other: &Window) -> bool {
    let (Some((begun, ended)), Some(own)) = (claim.throughout, claim.time) else { return false };
    if other.from < own.from || other.to > own.to {
        return false;
    }
    let shares_day = |first: Option<Day>, last: Option<Day>| {
        let (Some(first), Some(last)) = (first, last) else { return false };
        other.from.is_none_or(|from| from <= last) && other.to.is_none_or(|to| first <= to)
    };
    shares_day(own.from, Some(begun)) || shares_day(Some(ended), own.to)
}

/// Claims of inexact times, paired with everything that may be of the same time.
fn inexact_times(corpus: &Corpus, classes: &TimeClasses, found: &mut Vec<UncomparedPair>) {
    let known: Vec<u32> = classes.periods.iter().chain(&classes.instants).copied().collect();
    let (open, vague): (Vec<u32>, Vec<u32>) =
        classes.inexact.iter().partition(|&&at| is_of_open_period(corpus, at));
    pair_overlapping(corpus, &open, &known, Obstacle::OpenPeriod, &|_, _| true, found);
    pair_overlapping(corpus, &vague, &known, Obstacle::UnknownTime, &|_, _| true, found);
    pair_inexact(corpus, &classes.inexact, found);
}

/// Whether a claim is of a period and does not say until when, or since when.
fn is_of_open_period(corpus: &Corpus, at: u32) -> bool {
    corpus.claim(at).time.is_some_and(|window| window.shape == Shape::Period && window.is_open())
}

/// Pairs instants with periods around them, and claims of inexact times with everything that may be of the same time.
fn unlike_times(corpus: &Corpus, classes: &TimeClasses, found: &mut Vec<UncomparedPair>) {
    let obstacle = Obstacle::PeriodAndInstant;
    pair_overlapping(corpus, &classes.periods, &classes.instants, obstacle, &|_, _| true, found);
    days_and_times_of_day(corpus, &classes.instants, found);
    inexact_times(corpus, classes, found);
}

/// Days paired with times of day that may be in them; and pairs of times of day of which at most one names its zone.
fn days_and_times_of_day(corpus: &Corpus, instants: &[u32], found: &mut Vec<UncomparedPair>) {
    let window = |at: u32| corpus.claim(at).time.unwrap_or(Window::new(Shape::Period, None, None));
    let (days, timed): (Vec<u32>, Vec<u32>) = instants.iter().partition(|&&at| window(at).is_plain_day());
    pair_overlapping(corpus, &days, &timed, Obstacle::DayAndClock, &|_, _| true, found);
    let (zoned, zoneless): (Vec<u32>, Vec<u32>) =
        timed.iter().partition(|&&at| window(at).utc_from().is_some());
    for &one in zoned.iter().take(MAX_TRIED) {
        let Some(utc) = window(one).utc_from() else { continue };
        // The local times that it can be: from twelve hours west of Greenwich to fourteen east of it.
        let (west, east) = (utc - 12 * 3_600, utc + 14 * 3_600);
        let day = |seconds: i64| i32::try_from(seconds.div_euclid(86_400)).map_or(Day::FIRST, Day);
        let of_these_days = |others: &[u32]| {
            let from = others.partition_point(|&at| window(at).from < Some(day(west)));
            let later = others[from..].iter().copied();
            later.take_while(|&at| window(at).from <= Some(day(east))).take(MAX_TRIED).collect::<Vec<u32>>()
        };
        let own = window(one).only_day();
        let mut others = of_these_days(&days).into_iter().filter(|&at| window(at).only_day() != own);
        let other = others.find(|&at| would_conflict(corpus, at, one));
        let pair = |obstacle| move |at| UncomparedPair { obstacle, claims: (at, one) };
        found.extend(other.map(pair(Obstacle::DayAndClock)));
        let local = |at: u32| {
            let seconds = window(at).from_clock.map(|clock| i64::from(clock.seconds));
            window(at).from.zip(seconds).map(|(day, seconds)| i64::from(day.0) * 86_400 + seconds)
        };
        let may_be_same_time = |at: &u32| local(*at).is_some_and(|time| (west..=east).contains(&time));
        let mut others = of_these_days(&zoneless).into_iter().filter(may_be_same_time);
        let other = others.find(|&at| would_conflict(corpus, at, one));
        found.extend(other.map(pair(Obstacle::Zone)));
    }
}

/// Pairs undated claims with dated ones from which they differ, and with each other.
fn undated_claims(
    corpus: &Corpus,
    undated: &[u32],
    dated: &[u32],
    obstacle: Obstacle,
    found: &mut Vec<UncomparedPair>,
) {
    pair_each_with_any(corpus, undated, dated, obstacle, found);
    pair_each_with_earlier(corpus, undated, obstacle, found);
}

/// Pairs each claim with the first before it from which it differs.
fn pair_each_with_earlier(
    corpus: &Corpus,
    ones: &[u32],
    obstacle: Obstacle,
    found: &mut Vec<UncomparedPair>,
) {
    for (place, &one) in ones.iter().enumerate().take(MAX_TRIED) {
        pair_each_with_any(corpus, &[one], &ones[..place], obstacle, found);
    }
}

/// Pairs each claim with the first of some others from which it differs.
fn pair_each_with_any(
    corpus: &Corpus,
    ones: &[u32],
    others: &[u32],
    obstacle: Obstacle,
    found: &mut Vec<UncomparedPair>,
) {
    for &one in ones.iter().take(MAX_TRIED) {
        let mut others = others.iter().take(MAX_TRIED);
        let other = others.find(|&&other| would_conflict(corpus, one, other));
        found.extend(other.map(|&other| UncomparedPair { obstacle, claims: (one, other) }));
    }
}

/// Pairs each claim of a longer time with the latest of some others that may be about the same time and differs, if this obstacle keeps
/// the two from being compared.
fn pair_overlapping(
    corpus: &Corpus,
    longer: &[u32],
    others: &[u32],
    obstacle: Obstacle,
    is_obstacle: &impl Fn(u32, u32) -> bool,
    found: &mut Vec<UncomparedPair>,
) {
    if longer.is_empty() || others.is_empty() {
        return;
    }
    let window = |at: u32| corpus.claim(at).time.unwrap_or(Window::new(Shape::Period, None, None));
    let mut sorted: Vec<(Option<Day>, u32)> = others.iter().map(|&at| (window(at).from, at)).collect();
    sorted.sort_unstable();
    for &one in longer.iter().take(MAX_TRIED) {
        let own = window(one);
        // What begins after the end cannot meet it; what ends before the start is passed over.
        let after =
            sorted.partition_point(|(from, _)| own.to.is_none_or(|to| from.is_none_or(|from| from <= to)));
        let latest = sorted[..after].iter().rev().take(MAX_TRIED);
        let mut overlapping = latest.filter(|(_, at)| {
            let to = window(*at).to;
            own.from.is_none_or(|from| to.is_none_or(|to| from <= to))
        });
        let other = overlapping.find(|(_, at)| is_obstacle(one, *at) && would_conflict(corpus, one, *at));
        found.extend(other.map(|&(_, at)| UncomparedPair { obstacle, claims: (one, at) }));
    }
}

/// Pairs claims of inexact times with each other, also those of one and the same inexact time.
fn pair_inexact(corpus: &Corpus, inexact: &[u32], found: &mut Vec<UncomparedPair>) {
    for place in 1..inexact.len().min(MAX_TRIED) {
        let is_open = is_of_open_period(corpus, inexact[place]);
        let obstacle = if is_open { Obstacle::OpenPeriod } else { Obstacle::UnknownTime };
        let (one, earlier) = (&inexact[place..=place], &inexact[..place]);
        pair_overlapping(corpus, one, earlier, obstacle, &|_, _| true, found);
    }
    // Those that are in no pair yet are compared with the claims after them.
    let of_unknown_time = found.iter().filter(|pair| pair.obstacle == Obstacle::UnknownTime);
    let paired: FxHashSet<u32> = of_unknown_time.flat_map(|pair| [pair.claims.0, pair.claims.1]).collect();
    for (place, one) in inexact.iter().enumerate().take(MAX_TRIED) {
        if !paired.contains(one) {
            let (one, later) = (&inexact[place..=place], &inexact[place + 1..]);
            pair_overlapping(corpus, one, later, Obstacle::UnknownTime, &|_, _| true, found);
        }
    }
}
