//! Shrinking a corpus that breaks a guarantee, as long as it breaks the same one.

use crate::laws::sound::is_sound;
use crate::laws::world::{Kind, Law, Said, Set, Terms, When, World};

/// The corpus from which nothing more can be removed.
pub(crate) fn least(world: &World, breaks: impl Fn(&World) -> bool) -> World {
    let mut world = world.clone();
    'smaller: loop {
        for less in every(&world) {
            if breaks(&less) {
                world = less;
                continue 'smaller;
            }
        }
        return world;
    }
}

/// Every corpus that is a step smaller, the largest steps first.
fn every(world: &World) -> Vec<World> {
    let mut all = Vec::new();
    let mut push = |change: &dyn Fn(&mut World)| {
        let mut less = world.clone();
        change(&mut less);
        if less != *world {
            all.push(less);
        }
    };
    for at in 0..world.claims.len() {
        push(&|less| without(less, at));
    }
    for at in 0..world.laws.len() {
        push(&|less| {
            less.laws.remove(at);
        });
    }
    for at in 0..world.breaks.len() {
        push(&|less| {
            less.breaks.remove(at);
        });
    }
    push(&|less| less.items = false);
    for at in 0..2 {
        push(&|less| less.place_sets[at] = Set::No);
        push(&|less| less.group_sets[at] = Set::No);
    }
    for at in 0..world.measures.len() {
        push(&|less| less.measures[at].part_of = None);
        push(&|less| less.measures[at].adds_up_to = None);
        push(&|less| less.measures[at].over_places = false);
        push(&|less| less.measures[at].over_groups = false);
        push(&|less| less.measures[at].negative = false);
        push(&|less| less.measures[at].tolerance = 0);
        let tied = world.measures.iter().any(|measure| measure.adds_up_to == Some(at));
        if world.measures[at].kind == Kind::Cumulative && !tied {
            push(&|less| less.measures[at].kind = Kind::Level);
        }
    }
    for at in 0..world.claims.len() {
        push(&|less| {
            less.claims[at].outlet = less.claims[at].outlet.filter(|_| less.claims[at].origin.is_none())
        });
        push(&|less| less.claims[at].series.1 = 0);
        push(&|less| less.claims[at].series.2 = 0);
        let said = world.claims[at].said;
        if let Said::AtLeast(value)
        | Said::AtMost(value)
        | Said::MoreThan(value)
        | Said::LessThan(value)
        | Said::Between(value, _) = said
        {
            push(&|less| less.claims[at].said = Said::Exactly(value));
        }
        if let When::Uncertain(from, to, _) = world.claims[at].when {
            push(&|less| less.claims[at].when = When::Period(from, to));
        }
        if let When::Period(_, day) | When::Uncertain(_, day, _) = world.claims[at].when {
            push(&|less| less.claims[at].when = When::Day(day.min(12)));
        }
    }
    // All places, groups, days or origins that are one another's neighbours become one.
    for name in 1..6 {
        push(&|less| {
            less.claims.iter_mut().for_each(|claim| claim.series.1 -= usize::from(claim.series.1 == name))
        });
        push(&|less| {
            less.claims.iter_mut().for_each(|claim| claim.series.2 -= usize::from(claim.series.2 == name))
        });
    }
    for number in 0..world.laws.len() {
        push(&|less| less.laws[number].constant = 0);
        if let Terms::Measures(terms) = &world.laws[number].terms {
            for at in 0..terms.len() {
                push(&|less| {
                    change(&mut less.laws[number], |terms| {
                        terms.remove(at);
                    });
                });
                push(&|less| change(&mut less.laws[number], |terms| terms[at].0 = terms[at].0.signum()));
                push(&|less| change(&mut less.laws[number], |terms| terms[at].1.1 = 0));
                push(&|less| change(&mut less.laws[number], |terms| terms[at].1.2 = 0));
            }
        }
    }
    all.retain(is_sound);
    all
}

/// Without a claim and the laws that refer to it.
fn without(world: &mut World, claim: usize) {
    world.claims.remove(claim);
    world.laws.retain(
        |law| !matches!(&law.terms, Terms::Labels(terms) if terms.iter().any(|term| term.1 == claim)),
    );
    for law in &mut world.laws {
        if let Terms::Labels(terms) = &mut law.terms {
            terms.iter_mut().for_each(|term| term.1 -= usize::from(term.1 > claim));
        }
    }
}

fn change(law: &mut Law, change: impl FnOnce(&mut Vec<(i128, (usize, usize, usize))>)) {
    if let Terms::Measures(terms) = &mut law.terms {
        change(terms);
    }
}
