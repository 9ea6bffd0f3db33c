//! An index of all precise figures of a corpus by value: in their series at other times, or on their day in other
//! series.

use rustc_hash::FxBuildHasher;
use std::cmp::Ordering;
use std::hash::BuildHasher;

use crate::corpus::{Corpus, ValueType, Voice, compare_windows};
use crate::model::claim::{Claim, Moment, Value};
use crate::model::register::{KeyId, MeasureId, NameId, SourceId};
use crate::model::{Day, Figure, Number, Window};

/// How many claims of one figure, or of one day, are examined, at most; more of one figure would add nothing.
const MAX_CLAIMS: usize = 64;

/// Where each figure is stated.
#[derive(Debug)]
pub(super) struct FigureIndex {
    /// For each figure: the hash of its series and value, its day, its claim.
    by_series: Vec<(u64, i32, u32)>,
    /// For each figure: the hash of its day and value, its claim.
    by_day: Vec<(u64, u32)>,
    /// For each figure, and for each scope key of it: the hash of its day, its measure and its scope without that key; and the scope.
    /// Another entry is for the whole scope.
    scopes: Vec<(u64, u32)>,
}

impl FigureIndex {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let (mut by_series, mut by_day, mut scopes) = (Vec::new(), Vec::new(), Vec::new());
        for (number, series) in (0_u32..).zip(&corpus.series) {
            if series.value_type != ValueType::Number {
                continue;
            }
            for &at in corpus.claims_of(series) {
                let claim = corpus.claim(at);
                let Some(figure) = precise_figure(claim) else { continue };
                let day = day_of(claim).map_or(i32::MIN, |day| day.0);
                by_series.push((hash_of((number, figure)), day, at));
                by_day.push((hash_of((day, figure)), at));
                let pairs = corpus.model.registers.scopes.get(claim.scope.0);
                scopes.push((hash_of((day, claim.measure, pairs)), claim.scope.0));
                let without_key =
                    pairs.iter().map(|pair| hash_of((day, claim.measure, scope_without(pairs, pair.0))));
                scopes.extend(without_key.map(|hash| (hash, claim.scope.0)));
            }
        }
        by_series.sort_unstable();
        by_day.sort_unstable();
        scopes.sort_unstable();
        scopes.dedup();
        Self { by_series, by_day, scopes }
    }

    /// How many scopes with a figure of a measure on a day are this scope without one of its keys, alone or with one key added. This scope
    /// itself may be among them.
    pub(super) fn count_choices(
        &self,
        day: Option<Day>,
        measure: MeasureId,
        scope: &[(KeyId, NameId)],
        without_key: KeyId,
    ) -> usize {
        let hash = hash_of((day.map_or(i32::MIN, |day| day.0), measure, scope_without(scope, without_key)));
        let from = self.scopes.partition_point(|&(other, _)| other < hash);
        self.scopes.partition_point(|&(other, _)| other <= hash) - from
    }

    /// The claims of a series that give a figure on a day or near it, the nearest first. `reach` is how many days away they may be.
    pub(super) fn in_series(
        &self,
        corpus: &Corpus,
        series: u32,
        figure: &Number,
        day: Day,
        reach: i32,
    ) -> Vec<(Day, u32)> {
        let hash = hash_of((series, figure));
        let from = self.by_series.partition_point(|&(other, at, _)| (other, at) < (hash, day.0 - reach));
        let to = self.by_series.partition_point(|&(other, at, _)| (other, at) <= (hash, day.0 + reach));
        let here = from + self.by_series[from..to].partition_point(|&(_, at, _)| at < day.0);
        let near =
            self.by_series[here.saturating_sub(MAX_CLAIMS).max(from)..(here + MAX_CLAIMS).min(to)].iter();
        let same = near.filter(|&&(.., at)| precise_figure(corpus.claim(at)) == Some(figure));
        let mut found: Vec<(Day, u32)> = same.map(|&(_, day, at)| (Day(day), at)).collect();
        found.sort_by_key(|&(other, at)| (other.0.abs_diff(day.0), other, at));
        found
    }

    /// The claims of any series that give a figure on a day.
    pub(super) fn on_day<'c>(
        &'c self,
        corpus: &'c Corpus,
        day: Option<Day>,
        figure: &'c Number,
    ) -> impl Iterator<Item = u32> + 'c {
        let hash = hash_of((day.map_or(i32::MIN, |day| day.0), figure));
        let from = self.by_day.partition_point(|&(other, _)| other < hash);
        let same = self.by_day[from..].iter().take_while(move |&&(other, _)| other == hash).take(MAX_CLAIMS);
        same.map(|&(_, at)| at).filter(move |&at| {
            let claim = corpus.claim(at);
            precise_figure(claim) == Some(figure) && day_of(claim) == day
        })
    }
}

/// A scope without one of its keys.
fn scope_without(scope: &[(KeyId, NameId)], key: KeyId) -> Vec<(KeyId, NameId)> {
    scope.iter().filter(|pair| pair.0 != key).copied().collect()
}

/// A hash that stands for something in the lists of the index. Two things may share one, so what is found is compared.
fn hash_of(thing: impl std::hash::Hash) -> u64 {
    FxBuildHasher.hash_one(thing)
}

/// The figure of a claim if it is precise: no bound, no range, nothing vague.
///
/// It may be loose by up to a thirtieth of itself: 43,200 and 12.5 km are precise enough, `about 98` and `1.2
/// million` match too much.
pub(super) fn precise_figure(claim: &Claim) -> Option<&Number> {
    match &claim.value {
        Value::Number(Figure::Exact(number)) => Some(number),
        Value::Number(figure) => {
            let best = figure.best()?;
            let width = figure.hard().width()?;
            (&width * &Number::from_i64(30) <= best.abs()).then_some(best)
        }
        _ => None,
    }
}

/// The single day that a claim is of.
pub(super) fn day_of(claim: &Claim) -> Option<Day> {
    let window = claim.time.as_ref()?;
    window.from.filter(|_| window.from == window.to && !window.approximate && !window.uncertain)
}

/// The voice of a claim.
pub(super) fn voice_of(claim: &Claim) -> Voice {
    match (claim.origin, claim.voice) {
        (Some(_), Some(voice)) => Voice::Origin(voice),
        (None, Some(outlet)) => Voice::Own(outlet),
        (_, None) => Voice::Nobody(claim.place.file),
    }
}

/// The claims of a series whose window starts on a day.
fn starting_on(corpus: &Corpus, series: u32, day: Day) -> &[u32] {
    let claims = corpus.claims_of(&corpus.series[series as usize]);
    let from = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
    let start = claims.partition_point(|&at| from(at) < Some(day));
    let end = claims.partition_point(|&at| from(at) <= Some(day));
    &claims[start..end]
}

/// The precise figures of a series on a day, of one voice or of all.
pub(super) fn figures_on(
    corpus: &Corpus,
    series: u32,
    day: Day,
    voice: Option<Voice>,
) -> impl Iterator<Item = (u32, &Number)> {
    let mut claims = starting_on(corpus, series, day);
    if let Some(voice) = voice {
        let window = Window::day(day);
        let order = |at: u32| {
            let claim = corpus.claim(at);
            compare_windows(claim.time.as_ref(), Some(&window))
                .then_with(|| (claim.origin.is_none(), claim.voice).cmp(&voice_order(voice)))
        };
        let first = claims.partition_point(|&at| order(at) == Ordering::Less);
        // The claims of one voice for the plain day stand together. If there are none, the voice may still have a clock time of that day,
        // which stands elsewhere among them.
        if claims.get(first).is_some_and(|&at| order(at) == Ordering::Equal) {
            claims = &claims[first..];
        }
    }
    let on = claims.iter().take(MAX_CLAIMS).copied().filter(move |&at| {
        let claim = corpus.claim(at);
        day_of(claim) == Some(day) && voice.is_none_or(|voice| voice_of(claim) == voice)
    });
    on.filter_map(|at| Some((at, precise_figure(corpus.claim(at))?)))
}

/// What the claims of one window are sorted by: whether they are of an own voice, and its source.
fn voice_order(voice: Voice) -> (bool, Option<SourceId>) {
    match voice {
        Voice::Origin(source) => (false, Some(source)),
        Voice::Own(source) => (true, Some(source)),
        Voice::Nobody(_) => (true, None),
    }
}

/// The claim that restates a claim of a day: a later one of the same voice and relays with another figure.
pub(super) fn restated_to(corpus: &Corpus, series: u32, day: Day, at: u32) -> Option<u32> {
    let earlier = corpus.claim(at);
    let figure = precise_figure(earlier)?;
    let restates = |later: &Claim| {
        later.via == earlier.via
            && stated(later).zip(stated(earlier)).is_some_and(|(now, then)| now.certainly_after(&then))
    };
    let voiced = figures_on(corpus, series, day, Some(voice_of(earlier)));
    let later = voiced.filter(|&(other, said)| said != figure && restates(corpus.claim(other)));
    later.map(|(other, _)| other).max_by_key(|&other| stated(corpus.claim(other)).map(|now| now.order()))
}

/// Whether a claim restates an earlier figure of its voice for that day.
pub(super) fn restates(corpus: &Corpus, series: u32, day: Day, at: u32) -> bool {
    let mut voiced = figures_on(corpus, series, day, Some(voice_of(corpus.claim(at))));
    voiced.any(|(other, _)| restated_to(corpus, series, day, other) == Some(at))
}

/// Whether the claim `at` was left as it was when the claim `restated` restated another figure: its source had stated it before, and no
/// source changes it in that edition.
pub(super) fn was_left(corpus: &Corpus, at: u32, restated: u32) -> bool {
    let claim = corpus.claim(at);
    let (Some(series), Some(day), Some(figure), Some(now)) =
        (corpus.series_of(at), day_of(claim), precise_figure(claim), stated(corpus.claim(restated)))
    else {
        return false;
    };
    let is_before = |at: u32| stated(corpus.claim(at)).is_some_and(|then| now.certainly_after(&then));
    let mut own = figures_on(corpus, series, day, Some(voice_of(claim)));
    let mut all = figures_on(corpus, series, day, None);
    let is_same_edition = |at: u32| {
        stated(corpus.claim(at))
            .is_some_and(|then| !now.certainly_after(&then) && !then.certainly_after(&now))
    };
    own.any(|(other, said)| said == figure && is_before(other))
        && !all.any(|(other, said)| said != figure && is_same_edition(other))
}

/// When a claim was stated.
fn stated(claim: &Claim) -> Option<Moment> {
    claim.said.or(claim.published)
}

/// The last day before a day for which a series has claims.
pub(super) fn previous_day(corpus: &Corpus, series: u32, day: Day) -> Option<Day> {
    let claims = corpus.claims_of(&corpus.series[series as usize]);
    let from = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
    let earlier = claims[..claims.partition_point(|&at| from(at) < Some(day))].iter().rev();
    earlier.take(MAX_CLAIMS).find_map(|&at| day_of(corpus.claim(at)))
}

/// The first day after a day for which a series has claims.
pub(super) fn next_day(corpus: &Corpus, series: u32, day: Day) -> Option<Day> {
    let claims = corpus.claims_of(&corpus.series[series as usize]);
    let from = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
    let later = claims[claims.partition_point(|&at| from(at) <= Some(day))..].iter();
    later.take(MAX_CLAIMS).find_map(|&at| day_of(corpus.claim(at)))
}

/// The previous and the next day of a series, as far as there are such.
pub(super) fn days_beside(corpus: &Corpus, series: u32, day: Day) -> impl Iterator<Item = Day> {
    previous_day(corpus, series, day).into_iter().chain(next_day(corpus, series, day))
}
