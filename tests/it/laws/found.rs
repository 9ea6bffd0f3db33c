//! Corpora of which the long search once found a promise broken, each as small as it could be made.

use crate::laws::examples::{BASE, measures, world};
use crate::laws::holds;
use crate::laws::world::{ABOUT, Break, Compared, Kind, Law, Measure, Said, Set, Terms, Unit, When};

const DAY: When = When::Day(3);

#[test]
fn an_own_voice_is_no_suspect_beside_a_figure_that_no_law_allows() {
    let birches = Measure { part_of: Some(0), ..BASE };
    let claims = [((0, 0, 0), DAY, Said::LessThan(3)), ((0, 0, 0), DAY, Said::MoreThan(26))];
    let mut world = world(vec![BASE, birches], &claims);
    world.laws.push(measures(&[(1, 1)], Compared::Equal, 5));
    (world.claims[1].origin, world.claims[1].outlet) = (None, Some(2));
    holds(&world).expect("every promise is kept");
}

#[test]
fn of_two_flows_of_one_total_neither_is_the_odd_one_out() {
    // The same equation turned round is no further evidence.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let flow = Measure { kind: Kind::Flow, adds_up_to: Some(0), ..BASE };
    let claims = [((1, 0, 0), DAY, Said::Exactly(2)), ((2, 0, 0), DAY, Said::Exactly(3))];
    holds(&world(vec![total, flow.clone(), flow], &claims)).expect("every promise is kept");
}

#[test]
fn what_is_part_of_something_that_may_be_negative_can_be_more_than_it() {
    let whole = Measure { kind: Kind::Constant, negative: true, over_places: true, ..BASE };
    let part = Measure { part_of: Some(0), ..BASE };
    let claims = [((1, 4, 0), DAY, Said::Exactly(18)), ((0, 2, 0), DAY, Said::Exactly(9))];
    let mut world = world(vec![whole, part], &claims);
    world.place_sets = [Set::No, Set::Complete];
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_no_law_allows_is_told_once_of_all_who_say_it() {
    let level = Measure { unit: Unit::Km, ..BASE };
    let claims = [((0, 0, 0), DAY, Said::Exactly(0)), ((0, 0, 0), DAY, Said::Exactly(0))];
    let mut world = world(vec![level], &claims);
    world.laws.push(measures(&[(-1, 0)], Compared::Equal, 1));
    (world.claims[1].origin, world.claims[1].outlet) = (None, Some(0));
    holds(&world).expect("every promise is kept");
}

#[test]
fn of_three_figures_of_which_no_two_go_together_none_is_the_odd_one_out() {
    // A fall is as wrong with one figure in its stead as it was.
    let total = Measure { kind: Kind::Cumulative, unit: Unit::Bare, ..BASE };
    let claims = [
        ((0, 0, 0), When::Day(8), Said::Exactly(31)),
        ((0, 0, 1), When::Day(9), Said::Exactly(20)),
        ((0, 0, 0), When::Day(10), Said::Exactly(5)),
    ];
    let mut sum = world(vec![total], &claims);
    let terms = Terms::Labels(vec![(1, 0), (-1, 1), (1, 2)]);
    sum.laws.push(Law { terms, compared: Compared::Equal, constant: 0 });
    holds(&sum).expect("every promise is kept");
    // Less than one is not one.
    let constant = Measure { kind: Kind::Constant, ..BASE };
    let claims = [
        ((1, 0, 0), When::Day(8), Said::Exactly(1)),
        ((1, 0, 0), When::Day(10), Said::Exactly(3)),
        ((0, 0, 0), When::Always, Said::LessThan(1)),
    ];
    let mut equal = world(vec![constant, BASE], &claims);
    equal.laws.push(measures(&[(-1, 0), (1, 1)], Compared::Equal, 0));
    holds(&equal).expect("every promise is kept");
}

#[test]
fn what_would_not_fit_with_another_figure_either_is_not_the_odd_one_out() {
    // 57 in the place of 6 is still less than its part of 60.
    let whole = Measure { unit: Unit::Km, ..BASE };
    let part = Measure { part_of: Some(0), ..whole.clone() };
    let claims = [
        ((0, 0, 0), When::Day(12), Said::Exactly(39)),
        ((0, 0, 0), When::Day(8), Said::Exactly(6)),
        ((1, 0, 0), When::Day(8), Said::Exactly(60)),
    ];
    let mut world = world(vec![whole, part], &claims);
    let terms = Terms::Labels(vec![(-3, 0), (1, 1), (1, 2)]);
    world.laws.push(Law { terms, compared: Compared::Equal, constant: 0 });
    world.laws.push(measures(&[(-1, 0), (1, 1)], Compared::AtMost, 19));
    holds(&world).expect("every promise is kept");
}

#[test]
fn relays_in_a_tie_stand_against_what_may_be_on_their_side_of_a_break() {
    // Eight before the break falls to six, and from then on it is less than 25 or 26.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let series = (0, 0, 0);
    let claims = [
        (series, When::Day(9), Said::Exactly(26)),
        (series, When::Day(9), Said::Exactly(25)),
        (series, When::Day(8), Said::Exactly(6)),
        (series, When::Uncertain(1, 10, 1), Said::Exactly(8)),
    ];
    let mut world = world(vec![total], &claims);
    world.breaks.push(Break { measure: 0, place: 0, day: 9 });
    (world.claims[0].outlet, world.claims[1].outlet, world.claims[2].origin) = (Some(2), Some(0), Some(1));
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_its_own_voice_contradicts_twice_is_the_slip_and_blames_nobody_else() {
    // Thirty is not less than thirty, and not one; that others say three and fifteen does not make it right.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let flow = Measure { kind: Kind::Flow, adds_up_to: Some(0), ..BASE };
    let claims = [
        ((0, 0, 0), When::Day(8), Said::LessThan(30)),
        ((1, 0, 0), When::Day(8), Said::Exactly(15)),
        ((0, 0, 0), When::Day(8), Said::Exactly(30)),
        ((2, 0, 0), When::Day(9), Said::Exactly(1)),
        ((0, 0, 0), When::Day(8), Said::Exactly(3)),
    ];
    let mut world = world(vec![total, flow, BASE], &claims);
    (world.claims[1].origin, world.claims[4].origin) = (Some(1), Some(3));
    let terms = Terms::Labels(vec![(1, 3), (-1, 0)]);
    world.laws.push(Law { terms, compared: Compared::Equal, constant: 0 });
    holds(&world).expect("every promise is kept");
}

#[test]
fn a_constant_is_held_against_the_relays_of_which_no_word_fits() {
    // 36 may be less than 37, but it is neither 34 nor 35.
    let constant = Measure { kind: Kind::Constant, ..BASE };
    let series = (0, 0, 0);
    let claims = [
        (series, When::Day(9), Said::Exactly(35)),
        (series, When::Day(8), Said::AtLeast(35)),
        (series, When::Day(8), Said::Exactly(36)),
        (series, When::Always, Said::LessThan(37)),
        (series, When::Day(9), Said::Exactly(34)),
        (series, When::Day(9), Said::Exactly(35)),
    ];
    let mut world = world(vec![constant], &claims);
    let voices = [
        (Some(0), Some(2)),
        (None, Some(0)),
        (None, Some(0)),
        (Some(0), Some(1)),
        (Some(1), Some(0)),
        (Some(1), Some(1)),
    ];
    for (claim, voice) in world.claims.iter_mut().zip(voices) {
        (claim.origin, claim.outlet) = voice;
    }
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_rules_out_each_figure_of_an_undecided_voice_is_shown() {
    // 22 is not less than 22, and 20 is neither 21 nor more than 20.
    let constant = Measure { kind: Kind::Constant, ..BASE };
    let series = (0, 0, 0);
    let said =
        [Said::LessThan(22), Said::MoreThan(20), Said::Exactly(22), Said::Exactly(21), Said::Exactly(20)];
    let claims: Vec<_> = said.into_iter().map(|said| (series, When::Always, said)).collect();
    let mut world = world(vec![constant], &claims);
    let voices =
        [(None, Some(0)), (Some(1), Some(1)), (Some(0), Some(2)), (Some(1), Some(0)), (Some(0), Some(0))];
    for (claim, voice) in world.claims.iter_mut().zip(voices) {
        (claim.origin, claim.outlet) = voice;
    }
    holds(&world).expect("every promise is kept");
}

#[test]
fn all_figures_of_an_undecided_voice_are_in_the_core_that_excludes_each() {
    // 28 would fall to 26, and 24 is below the 26 of a day before.
    let total = Measure { kind: Kind::Cumulative, unit: Unit::Km, ..BASE };
    let series = (0, 0, 0);
    let claims = [
        (series, When::Uncertain(7, 9, ABOUT), Said::Exactly(26)),
        (series, When::Day(12), Said::Exactly(26)),
        (series, When::Day(9), Said::Exactly(28)),
        (series, When::Day(9), Said::Exactly(24)),
    ];
    let mut world = world(vec![total], &claims);
    let voices = [(Some(1), None), (Some(0), None), (Some(0), Some(0)), (Some(0), Some(1))];
    for (claim, voice) in world.claims.iter_mut().zip(voices) {
        (claim.origin, claim.outlet) = voice;
    }
    holds(&world).expect("every promise is kept");
}

#[test]
fn an_undecided_voice_stands_out_only_if_none_of_its_figures_fits_the_series() {
    // From 12 the total would fall to 10; 9 fits, and it may have said that.
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let series = (0, 0, 0);
    let claims = [
        (series, When::Day(9), Said::Exactly(10)),
        (series, When::Day(8), Said::Exactly(12)),
        (series, When::Day(8), Said::Exactly(9)),
        (series, When::Day(8), Said::LessThan(9)),
    ];
    let mut world = world(vec![total], &claims);
    let voices = [(None, Some(0)), (Some(0), Some(1)), (Some(0), Some(0)), (Some(1), None)];
    for (claim, voice) in world.claims.iter_mut().zip(voices) {
        (claim.origin, claim.outlet) = voice;
    }
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_came_in_while_a_total_stepped_is_no_part_of_what_others_bring() {
    let total = Measure { kind: Kind::Cumulative, unit: Unit::Bare, ..BASE };
    let flow = Measure { kind: Kind::Flow, unit: Unit::Bare, ..BASE };
    let part = Measure { part_of: Some(1), adds_up_to: Some(0), ..flow.clone() };
    let claims =
        [((2, 1, 0), When::Day(8), Said::Exactly(15)), ((1, 1, 0), When::Period(8, 9), Said::Exactly(13))];
    let mut world = world(vec![total, flow, part], &claims);
    world.breaks.push(Break { measure: 0, place: 1, day: 8 });
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_no_law_allows_is_told_beside_another_figure_of_its_own_voice() {
    // Five thirds are the least: it is not two that is wrong.
    let claims = [
        ((0, 0, 0), DAY, Said::LessThan(2)),
        ((0, 0, 0), DAY, Said::Exactly(2)),
        ((0, 0, 0), DAY, Said::Exactly(1)),
    ];
    let mut world = world(vec![BASE, BASE], &claims);
    world.claims[0].origin = Some(3);
    world.laws.push(measures(&[(3, 0), (-1, 1)], Compared::Equal, 5));
    holds(&world).expect("every promise is kept");
}

#[test]
fn a_constant_is_held_against_the_first_value_of_the_total_that_it_is_part_of() {
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let part = Measure { kind: Kind::Constant, part_of: Some(0), ..BASE };
    let claims = [
        ((1, 0, 0), When::Always, Said::Exactly(23)),
        ((0, 0, 0), DAY, Said::Exactly(5)),
        ((1, 0, 0), When::Always, Said::LessThan(23)),
    ];
    let mut world = world(vec![total, part], &claims);
    world.claims[2].origin = Some(1);
    holds(&world).expect("every promise is kept");
}

#[test]
fn a_constant_is_held_against_what_a_law_asks_at_any_time() {
    // Nothing is said of the level, nor of any day.
    let part = Measure { kind: Kind::Constant, part_of: Some(0), ..BASE };
    let mut world = world(vec![BASE, part], &[((1, 0, 0), When::Always, Said::Exactly(2))]);
    world.laws.push(measures(&[(1, 0)], Compared::Equal, 0));
    holds(&world).expect("every promise is kept");
}

#[test]
fn a_law_asks_something_of_the_very_first_value_of_a_total() {
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let claims = [((0, 0, 0), DAY, Said::Exactly(21)), ((0, 0, 0), When::Day(5), Said::Exactly(24))];
    let mut world = world(vec![total], &claims);
    world.laws.push(measures(&[(1, 0)], Compared::AtLeast, 22));
    holds(&world).expect("every promise is kept");
}

#[test]
fn a_figure_that_a_law_contradicts_too_is_no_evidence_against_another() {
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let claims = [
        ((1, 0, 0), When::Day(8), Said::Exactly(34)),
        ((0, 0, 0), When::Day(9), Said::Exactly(37)),
        ((0, 0, 0), When::Day(9), Said::Exactly(31)),
        ((0, 0, 0), When::Day(8), Said::Exactly(34)),
    ];
    let mut world = world(vec![total, BASE], &claims);
    for (claim, origin) in world.claims.iter_mut().zip([2, 1, 3, 2]) {
        claim.origin = Some(origin);
    }
    let terms = Terms::Labels(vec![(1, 2), (-1, 0), (-1, 3)]);
    world.laws.push(Law { terms, compared: Compared::AtLeast, constant: 10 });
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_goes_with_a_removed_figure_is_marked_also_where_it_is_part_of_the_proof() {
    let total = Measure { kind: Kind::Cumulative, over_places: true, ..BASE };
    let claims = [
        ((0, 2, 0), When::Day(8), Said::Exactly(35)),
        ((0, 2, 0), When::Period(8, 9), Said::Exactly(13)),
        ((0, 3, 0), When::Day(10), Said::Exactly(24)),
        ((0, 1, 0), When::Period(8, 10), Said::Exactly(28)),
        ((0, 1, 0), When::Day(8), Said::Exactly(36)),
        ((0, 3, 0), When::Day(8), Said::Exactly(4)),
    ];
    let mut world = world(vec![total], &claims);
    for (claim, origin) in world.claims.iter_mut().zip([0, 3, 0, 0, 2, 0]) {
        claim.origin = Some(origin);
    }
    world.place_sets = [Set::Complete, Set::No];
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_a_law_holds_to_a_number_bounds_totals_before_anything_is_said_of_it() {
    let total = Measure { kind: Kind::Cumulative, ..BASE };
    let level = Measure { part_of: Some(0), ..BASE };
    let claims = [((1, 0, 0), When::Day(8), Said::Exactly(13)), ((0, 0, 0), When::Day(5), Said::Exactly(10))];
    let mut world = world(vec![total, level], &claims);
    world.claims[1].origin = Some(1);
    world.laws.push(measures(&[(1, 1)], Compared::Equal, 12));
    holds(&world).expect("every promise is kept");
}

#[test]
fn what_equals_something_that_is_never_negative_is_not_either() {
    let text = "define measure birches\n    kind level\ndefine measure dogwoods\n    kind level\n\
                define measure cedars\n    kind level\n    unit people\n\
                law dogwoods + 2 <= birches\nlaw cedars = dogwoods\n\
                @c0 birches: 1 on 2020-10-08 by Origin0\n";
    let report = crate::laws::checked(text);
    let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.0).collect();
    assert!(codes.contains(&"C109"), "{codes:?}");
}

#[test]
fn a_law_carries_what_holds_on_one_side_of_a_break_to_the_other() {
    // Alders do not step: where birches equal them, 15 before the break and 1 behind it conflict without 17.
    let total = Measure { kind: Kind::Cumulative, unit: Unit::Km, ..BASE };
    let claims = [
        ((1, 0, 0), When::Day(9), Said::Exactly(1)),
        ((1, 0, 0), When::Day(8), Said::Exactly(15)),
        ((1, 0, 0), When::Uncertain(7, 9, ABOUT), Said::Exactly(17)),
        ((0, 0, 0), When::Day(8), Said::Exactly(39)),
    ];
    let mut world = world(vec![total.clone(), total], &claims);
    world.laws.push(measures(&[(1, 1), (-1, 0)], Compared::Equal, 0));
    world.breaks.push(Break { measure: 1, place: 0, day: 9 });
    for claim in [1, 2] {
        world.claims[claim].origin = Some(1);
    }
    holds(&world).expect("every promise is kept");
}
