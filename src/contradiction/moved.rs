//! Gives what was found of some claims the numbers that these have now.

use std::sync::Arc;

use crate::contradiction::argument::Argument;
use crate::contradiction::contradictions::LooseAgreement;
use crate::contradiction::dispute::{Dispute, Evidence, EvidenceBy, OtherProof, Side};
use crate::contradiction::reckoning::{Equation, Reckoning};
use crate::corpus::{Moved, Statement};
use crate::reason::linear::StepReason;

pub(super) fn dispute(moved: &Moved, dispute: &mut Dispute) {
    moved.series(&mut dispute.series);
    side(moved, &mut dispute.removed);
    dispute.against.iter_mut().for_each(|one| side(moved, one));
    let statements = [&mut dispute.repair, &mut dispute.consequences, &mut dispute.kept];
    statements.into_iter().flatten().for_each(|one| statement(moved, one));
    dispute.elsewhere.iter_mut().chain(&mut dispute.certain).for_each(|at| moved.claim(at));
    dispute.argument.iter_mut().for_each(|one| argument(moved, one));
    dispute.falls_with_others.iter_mut().flatten().for_each(|at| moved.claim(at));
    let proofs = dispute.other_proofs.iter_mut().chain(&mut dispute.with_others);
    proofs.for_each(|proof| other_proof(moved, proof));
    dispute.reckoning.iter_mut().for_each(|one| reckoning(moved, one));
    for case in &mut dispute.cases {
        case.segments.iter_mut().for_each(|(at, _)| moved.claim(at));
        argument(moved, &mut case.argument);
    }
    dispute.evidence.iter_mut().for_each(|one| evidence(moved, one));
    // These are found of all contradictions together, later.
    debug_assert!(dispute.restated.is_none() && dispute.pointer.is_none());
}

pub(super) fn evidence(moved: &Moved, evidence: &mut Evidence) {
    evidence.breaking.iter_mut().for_each(|at| moved.claim(at));
    match &mut evidence.by {
        EvidenceBy::Series { neighbour, .. } => moved.claim(neighbour),
        EvidenceBy::Tie { proof, .. } => other_proof(moved, proof),
    }
}

fn other_proof(moved: &Moved, proof: &mut OtherProof) {
    proof.claims.iter_mut().for_each(|at| moved.claim(at));
    argument(moved, &mut proof.argument);
}

pub(super) fn loose(moved: &Moved, loose: &mut LooseAgreement) {
    moved.series(&mut loose.series);
    statement(moved, &mut loose.high);
    statement(moved, &mut loose.low);
}

fn side(moved: &Moved, side: &mut Side) {
    moved.series(&mut side.series);
    statement(moved, &mut side.statement);
}

fn statement(moved: &Moved, statement: &mut Statement) {
    statement.claims.iter_mut().for_each(|at| moved.claim(at));
    if let Some(superseded) = &mut statement.superseded {
        let mut claims = superseded.to_vec();
        claims.iter_mut().for_each(|at| moved.claim(at));
        *superseded = Arc::from(claims);
    }
}

fn argument(moved: &Moved, argument: &mut Argument) {
    for step in &mut argument.proof.steps {
        if let StepReason::Item(claim) = &mut step.by {
            moved.claim(claim);
        }
    }
}

fn reckoning(moved: &Moved, reckoning: &mut Reckoning) {
    equation(moved, &mut reckoning.failing);
    reckoning.fitting.iter_mut().for_each(|(at, _)| moved.claim(at));
    if let Some(odd) = &mut reckoning.odd {
        moved.claim(&mut odd.claim);
        odd.fixed.iter_mut().chain(&mut odd.upheld).for_each(|one| equation(moved, one));
    }
}

fn equation(moved: &Moved, equation: &mut Equation) {
    equation.terms.iter_mut().for_each(|(_, at)| moved.claim(at));
}
