//! Corpora whose verdict can be worked out by hand, to test the translation before it is used as an oracle.

use crate::laws::model::Model;
use crate::laws::repair::{self, statements};
use crate::laws::world::{
    Break, Claim, Compared, Kind, Law, Measure, Said, Series, Set, Terms, Unit, When, World,
};
use crate::pending::as_if_all_were_there;

pub(crate) const BASE: Measure = Measure {
    kind: Kind::Level,
    unit: Unit::People,
    negative: false,
    tolerance: 0,
    part_of: None,
    over_groups: false,
    over_places: false,
    adds_up_to: None,
};

pub(crate) fn world(measures: Vec<Measure>, claims: &[(Series, When, Said)]) -> World {
    let claim = |&(series, when, said): &(Series, When, Said)| Claim {
        series,
        when,
        said,
        origin: Some(0),
        outlet: None,
    };
    World {
        measures,
        place_sets: [Set::No; 2],
        group_sets: [Set::No; 2],
        items: false,
        laws: Vec::new(),
        breaks: Vec::new(),
        claims: claims.iter().map(claim).collect(),
    }
}

pub(crate) fn measures(terms: &[(i128, usize)], compared: Compared, constant: i64) -> Law {
    let terms = terms.iter().map(|&(factor, measure)| (factor, (measure, 0, 0))).collect();
    Law { terms: Terms::Measures(terms), compared, constant }
}

fn labels(terms: &[(i128, usize)], compared: Compared, constant: i64) -> Law {
    Law { terms: Terms::Labels(terms.to_vec()), compared, constant }
}

/// Whether all the claims can be true, and that each is needed where they cannot.
#[track_caller]
fn holds(world: &World) -> bool {
    let model = Model::new(world);
    assert!(model.can_hold(), "the vocabulary alone can hold\n{world:?}");
    let all = 0..world.claims.len();
    let together = model.satisfiable(all.clone());
    if !together {
        for left_out in all.clone() {
            assert!(
                model.satisfiable(all.clone().filter(|&claim| claim != left_out)),
                "each is needed\n{world:?}"
            );
        }
    }
    together
}

/// Whether all the claims can be true with a last one changed from what is just possible to what is just not.
#[track_caller]
fn turns(world: &mut World, possible: Said, impossible: Said) {
    let last = world.claims.len() - 1;
    world.claims[last].said = possible;
    assert!(holds(world), "can be true\n{world:?}");
    world.claims[last].said = impossible;
    assert!(!holds(world), "cannot be true\n{world:?}");
}

const DAY: When = When::Day(8);

fn at(measure: usize) -> Series {
    (measure, 0, 0)
}

#[test]
fn three_sums_of_labelled_figures() {
    // a + b = 10, b + c = 10, a + c = 10, a + b + c = 16, as laws over four totals of three measures.
    let sums = [[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]];
    let claims = [10, 10, 10, 15].map(|sum| (at(3), DAY, Said::Exactly(sum)));
    let days = [8, 9, 10, 11];
    let mut world = world(vec![Measure { kind: Kind::Constant, ..BASE }; 5], &claims);
    for (day, claim) in days.into_iter().zip(&mut world.claims) {
        // The sums are a level's figures on four days; a, b and c are constants that are claimed to be something.
        (claim.series, claim.when) = (at(4), When::Day(day));
    }
    world.measures[4].kind = Kind::Level;
    for measure in 0..3 {
        world.claims.insert(
            measure,
            Claim {
                series: at(measure),
                when: When::Always,
                said: Said::AtLeast(0),
                ..world.claims[0].clone()
            },
        );
    }
    for (number, sum) in sums.into_iter().enumerate() {
        let mut terms: Vec<(i128, usize)> =
            sum.into_iter().enumerate().map(|(at, factor)| (factor, at)).collect();
        terms.retain(|term| term.0 != 0);
        terms.push((-1, 3 + number));
        world.laws.push(labels(&terms, Compared::Equal, 0));
    }
    let model = Model::new(&world);
    assert!(model.satisfiable(0..7));
    world.claims[6].said = Said::Exactly(16);
    let model = Model::new(&world);
    assert!(!model.satisfiable(0..7) && !model.satisfiable(3..7));
    assert!((3..7).all(|left_out| model.satisfiable((0..7).filter(|&claim| claim != left_out))));
}

#[test]
fn a_chain_through_two_laws() {
    // alders = birches + 3, birches <= 2 * cedars, cedars at most 5: alders are 13 at most.
    let claims = [(at(2), DAY, Said::AtMost(5)), (at(0), DAY, Said::Exactly(0))];
    let mut world = world(vec![BASE; 3], &claims);
    world.laws.push(measures(&[(1, 0), (-1, 1)], Compared::Equal, 3));
    world.laws.push(measures(&[(1, 1), (-2, 2)], Compared::AtMost, 0));
    turns(&mut world, Said::Exactly(13), Said::MoreThan(13));
}

#[test]
fn a_total_through_two_places_and_three_days() {
    // Crow in Bree in Alba; what Crow has on the 8th Alba has on the 10th.
    let total = Measure { kind: Kind::Cumulative, over_places: true, ..BASE };
    let claims = [((0, 4, 0), When::Day(8), Said::Exactly(30)), ((0, 1, 0), When::Day(10), Said::Exactly(0))];
    let mut world = world(vec![total], &claims);
    turns(&mut world, Said::AtMost(30), Said::LessThan(30));
    // A level may be anything on another day, and a place is no part where the measure does not sum over places.
    world.measures[0].kind = Kind::Level;
    assert!(holds(&world));
    world.measures[0] = Measure { kind: Kind::Cumulative, ..BASE };
    assert!(holds(&world));
}

#[test]
fn complete_parts_add_up_to_their_whole() {
    // red and blue are everyone, pink and rose are red.
    let level = Measure { over_groups: true, ..BASE };
    let claims = [
        ((0, 0, 3), DAY, Said::Exactly(4)),
        ((0, 0, 4), DAY, Said::Exactly(5)),
        ((0, 0, 2), DAY, Said::AtMost(6)),
        ((0, 0, 0), DAY, Said::Exactly(0)),
    ];
    let mut world = world(vec![level], &claims);
    world.group_sets = [Set::Complete; 2];
    turns(&mut world, Said::Exactly(15), Said::Exactly(16));
    world.group_sets = [Set::No, Set::Complete];
    assert!(holds(&world));
}

#[test]
fn a_flow_is_the_growth_of_its_total() {
    // 10 at the end of the 8th, 4 on the 9th and 10th together, 3 on the 11th.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let flow = Measure { kind: Kind::Flow, adds_up_to: Some(0), ..BASE };
    let claims = [
        (at(0), When::Day(8), Said::Exactly(10)),
        (at(1), When::Period(9, 10), Said::Exactly(4)),
        (at(1), When::Day(11), Said::Exactly(3)),
        (at(0), When::Day(11), Said::Exactly(0)),
    ];
    let mut world = world(vec![total, flow], &claims);
    turns(&mut world, Said::Exactly(17), Said::Exactly(18));
    // The tie lapses where the total steps.
    world.breaks.push(Break { measure: 0, place: 0, day: 10 });
    assert!(holds(&world));
}

#[test]
fn growth_over_a_period_and_an_uncertain_day() {
    let claims = [
        (at(0), When::Day(8), Said::Exactly(10)),
        (at(0), When::Period(9, 11), Said::AtLeast(5)),
        (at(0), When::Uncertain(11, 20, 2), Said::Exactly(0)),
    ];
    let mut world = world(vec![Measure { kind: Kind::Cumulative, ..BASE }], &claims);
    // By the 11th it is 15 already, so it is no less at any time from then on.
    turns(&mut world, Said::Exactly(15), Said::Exactly(14));
    world.breaks.push(Break { measure: 0, place: 0, day: 11 });
    assert!(holds(&world));
}

#[test]
fn a_law_over_flows_holds_for_every_period() {
    // Never more birches than alders; three birches on the 9th, so at least as many alders on the 8th to 10th.
    let flow = Measure { kind: Kind::Flow, ..BASE };
    let claims = [(at(1), When::Day(9), Said::Exactly(3)), (at(0), When::Period(8, 10), Said::Exactly(0))];
    let mut world = world(vec![flow.clone(), flow], &claims);
    world.laws.push(measures(&[(1, 1), (-1, 0)], Compared::AtMost, 0));
    turns(&mut world, Said::AtMost(3), Said::LessThan(3));
}

#[test]
fn a_law_holds_for_every_place_it_does_not_name() {
    let claims = [((0, 1, 1), DAY, Said::Exactly(7)), ((0, 1, 0), DAY, Said::Exactly(0))];
    let mut world = world(vec![BASE], &claims);
    world.laws.push(Law {
        terms: Terms::Measures(vec![(1, (0, 0, 1)), (-1, (0, 0, 0))]),
        compared: Compared::AtMost,
        constant: 0,
    });
    turns(&mut world, Said::Exactly(7), Said::Exactly(6));
    world.claims[1].series = (0, 2, 0);
    assert!(holds(&world));
}

#[test]
fn spans_end_where_they_say() {
    let rounded = Measure { unit: Unit::Km, part_of: Some(1), ..BASE };
    let whole = Measure { unit: Unit::Km, ..BASE };
    let claims = [(at(0), DAY, Said::Exactly(5)), (at(1), DAY, Said::Exactly(0))];
    let mut world = world(vec![rounded, whole], &claims);
    // 5 km may be 4.5, and 4 km never is.
    turns(&mut world, Said::Exactly(5), Said::Exactly(4));
    for measure in &mut world.measures {
        (measure.unit, measure.tolerance) = (Unit::Bare, 4);
    }
    turns(&mut world, Said::Exactly(1), Said::Exactly(0));
    turns(&mut world, Said::MoreThan(0), Said::LessThan(1));
}

#[test]
fn a_period_has_a_figure_of_its_own() {
    // Of the 8th to the 9th: red and blue are everyone, and no more than a whole of another measure.
    let period = When::Period(8, 9);
    let level = Measure { over_groups: true, ..BASE };
    let whole = Measure { ..BASE };
    let mut parts = world(
        vec![Measure { part_of: Some(1), ..level }, whole],
        &[
            ((0, 0, 1), period, Said::Exactly(4)),
            ((0, 0, 2), period, Said::Exactly(5)),
            ((1, 0, 0), period, Said::Exactly(0)),
        ],
    );
    parts.group_sets = [Set::Complete, Set::No];
    as_if_all_were_there(|| {
        turns(&mut parts, Said::Exactly(9), Said::Exactly(8));
        // Neither another period nor a day in it has to do with it.
        for other in [When::Period(8, 10), When::Day(8), When::Day(9)] {
            parts.claims[2].when = other;
            assert!(holds(&parts));
        }
        // A bare month is the month.
        let month = [When::Uncertain(1, 31, 0), When::Period(1, 31)];
        let said = |value| Said::Exactly(value);
        let mut bare = world(vec![BASE], &[(at(0), month[0], said(4)), (at(0), month[1], said(4))]);
        turns(&mut bare, said(4), said(5));
        // Of a total it is some instant in it.
        bare.measures[0].kind = Kind::Cumulative;
        assert!(holds(&bare));
        // A share of a period is no more than a whole.
        let share = Measure { kind: Kind::Ratio, unit: Unit::Percent, ..BASE };
        let mut shares = world(vec![share; 2], &[(at(0), period, said(60)), (at(1), period, said(0))]);
        shares.laws.push(measures(&[(1, 0), (-1, 1)], Compared::AtMost, 0));
        turns(&mut shares, said(60), said(59));
    });
}

#[test]
fn what_is_disjoint_is_never_more_than_its_whole() {
    let level = Measure { over_groups: true, ..BASE };
    let claims = [
        ((0, 0, 1), DAY, Said::Exactly(4)),
        ((0, 0, 2), DAY, Said::Exactly(5)),
        ((0, 0, 0), DAY, Said::Exactly(0)),
    ];
    let mut world = world(vec![level], &claims);
    world.group_sets = [Set::Disjoint, Set::No];
    turns(&mut world, Said::Exactly(9), Said::Exactly(8));
    // There may be others.
    world.claims[2].said = Said::Exactly(90);
    assert!(holds(&world));
    // Without the word each of them is a part of its own.
    world.group_sets = [Set::No; 2];
    world.claims[2].said = Said::Exactly(8);
    assert!(holds(&world));
}

#[test]
fn relays_in_a_tie_said_one_thing_or_the_other() {
    // 72 or 79, then 71: a fall either way.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let claims = [
        (at(0), DAY, Said::Exactly(72)),
        (at(0), DAY, Said::Exactly(79)),
        (at(0), When::Day(9), Said::Exactly(0)),
    ];
    let mut world = world(vec![total], &claims);
    (world.claims[0].outlet, world.claims[1].outlet, world.claims[2].origin) = (Some(0), Some(1), Some(1));
    as_if_all_were_there(|| {
        for (said, possible) in [(79, true), (75, true), (72, true), (71, false)] {
            world.claims[2].said = Said::Exactly(said);
            let model = Model::new(&world);
            let stated = statements(&world, &model, &[0, 1, 2]);
            let together = repair::satisfiable(&model, &stated.iter().collect::<Vec<_>>());
            assert_eq!(together, possible, "{world:?}");
        }
        let model = Model::new(&world);
        let stated = statements(&world, &model, &[0, 1, 2]);
        let can = |core: &[usize], kept: &[usize]| repair::core_can_be_true(&model, &stated, core, kept);
        // Shown with one of the figures or with both, it is a conflict, and neither has a word too many.
        assert!(!can(&[0, 2], &[0, 2]) && can(&[0, 2], &[2]) && can(&[0, 2], &[0]));
        assert!(!can(&[0, 1, 2], &[0, 1, 2]) && can(&[0, 1, 2], &[0, 2]));
    });
}
