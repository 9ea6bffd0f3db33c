//! How a measure is used in the claims: its units and periods, and how often its figures rise and fall.

use std::collections::BTreeMap;

use crate::model::claim::{Claim, Value};
use crate::model::register::MeasureId;
use crate::model::{Day, Figure, Model, Number, Shape};
use crate::syntax::tree::Mode;

/// How a measure is used in the claims.
#[derive(Clone, Debug, Default)]
pub(crate) struct Usage {
    /// How many claims there are.
    pub(crate) claims: usize,
    /// How often a figure is above, at or below the one of the date before, within one source and scope.
    pub(crate) up: usize,
    pub(crate) unchanged: usize,
    pub(crate) down: usize,
    /// How many claims are of a period.
    pub(crate) periods: usize,
    /// How many figures are below zero, and above a hundred.
    pub(crate) negative: usize,
    pub(crate) above_hundred: usize,
    /// The units of its figures, by name.
    pub(crate) units: BTreeMap<String, usize>,
    /// How many claims have a value other than a figure, by what it is.
    pub(crate) non_figures: BTreeMap<&'static str, usize>,
}

impl Usage {
    /// How many steps there are from one date to the next.
    pub(crate) fn steps(&self) -> usize {
        self.up + self.unchanged + self.down
    }

    /// Whether most of its claims are percentages.
    pub(crate) fn is_percent(&self) -> bool {
        self.units.get("%").is_some_and(|count| count * 2 > self.claims)
    }
}

/// What distinguishes the series of one source: measure, scope, origin, chain and mode.
type SeriesKey = (u32, u32, Option<u32>, u32, Option<Mode>);

/// The usage of the measures, counted over the claims that `wanted` selects.
pub(crate) fn usage(model: &Model, wanted: impl Fn(&Claim) -> bool) -> BTreeMap<MeasureId, Usage> {
    let mut usages: BTreeMap<MeasureId, Usage> = BTreeMap::new();
    let mut series: BTreeMap<SeriesKey, Vec<(Day, Number)>> = BTreeMap::new();
    for claim in model.claims.iter().filter(|claim| wanted(claim)) {
        let usage = usages.entry(claim.measure).or_default();
        usage.claims += 1;
        if let Some(unit) = claim.unit {
            *usage.units.entry(model.vocabulary.units.name(unit).to_owned()).or_default() += 1;
        }
        usage.periods += usize::from(claim.time.is_some_and(|time| time.shape == Shape::Period));
        let other = match &claim.value {
            Value::Number(figure) => {
                let hard = figure.hard();
                usage.negative += usize::from(hard.high.as_ref().is_some_and(Number::is_negative));
                usage.above_hundred +=
                    usize::from(hard.low.as_ref().is_some_and(|low| *low > Number::HUNDRED));
                if let (Figure::Exact(number), Some(day)) = (figure, claim.time.and_then(|time| time.from)) {
                    let origin = claim.origin.map(|origin| origin.0);
                    let key = (claim.measure.0, claim.scope.0, origin, claim.via.0, claim.mode);
                    series.entry(key).or_default().push((day, number.clone()));
                }
                continue;
            }
            Value::Truth(_) => "truth",
            Value::Name(_) => "name",
            Value::Set(_) => "set",
            Value::Date(_) => "date",
            Value::Quote(_) | Value::Unread => continue,
        };
        *usage.non_figures.entry(other).or_default() += 1;
    }
    for ((measure, ..), mut figures) in series {
        let Some(usage) = usages.get_mut(&MeasureId(measure)) else { continue };
        figures.sort_by_key(|(day, _)| *day);
        for pair in figures.windows(2).filter(|pair| pair[0].0 < pair[1].0) {
            match pair[0].1.cmp(&pair[1].1) {
                std::cmp::Ordering::Less => usage.up += 1,
                std::cmp::Ordering::Equal => usage.unchanged += 1,
                std::cmp::Ordering::Greater => usage.down += 1,
            }
        }
    }
    usages
}
