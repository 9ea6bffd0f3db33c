//! A percentage beside its own count and whole.

use crate::contradiction::Side;
use crate::model::claim::Value;
use crate::model::{Figure, Number};
use crate::phrasing::case::Case;

/// The side stated by count and whole, and the one stated in per cent, where a case has one of each.
pub(crate) fn sides<'c>(case: &'c Case<'_>) -> Option<(&'c Side, &'c Side)> {
    let (one, two) = case.sides();
    let corpus = case.words.corpus;
    let percent = |side: &Side| {
        let unit = corpus.claim(side.statement.speaker()).unit;
        unit.is_some_and(|unit| corpus.model.vocabulary.units.is_percent(unit))
    };
    match (share(case, one), share(case, two)) {
        (Some(_), None) if percent(two) => Some((one, two)),
        (None, Some(_)) if percent(one) => Some((two, one)),
        _ => None,
    }
}

/// The count and the whole of a side stated by them.
pub(crate) fn share(case: &Case<'_>, side: &Side) -> Option<(Number, Number)> {
    match &case.words.corpus.claim(side.statement.speaker()).value {
        Value::Number(figure) => Figure::share(figure).map(|(count, whole)| (count.clone(), whole.clone())),
        _ => None,
    }
}
