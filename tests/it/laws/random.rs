//! Random corpora: a vocabulary, laws and claims by chance, with figures near the edge of what the others leave open.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::laws::model::Model;
use crate::laws::world::{
    Break, Claim, Compared, End, Kind, Law, MEASURES, Measure, Said, Series, Terms, Unit, When, World,
};
use crate::oracle::{Row, feasible};

/// What a family of corpora is made of.
#[derive(Clone, Copy, Debug)]
struct Family {
    /// Flows, and growth of totals over periods.
    periods: bool,
    /// Parts of measures, places and groups.
    parts: bool,
    /// How many laws at most.
    laws: usize,
}

/// Series by themselves: levels, totals, constants and shares, with breaks and uncertain instants.
pub(crate) fn series() -> impl Strategy<Value = World> {
    worlds(Family { periods: false, parts: false, laws: 0 })
}

/// Parts and wholes, flows and growth, without laws.
pub(crate) fn parts() -> impl Strategy<Value = World> {
    worlds(Family { periods: true, parts: true, laws: 0 })
}

/// All of it.
pub(crate) fn laws() -> impl Strategy<Value = World> {
    worlds(Family { periods: true, parts: true, laws: 3 })
}

/// A measure by chance: what it relates to is an index among those before it.
#[derive(Clone, Debug)]
struct RawMeasure {
    kind: Kind,
    negative: bool,
    tolerance: i64,
    part_of: Option<Index>,
    over: (bool, bool),
    adds_up: Option<Index>,
}

fn measure(family: Family) -> impl Strategy<Value = RawMeasure> {
    let mut kinds =
        vec![Kind::Level, Kind::Level, Kind::Cumulative, Kind::Cumulative, Kind::Cumulative, Kind::Constant];
    if family.periods {
        kinds.extend([Kind::Flow, Kind::Flow, Kind::Flow]);
    }
    let kind = prop_oneof![11 => select(kinds), 1 => Just(Kind::Ratio)];
    (
        kind,
        prop::bool::weighted(0.06),
        prop_oneof![9 => Just(0), 1 => 1..3_i64],
        prop::option::weighted(0.6, any::<Index>()),
        (prop::bool::weighted(0.7), prop::bool::weighted(0.7)),
        prop::option::weighted(0.7, any::<Index>()),
    )
        .prop_map(move |(kind, negative, tolerance, part_of, over, adds_up)| RawMeasure {
            kind,
            negative,
            tolerance,
            part_of: part_of.filter(|_| family.parts),
            over: if family.parts { over } else { (false, false) },
            adds_up,
        })
}

/// A claim by chance: where its figure stands to what the others leave open is decided when they are known.
#[derive(Clone, Debug)]
struct RawClaim {
    series: (Index, Index, Index),
    /// Shape, first day and length.
    when: (u8, i32, i32),
    figure: Figure,
    origin: Option<usize>,
    outlet: Option<usize>,
}

#[derive(Clone, Debug)]
struct Figure {
    word: u8,
    /// Whether it looks to the high end of what is left open.
    high: bool,
    /// Whether it goes beyond that end.
    beyond: bool,
    by: i64,
    /// Where nothing bounds it.
    plain: i64,
}

fn claim() -> impl Strategy<Value = RawClaim> {
    let series = (any::<Index>(), any::<Index>(), any::<Index>());
    let figure = (0..10_u8, any::<bool>(), prop::bool::weighted(0.3), 0..3_i64, 0..40_i64)
        .prop_map(|(word, high, beyond, by, plain)| Figure { word, high, beyond, by, plain });
    let outlet = prop::option::weighted(0.2, 0..3_usize);
    (series, (0..10_u8, 0..5_i32, 0..4_i32), figure, prop::option::weighted(0.85, 0..4_usize), outlet)
        .prop_map(|(series, when, figure, origin, outlet)| RawClaim {
            series,
            when,
            figure,
            origin,
            outlet: outlet.or(origin.is_none().then_some(0)),
        })
}

#[derive(Clone, Debug)]
struct RawLaw {
    /// Coefficient, measure, place, group, label.
    terms: Vec<(i128, Index, Index, Index, Index)>,
    labels: bool,
    /// Whether its terms name scopes.
    scoped: (bool, bool),
    compared: Compared,
    constant: i64,
}

fn law() -> impl Strategy<Value = RawLaw> {
    let factor = select(vec![1_i128, 1, 1, 1, 1, -1, -1, -1, -1, 2, -2, 3]);
    let term = (factor, any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>());
    let compared = select(vec![Compared::Equal, Compared::Equal, Compared::AtMost, Compared::AtLeast]);
    let constant = prop_oneof![2 => Just(0), 1 => -5..25_i64];
    let scoped = (prop::bool::weighted(0.15), prop::bool::weighted(0.25));
    (
        prop_oneof![1 => 1..2_usize, 9 => 2..5_usize]
            .prop_flat_map(move |terms| prop::collection::vec(term.clone(), terms)),
        prop::bool::weighted(0.25),
        scoped,
        compared,
        constant,
    )
        .prop_map(|(terms, labels, scoped, compared, constant)| RawLaw {
            terms,
            labels,
            scoped,
            compared,
            constant,
        })
}

/// How many measures, places, groups and days at most: few facts, so that claims meet.
const SIZES: [(usize, usize, usize, i32); 17] = [
    (5, 1, 0, 1),
    (5, 0, 0, 1),
    (4, 1, 0, 1),
    (4, 1, 0, 2),
    (4, 0, 0, 1),
    (4, 1, 0, 2),
    (3, 1, 0, 3),
    (2, 0, 0, 5),
    (1, 4, 0, 1),
    (1, 4, 0, 3),
    (2, 6, 0, 1),
    (1, 0, 3, 3),
    (2, 1, 5, 1),
    (1, 4, 3, 1),
    (3, 3, 0, 2),
    (2, 1, 3, 2),
    (3, 6, 5, 4),
];

fn worlds(family: Family) -> impl Strategy<Value = World> {
    let unit = select(vec![Unit::People, Unit::People, Unit::People, Unit::People, Unit::Bare, Unit::Km]);
    let sizes = select(&SIZES[..]);
    let sets = (any::<[bool; 2]>(), any::<[bool; 2]>());
    let step =
        prop::option::weighted(0.2, (any::<Index>(), 8..13_i32, prop::option::weighted(0.2, any::<Index>())));
    (
        prop::collection::vec(measure(family), 1..=MEASURES.len()),
        unit,
        sizes,
        sets,
        prop::collection::vec(law(), 0..=family.laws),
        step,
        prop::collection::vec(claim(), 3..=9),
    )
        .prop_filter_map(
            "the vocabulary can hold",
            move |(measures, unit, (count, places, groups, days), sets, laws, step, raw)| {
                let mut measures = related(&measures[..measures.len().min(count)], unit, family);
                let scoped = places.max(groups) > 1;
                for measure in measures.iter_mut().filter(|_| !scoped) {
                    (measure.over_groups, measure.over_places) = (false, false);
                }
                let place = |index: &Index| if places < 2 { places } else { index.index(places) };
                let group = |index: &Index| index.index(groups.max(1));
                let mut world = World {
                    measures,
                    place_sets: sets.0,
                    group_sets: sets.1,
                    laws: Vec::new(),
                    breaks: Vec::new(),
                    claims: Vec::new(),
                };
                let mut raw = raw;
                let mut facts = BTreeSet::new();
                raw.retain(|claim| {
                    let series = (
                        claim.series.0.index(world.measures.len()),
                        place(&claim.series.1),
                        group(&claim.series.2),
                    );
                    // Rather many facts than many figures of one.
                    facts.insert((series, claim.when.1 % days)) || claim.figure.by == 0
                });
                for claim in &raw {
                    let measure = claim.series.0.index(world.measures.len());
                    let when = when(claim.when, world.measures[measure].kind, days, family);
                    world.claims.push(Claim {
                        series: (measure, place(&claim.series.1), group(&claim.series.2)),
                        when,
                        said: Said::Exactly(0),
                        origin: claim.origin,
                        outlet: claim.outlet,
                    });
                }
                once_each(&mut world);
                if let Some((index, day, at)) = step {
                    let measure = index.index(world.measures.len());
                    if world.measures[measure].kind == Kind::Cumulative {
                        world.breaks.push(Break { measure, place: at.map_or(0, |index| place(&index)), day });
                    }
                }
                for raw in &laws {
                    let law = lawful(raw, &world, place, group);
                    let binds = law.constant != 0 || stands_on_both_sides(&law);
                    world.laws.push(law);
                    if !binds || !is_sound(&world) {
                        world.laws.pop();
                    }
                }
                if !is_sound(&world) {
                    return None;
                }
                figures(&mut world, &raw.iter().map(|claim| claim.figure.clone()).collect::<Vec<_>>());
                is_sound(&world).then_some(world)
            },
        )
}

/// The measures, each related to one before it where they go together.
fn related(raw: &[RawMeasure], unit: Unit, family: Family) -> Vec<Measure> {
    let mut all: Vec<Measure> = Vec::new();
    for raw in raw {
        let unit = if raw.kind == Kind::Ratio { Unit::Percent } else { unit };
        let flows = |kind: Kind| kind == Kind::Flow;
        let wholes: Vec<usize> = (0..all.len())
            .filter(|&at| all[at].unit == unit && flows(all[at].kind) == flows(raw.kind))
            .collect();
        let totals: Vec<usize> = (0..all.len()).filter(|&at| all[at].kind == Kind::Cumulative).collect();
        let one_of = |index: Option<Index>, among: &[usize]| {
            index.filter(|_| !among.is_empty()).map(|index| *index.get(among))
        };
        let adds_up_to = one_of(raw.adds_up.filter(|_| flows(raw.kind) && family.parts), &totals);
        all.push(Measure {
            kind: raw.kind,
            unit,
            negative: raw.negative && matches!(raw.kind, Kind::Level | Kind::Constant),
            tolerance: if matches!(unit, Unit::People | Unit::Bare) { raw.tolerance } else { 0 },
            part_of: one_of(raw.part_of, &wholes),
            over_groups: raw.over.0,
            over_places: raw.over.1,
            adds_up_to,
        });
    }
    all
}

/// A window that goes with the kind, on the 8th to the 13th of October 2020.
fn when((shape, first, length): (u8, i32, i32), kind: Kind, days: i32, family: Family) -> When {
    let first = 8 + first % days;
    let last = first + length;
    match (kind, shape) {
        (Kind::Constant, 0..=4) => When::Always,
        (Kind::Flow, 0..=4) => When::Day(first),
        (Kind::Flow, _) if last > first => When::Period(first, last),
        (Kind::Flow, _) => When::Day(first),
        (Kind::Cumulative, 6) if !family.periods => When::Day(first),
        (_, 6) => When::Period(first, last.max(first + 1)),
        (Kind::Cumulative, 7) if family.periods => When::Period(first, last.max(first + 1)),
        (_, 8) => match length {
            0 => When::Uncertain(1, 31, 0),
            1 => When::Uncertain(1, 10, 1),
            2 => When::Uncertain(11, 20, 2),
            _ => When::Uncertain(first - 1, first + 1, 3),
        },
        _ => When::Day(first),
    }
}

/// Leaves of one chain's words for one origin at one fact only the first.
fn once_each(world: &mut World) {
    let mut seen = BTreeSet::new();
    let measures = &world.measures;
    world.claims.retain(|claim| {
        let when = (measures[claim.series.0].kind != Kind::Constant).then_some(claim.when);
        let relayed = claim.origin.is_some() && claim.outlet.is_some();
        !relayed || seen.insert((claim.series, when, claim.origin, claim.outlet))
    });
}

/// A law whose terms go together: of one unit, and all of them flows or none.
fn lawful(
    raw: &RawLaw,
    world: &World,
    place: impl Fn(&Index) -> usize,
    group: impl Fn(&Index) -> usize,
) -> Law {
    let sort = |measure: usize| (world.measures[measure].unit, world.measures[measure].kind == Kind::Flow);
    let first = raw.terms[0].1.index(world.measures.len());
    let terms = if raw.labels {
        let first = sort(world.claims[raw.terms[0].4.index(world.claims.len())].series.0);
        let alike: Vec<usize> = (0..world.claims.len())
            .filter(|&at| sort(world.claims[at].series.0) == first && has_value(world, at))
            .collect();
        let label = |index: &Index| if alike.is_empty() { 0 } else { *index.get(&alike) };
        let mut terms: Vec<(i128, usize)> = raw.terms.iter().map(|term| (term.0, label(&term.4))).collect();
        terms.sort_by_key(|term| term.1);
        terms.dedup_by_key(|term| term.1);
        Terms::Labels(terms)
    } else {
        let alike: Vec<usize> = (0..world.measures.len()).filter(|&at| sort(at) == sort(first)).collect();
        let series = |term: &(i128, Index, Index, Index, Index)| -> Series {
            (
                *term.1.get(&alike),
                if raw.scoped.0 { place(&term.2) } else { 0 },
                if raw.scoped.1 { group(&term.3) } else { 0 },
            )
        };
        let mut terms: Vec<(i128, Series)> = raw.terms.iter().map(|term| (term.0, series(term))).collect();
        terms.sort_by_key(|term| term.1);
        terms.dedup_by_key(|term| term.1);
        Terms::Measures(terms)
    };
    let mut law = Law { terms, compared: raw.compared, constant: raw.constant };
    if !stands_on_both_sides(&law) {
        match &mut law.terms {
            Terms::Measures(terms) => terms[0].0 = -terms[0].0,
            Terms::Labels(terms) => terms[0].0 = -terms[0].0,
        }
    }
    if may_have_constant(world, &law) { law } else { Law { constant: 0, ..law } }
}

/// Whether one true value stands behind a claim.
fn has_value(world: &World, claim: usize) -> bool {
    let claim = &world.claims[claim];
    match (world.measures[claim.series.0].kind, claim.when) {
        (Kind::Constant, _) | (_, When::Day(_)) | (Kind::Flow, When::Period(..)) => true,
        (Kind::Cumulative, When::Period(..)) => world.breaks.is_empty(),
        _ => false,
    }
}

/// Whether a law has terms with a plus and terms with a minus, and so says more than that something is nothing.
fn stands_on_both_sides(law: &Law) -> bool {
    let factors: Vec<i128> = match &law.terms {
        Terms::Measures(terms) => terms.iter().map(|term| term.0).collect(),
        Terms::Labels(terms) => terms.iter().map(|term| term.0).collect(),
    };
    factors.iter().any(|factor| *factor > 0) && factors.iter().any(|factor| *factor < 0)
}

/// A constant would ask something of scopes and periods that nobody claims where these have parts.
fn may_have_constant(world: &World, law: &Law) -> bool {
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
                if flows && !can_ever_hold(law) {
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

/// Gives each claim its figure: at the edge of what those before it leave open, inside or beyond it.
fn figures(world: &mut World, raw: &[Figure]) {
    let mut model = Model::new(world);
    let mut consistent: Vec<usize> = Vec::new();
    for number in 0..world.claims.len() {
        let claim = &world.claims[number];
        let measure = &world.measures[claim.series.0];
        // Two figures of one fact that differ are found easily; most conflicts are to need more than that.
        let again = model.quantities[..number].contains(&model.quantities[number]);
        let figure =
            &Figure { beyond: raw[number].beyond && (!again || raw[number].by == 0), ..raw[number].clone() };
        let range = |end: usize| {
            let quantity = model.quantities[number]?[end];
            model.range(&consistent, quantity)?[end]
        };
        let said = said(figure, measure, range);
        world.claims[number].said = said;
        model.hear(world, number);
        let with: Vec<usize> = consistent.iter().copied().chain([number]).collect();
        if model.satisfiable(with.iter().copied()) {
            consistent = with;
        }
    }
}

fn said(figure: &Figure, measure: &Measure, range: impl Fn(usize) -> End) -> Said {
    let high = match figure.word {
        4 | 6 => true,
        5 | 7 => false,
        _ => figure.high,
    };
    let by = if figure.beyond { -1 - figure.by / 2 } else { figure.by };
    let value = match range(usize::from(high)) {
        Some((end, _)) if high => *end.floor().numer() as i64 - by,
        Some((end, _)) => *end.ceil().numer() as i64 + by,
        None => figure.plain,
    };
    let least = if measure.negative { -40 } else { 0 };
    let value = value.clamp(least, 900);
    let rounded = matches!(measure.unit, Unit::Km | Unit::Percent);
    match figure.word {
        4 => Said::AtLeast(value),
        5 => Said::AtMost(value),
        6 => Said::MoreThan(if measure.kind == Kind::Ratio { value.min(99) } else { value }),
        7 if value > 0 => Said::LessThan(value),
        8 if !rounded && value >= 0 => Said::Between(value, value + 1 + figure.by),
        _ => Said::Exactly(value),
    }
}
