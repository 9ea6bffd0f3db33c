//! Series of one measure that are not compared with each other: other units, other kinds of values, no place.

use std::collections::BTreeSet;

use super::describe::Describer;
use super::holding_time::HoldingTime;
use super::obstacle::{MAX_TRIED, Obstacle, UncomparedPair, would_conflict};
use super::same::compare_windows;
use super::series::{Corpus, Series, ValueType};
use super::time_class::{is_of_earlier_time, may_meet};
use super::voice::voice;
use crate::model::claim::{Claim, Value};
use crate::model::register::{KeyId, NameId, PLACE};
use crate::model::units::UnitId;

/// Pairs of claims of one time, one with a place and one without, where the measure has only one place: the place was
/// probably left out. A figure without a place may also be of all places, so only figures of one source are paired.
pub(super) fn without_place(corpus: &Corpus, of_measure: &[Series], found: &mut Vec<UncomparedPair>) {
    let scope = |series: &Series| corpus.model.registers.scopes.get(series.scope.0);
    let place = |series: &Series| scope(series).iter().find(|(key, _)| *key == PLACE).map(|(_, name)| *name);
    let places: BTreeSet<NameId> = of_measure.iter().filter_map(place).collect();
    if places.len() != 1 {
        return;
    }
    let others = |series: &Series| -> Vec<(KeyId, NameId)> {
        scope(series).iter().copied().filter(|(key, _)| *key != PLACE).collect()
    };
    let (placed, bare): (Vec<&Series>, Vec<&Series>) =
        of_measure.iter().partition(|series| place(series).is_some());
    for without in bare {
        let rest = others(without);
        let is_same_but_for_place = |with: &&&Series| {
            with.mode == without.mode && with.value_type == without.value_type && others(with) == rest
        };
        let is_figure = without.value_type == ValueType::Number;
        for with in placed.iter().filter(is_same_but_for_place) {
            for &one in corpus.claims_of(without).iter().take(MAX_TRIED) {
                let claim = corpus.claim(one);
                let is_left_out = |at: &&u32| {
                    let other = corpus.claim(**at);
                    let is_of_one_time = compare_windows(claim.time.as_ref(), other.time.as_ref()).is_eq();
                    let differs = match (&claim.value, &other.value) {
                        (Value::Date(one), Value::Date(other)) => {
                            !may_meet(Some(one.as_ref()), Some(other.as_ref()), false)
                        }
                        (Value::Number(_), _) => {
                            claim.time.is_some()
                                && voice(claim) == voice(other)
                                && would_conflict(corpus, one, **at)
                        }
                        _ => would_conflict(corpus, one, **at),
                    };
                    differs && (is_of_one_time || !is_figure && claim.time.is_none() && other.time.is_none())
                };
                let other = corpus.claims_of(with).iter().take(MAX_TRIED).find(is_left_out);
                found.extend(
                    other.map(|&other| UncomparedPair { obstacle: Obstacle::Place, claims: (one, other) }),
                );
            }
        }
    }
}

/// Pairs of claims of one measure, scope and mode that are not compared, as they differ in unit or
/// type of value.
pub(super) fn between_series(words: Describer<'_>, group: &[Series], found: &mut Vec<UncomparedPair>) {
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

/// Pairs each claim of a series with the first one of another series that may be about the same
/// time.
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

/// Whether a claim gives the figure of another and leaves out its unit: `40` for `40 cm`, which is kept in metres.
fn lacks_only_unit(words: Describer<'_>, without: u32, with: u32) -> bool {
    let (without, with) = (words.said(without), words.said(with));
    with.strip_prefix(&without)
        .is_some_and(|unit| !unit.starts_with(|char: char| char.is_numeric() || char == '.' || char == ','))
}
