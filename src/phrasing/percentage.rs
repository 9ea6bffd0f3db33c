//! A percentage compared with its own count and whole.

use crate::contradiction::Side;
use crate::model::claim::Value;
use crate::model::{Figure, Number};
use crate::phrasing::presenter::Presenter;

/// The side with count and whole, and the side in per cent, if the dispute has one of each.
pub(crate) fn sides<'c>(presenter: &'c Presenter<'_>) -> Option<(&'c Side, &'c Side)> {
    let (one, two) = presenter.first_two();
    let corpus = presenter.words.corpus;
    let percent = |side: &Side| {
        let unit = corpus.claim(side.statement.representative()).unit;
        unit.is_some_and(|unit| corpus.model.vocabulary.units.is_percent(unit))
    };
    match (count_and_whole(presenter, one), count_and_whole(presenter, two)) {
        (Some(_), None) if percent(two) => Some((one, two)),
        (None, Some(_)) if percent(one) => Some((two, one)),
        _ => None,
    }
}

/// The count and the whole of a side.
pub(crate) fn count_and_whole(presenter: &Presenter<'_>, side: &Side) -> Option<(Number, Number)> {
    match &presenter.words.corpus.claim(side.statement.representative()).value {
        Value::Number(figure) => Figure::share(figure).map(|(count, whole)| (count.clone(), whole.clone())),
        _ => None,
    }
}
