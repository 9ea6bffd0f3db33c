//! Which true values a figure allows, and on which days a series may step.

use std::borrow::Cow;

use crate::corpus::{Corpus, Series, Statement};
use crate::model::claim::Value;
use crate::model::register::{KeyId, MeasureId, NameId};
use crate::model::vocabulary::Tolerance;
use crate::model::{Day, Interval, Number, Shape};

/// What a statement's figure says (`soft`), or allows.
#[must_use]
pub fn span<'c>(corpus: &'c Corpus, statement: &Statement, soft: bool) -> Cow<'c, Interval> {
    match &corpus.claim(statement.speaker()).value {
        Value::Number(figure) if soft => figure.soft(),
        Value::Number(figure) => figure.hard(),
        _ => Cow::Owned(Interval::ALL),
    }
}

/// What a statement allows, its measure's tolerance included.
#[must_use]
pub fn hard(corpus: &Corpus, series: &Series, statement: &Statement) -> Interval {
    debug_assert_eq!(corpus.claim(statement.speaker()).measure, series.measure);
    let allows = allows(corpus, statement.speaker());
    if !is_to_date(corpus, statement) {
        return allows;
    }
    // All that is certain is that this much had come in by then, and where figures may be negative not even that.
    let measure = corpus.model.vocabulary.measure(series.measure);
    let low = allows.low.filter(|_| !measure.is_some_and(|measure| measure.may_be_negative));
    let low_open = low.is_some() && allows.low_open;
    Interval { low, high: None, low_open, high_open: false }
}

/// Whether a figure was stated of a period that was not over: more may have come in since.
pub(super) fn is_to_date(corpus: &Corpus, statement: &Statement) -> bool {
    let claim = corpus.claim(statement.speaker());
    let period = claim.time.filter(|window| window.shape == Shape::Period);
    // A relay passes a figure on after its source gave it.
    let moment = claim.said.or(claim.published);
    period.and_then(|period| period.to).zip(moment).is_some_and(|(end, moment)| moment.to < end)
}

/// What a claim's figure allows, its measure's tolerance included; everything where it is no figure.
#[must_use]
pub fn allows(corpus: &Corpus, claim: u32) -> Interval {
    let claim = corpus.claim(claim);
    let Value::Number(figure) = &claim.value else { return Interval::ALL };
    let hard = figure.hard();
    let measure = corpus.model.vocabulary.measure(claim.measure);
    let tolerance = measure.and_then(|measure| measure.tolerance.as_ref());
    let moved = |end: &Number| match tolerance {
        Some(Tolerance::Share(share)) => &end.abs() * share,
        Some(Tolerance::Amount(amount)) => amount.clone(),
        None => Number::ZERO,
    };
    match tolerance {
        None => hard.into_owned(),
        Some(_) => Interval {
            low: hard.low.as_ref().map(|low| low - &moved(low)),
            high: hard.high.as_ref().map(|high| high + &moved(high)),
            low_open: hard.low_open,
            high_open: hard.high_open,
        },
    }
}

/// The days on which a series may step.
#[must_use]
pub fn breaks(corpus: &Corpus, measure: MeasureId, scope: &[(KeyId, NameId)]) -> Vec<Day> {
    let steps = corpus.model.breaks.iter().filter(|step| {
        if step.measure != measure {
            return false;
        }
        let broken = corpus.model.registers.scopes.get(step.scope.0);
        // A key that has a default is never missing: where it is left out, the default is meant.
        let sets = |pairs: &[(KeyId, NameId)], key: KeyId| pairs.iter().any(|(known, _)| *known == key);
        let mut defaults = corpus.model.vocabulary.defaults.iter();
        let same_default = defaults.all(|&(key, _)| sets(broken, key) || !sets(scope, key));
        same_default && broken.iter().all(|pair| scope.contains(pair))
    });
    let mut days: Vec<Day> = steps.map(|step| step.day).collect();
    days.sort_unstable();
    days.dedup();
    days
}
