//! Claims of one measure and scope that differ, could be about the same time, and are not compared; and why not.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::changed::changes_without_base;
use super::describe::Describer;
use super::fact::{Fact, Voice};
use super::holding_time::HoldingTime;
use super::obstacle::{Obstacle, UncomparedPair};
use super::same::{clash, compare_windows, same_value};
use super::series::{Corpus, Series, ValueType};
use super::time_class::{TimeClasses, is_of_earlier_time, may_meet};
use crate::model::claim::{Claim, Value};
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Shape, Window};

/// How many claims are tried, and with how many others each: what is found is one note for the measure anyway.
const MAX_TRIED: usize = 1_000;

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

/// What is not compared in a corpus, once for each measure and obstacle.
pub(crate) fn uncompared(words: Describer<'_>) -> Vec<Uncompared> {
    let corpus = words.corpus;
    let mut found: BTreeMap<(MeasureId, Obstacle), Uncompared> = BTreeMap::new();
    let key = |series: &Series| (series.measure, series.scope, series.mode);
    for group in corpus.series.chunk_by(|a, b| key(a) == key(b)) {
        let mut all = Vec::new();
        for series in group {
            within_series(corpus, series, &mut all);
        }
        between_series(words, group, &mut all);
        for UncomparedPair { obstacle, claims: pair } in all {
            let known = found.entry((group[0].measure, obstacle)).or_insert_with(|| Uncompared {
                obstacle,
                pair,
                claims: Vec::new(),
            });
            // The plainest example is of two claims without a time that were said on one day.
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
    found.sort_by_key(|one| one.pair);
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
    let allows_several = corpus.model.vocabulary.measure(series.measure).is_some_and(|it| it.allows_several);
    if allows_several && series.value_type == ValueType::Name {
        return;
    }
    let classes = TimeClasses::of(corpus, series);
    let dated = || [&classes.instants, &classes.periods, &classes.inexact].into_iter().flatten().copied();
    if series.value_type == ValueType::Number {
        let known = classes.instants.iter().chain(&classes.periods);
        found.extend(
            changes_without_base(corpus, series, known)
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

/// Names and truth values of periods, beside those of other times, where there need be no moment at which both hold.
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
        for statement in fact.statements.iter().filter(|statement| is_of_some_moment(&statement.speaker())) {
            voices.entry(statement.voice).or_default().push(statement.speaker());
        }
        for claims in voices.into_values() {
            pair_each_with_earlier(corpus, &claims, Obstacle::Periods, found);
        }
    }
}

/// What keeps two names or truth values from being compared of which one is of a period, and whose times share a day.
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

/// Whether a time shares a day with the beginning or the end of what a claim says to hold throughout. Either may be several days:
/// `from 2010 to 2014` began on any day of 2010 and ended on any day of 2014.
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

/// What is of an inexact time, beside everything that may be of the same time.
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

/// Instants within periods, and what is of an inexact time.
fn unlike_times(corpus: &Corpus, classes: &TimeClasses, found: &mut Vec<UncomparedPair>) {
    let obstacle = Obstacle::PeriodAndInstant;
    pair_overlapping(corpus, &classes.periods, &classes.instants, obstacle, &|_, _| true, found);
    days_and_times_of_day(corpus, &classes.instants, found);
    inexact_times(corpus, classes, found);
}

/// Days beside times of day that may be in them, and times of day of which not both name their zone.
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

/// Undated claims that differ from a dated one, or from each other.
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

/// Each claim with the first before it from which it differs.
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

/// Each claim with the first of some others from which it differs.
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

/// Each claim of a longer time with the latest of some others that may be about the same time and differs, where this obstacle
/// keeps the two from being compared.
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

/// Claims of inexact times with each other, also of one and the same inexact time.
fn pair_inexact(corpus: &Corpus, inexact: &[u32], found: &mut Vec<UncomparedPair>) {
    for place in 1..inexact.len().min(MAX_TRIED) {
        let is_open = is_of_open_period(corpus, inexact[place]);
        let obstacle = if is_open { Obstacle::OpenPeriod } else { Obstacle::UnknownTime };
        let (one, earlier) = (&inexact[place..=place], &inexact[..place]);
        pair_overlapping(corpus, one, earlier, obstacle, &|_, _| true, found);
    }
    // Those that are in no pair yet are tried with the claims behind them.
    let of_unknown_time = found.iter().filter(|pair| pair.obstacle == Obstacle::UnknownTime);
    let paired: FxHashSet<u32> = of_unknown_time.flat_map(|pair| [pair.claims.0, pair.claims.1]).collect();
    for (place, one) in inexact.iter().enumerate().take(MAX_TRIED) {
        if !paired.contains(one) {
            let (one, later) = (&inexact[place..=place], &inexact[place + 1..]);
            pair_overlapping(corpus, one, later, Obstacle::UnknownTime, &|_, _| true, found);
        }
    }
}

/// What the series of one measure and scope do not compare with each other: other units, other kinds of values.
fn between_series(words: Describer<'_>, group: &[Series], found: &mut Vec<UncomparedPair>) {
    let corpus = words.corpus;
    for (place, one) in group.iter().enumerate() {
        for other in &group[..place] {
            let obstacle = if one.value_type == other.value_type {
                match unit_obstacle(corpus, other, one) {
                    Some(obstacle) => obstacle,
                    None => continue,
                }
            } else {
                Obstacle::Values(other.value_type, one.value_type)
            };
            pair_series(words, other, one, obstacle, found);
        }
    }
}

/// What keeps two series from being compared that differ in their units alone; none where they are no figures.
fn unit_obstacle(corpus: &Corpus, one: &Series, other: &Series) -> Option<Obstacle> {
    if one.value_type != ValueType::Number {
        return None;
    }
    let unit = |series: &Series| corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    let is_percent = |unit: UnitId| corpus.model.vocabulary.units.is_percent(unit);
    match (unit(one), unit(other)) {
        (Some(unit), None) | (None, Some(unit)) if is_percent(unit) => Some(Obstacle::Share),
        (None, Some(_)) | (Some(_), None) => Some(Obstacle::Unit),
        _ => Some(Obstacle::Units),
    }
}

/// The claims of two series that may be about the same time, those of the one with the first such of the other.
fn pair_series(
    words: Describer<'_>,
    one: &Series,
    other: &Series,
    obstacle: Obstacle,
    found: &mut Vec<UncomparedPair>,
) {
    let corpus = words.corpus;
    let is_percent =
        |claim: &Claim| claim.unit.is_some_and(|unit| corpus.model.vocabulary.units.is_percent(unit));
    // A figure is of a whole period; who somebody is, and whether something is true, can be of any time of it.
    let is_of_any_moment = |series: &Series| matches!(series.value_type, ValueType::Name | ValueType::Truth);
    let are_of_whole_periods = !(is_of_any_moment(one) && is_of_any_moment(other));
    for &a in corpus.claims_of(one).iter().take(MAX_TRIED) {
        let first = corpus.claim(a);
        let is_uncompared = |b: &&u32| {
            let second = corpus.claim(**b);
            let is_same_share =
                (is_percent(second) && is_share(first)) || (is_percent(first) && is_share(second));
            let may_be_same_time = may_meet(first.time.as_ref(), second.time.as_ref(), are_of_whole_periods)
                || HoldingTime::of(first).meets(HoldingTime::of(second));
            may_be_same_time
                && !is_of_earlier_time(first, second)
                && !is_of_earlier_time(second, first)
                && !is_same_share
                && !lacks_only_unit(words, a, **b)
                && !lacks_only_unit(words, **b, a)
        };
        let other = corpus.claims_of(other).iter().take(MAX_TRIED).find(is_uncompared);
        found.extend(other.map(|&b| UncomparedPair { obstacle, claims: (a, b) }));
    }
}

/// Whether a figure is given as a count and its whole.
fn is_share(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Number(figure) if figure.share().is_some())
}

/// Whether two claims of one series could not both be right if they were of one time.
fn would_conflict(corpus: &Corpus, one: u32, other: u32) -> bool {
    let (one, other) = (corpus.claim(one), corpus.claim(other));
    if is_of_earlier_time(one, other) || is_of_earlier_time(other, one) {
        return false;
    }
    match (&one.value, &other.value) {
        (Value::Number(one), Value::Number(other)) => {
            let (one, other): (&Interval, &Interval) = (&one.hard(), &other.hard());
            one.disjoint(other)
        }
        (mine, theirs) => {
            let unlike = match (mine, theirs) {
                (Value::Set(one), Value::Set(other)) => clash(one, other),
                _ => !same_value(mine, theirs),
            };
            unlike && !corpus.may_agree(one.measure, one.scope, mine, theirs)
        }
    }
}

/// Whether a claim gives the figure of another and leaves out its unit: `40` for `40 cm`, which is kept in metres.
fn lacks_only_unit(words: Describer<'_>, without: u32, with: u32) -> bool {
    let (without, with) = (words.said(without), words.said(with));
    with.strip_prefix(&without)
        .is_some_and(|unit| !unit.starts_with(|char: char| char.is_numeric() || char == '.' || char == ','))
}
