//! Figures and spans of figures in words.

use crate::corpus::Describer;
use crate::model::{Interval, Number};

/// A span of figures, in the unit of a claim: `729`, `between 700 and 729`, `at least 700`, `any figure`.
pub(super) fn span_in_words(words: Describer<'_>, span: &Interval, claim: u32) -> String {
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
pub(super) fn with_unit(words: Describer<'_>, number: &Number, claim: u32) -> String {
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
