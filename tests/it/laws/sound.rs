//! Which random corpora are unambiguous: nothing in them is refused, or left open by the model's description.

use crate::laws::model::Model;
use crate::laws::world::{Break, Claim, Compared, Kind, Law, Measure, Series, Terms, When, World};
use crate::pending::{Part, is_pending};

/// Whether one true value stands behind a claim.
pub(crate) fn has_value(world: &World, claim: usize) -> bool {
    let claim = &world.claims[claim];
    match (world.measures[claim.series.0].kind, claim.when) {
        (Kind::Constant, _) | (_, When::Day(_)) | (Kind::Flow, When::Period(..)) => true,
        (Kind::Cumulative, When::Period(..)) => world.breaks.is_empty(),
        (kind, when) if when.figured(kind).is_some() => !is_pending(Part::PeriodTies),
        _ => false,
    }
}

/// Whether a law has terms with a plus and terms with a minus, and so says more than that something is zero.
pub(crate) fn stands_on_both_sides(law: &Law) -> bool {
    let factors: Vec<i128> = match &law.terms {
        Terms::Measures(terms) => terms.iter().map(|term| term.0).collect(),
        Terms::Labels(terms) => terms.iter().map(|term| term.0).collect(),
    };
    factors.iter().any(|factor| *factor > 0) && factors.iter().any(|factor| *factor < 0)
}

/// What comes in over a period is held to no number, whatever the period; and where scopes have parts a law asks
/// nothing of those that nobody claims: nothing at all satisfies it.
pub(crate) fn may_have_constant(world: &World, law: &Law) -> bool {
    let Terms::Measures(terms) = &law.terms else { return true };
    let scoped = world.measures.iter().any(|measure| measure.over_groups || measure.over_places);
    let nothing_satisfies = match law.compared {
        Compared::Equal => law.constant == 0,
        Compared::AtMost => law.constant >= 0,
        Compared::AtLeast => law.constant <= 0,
    };
    let refused =
        |(_, series): &(i128, Series)| matches!(world.measures[series.0].kind, Kind::Flow | Kind::Ratio);
    (!scoped || nothing_satisfies) && !terms.iter().any(refused)
}

/// Whether a corpus is unambiguous: nothing in it is refused or left open by the model's description.
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
    if mixes_totals_with_period_figures(world) || counts_on_across_a_break(world) {
        return false;
    }
    let model = Model::new(world);
    // The true value of an impossible figure is left open.
    let possible = world.laws.iter().all(|law| match &law.terms {
        Terms::Measures(_) => true,
        Terms::Labels(terms) => terms.iter().all(|term| model.takes_part(term.1)),
    });
    possible && model.can_hold()
}

/// Whether a period of a flow shares days with another one and has a break of its total in it: whether what came in on either
/// side adds up to it, or that is lost with the flow's tie to the total, is nowhere said.
fn counts_on_across_a_break(world: &World) -> bool {
    let days = |claim: &Claim| match claim.when {
        When::Day(day) => Some((day, day)),
        When::Period(from, to) => Some((from, to)),
        _ => None,
    };
    let of_flow = |claim: &&Claim| world.measures[claim.series.0].kind == Kind::Flow;
    let flows: Vec<(Option<usize>, (i32, i32))> = world
        .claims
        .iter()
        .filter(of_flow)
        .filter_map(|claim| Some((world.measures[claim.series.0].adds_up_to, days(claim)?)))
        .collect();
    flows.iter().any(|&(total, (from, to))| {
        let steps = |step: &Break| Some(step.measure) == total && (from..=to).contains(&step.day);
        let shares = |&(_, other): &(_, (i32, i32))| other != (from, to) && other.0 <= to && from <= other.1;
        from < to && world.breaks.iter().any(steps) && flows.iter().any(shares)
    })
}

/// Whether a total is tied to a measure of which a period has a figure: what the total is over that period is nowhere said.
fn mixes_totals_with_period_figures(world: &World) -> bool {
    let kind = |measure: usize| world.measures[measure].kind;
    let is_figured = |claim: &Claim| claim.when.figured(kind(claim.series.0)).is_some();
    let parts =
        |measure: &Measure| mixes([Some(measure.kind), measure.part_of.map(kind)].into_iter().flatten());
    let laws = |law: &Law| match &law.terms {
        Terms::Measures(terms) => mixes(terms.iter().map(|term| kind(term.1.0))),
        Terms::Labels(_) => false,
    };
    world.claims.iter().any(is_figured) && (world.measures.iter().any(parts) || world.laws.iter().any(laws))
}

/// Whether totals and measures of which periods have figures are among these kinds.
pub(crate) fn mixes(kinds: impl Iterator<Item = Kind>) -> bool {
    let (mut total, mut figured) = (false, false);
    for kind in kinds {
        total |= kind == Kind::Cumulative;
        figured |= kind.has_period_figures();
    }
    total && figured
}
