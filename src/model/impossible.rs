//! Claims that are impossible whatever else is said, and breaks that make them possible again.

use crate::model::claim::{Claim, Value};
use crate::model::domain::Impossible;
use crate::model::register::{KeyId, MeasureId, NameId, Registers};
use crate::model::series_break::Break;
use crate::model::vocabulary::Vocabulary;
use crate::model::window::{Day, Shape};

/// The days on which a series may step, in order.
pub(super) fn break_days(
    breaks: &[Break],
    registers: &Registers,
    vocabulary: &Vocabulary,
    measure: MeasureId,
    scope: &[(KeyId, NameId)],
) -> Vec<Day> {
    let steps = breaks.iter().filter(|step| {
        if step.measure != measure {
            return false;
        }
        let break_scope = registers.scopes.get(step.scope.0);
        // A key with a default always has a value: if it is left out, the default is meant.
        let has_key = |pairs: &[(KeyId, NameId)], key: KeyId| pairs.iter().any(|(known, _)| *known == key);
        let mut defaults = vocabulary.defaults.iter();
        let same_default = defaults.all(|&(key, _)| has_key(break_scope, key) || !has_key(scope, key));
        same_default && break_scope.iter().all(|pair| scope.contains(pair))
    });
    let mut days: Vec<Day> = steps.map(|step| step.day).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Why a claim's figure is impossible; none if it is possible. A flow may be below zero if its series steps within
/// the period.
pub(super) fn impossible(
    claim: &Claim,
    breaks: &[Break],
    registers: &Registers,
    vocabulary: &Vocabulary,
) -> Option<Impossible> {
    let Value::Number(figure) = &claim.value else { return None };
    let kind = vocabulary.numeric_kind(claim.measure, claim.unit);
    let why = vocabulary.impossible(figure, Some(kind), claim.measure, claim.unit)?;
    let period = claim.time.filter(|window| window.shape == Shape::Period);
    let (Impossible::Negative, Some(from), Some(to)) =
        (why, period.and_then(|period| period.from), period.and_then(|period| period.to))
    else {
        return Some(why);
    };
    let scope = registers.scopes.get(claim.scope.0);
    let total = vocabulary.measure(claim.measure).and_then(|measure| measure.adds_up_to);
    let is_stepped = [Some(claim.measure), total].into_iter().flatten().any(|measure| {
        break_days(breaks, registers, vocabulary, measure, scope).iter().any(|day| (from..=to).contains(day))
    });
    (!is_stepped).then_some(why)
}
