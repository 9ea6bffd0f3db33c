//! The two sides of a proof: the stated bounds alone, and what laws add to them.

use std::collections::BTreeSet;

use crate::contradiction::Argument;
use crate::corpus::Corpus;
use crate::model::claim::Value;
use crate::model::{Figure, Interval, Number};
use crate::reason::End;
use crate::reason::linear::{Conclusion, Part, StepReason};

/// A proof reduced to stated bounds: the sum of the lower bounds should be at most that of the upper bounds.
pub(crate) struct Sides {
    /// The stated bounds, as steps that follow from no other step, each with its coefficient.
    pub(crate) said: Vec<(u32, Number)>,
    /// The constants that laws add to the lower and to the upper bounds.
    pub(crate) constants: (Number, Number),
    /// Whether a lower or an upper bound is strict.
    pub(crate) open: (bool, bool),
}

impl Sides {
    pub(crate) fn of(argument: &Argument) -> Self {
        let steps = &argument.proof.steps;
        let mut times = vec![Number::ZERO; steps.len()];
        let mut sides =
            Self { said: Vec::new(), constants: (Number::ZERO, Number::ZERO), open: (false, false) };
        match &argument.proof.end {
            Conclusion::BoundConflict(low, high) => {
                times[*low as usize] = Number::ONE;
                times[*high as usize] = Number::ONE;
            }
            Conclusion::Sum(parts) => {
                for (part, often) in parts {
                    match part {
                        Part::Step(at) => times[*at as usize] = &times[*at as usize] + often,
                        Part::Row(row, end) => {
                            let cut = argument.rows[*row as usize].0.span.end(*end);
                            sides.add(*end, cut.map_or(Number::ZERO, |cut| &cut.value * often));
                        }
                    }
                }
            }
            Conclusion::Product => {}
        }
        for (at, step) in steps.iter().enumerate().rev() {
            let often = times[at].clone();
            if often.is_zero() {
                continue;
            }
            let StepReason::Row(row, from) = &step.by else {
                match step.end {
                    End::Low => sides.open.0 |= step.cut.side != 0,
                    End::High => sides.open.1 |= step.cut.side != 0,
                }
                sides.said.push((at as u32, often));
                continue;
            };
            let row = &argument.rows[*row as usize].0;
            let coefficient =
                |unknown: u32| row.terms.iter().find(|term| term.0 == unknown).map(|term| &term.1);
            let Some(own) = coefficient(step.unknown) else { continue };
            for &ground in from {
                let share =
                    coefficient(steps[ground as usize].unknown).and_then(|times| times.checked_div(own));
                let share = share.map_or(Number::ZERO, |share| share.abs());
                times[ground as usize] = &times[ground as usize] + &(&share * &often);
            }
            let limit = row.span.end(step.row_end(own)).and_then(|limit| limit.value.checked_div(own));
            sides.add(step.end, &limit.unwrap_or(Number::ZERO) * &often);
        }
        sides.said.reverse();
        sides
    }

    /// Adds a number; what is subtracted on one side is added on the other.
    fn add(&mut self, end: End, value: Number) {
        let side = if (end == End::Low) == value.is_negative() {
            &mut self.constants.1
        } else {
            &mut self.constants.0
        };
        *side = &*side + &value.abs();
    }

    /// The sum of one side.
    pub(crate) fn sum(&self, argument: &Argument, end: End) -> Number {
        let step = |at: u32| &argument.proof.steps[at as usize];
        let said = self.said.iter().filter(|(at, _)| step(*at).end == end);
        said.fold(self.constant(end).clone(), |sum, (at, times)| &sum + &(&step(*at).cut.value * times))
    }

    /// What laws add to one side.
    pub(crate) fn constant(&self, end: End) -> &Number {
        if end == End::Low { &self.constants.0 } else { &self.constants.1 }
    }
}

/// How far apart the two sides of a proof are, and the figure to compare that with: the claim's, else the larger
/// side.
pub(crate) fn gap(argument: &Argument, claim: u32) -> (Number, Number) {
    let sides = Sides::of(argument);
    let (left, right) = (sides.sum(argument, End::Low), sides.sum(argument, End::High));
    let step = |at: u32| &argument.proof.steps[at as usize];
    let own = sides.said.iter().find(|(at, _)| step(*at).by == StepReason::Item(claim));
    let over = (&left - &right).abs();
    let amount = own.and_then(|(_, times)| over.checked_div(&times.abs())).unwrap_or(over);
    let whole = own.map(|(at, _)| step(*at).cut.value.abs()).filter(|value| !value.is_zero());
    (amount, whole.unwrap_or_else(|| left.abs().max(right.abs())))
}

/// Which of the two sides of a proof is the larger, ordered by their series; none if both have the same series.
pub(crate) fn direction(corpus: &Corpus, argument: &Argument) -> Option<bool> {
    let sides = Sides::of(argument);
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

/// What the other figures of a proof allow for a claim's; none if the proof does not rest on one end of it.
pub(crate) fn left(corpus: &Corpus, argument: &Argument, claim: u32) -> Option<Interval> {
    let sides = Sides::of(argument);
    let step = |at: u32| &argument.proof.steps[at as usize];
    let mut own = sides.said.iter().filter(|(at, _)| step(*at).by == StepReason::Item(claim));
    let (Some((at, times)), None) = (own.next(), own.next()) else { return None };
    let over = (&sides.sum(argument, End::Low) - &sides.sum(argument, End::High)).checked_div(times)?;
    let value = &step(*at).cut.value;
    let end = if step(*at).end == End::Low { value - &over } else { value + &over };
    // If only sums of single figures bind it, they allow exactly one figure.
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
