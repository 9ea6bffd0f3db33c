//! The two sides of a proof, its lower and its upper bounds: the stated bounds, and the constants
//! that laws add.

use crate::contradiction::argument::Argument;
use crate::model::Number;
use crate::reason::End;
use crate::reason::linear::{Conclusion, Part, StepReason};

/// A proof reduced to stated bounds: the sum of the lower bounds should be at most that of the upper bounds.
#[derive(Debug)]
pub struct ProofSides {
    /// The stated bounds, as steps that follow from no other step, each with its coefficient.
    pub said: Vec<(u32, Number)>,
    /// The constants that laws add to the lower and to the upper bounds.
    pub constants: (Number, Number),
    /// Whether one of the lower bounds is strict, and whether one of the upper bounds is.
    pub open: (bool, bool),
}

impl ProofSides {
    /// The sides of a proof.
    #[must_use]
    pub fn of(argument: &Argument) -> Self {
        let steps = &argument.proof.steps;
        // How often each step counts in the conclusion.
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
                            let endpoint = argument.rows[*row as usize].0.span.end(*end);
                            sides
                                .add(*end, endpoint.map_or(Number::ZERO, |endpoint| &endpoint.value * often));
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
                    End::Low => sides.open.0 |= step.endpoint.side != 0,
                    End::High => sides.open.1 |= step.endpoint.side != 0,
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
    #[must_use]
    pub fn sum(&self, argument: &Argument, end: End) -> Number {
        let step = |at: u32| &argument.proof.steps[at as usize];
        let said = self.said.iter().filter(|(at, _)| step(*at).end == end);
        said.fold(self.constant(end).clone(), |sum, (at, times)| &sum + &(&step(*at).endpoint.value * times))
    }

    /// What laws add to one side.
    #[must_use]
    pub fn constant(&self, end: End) -> &Number {
        if end == End::Low { &self.constants.0 } else { &self.constants.1 }
    }
}
