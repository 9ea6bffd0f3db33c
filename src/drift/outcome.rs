//! Outcomes: results compared with the last forecast of the same source.

use rustc_hash::FxHashMap;

use super::thresholds::Thresholds;
use crate::contradiction::allowed_by_claim;
use crate::corpus::{Corpus, Fact, Series, Statement, ValueType, Voice, compare_windows, same_value};
use crate::model::claim::{Claim, Value};
use crate::model::{Interval, Number};
use crate::syntax::tree::Mode;

/// A result that is not what its source had forecast.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The series of the result, by number.
    pub series: u32,
    /// The fact's number in it.
    pub fact: u32,
    /// The source of both forecast and result.
    pub voice: Voice,
    /// The last forecast.
    pub forecast: u32,
    /// The result.
    pub result: u32,
}

/// Forecasts by their source, as facts of their own series.
type Forecasts<'f> = FxHashMap<Voice, Vec<(&'f Fact, &'f Statement)>>;

/// The outcomes in a group of series that differ only in their mode.
pub(super) fn of_group(corpus: &Corpus, numbers: &[u32], thresholds: &Thresholds) -> Vec<Outcome> {
    let series = |number: u32| &corpus.series[number as usize];
    let mut outcomes = Vec::new();
    for &number in numbers.iter().filter(|&&number| series(number).mode.is_none()) {
        let actual = series(number);
        let forecast = |&&other: &&u32| is_forecast(corpus, actual, series(other));
        let facts: Vec<Vec<Fact>> =
            numbers.iter().filter(forecast).map(|&other| corpus.facts(series(other))).collect();
        if facts.is_empty() {
            continue;
        }
        let forecasts = by_voice(&facts);
        for (at, fact) in (0_u32..).zip(corpus.facts(actual)) {
            let mut voices: Vec<Voice> = fact.statements.iter().map(|statement| statement.voice).collect();
            voices.sort_unstable();
            let is_only_statement = |voice: Voice| {
                let first = voices.partition_point(|other| *other < voice);
                voices.get(first + 1) != Some(&voice)
            };
            for statement in &fact.statements {
                let Some(forecasts_made) = forecasts.get(&statement.voice) else { continue };
                let result = statement.representative();
                let Some(forecast) = last_forecast(corpus, forecasts_made, &fact, result) else { continue };
                if is_only_statement(statement.voice) && misses_forecast(corpus, forecast, result, thresholds)
                {
                    outcomes.push(Outcome {
                        series: number,
                        fact: at,
                        voice: statement.voice,
                        forecast,
                        result,
                    });
                }
            }
        }
    }
    outcomes
}

/// Whether a series is a forecast of another one. What is feared or alleged is no forecast.
fn is_forecast(corpus: &Corpus, actual: &Series, other: &Series) -> bool {
    let unit = |series: &Series| corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    let forecast_modes = [Mode::Expected, Mode::Planned, Mode::Projected, Mode::Targeted];
    other.mode.is_some_and(|mode| forecast_modes.contains(&mode))
        && other.value_type == actual.value_type
        && other.value_type != ValueType::Set
        && unit(other) == unit(actual)
}

/// The forecasts of each source in the order of their windows.
fn by_voice(facts: &[Vec<Fact>]) -> Forecasts<'_> {
    let mut of: Forecasts<'_> = FxHashMap::default();
    for fact in facts.iter().flatten() {
        for statement in &fact.statements {
            of.entry(statement.voice).or_default().push((fact, statement));
        }
    }
    of.values_mut().for_each(|forecasts_made| {
        forecasts_made.sort_by(|(a, _), (b, _)| compare_windows(a.window.as_ref(), b.window.as_ref()))
    });
    of
}

/// The last forecast for a fact that was made before its result: later ones first, then expected before planned ones.
fn last_forecast(
    corpus: &Corpus,
    forecasts_made: &[(&Fact, &Statement)],
    fact: &Fact,
    result: u32,
) -> Option<u32> {
    let window = fact.window.as_ref();
    let first = forecasts_made
        .partition_point(|(forecast, _)| compare_windows(forecast.window.as_ref(), window).is_lt());
    let same = forecasts_made[first..]
        .iter()
        .take_while(|(forecast, _)| compare_windows(forecast.window.as_ref(), window).is_eq());
    let stated = |at: u32| {
        let claim: &Claim = corpus.claim(at);
        claim.said.or(claim.published)
    };
    let result_stated = stated(result);
    let is_before_result = |at: &u32| {
        !stated(*at)
            .zip(result_stated)
            .is_some_and(|(forecast, result_stated)| forecast.certainly_after(&result_stated))
    };
    let rank = |at: u32| match corpus.claim(at).mode {
        Some(Mode::Expected) => 3,
        Some(Mode::Projected) => 2,
        Some(Mode::Planned) => 1,
        _ => 0,
    };
    let order =
        |&at: &u32| (stated(at).map(|moment| (moment.from, moment.utc())), rank(at), std::cmp::Reverse(at));
    same.map(|(_, statement)| statement.representative()).filter(is_before_result).max_by_key(order)
}

/// Whether a result misses what its forecast allows by more than the threshold.
fn misses_forecast(corpus: &Corpus, forecast: u32, result: u32, thresholds: &Thresholds) -> bool {
    let (one, two) = (&corpus.claim(forecast).value, &corpus.claim(result).value);
    match (one, two) {
        (Value::Number(_), Value::Number(_)) => {
            let (forecast, result) = (allowed_by_claim(corpus, forecast), allowed_by_claim(corpus, result));
            forecast.disjoint(&result)
                && forecast.gap(&result) >= &largest_end(&forecast) * &thresholds.outcome
        }
        (Value::Date(one), Value::Date(two)) => {
            one.to.zip(two.from).is_some_and(|(end, start)| end < start)
                || two.to.zip(one.from).is_some_and(|(end, start)| end < start)
        }
        (Value::Quote(_) | Value::Unread, _) => false,
        _ => {
            let (measure, scope) = (corpus.claim(result).measure, corpus.claim(result).scope);
            !same_value(one, two) && !corpus.may_agree(measure, scope, one, two)
        }
    }
}

/// The larger end of an interval, without its sign.
fn largest_end(interval: &Interval) -> Number {
    let ends = [&interval.low, &interval.high];
    ends.into_iter().flatten().map(Number::abs).max().unwrap_or(Number::ZERO)
}
