//! Figures and spans of figures in words.

use crate::corpus::Describer;
use crate::model::{Interval, Number};

/// A span of figures, in the unit of a claim: `729`, `between 700 and 729`, `at least 700`, `any figure`.
pub(super) fn span_in_words(words: Describer<'_>, span: &Interval, claim: u32) -> String {
    // A count has no fractions: an end of a hundred or more is moved outwards to a whole number.
    let units = &words.corpus.model.vocabulary.units;
    let is_count = words.corpus.claim(claim).unit.is_none_or(|unit| units.is_counting(unit));
    let is_large = |number: &Number| number.abs() >= Number::HUNDRED;
    let outwards = |end: &Option<Number>, up: bool| {
        let number = end.as_ref()?;
        if !is_count || number.is_integer() || !is_large(number) {
            return Some(number.clone());
        }
        Some(if up { -&(-number).floor() } else { number.floor() })
    };
    let span =
        &Interval { low: outwards(&span.low, false), high: outwards(&span.high, true), ..span.clone() };
    let shown = |number: &Number| with_unit(words, number, claim);
    if let Some(single) = span.single() {
        return shown(single);
    }
    match (&span.low, &span.high) {
        (Some(low), Some(high)) => format!("between {} and {}", low.grouped(), shown(high)),
        (Some(low), None) if span.low_open => format!("more than {}", shown(low)),
        (Some(low), None) => format!("at least {}", shown(low)),
        (None, Some(high)) if span.high_open => format!("less than {}", shown(high)),
        (None, Some(high)) => format!("at most {}", shown(high)),
        (None, None) => "any figure".to_owned(),
    }
}

/// A number in the unit of a claim: `729`, `5%`, `12 km`.
fn with_unit(words: Describer<'_>, number: &Number, claim: u32) -> String {
    let units = &words.corpus.model.vocabulary.units;
    let figure = number.grouped();
    match words.corpus.claim(claim).unit {
        Some(unit) if units.is_percent(unit) => format!("{figure}%"),
        Some(unit) if !units.is_counting(unit) => format!("{figure} {}", units.name(unit)),
        _ => figure,
    }
}

/// The ends of a span as exact strings; none for an open end.
pub(super) fn ends(span: &Interval) -> (Option<String>, Option<String>) {
    let end = |end: &Option<Number>| end.as_ref().map(Number::to_string);
    (end(&span.low), end(&span.high))
}
