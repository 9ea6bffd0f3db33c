//! How far apart the two sides of a proof are, which is the larger, and what they leave for one figure.

use std::collections::BTreeSet;

use crate::contradiction::{Argument, ProofSides};
use crate::corpus::Corpus;
use crate::model::claim::Value;
use crate::model::{Figure, Interval, Number};
use crate::reason::End;
use crate::reason::linear::StepReason;

/// How far apart the two sides of a proof are, and the figure to compare that with: the claim's, else the larger
/// side.
pub(crate) fn gap(argument: &Argument, claim: u32) -> (Number, Number) {
    let sides = ProofSides::of(argument);
    let (left, right) = (sides.sum(argument, End::Low), sides.sum(argument, End::High));
    let step = |at: u32| &argument.proof.steps[at as usize];
    let own = sides.said.iter().find(|(at, _)| step(*at).by == StepReason::Item(claim));
    let over = (&left - &right).abs();
    let amount = own.and_then(|(_, times)| over.checked_div(&times.abs())).unwrap_or(over);
    let whole = own.map(|(at, _)| step(*at).endpoint.value.abs()).filter(|value| !value.is_zero());
    (amount, whole.unwrap_or_else(|| left.abs().max(right.abs())))
}

/// Which of the two sides of a proof is the larger, ordered by their series; none if both have the same series.
pub(crate) fn direction(corpus: &Corpus, argument: &Argument) -> Option<bool> {
    let sides = ProofSides::of(argument);
    let side = |end: End| {
        let said = sides.said.iter().map(|(at, _)| &argument.proof.steps[*at as usize]);
        let claims = said.filter(|step| step.end == end).filter_map(|step| match step.by {
            StepReason::Item(claim) => corpus.series_of(claim),
            StepReason::Domain | StepReason::Row(..) => None,
        });
        claims.collect::<BTreeSet<u32>>()
    };
    let (low, high) = (side(End::Low), side(End::High));
    (low != high).then_some(low > high)
}

/// What the other figures of a proof allow for a claim's figure; none unless the proof uses it exactly once.
pub(crate) fn allowed(corpus: &Corpus, argument: &Argument, claim: u32) -> Option<Interval> {
    let sides = ProofSides::of(argument);
    let step = |at: u32| &argument.proof.steps[at as usize];
    let mut own = sides.said.iter().filter(|(at, _)| step(*at).by == StepReason::Item(claim));
    let (Some((at, times)), None) = (own.next(), own.next()) else { return None };
    let over = (&sides.sum(argument, End::Low) - &sides.sum(argument, End::High)).checked_div(times)?;
    let value = &step(*at).endpoint.value;
    let end = if step(*at).end == End::Low { value - &over } else { value + &over };
    // If only equations between exact figures bind it, they allow exactly one figure.
    let sums = argument.rows.iter().all(|(row, _)| match (&row.span.low, &row.span.high) {
        (Some(low), Some(high)) => low.value == high.value,
        _ => false,
    });
    let single = sides.said.iter().all(|(at, _)| match step(*at).by {
        StepReason::Item(other) => matches!(&corpus.claim(other).value, Value::Number(Figure::Exact(_))),
        StepReason::Domain | StepReason::Row(..) => false,
    });
    Some(match step(*at).end {
        _ if sums && single => Interval::exact(end),
        End::Low => Interval::at_most(end),
        End::High => Interval::at_least(end),
    })
}
