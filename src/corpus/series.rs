//! Every claim of a run, grouped by series.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::same::compare_windows;
use super::short_name::{self, OpenNames, ShortName};
use crate::finding::Problem;
use crate::model::claim::{Claim, ClaimStatus, Value};
use crate::model::register::{MeasureId, ScopeId};
use crate::model::vocabulary::Kind;
use crate::model::{Figure, Model};
use crate::source::Place;
use crate::syntax::tree::Mode;

/// More claims than this of one measure and scope are sorted on several threads.
const LARGE: usize = 1 << 15;

/// What kind of values a series has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueType {
    /// Figures.
    Number,
    /// Dates.
    Date,
    /// Names.
    Name,
    /// Sets of names.
    Set,
    /// True or false.
    Truth,
}

/// One measure at one scope, mode and unit.
#[derive(Clone, Debug)]
pub struct Series {
    /// The measure.
    pub measure: MeasureId,
    /// The scope.
    pub scope: ScopeId,
    /// The mode of its claims; none is actual.
    pub mode: Option<Mode>,
    /// The type of its values.
    pub value_type: ValueType,
    /// How the measure behaves in time.
    pub kind: Kind,
    /// Its claims in [`Corpus::order`].
    claims: std::ops::Range<u32>,
}

/// Every claim of a run, grouped.
#[derive(Debug)]
pub struct Corpus {
    /// The model that was read.
    pub model: Model,
    /// The series, in the order of measure, scope, mode, value type and unit.
    pub series: Vec<Series>,
    /// The claims that can be compared, by number, grouped by series and in each by window, voice and place.
    order: Vec<u32>,
    /// The short names that are taken for full ones, by the first claim that gives each.
    short_names: Vec<ShortName>,
    /// The short names that may be any of several full ones.
    open_names: OpenNames,
}

impl Corpus {
    /// Groups the claims of a model.
    #[must_use]
    pub fn new(mut model: Model) -> Self {
        let (short_names, open_names) = short_name::settle(&mut model);
        let claims = &model.claims;
        let is_comparable = |claim: &Claim| {
            !claim.excluded && claim.status == ClaimStatus::Current && value_type_of(&claim.value).is_some()
        };
        // The list has measure and scope in it, so that sorting by these, the first step, need not
        // look at the claims.
        let mut sorted: Vec<(MeasureId, ScopeId, u32)> = (0_u32..)
            .zip(claims)
            .filter(|(_, claim)| is_comparable(claim))
            .map(|(at, claim)| (claim.measure, claim.scope, at))
            .collect();
        sorted.par_sort_unstable();
        let in_order = |a: &(MeasureId, ScopeId, u32), b: &(MeasureId, ScopeId, u32)| {
            compare(&claims[a.2 as usize], &claims[b.2 as usize])
        };
        sorted.par_chunk_by_mut(|a, b| (a.0, a.1) == (b.0, b.1)).for_each(|alike| {
            if alike.len() > LARGE { alike.par_sort_by(in_order) } else { alike.sort_by(in_order) }
        });
        let order: Vec<u32> = sorted.into_iter().map(|(.., at)| at).collect();
        let mut series = Vec::new();
        let mut start = 0;
        while start < order.len() {
            let first = &claims[order[start] as usize];
            let same = |at: &u32| same_series(first, &claims[*at as usize]);
            let len = order[start..].iter().take_while(|at| same(at)).count();
            let value_type = value_type_of(&first.value).unwrap_or(ValueType::Truth);
            let kind = match value_type {
                ValueType::Number => model.vocabulary.numeric_kind(first.measure, first.unit),
                ValueType::Date => Kind::Date,
                ValueType::Name => Kind::Name,
                ValueType::Set => Kind::Set,
                ValueType::Truth => Kind::Truth,
            };
            series.push(Series {
                measure: first.measure,
                scope: first.scope,
                mode: first.mode,
                value_type,
                kind,
                claims: start as u32..(start + len) as u32,
            });
            start += len;
        }
        Self { model, series, order, short_names, open_names }
    }

    /// Every claim, by place and part.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.model.claims
    }

    /// One claim.
    #[must_use]
    pub fn claim(&self, at: u32) -> &Claim {
        &self.model.claims[at as usize]
    }

    /// The claims of a series, by window, voice and place.
    #[must_use]
    pub fn claims_of(&self, series: &Series) -> &[u32] {
        &self.order[series.claims.start as usize..series.claims.end as usize]
    }

    /// Whether all claims of a series at one window give the same exact figure, at every window;
    /// of a constant, all claims of any time. Most series are like this, and then no two figures at
    /// one fact need be compared.
    pub(crate) fn has_one_figure_at_each_fact(&self, series: &Series) -> bool {
        let claims = self.claims_of(series);
        let exact = |at: u32| match &self.claim(at).value {
            Value::Number(Figure::Exact(number)) => Some(number),
            _ => None,
        };
        let window = |at: u32| self.claim(at).time.as_ref();
        let is_apart = |one: u32, two: u32| {
            series.kind != Kind::Constant && compare_windows(window(one), window(two)).is_ne()
        };
        claims.iter().all(|&at| exact(at).is_some())
            && claims.windows(2).all(|pair| exact(pair[0]) == exact(pair[1]) || is_apart(pair[0], pair[1]))
    }

    /// How many claims are of a source that is declared to fill in figures by itself; those of the archive do not count.
    #[must_use]
    pub fn filled_in(&self, archive: &[bool]) -> usize {
        let mut scopes: Vec<_> =
            self.model.vocabulary.sources.iter().filter_map(|source| source.fills_in).collect();
        scopes.sort_unstable();
        if scopes.is_empty() {
            return 0;
        }
        let is_filled = |claim: &&Claim| {
            let scope = self.model.registers.scopes.get(claim.scope.0);
            scope.iter().any(|pair| scopes.binary_search(pair).is_ok())
        };
        let is_ours = |claim: &&Claim| archive.get(claim.place.file.0 as usize) != Some(&true);
        self.model.claims.iter().filter(is_ours).filter(is_filled).count()
    }

    /// The short names beside full ones.
    pub(crate) fn short_names(&self) -> &[ShortName] {
        &self.short_names
    }

    /// Whether two values of one measure and scope may say the same because one gives a name that can be short for what the
    /// other gives.
    pub(crate) fn may_agree(&self, measure: MeasureId, scope: ScopeId, one: &Value, other: &Value) -> bool {
        self.open_names.may_agree((measure, scope), one, other)
    }

    /// Whether the short names of a series may be any of several full ones.
    pub(crate) fn has_open_names(&self, series: &Series) -> bool {
        self.open_names.exist_at((series.measure, series.scope))
    }

    /// The problems of reading.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.model.problems
    }

    /// The claims that a statement makes, by number.
    pub fn claims_at(&self, place: Place) -> impl Iterator<Item = u32> {
        let first = self.model.claims.partition_point(|claim| claim.place < place);
        (first as u32..self.model.claims.len() as u32).take_while(move |&at| self.claim(at).place == place)
    }

    /// The series of a claim's measure, scope and mode, each with its number.
    pub(super) fn alike(&self, claim: &Claim) -> impl Iterator<Item = (u32, &Series)> {
        self.of_measure(claim, claim.measure)
    }

    /// The series of a measure at a claim's scope and mode, each with its number.
    fn of_measure(&self, claim: &Claim, measure: MeasureId) -> impl Iterator<Item = (u32, &Series)> {
        let key = (measure, claim.scope, claim.mode);
        let first = self.series.partition_point(|series| (series.measure, series.scope, series.mode) < key);
        let numbered = (first as u32..).zip(&self.series[first..]);
        numbered.take_while(move |(_, series)| (series.measure, series.scope, series.mode) == key)
    }

    /// The series of figures that a claim's figure belongs to, by number; none where it is no figure.
    #[must_use]
    pub fn series_of(&self, at: u32) -> Option<u32> {
        self.series_beside(at, self.claim(at).measure)
    }

    /// The series of another measure's figures at the scope, mode and unit of a claim's figure, by number.
    #[must_use]
    pub fn series_beside(&self, at: u32, measure: MeasureId) -> Option<u32> {
        let claim = self.claim(at);
        let unit = |series: &Series| self.claims_of(series).first().map(|&at| self.claim(at).unit);
        let is_figure = matches!(claim.value, Value::Number(_));
        let mut series = self
            .of_measure(claim, measure)
            .filter(|(_, series)| is_figure && series.value_type == ValueType::Number);
        series.find(|(_, series)| unit(series) == Some(claim.unit)).map(|(number, _)| number)
    }
}

/// The type of a value; none for what is in no series.
fn value_type_of(value: &Value) -> Option<ValueType> {
    match value {
        Value::Number(_) => Some(ValueType::Number),
        Value::Date(_) => Some(ValueType::Date),
        Value::Name(_) => Some(ValueType::Name),
        Value::Set(_) => Some(ValueType::Set),
        Value::Truth(_) => Some(ValueType::Truth),
        Value::Quote(_) | Value::Unread => None,
    }
}

/// Whether two claims are of one series.
fn same_series(a: &Claim, b: &Claim) -> bool {
    compare_series(a, b) == Ordering::Equal
}

/// The order of the series of two claims.
fn compare_series(a: &Claim, b: &Claim) -> Ordering {
    (a.measure, a.scope, a.mode, value_type_of(&a.value), a.unit).cmp(&(
        b.measure,
        b.scope,
        b.mode,
        value_type_of(&b.value),
        b.unit,
    ))
}

/// The order of [`Corpus::order`], without the place.
fn compare(a: &Claim, b: &Claim) -> Ordering {
    compare_series(a, b)
        .then_with(|| compare_windows(a.time.as_ref(), b.time.as_ref()))
        .then_with(|| (a.origin.is_none(), a.voice).cmp(&(b.origin.is_none(), b.voice)))
}
