//! Claims of one measure and scope that differ, could be about the same time, and are not compared; and what keeps them apart.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::changed::changes_without_base;
use super::describe::Describer;
use super::fact::{Fact, Voice};
use super::held::Held;
use super::obstacle::{Obstacle, Obstacles};
use super::same::{clash, compare_windows, same_value};
use super::series::{Corpus, Series, ValueType};
use super::time_class::{Classes, came_out_before, may_meet};
use crate::model::claim::{Claim, Value};
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Shape, Window};

/// How many claims of one series at unknown days, and how many that they may meet, are tried one by one: what they come to is
/// one note for the measure anyway.
const TRIED: usize = 1_000;

/// Claims of one measure that one obstacle keeps from being compared.
#[derive(Clone, Debug)]
pub(crate) struct Uncompared {
    /// What keeps them apart.
    pub(crate) obstacle: Obstacle,
    /// The first pair that differs: the claim that lacks something, or is the less exact, and another.
    pub(crate) pair: (u32, u32),
    /// All claims that are kept apart so from some other, in their order.
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
            within(corpus, series, &mut all);
        }
        between(words, group, &mut all);
        for (obstacle, pair) in all {
            let known = found.entry((group[0].measure, obstacle)).or_insert_with(|| Uncompared {
                obstacle,
                pair,
                claims: Vec::new(),
            });
            // What was said on one day is the plainest.
            if !is_of_one_day(corpus, known.pair) && is_of_one_day(corpus, pair) {
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

/// Whether two claims were said, or published, on one day.
fn is_of_one_day(corpus: &Corpus, (one, other): (u32, u32)) -> bool {
    let day = |at: u32| {
        let claim = corpus.claim(at);
        claim.said.or(claim.published).map(|moment| (moment.from, moment.to))
    };
    let own = |at: u32| corpus.claim(at).time.is_none();
    own(one) && own(other) && day(one).is_some() && day(one) == day(other)
}

/// What one series does not compare within itself.
fn within(corpus: &Corpus, series: &Series, found: &mut Obstacles) {
    if corpus.claims_of(series).len() < 2 {
        return;
    }
    let several = corpus.model.vocabulary.measure(series.measure).is_some_and(|it| it.allows_several);
    if several && series.value_type == ValueType::Name {
        return;
    }
    let classes = Classes::of(corpus, series);
    let dated = || [&classes.instants, &classes.periods, &classes.unknown].into_iter().flatten().copied();
    if series.value_type == ValueType::Number {
        let known = classes.instants.iter().chain(&classes.periods);
        found.extend(changes_without_base(corpus, series, known).map(|pair| (Obstacle::Change, pair)));
    }
    match (series.value_type, series.kind) {
        (ValueType::Date, _) | (_, Kind::Constant) => {}
        (ValueType::Number, Kind::Cumulative) => {
            undated(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            // Growth since a day, and nobody says until when.
            let open: Vec<u32> = classes.unknown.iter().copied().filter(|&at| is_open(corpus, at)).collect();
            overlapping(corpus, &open, &classes.periods, (Obstacle::OpenPeriod, &|_, _| true), found);
            among(corpus, &open, found);
        }
        (ValueType::Number, Kind::Flow) => {
            undated(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Period, found);
            unknown_times(corpus, &classes, found);
        }
        (ValueType::Number, _) => {
            undated(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            unlike_times(corpus, &classes, found);
        }
        (ValueType::Name, _) => {
            // Undated names are held against each other, as what holds always.
            each_with_any(corpus, &classes.undated, &dated().collect::<Vec<_>>(), Obstacle::Day, found);
            held_apart(corpus, &classes, found);
            if classes.periods.len() > 1 {
                in_turn(corpus, series, found);
            }
        }
        (ValueType::Truth, _) => {
            held_apart(corpus, &classes, found);
            if classes.periods.len() > 1 {
                in_turn(corpus, series, found);
            }
        }
        (ValueType::Set, _) => unlike_times(corpus, &classes, found),
    }
}

/// Names and sides at some time of a period, beside others; what must hold at one moment is compared.
fn held_apart(corpus: &Corpus, classes: &Classes, found: &mut Obstacles) {
    let only =
        |obstacle: Obstacle| move |one: u32, other: u32| keeps_apart(corpus, one, other) == Some(obstacle);
    for obstacle in [Obstacle::PeriodAndInstant, Obstacle::VagueEnds] {
        overlapping(corpus, &classes.periods, &classes.instants, (obstacle, &only(obstacle)), found);
    }
    days_and_clocks(corpus, &classes.instants, found);
    for place in 1..classes.periods.len().min(TRIED) {
        let (before, here) = classes.periods.split_at(place);
        for obstacle in [Obstacle::Periods, Obstacle::VagueEnds] {
            overlapping(corpus, &here[..1], before, (obstacle, &only(obstacle)), found);
        }
    }
    unknown_times(corpus, classes, found);
}

/// Names or sides that one voice gives for one period: one may have followed the other.
fn in_turn(corpus: &Corpus, series: &Series, found: &mut Obstacles) {
    let is_period = |fact: &Fact| fact.window.is_some_and(|window| window.shape == Shape::Period);
    for fact in corpus.facts(series).into_iter().filter(is_period) {
        let sometime = |at: &u32| matches!(Held::of(corpus.claim(*at)), Held::Sometime(..));
        let mut voices: BTreeMap<Voice, Vec<u32>> = BTreeMap::new();
        for statement in fact.statements.iter().filter(|statement| sometime(&statement.speaker())) {
            voices.entry(statement.voice).or_default().push(statement.speaker());
        }
        for said in voices.into_values() {
            each_with_any_before(corpus, &said, Obstacle::Periods, found);
        }
    }
}

/// What keeps two names or sides apart of which one is of a period, and whose times share a day.
fn keeps_apart(corpus: &Corpus, one: u32, other: u32) -> Option<Obstacle> {
    let (one, other) = (corpus.claim(one), corpus.claim(other));
    let (held, theirs) = (Held::of(one), Held::of(other));
    let (own, window) = (one.time?, other.time?);
    if compare_windows(Some(&own), Some(&window)).is_eq() || held.meets(theirs) {
        return None;
    }
    let loose = if own.shape == Shape::Period && window.shape == Shape::Period {
        Obstacle::Periods
    } else {
        Obstacle::PeriodAndInstant
    };
    match (held, theirs) {
        // One gives way to the other.
        (Held::Throughout(..), Held::Throughout(..)) => None,
        (Held::Throughout(..), Held::Sometime(..)) if end_meets(one, &window) => Some(Obstacle::VagueEnds),
        (Held::Sometime(..), Held::Throughout(..)) if end_meets(other, &own) => Some(Obstacle::VagueEnds),
        _ => Some(loose),
    }
}

/// Whether a time meets an end of what holds throughout: the first or the last day, or all of which it is not said which of
/// them that is.
fn end_meets(claim: &Claim, other: &Window) -> bool {
    let (Some((begun, ended)), Some(own)) = (claim.throughout, claim.time) else { return false };
    if other.from < own.from || other.to > own.to {
        return false;
    }
    let meets = |first: Option<Day>, last: Option<Day>| {
        let (Some(first), Some(last)) = (first, last) else { return false };
        other.from.is_none_or(|from| from <= last) && other.to.is_none_or(|to| first <= to)
    };
    meets(own.from, Some(begun)) || meets(Some(ended), own.to)
}

/// What is of some unknown time, or of a period without an end, beside everything that it may meet.
fn unknown_times(corpus: &Corpus, classes: &Classes, found: &mut Obstacles) {
    let known: Vec<u32> = classes.periods.iter().chain(&classes.instants).copied().collect();
    let (open, loose): (Vec<u32>, Vec<u32>) = classes.unknown.iter().partition(|&&at| is_open(corpus, at));
    overlapping(corpus, &open, &known, (Obstacle::OpenPeriod, &|_, _| true), found);
    overlapping(corpus, &loose, &known, (Obstacle::UnknownTime, &|_, _| true), found);
    among(corpus, &classes.unknown, found);
}

/// Whether a claim is of a period and does not say until when, or since when.
fn is_open(corpus: &Corpus, at: u32) -> bool {
    corpus.claim(at).time.is_some_and(|window| window.shape == Shape::Period && window.is_open())
}

/// Instants within periods, and what is of some unknown time.
fn unlike_times(corpus: &Corpus, classes: &Classes, found: &mut Obstacles) {
    let obstacle = Obstacle::PeriodAndInstant;
    overlapping(corpus, &classes.periods, &classes.instants, (obstacle, &|_, _| true), found);
    days_and_clocks(corpus, &classes.instants, found);
    unknown_times(corpus, classes, found);
}

/// Days beside times of day that may be in them, and times of day of which not both name their zone.
fn days_and_clocks(corpus: &Corpus, instants: &[u32], found: &mut Obstacles) {
    let window = |at: u32| corpus.claim(at).time.unwrap_or(Window::new(Shape::Period, None, None));
    let (days, clocks): (Vec<u32>, Vec<u32>) = instants.iter().partition(|&&at| window(at).is_plain_day());
    overlapping(corpus, &days, &clocks, (Obstacle::DayAndClock, &|_, _| true), found);
    let (zoned, bare): (Vec<u32>, Vec<u32>) = clocks.iter().partition(|&&at| window(at).utc_from().is_some());
    for &one in zoned.iter().take(TRIED) {
        let Some(utc) = window(one).utc_from() else { continue };
        // Where it is written so somewhere: from twelve hours west of Greenwich to fourteen east of it.
        let (west, east) = (utc - 12 * 3_600, utc + 14 * 3_600);
        let day = |seconds: i64| i32::try_from(seconds.div_euclid(86_400)).map_or(Day::FIRST, Day);
        let near = |others: &[u32]| {
            let from = others.partition_point(|&at| window(at).from < Some(day(west)));
            let near = others[from..].iter().copied();
            near.take_while(|&at| window(at).from <= Some(day(east))).take(TRIED).collect::<Vec<u32>>()
        };
        let own = window(one).only_day();
        let mut beside = near(&days).into_iter().filter(|&at| window(at).only_day() != own);
        found.extend(beside.find(|&at| differ(corpus, at, one)).map(|at| (Obstacle::DayAndClock, (at, one))));
        let local = |at: u32| {
            let seconds = window(at).from_clock.map(|clock| i64::from(clock.seconds));
            window(at).from.zip(seconds).map(|(day, seconds)| i64::from(day.0) * 86_400 + seconds)
        };
        let may_be = |at: &u32| local(*at).is_some_and(|time| (west..=east).contains(&time));
        let mut beside = near(&bare).into_iter().filter(may_be);
        found.extend(beside.find(|&at| differ(corpus, at, one)).map(|at| (Obstacle::Zone, (at, one))));
    }
}

/// Undated claims that differ from a dated one, or from each other.
fn undated(corpus: &Corpus, undated: &[u32], dated: &[u32], obstacle: Obstacle, found: &mut Obstacles) {
    each_with_any(corpus, undated, dated, obstacle, found);
    each_with_any_before(corpus, undated, obstacle, found);
}

/// Each claim with the first before it from which it differs.
fn each_with_any_before(corpus: &Corpus, ones: &[u32], obstacle: Obstacle, found: &mut Obstacles) {
    for (place, &one) in ones.iter().enumerate().take(TRIED) {
        each_with_any(corpus, &[one], &ones[..place], obstacle, found);
    }
}

/// Each claim with the first of some others from which it differs.
fn each_with_any(corpus: &Corpus, ones: &[u32], others: &[u32], obstacle: Obstacle, found: &mut Obstacles) {
    for &one in ones.iter().take(TRIED) {
        let mut others = others.iter().take(TRIED);
        found
            .extend(others.find(|&&other| differ(corpus, one, other)).map(|&other| (obstacle, (one, other))));
    }
}

/// Claims of longer times with others, in the order of time, that may be about the same time, are kept apart and differ.
fn overlapping(
    corpus: &Corpus,
    longer: &[u32],
    others: &[u32],
    (obstacle, apart): (Obstacle, &impl Fn(u32, u32) -> bool),
    found: &mut Obstacles,
) {
    if longer.is_empty() || others.is_empty() {
        return;
    }
    let window = |at: u32| corpus.claim(at).time.unwrap_or(Window::new(Shape::Period, None, None));
    let mut sorted: Vec<(Option<Day>, u32)> = others.iter().map(|&at| (window(at).from, at)).collect();
    sorted.sort_unstable();
    for &one in longer.iter().take(TRIED) {
        let own = window(one);
        // What begins after the end cannot meet it; what ends before the start is passed over.
        let after =
            sorted.partition_point(|(from, _)| own.to.is_none_or(|to| from.is_none_or(|from| from <= to)));
        let near = sorted[..after].iter().rev().take(TRIED);
        let mut meeting = near.filter(|(_, at)| {
            let to = window(*at).to;
            own.from.is_none_or(|from| to.is_none_or(|to| from <= to))
        });
        let other = meeting.find(|(_, at)| apart(one, *at) && differ(corpus, one, *at));
        found.extend(other.map(|&(_, at)| (obstacle, (one, at))));
    }
}

/// Claims of unknown times among each other, those of one and the same unknown time too.
fn among(corpus: &Corpus, unknown: &[u32], found: &mut Obstacles) {
    for (place, _) in unknown.iter().enumerate().take(TRIED).skip(1) {
        let open = is_open(corpus, unknown[place]);
        let obstacle = if open { Obstacle::OpenPeriod } else { Obstacle::UnknownTime };
        let obstacle = (obstacle, &|_: u32, _: u32| true);
        overlapping(corpus, &unknown[place..=place], &unknown[..place], obstacle, found);
    }
    // One that differs from none before it, and that none after it came upon first.
    let unknown_time = found.iter().filter(|(obstacle, _)| *obstacle == Obstacle::UnknownTime);
    let named: FxHashSet<u32> = unknown_time.flat_map(|(_, pair)| [pair.0, pair.1]).collect();
    for (place, one) in unknown.iter().enumerate().take(TRIED) {
        if !named.contains(one) {
            let obstacle = (Obstacle::UnknownTime, &|_: u32, _: u32| true);
            overlapping(corpus, &unknown[place..=place], &unknown[place + 1..], obstacle, found);
        }
    }
}

/// What the series of one measure and scope do not compare with each other: other units, other kinds of values.
fn between(words: Describer<'_>, group: &[Series], found: &mut Obstacles) {
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
            across(words, other, one, obstacle, found);
        }
    }
}

/// What keeps two series of figures with different units apart; none where they are shares given as a count and in per cent.
fn unit_obstacle(corpus: &Corpus, one: &Series, other: &Series) -> Option<Obstacle> {
    if one.value_type != ValueType::Number {
        return None;
    }
    let unit = |series: &Series| corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    let percent = |unit: UnitId| corpus.model.vocabulary.units.is_percent(unit);
    match (unit(one), unit(other)) {
        (Some(unit), None) | (None, Some(unit)) if percent(unit) => Some(Obstacle::Share),
        (None, Some(_)) | (Some(_), None) => Some(Obstacle::Unit),
        _ => Some(Obstacle::Units),
    }
}

/// The claims of two series that may be about the same time.
fn across(words: Describer<'_>, one: &Series, other: &Series, obstacle: Obstacle, found: &mut Obstacles) {
    let corpus = words.corpus;
    let percent =
        |claim: &Claim| claim.unit.is_some_and(|unit| corpus.model.vocabulary.units.is_percent(unit));
    // Each period has a figure of its own; who somebody is, and whether something holds, can be of any time of it.
    let held = |series: &Series| matches!(series.value_type, ValueType::Name | ValueType::Truth);
    let one_figure = !(held(one) && held(other));
    let mut met: FxHashSet<u32> = FxHashSet::default();
    for &a in corpus.claims_of(one).iter().take(TRIED) {
        let first = corpus.claim(a);
        let meets = |b: &&u32| {
            let second = corpus.claim(**b);
            let counted = (percent(second) && is_share(first)) || (percent(first) && is_share(second));
            let meet = may_meet(first.time.as_ref(), second.time.as_ref(), one_figure)
                || Held::of(first).meets(Held::of(second));
            meet && !came_out_before(first, second)
                && !came_out_before(second, first)
                && !counted
                && !is_written_so(words, a, **b)
                && !is_written_so(words, **b, a)
        };
        if let Some(&b) = corpus.claims_of(other).iter().take(TRIED).find(meets)
            && met.insert(a)
        {
            found.push((obstacle, (a, b)));
        }
    }
}

/// Whether a figure is given as a count and its whole.
fn is_share(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Number(figure) if figure.share().is_some())
}

/// Whether two claims of one series could not both be right if they were of one time.
fn differ(corpus: &Corpus, one: u32, other: u32) -> bool {
    let (one, other) = (corpus.claim(one), corpus.claim(other));
    if came_out_before(one, other) || came_out_before(other, one) {
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

/// Whether a figure is another's before the unit of that: `40`, and `40 cm`, which is kept in metres.
fn is_written_so(words: Describer<'_>, bare: u32, other: u32) -> bool {
    let (bare, other) = (words.said(bare), words.said(other));
    other
        .strip_prefix(&bare)
        .is_some_and(|unit| !unit.starts_with(|char: char| char.is_numeric() || char == '.' || char == ','))
}
