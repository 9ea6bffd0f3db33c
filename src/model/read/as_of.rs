//! The corpus as it was on a day: claims published later, or said later if they have no date of publication, are
//! removed.

use crate::model::claim::Claim;
use crate::model::directives::Expected;
use crate::model::read::model::Model;
use crate::model::window::Day;
use crate::source::Place;

/// Removes what did not exist yet. Acceptances and expectations that name any of it stay, but cannot be judged (`can_be_judged`).
pub(super) fn hold_back(model: &mut Model, day: Day) {
    let later = |claim: &Claim| claim.published.or(claim.said).is_some_and(|moment| moment.from > day);
    let mut gone: Vec<Place> =
        model.claims.iter().filter(|claim| later(claim)).map(|claim| claim.place).collect();
    gone.sort_unstable();
    gone.dedup();
    let is_gone = |place: &Place| gone.binary_search(place).is_ok();
    model.claims.retain(|claim| !later(claim));
    model.breaks.retain(|step| step.day <= day);
    model.allows.retain(|allow| !is_gone(&allow.statement));
    model.problems.retain(|problem| !within(&gone, problem.at));
    for accept in &mut model.accepts {
        accept.can_be_judged &= !accept.statements().iter().any(is_gone);
    }
    for expect in &mut model.expects {
        if let Expected::Finding { statements, can_be_judged: whole, .. } = &mut expect.what {
            *whole &= !statements.iter().any(is_gone);
        }
    }
}

/// Whether a place lies in one of some statements, which are in order.
fn within(statements: &[Place], place: Place) -> bool {
    let after = statements.partition_point(|statement| {
        (statement.file, statement.span.start) <= (place.file, place.span.start)
    });
    after
        .checked_sub(1)
        .map(|at| statements[at])
        .is_some_and(|statement| statement.file == place.file && place.span.end <= statement.span.end)
}
