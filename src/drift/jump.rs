//! Sudden jumps: one step of a source's series that is far larger than all its others.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::path::Point;
use super::thresholds::Thresholds;
use crate::contradiction::breaks;
use crate::corpus::{Corpus, Series, Voice, is_same_voice_and_chain};
use crate::model::Number;
use crate::model::vocabulary::Kind;

/// A step of a source's series that is an outlier.
#[derive(Clone, Debug)]
pub struct Jump {
    /// The series, by number.
    pub series: u32,
    /// The fact that the step leads to, by its number in the series.
    pub fact: u32,
    /// The voice whose series it is.
    pub voice: Voice,
    /// The claim before it.
    pub before: u32,
    /// The claim after it.
    pub after: u32,
    /// The claim with which the series returns to its old level, if it does.
    pub returns_with: Option<u32>,
    /// How many other steps the series has.
    pub others: usize,
    /// The change per day.
    pub rate: Number,
    /// The largest change per day of any other step; zero if nothing else changes.
    pub usual: Number,
}

/// A step between neighbouring points: its change, in all and per day.
struct Step {
    change: Number,
    rate: Number,
}

/// The jump of each source of a series, if there is one, by what is said of this series alone.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    paths: &BTreeMap<Voice, Vec<Point>>,
    thresholds: &Thresholds,
) -> Vec<Jump> {
    let series = &corpus.series[number as usize];
    if series.kind == Kind::Constant
        || series.mode.is_some()
        || paths.values().all(|path| path.len() <= thresholds.jump_steps)
    {
        return Vec::new();
    }
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let breaks = breaks(corpus, series.measure, scope);
    let is_counted = is_counted(corpus, series, paths);
    let found =
        paths.iter().filter_map(|(&voice, path)| Some((voice, path, outlier_step(path, thresholds)?)));
    let found: Vec<_> = found.collect();
    let facts: FxHashSet<u32> = found.iter().map(|(_, path, (at, ..))| path[at + 1].fact).collect();
    let figures_by_fact = FiguresByFact::of(paths, &facts);
    let mut jumps = Vec::new();
    for (voice, path, (at, back, usual)) in found {
        let (before, after) = (&path[at], &path[at + 1]);
        let is_declared = breaks.iter().any(|step| before.day < *step && *step <= after.day);
        let is_chance = is_counted && !is_beyond_chance(&before.value, &after.value);
        if is_declared || is_chance || figures_by_fact.is_shared(voice, before, after) {
            continue;
        }
        jumps.push(Jump {
            series: number,
            fact: after.fact,
            voice,
            before: before.claim,
            after: after.claim,
            returns_with: back.map(|step| path[step + 1].claim),
            others: path.len() - 2 - usize::from(back.is_some()),
            rate: step(before, after).rate,
            usual,
        });
    }
    jumps
}

/// Whether a jump stays at its new level, and is one of its whole too: then it was no slip.
pub(super) fn is_of_the_whole(corpus: &Corpus, jump: &Jump) -> bool {
    let series = &corpus.series[jump.series as usize];
    jump.returns_with.is_none() && leaps_with_whole(corpus, series, jump.before, jump.after)
}

/// Whether the source's figure of a whole that a series is part of at least doubled between the
/// same two times, if the series rose, or halved, if it fell.
fn leaps_with_whole(corpus: &Corpus, series: &Series, before: u32, after: u32) -> bool {
    let registers = &corpus.model.registers;
    let (scope, own) = (registers.scopes.get(series.scope.0), corpus.claim(before));
    let mut wholes = corpus.series.iter().filter(|whole| {
        let theirs = registers.scopes.get(whole.scope.0);
        (whole.measure, whole.mode) == (series.measure, series.mode)
            && theirs.len() < scope.len()
            && theirs.iter().all(|name| scope.contains(name))
    });
    let figure = |whole: &Series, at: u32| {
        let time = corpus.claim(at).time;
        let claims = corpus.claims_of(whole).iter().map(|&at| corpus.claim(at));
        let mut of_source = claims.filter(|claim| is_same_voice_and_chain(claim, own) && claim.time == time);
        of_source.find_map(|claim| claim.best().cloned())
    };
    let rises = corpus.claim(before).best() < corpus.claim(after).best();
    wholes.any(|whole| {
        let figures = figure(whole, before).zip(figure(whole, after));
        figures.is_some_and(|(one, two)| {
            let (low, high) = if rises { (one, two) } else { (two, one) };
            low < high && &low + &low <= high
        })
    })
}

/// The outlier step, the step with which the series returns to its old level, and the largest other
/// change per day. A step is known by the index of the point before it.
fn outlier_step(path: &[Point], thresholds: &Thresholds) -> Option<(usize, Option<usize>, Number)> {
    let steps: Vec<Step> = path.windows(2).map(|pair| step(&pair[0], &pair[1])).collect();
    if steps.len() < thresholds.jump_steps {
        return None;
    }
    let rate = |at: usize| steps[at].rate.abs();
    // The largest step; of several equally large ones the first.
    let largest = (0..steps.len()).reduce(|most, at| if rate(at) > rate(most) { at } else { most })?;
    let half = steps[largest].change.abs().half();
    let is_return = |&at: &usize| {
        steps[at].change.is_negative() != steps[largest].change.is_negative()
            && steps[at].change.abs() >= half
    };
    let opposite =
        (0..steps.len()).filter(is_return).reduce(|most, at| if rate(at) > rate(most) { at } else { most });
    let others = (0..steps.len()).filter(|&at| at != largest && Some(at) != opposite);
    let usual = others.map(rate).max().unwrap_or(Number::ZERO);
    if rate(largest) < &usual * &thresholds.jump_times || steps[largest].change.is_zero() {
        return None;
    }
    // Of two opposite steps, the first is the jump and the second its return.
    let (jump, back) = match opposite {
        Some(other) if other < largest => (other, Some(largest)),
        other => (largest, other),
    };
    let is_large = |at: usize| is_multiple(&path[at].value, &path[at + 1].value, &thresholds.jump_factor);
    if is_large(jump) {
        return Some((jump, back, usual));
    }
    // A fall from a start that was far too high has no jump before it.
    back.filter(|&back| jump != largest && is_large(back)).map(|back| (back, None, usual))
}

/// The step between two points.
fn step(before: &Point, after: &Point) -> Step {
    let change = &after.value - &before.value;
    let days = Number::from_i64(i64::from(after.day.0) - i64::from(before.day.0));
    let rate = change.checked_div(&days).unwrap_or(Number::ZERO);
    Step { change, rate }
}

/// Whether the larger of two figures is at least this multiple of the other. Nothing is a multiple of zero.
fn is_multiple(before: &Number, after: &Number, times: &Number) -> bool {
    let (low, high) = if before < after { (before, after) } else { (after, before) };
    !low.is_negative() && !low.is_zero() && *high >= low * times
}

/// Whether the series counts things one by one.
fn is_counted(corpus: &Corpus, series: &Series, paths: &BTreeMap<Voice, Vec<Point>>) -> bool {
    let first = paths.values().flatten().next();
    let unit = first.and_then(|point| corpus.claim(point.claim).unit);
    series.kind != Kind::Ratio && unit.is_none_or(|unit| corpus.model.vocabulary.units.is_counting(unit))
}

/// Whether two counts differ by more than chance makes counts of that size differ: three times the square root of the
/// larger one, within which a Poisson count nearly always stays.
fn is_beyond_chance(before: &Number, after: &Number) -> bool {
    let change = after - before;
    let larger = if before < after { after } else { before };
    &change * &change > larger * &Number::from_i64(9)
}

/// What the sources give for some facts, the lowest figure first.
struct FiguresByFact<'p>(BTreeMap<u32, Vec<(&'p Number, Voice)>>);

impl<'p> FiguresByFact<'p> {
    fn of(paths: &'p BTreeMap<Voice, Vec<Point>>, facts: &FxHashSet<u32>) -> Self {
        let mut figures_by_fact: BTreeMap<u32, Vec<(&Number, Voice)>> = BTreeMap::new();
        if !facts.is_empty() {
            for (&voice, path) in paths {
                for point in path.iter().filter(|point| facts.contains(&point.fact)) {
                    figures_by_fact.entry(point.fact).or_default().push((&point.value, voice));
                }
            }
            figures_by_fact.values_mut().for_each(|level| level.sort_unstable());
        }
        Self(figures_by_fact)
    }

    /// Whether another source has the new level too: its figure for the same fact is nearer to the new level than to
    /// the old one, by ratio.
    fn is_shared(&self, voice: Voice, before: &Point, after: &Point) -> bool {
        let Some(level) = self.0.get(&after.fact) else { return false };
        let middle = &before.value * &after.value;
        let other = |(_, who): &&(&Number, Voice)| *who != voice;
        if before.value < after.value {
            let highest = level.iter().rev().find(other);
            highest.is_some_and(|(value, _)| !value.is_negative() && *value * *value > middle)
        } else {
            let zero = level.partition_point(|(value, _)| value.is_negative());
            level[zero..].iter().find(other).is_some_and(|(value, _)| *value * *value < middle)
        }
    }
}
