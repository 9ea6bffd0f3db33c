//! Which random corpora mean one thing only: nothing in them is refused, or left to choice by the model's description.

use crate::laws::model::Model;
use crate::laws::world::{Claim, Compared, Kind, Law, Measure, Series, Terms, When, World};
use crate::oracle::{Row, feasible};

/// Whether one true value stands behind a claim.
pub(crate) fn has_value(world: &World, claim: usize) -> bool {
    let claim = &world.claims[claim];
    match (world.measures[claim.series.0].kind, claim.when) {
        (Kind::Constant, _) | (_, When::Day(_)) | (Kind::Flow, When::Period(..)) => true,
        (Kind::Cumulative, When::Period(..)) => world.breaks.is_empty(),
        _ => false,
    }
}

/// Whether a law has terms with a plus and terms with a minus, and so says more than that something is nothing.
pub(crate) fn stands_on_both_sides(law: &Law) -> bool {
    let factors: Vec<i128> = match &law.terms {
        Terms::Measures(terms) => terms.iter().map(|term| term.0).collect(),
        Terms::Labels(terms) => terms.iter().map(|term| term.0).collect(),
    };
    factors.iter().any(|factor| *factor > 0) && factors.iter().any(|factor| *factor < 0)
}

/// A constant would ask something of scopes and periods that nobody claims where these have parts.
pub(crate) fn may_have_constant(world: &World, law: &Law) -> bool {
    let Terms::Measures(terms) = &law.terms else { return true };
    let parts = |measure: &Measure| measure.over_groups || measure.over_places;
    let tied = |measure: &Measure| {
        measure.kind == Kind::Flow && (measure.part_of.is_some() || measure.adds_up_to.is_some())
    };
    let flows = terms.iter().any(|(_, series)| world.measures[series.0].kind == Kind::Flow);
    let percent = terms.iter().any(|(_, series)| world.measures[series.0].kind == Kind::Ratio);
    !percent && !world.measures.iter().any(|measure| parts(measure) || flows && tied(measure))
}

/// Whether a corpus means one thing only: nothing in it is refused or left to choice by the model's description.
pub(crate) fn is_sound(world: &World) -> bool {
    for law in &world.laws {
        let mut series: Vec<Series> = match &law.terms {
            Terms::Measures(terms) => terms.iter().map(|term| term.1).collect(),
            Terms::Labels(terms) => terms.iter().map(|term| world.claims[term.1].series).collect(),
        };
        let measures: Vec<&Measure> = series.iter().map(|series| &world.measures[series.0]).collect();
        let Some(first) = measures.first() else { return false };
        let flows = first.kind == Kind::Flow;
        if measures.iter().any(|measure| measure.unit != first.unit || (measure.kind == Kind::Flow) != flows)
        {
            return false;
        }
        if first.kind == Kind::Ratio && law.constant != 0 {
            return false;
        }
        match &law.terms {
            Terms::Measures(_) => {
                series.sort_unstable();
                series.dedup();
                if series.len() < measures.len() {
                    return false;
                }
                if law.constant != 0 && !may_have_constant(world, law) {
                    return false;
                }
                if flows && law.constant != 0 && !(can_ever_hold(law) && is_of_one_period(world, &series)) {
                    return false;
                }
            }
            Terms::Labels(terms) => {
                let mut labels: Vec<usize> = terms.iter().map(|term| term.1).collect();
                labels.sort_unstable();
                labels.dedup();
                let sound = labels.iter().all(|&label| has_value(world, label));
                if !sound || labels.len() < terms.len() {
                    return false;
                }
            }
        }
    }
    Model::new(world).can_hold()
}

/// Whether all claims of flows are of one period and of measures that a law names, and no other law speaks of flows: a
/// constant holds for each period that is claimed, and here every claim names the same one.
fn is_of_one_period(world: &World, named: &[Series]) -> bool {
    let flow = |series: Series| world.measures[series.0].kind == Kind::Flow;
    let claims: Vec<&Claim> = world.claims.iter().filter(|claim| flow(claim.series)).collect();
    let one = claims.iter().all(|claim| {
        claim.when == claims[0].when
            && named.iter().any(|series| series.0 == claim.series.0)
            && claim.series.1 == claims[0].series.1
    });
    let laws = world.laws.iter().filter(|law| match &law.terms {
        Terms::Measures(terms) => terms.iter().any(|term| flow(term.1)),
        Terms::Labels(terms) => terms.iter().any(|term| flow(world.claims[term.1].series)),
    });
    one && laws.count() == 1
        && claims.iter().all(|claim| claim.series.2 == 0)
        && named.iter().all(|series| (series.1, series.2) == (0, 0))
}

/// Whether some flows that are not negative can satisfy a law over them.
fn can_ever_hold(law: &Law) -> bool {
    let Terms::Measures(terms) = &law.terms else { return true };
    let form: Vec<(usize, i128)> = terms.iter().enumerate().map(|(at, term)| (at, term.0)).collect();
    let mut rows: Vec<Row> = (0..form.len()).map(|at| Row::at_least(&[(at, 1)], 0)).collect();
    let constant = i128::from(law.constant);
    rows.push(match law.compared {
        Compared::Equal => Row::equal(&form, constant),
        Compared::AtMost => Row::at_most(&form, constant),
        Compared::AtLeast => Row::at_least(&form, constant),
    });
    feasible(&rows)
}
