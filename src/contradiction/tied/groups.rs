//! Which series may be tied together, before any constraint is built: those that agree in all keys that constraints
//! do not reach across.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::tied::classes::Classes;
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::timeline::ends;
use crate::corpus::{Corpus, Series, ValueType};
use crate::model::Shape;
use crate::model::claim::{Scope, Value};
use crate::model::register::MeasureId;
use crate::model::vocabulary::Kind;
use crate::reason::Union;
use crate::source::Place;
use crate::syntax::tree::Mode;

/// Series that may be tied together, and the laws over labelled claims among them.
#[derive(Debug, Default)]
pub(in crate::contradiction) struct SeriesGroup {
    /// The series, by number.
    pub(in crate::contradiction) series: Vec<u32>,
    /// Those laws, by number.
    pub(in crate::contradiction) laws_over_labels: Vec<u32>,
    /// Series of counts stated with their wholes (`3 of 10`), each with the series of the same thing in per cent.
    pub(super) shares: Vec<(u32, u32)>,
}

/// The groups of series that may be tied together, except single series that no constraint can conflict with.
pub(in crate::contradiction) fn groups(corpus: &Corpus, laws: &Laws) -> Vec<SeriesGroup> {
    let mut classes = Classes::of(corpus, laws);
    let mut group_of_key: FxHashMap<(MeasureId, Scope, Option<Mode>), u32> = FxHashMap::default();
    let mut all: Vec<SeriesGroup> = Vec::new();
    let mut group_of: Vec<Option<u32>> = vec![None; corpus.series.len()];
    let laws_over_labels = laws_over_labels(corpus);
    let joined: FxHashSet<u32> =
        laws_over_labels.iter().flat_map(|(_, series)| series.iter().copied()).collect();
    for (number, series) in (0_u32..).zip(&corpus.series) {
        if series.value_type != ValueType::Number {
            continue;
        }
        let at = match classes.key(corpus, number) {
            Some(key) => *group_of_key.entry(key).or_insert_with(|| {
                all.push(SeriesGroup::default());
                all.len() as u32 - 1
            }),
            None if joined.contains(&number) || overlaps(corpus, series) => {
                all.push(SeriesGroup::default());
                all.len() as u32 - 1
            }
            None => continue,
        };
        group_of[number as usize] = Some(at);
        all[at as usize].series.push(number);
    }
    let shares = shares(corpus);
    for &(counts, percent) in &shares {
        for series in [counts, percent] {
            group_of[series as usize].get_or_insert_with(|| {
                all.push(SeriesGroup { series: vec![series], ..SeriesGroup::default() });
                all.len() as u32 - 1
            });
        }
    }
    let mut roots = Union::new(all.len());
    for &(counts, percent) in &shares {
        if let (Some(one), Some(two)) = (group_of[counts as usize], group_of[percent as usize]) {
            roots.join(one, two);
        }
    }
    for (_, series) in &laws_over_labels {
        let mut groups = series.iter().filter_map(|&series| group_of[series as usize]);
        if let Some(first) = groups.next() {
            groups.for_each(|other| _ = roots.join(first, other));
        }
    }
    for (law, series) in &laws_over_labels {
        if let Some(group) = series.iter().find_map(|&series| group_of[series as usize]) {
            all[roots.find(group) as usize].laws_over_labels.push(*law);
        }
    }
    for &(counts, percent) in &shares {
        if let Some(group) = group_of[counts as usize] {
            all[roots.find(group) as usize].shares.push((counts, percent));
        }
    }
    for at in (0..all.len() as u32).rev() {
        let root = roots.find(at);
        if root != at {
            let moved = std::mem::take(&mut all[at as usize].series);
            all[root as usize].series.extend(moved);
        }
    }
    all.retain(|group| match group.series[..] {
        [] => false,
        [one] => {
            !group.laws_over_labels.is_empty()
                || overlaps(corpus, &corpus.series[one as usize])
                || classes.can_conflict_alone(corpus, one, laws)
        }
        _ => true,
    });
    all.iter_mut().for_each(|group| group.series.sort_unstable());
    all
}

/// The series of counts stated with their wholes for which the percentage is stated too.
fn shares(corpus: &Corpus) -> Vec<(u32, u32)> {
    let units = &corpus.model.vocabulary.units;
    let unit = |series: &Series| corpus.claim(corpus.claims_of(series)[0]).unit;
    let is_percentage = |series: &Series| unit(series).is_some_and(|unit| units.is_percent(unit));
    let states_wholes = |series: &Series| {
        corpus
            .claims_of(series)
            .iter()
            .any(|&at| matches!(&corpus.claim(at).value, Value::Number(figure) if figure.share().is_some()))
    };
    let numbered: Vec<(u32, &Series)> = (0_u32..).zip(&corpus.series).collect();
    let same = |a: &Series, b: &Series| {
        (a.measure, a.scope, a.mode, a.value_type) == (b.measure, b.scope, b.mode, b.value_type)
            && a.value_type == ValueType::Number
    };
    let mut pairs = Vec::new();
    for alike in numbered.chunk_by(|a, b| same(a.1, b.1)).filter(|alike| alike.len() > 1) {
        let Some(&(shares, _)) = alike.iter().find(|(_, series)| is_percentage(series)) else { continue };
        let counts = alike.iter().filter(|(_, series)| !is_percentage(series) && states_wholes(series));
        pairs.extend(counts.map(|&(counts, _)| (counts, shares)));
    }
    pairs
}

/// Whether a flow has claims of periods that overlap, or a running total claims of its growth over
/// a period: then the claims of one series are tied to each other.
pub(super) fn overlaps(corpus: &Corpus, series: &Series) -> bool {
    if !matches!(series.kind, Kind::Flow | Kind::Cumulative) {
        return false;
    }
    let windows = corpus.claims_of(series).iter().filter_map(|&at| corpus.claim(at).time);
    let mut periods: Vec<_> =
        windows.filter(|window| window.shape == Shape::Period).filter_map(|window| ends(&window)).collect();
    if series.kind == Kind::Cumulative {
        return !periods.is_empty();
    }
    periods.sort_unstable();
    periods.dedup();
    periods.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// The laws over labelled claims, each with the series of those claims.
fn laws_over_labels(corpus: &Corpus) -> Vec<(u32, Vec<u32>)> {
    let mut places: Vec<(Place, u32)> = Vec::new();
    for (number, law) in (0_u32..).zip(&corpus.model.laws) {
        places.extend(law.form.statements().into_iter().map(|place| (place, number)));
    }
    if places.is_empty() {
        return Vec::new();
    }
    let mut series_of: BTreeMap<u32, u32> = BTreeMap::new();
    let mut wanted: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (place, law) in places {
        for claim in corpus.claims_at(place) {
            wanted.entry(claim).or_default().push(law);
        }
    }
    for (number, series) in (0_u32..).zip(&corpus.series) {
        for claim in corpus.claims_of(series) {
            if wanted.contains_key(claim) {
                series_of.insert(*claim, number);
            }
        }
    }
    let mut laws: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (claim, series) in &series_of {
        for law in &wanted[claim] {
            laws.entry(*law).or_default().push(*series);
        }
    }
    laws.into_iter().collect()
}
