//! An index of all precise figures of a corpus by value: in their series at other times, or on their day in other
//! series.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::corpus::{Corpus, Series, ValueType, Voice, compare_windows};
use crate::model::claim::{Claim, Moment, Value};
use crate::model::register::{KeyId, MeasureId, NameId, SourceId};
use crate::model::{Day, Figure, Number, Window};

/// How many claims of one figure, or of one day, are examined, at most; more of one figure would add nothing.
const MAX_CLAIMS: usize = 64;

/// Hashes, each with what has it.
type Hashes = Arc<[(u64, u32)]>;

/// The hash of a figure, its day, its claim.
type Stated = (u64, i32, u32);

/// Where each figure is stated. Each part is made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct FigureIndex {
    /// Of some series, for each figure: the hash of its value, its day, its claim.
    by_series: Mutex<FxHashMap<u32, Arc<[Stated]>>>,
    /// For each figure: the hash of its day and value, its claim.
    by_day: OnceLock<Vec<(u64, u32)>>,
    /// Of some measures, for each figure and for each scope key of it: the hash of its day and its scope without that key;
    /// and the scope. Another entry is for the whole scope.
    scopes: Mutex<FxHashMap<MeasureId, Hashes>>,
}

/// The precise figures of a series, each with its claim and its day.
fn figures<'c>(
    corpus: &'c Corpus,
    series: &'c Series,
) -> impl Iterator<Item = (u32, &'c Claim, &'c Number, i32)> + 'c {
    let claims = if series.value_type == ValueType::Number { corpus.claims_of(series) } else { &[] };
    claims.iter().filter_map(|&at| {
        let claim = corpus.claim(at);
        Some((at, claim, precise_figure(claim)?, day_of(claim).map_or(i32::MIN, |day| day.0)))
    })
}

impl FigureIndex {
    fn by_day(&self, corpus: &Corpus) -> &[(u64, u32)] {
        self.by_day.get_or_init(|| {
            let all = corpus.series.iter().flat_map(|series| figures(corpus, series));
            let mut by_day: Vec<(u64, u32)> =
                all.map(|(at, _, figure, day)| (hash_of((day, figure)), at)).collect();
            by_day.sort_unstable();
            by_day
        })
    }

    fn scopes(&self, corpus: &Corpus, measure: MeasureId) -> Hashes {
        let mut all = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.entry(measure).or_insert_with(|| {
            let first = corpus.series.partition_point(|series| series.measure < measure);
            let mut scopes = Vec::new();
            for series in corpus.series[first..].iter().take_while(|series| series.measure == measure) {
                let pairs = corpus.model.registers.scopes.get(series.scope.0);
                let mut days: Vec<i32> = figures(corpus, series).map(|(.., day)| day).collect();
                days.sort_unstable();
                days.dedup();
                let without_key = pairs.iter().map(|pair| scope_without(pairs, pair.0));
                for scope in without_key.chain([pairs.to_vec()]) {
                    scopes.extend(days.iter().map(|day| (hash_of((day, &scope)), series.scope.0)));
                }
            }
            scopes.sort_unstable();
            scopes.dedup();
            scopes.into()
        });
        Arc::clone(made)
    }

    fn of_series(&self, corpus: &Corpus, number: u32) -> Arc<[Stated]> {
        let mut all = self.by_series.lock().unwrap_or_else(PoisonError::into_inner);
        let made = all.entry(number).or_insert_with(|| {
            let figures = figures(corpus, &corpus.series[number as usize]);
            let mut figures: Vec<Stated> =
                figures.map(|(at, _, figure, day)| (hash_of(figure), day, at)).collect();
            figures.sort_unstable();
            figures.into()
        });
        Arc::clone(made)
    }

    /// How many scopes with a figure of a measure on a day are `scope` without `without_key`, or
    /// that with one key added. `scope` itself may be among them.
    pub(super) fn count_choices(
        &self,
        corpus: &Corpus,
        day: Option<Day>,
        measure: MeasureId,
        scope: &[(KeyId, NameId)],
        without_key: KeyId,
    ) -> usize {
        let hash = hash_of((&day.map_or(i32::MIN, |day| day.0), &scope_without(scope, without_key)));
        let scopes = self.scopes(corpus, measure);
        let from = scopes.partition_point(|&(other, _)| other < hash);
        scopes.partition_point(|&(other, _)| other <= hash) - from
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
        let (hash, own) = (hash_of(figure), self.of_series(corpus, series));
        let from = own.partition_point(|&(other, at, _)| (other, at) < (hash, day.0 - reach));
        let to = own.partition_point(|&(other, at, _)| (other, at) <= (hash, day.0 + reach));
        let here = from + own[from..to].partition_point(|&(_, at, _)| at < day.0);
        let near = own[here.saturating_sub(MAX_CLAIMS).max(from)..(here + MAX_CLAIMS).min(to)].iter();
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
        let by_day = self.by_day(corpus);
        let from = by_day.partition_point(|&(other, _)| other < hash);
        let same = by_day[from..].iter().take_while(move |&&(other, _)| other == hash).take(MAX_CLAIMS);
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
        // The claims of one voice for the whole day are adjacent. If there are none, the voice may
        // still have a claim for a time of that day, which is elsewhere among the others.
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
pub(super) fn later_restatement(corpus: &Corpus, series: u32, day: Day, at: u32) -> Option<u32> {
    let earlier = corpus.claim(at);
    let figure = precise_figure(earlier)?;
    let follows = |later: &Claim| {
        later.via == earlier.via
            && moment_of(later).zip(moment_of(earlier)).is_some_and(|(now, then)| now.certainly_after(&then))
    };
    let voiced = figures_on(corpus, series, day, Some(voice_of(earlier)));
    let later = voiced.filter(|&(other, said)| said != figure && follows(corpus.claim(other)));
    later.map(|(other, _)| other).max_by_key(|&other| moment_of(corpus.claim(other)).map(|now| now.order()))
}

/// Whether a claim restates an earlier figure of its voice for that day.
pub(super) fn is_restatement(corpus: &Corpus, series: u32, day: Day, at: u32) -> bool {
    let mut voiced = figures_on(corpus, series, day, Some(voice_of(corpus.claim(at))));
    voiced.any(|(other, _)| later_restatement(corpus, series, day, other) == Some(at))
}

/// Whether the claim `at` was left as it was when the claim `restated` restated another figure: its
/// source had stated it before, and no source changes it in that edition.
pub(super) fn was_left_unchanged(corpus: &Corpus, at: u32, restated: u32) -> bool {
    let claim = corpus.claim(at);
    let (Some(series), Some(day), Some(figure), Some(now)) =
        (corpus.series_of(at), day_of(claim), precise_figure(claim), moment_of(corpus.claim(restated)))
    else {
        return false;
    };
    let is_before = |at: u32| moment_of(corpus.claim(at)).is_some_and(|then| now.certainly_after(&then));
    let mut own = figures_on(corpus, series, day, Some(voice_of(claim)));
    let mut all = figures_on(corpus, series, day, None);
    let is_same_edition = |at: u32| {
        moment_of(corpus.claim(at))
            .is_some_and(|then| !now.certainly_after(&then) && !then.certainly_after(&now))
    };
    own.any(|(other, said)| said == figure && is_before(other))
        && !all.any(|(other, said)| said != figure && is_same_edition(other))
}

/// When a claim was said, else when it was published.
fn moment_of(claim: &Claim) -> Option<Moment> {
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
