//! Random corpora: a random vocabulary, laws and claims, with figures near the bounds that the others leave.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::laws::figures::{Figure, figures};
use crate::laws::lawful::{RawLaw, law, lawful};
use crate::laws::sound::{is_sound, mixes, stands_on_both_sides};
use crate::laws::world::{ABOUT, Break, Claim, Kind, MEASURES, Measure, Said, Set, Unit, When, World};
use crate::pending::{Part, is_pending};

/// The size and contents of a family of corpora.
#[derive(Clone, Copy, Debug)]
struct Family {
    /// Flows, and growth of totals over periods.
    periods: bool,
    /// Parts of measures, places and groups.
    parts: bool,
    /// Nothing but measures of which periods have figures, and constants.
    figured: bool,
    /// Two origins, most of whose words are relayed.
    relayed: bool,
    /// One running total that steps, often at days that may be from before or after.
    stepped: bool,
    /// How many laws at most.
    laws: usize,
    /// How many claims at most.
    claims: usize,
}

const SERIES: Family = Family {
    periods: false,
    parts: false,
    figured: false,
    relayed: false,
    stepped: false,
    laws: 0,
    claims: 9,
};

/// Series by themselves: levels, totals, constants and shares, with breaks and uncertain instants.
pub(crate) fn series() -> impl Strategy<Value = World> {
    worlds(SERIES)
}

/// Parts and wholes, flows and growth, without laws.
pub(crate) fn parts() -> impl Strategy<Value = World> {
    worlds(Family { periods: true, parts: true, ..SERIES })
}

/// Everything.
pub(crate) fn laws() -> impl Strategy<Value = World> {
    worlds(Family { periods: true, parts: true, laws: 3, ..SERIES })
}

/// Everything, with more claims.
pub(crate) fn larger() -> impl Strategy<Value = World> {
    worlds(Family { periods: true, parts: true, laws: 4, claims: 24, ..SERIES })
}

/// Figures of periods with parts and laws.
pub(crate) fn figured() -> impl Strategy<Value = World> {
    worlds(Family { parts: true, figured: true, laws: 2, ..SERIES })
}

/// Origins of whom relays say this and that.
pub(crate) fn relayed() -> impl Strategy<Value = World> {
    worlds(Family { parts: true, relayed: true, ..SERIES })
}

/// A running total with a break, and days that may be from before or after it.
pub(crate) fn stepped() -> impl Strategy<Value = World> {
    worlds(Family { stepped: true, ..SERIES })
}

/// A random measure: what it relates to is an index among those before it.
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
    if family.figured {
        kinds = vec![Kind::Level, Kind::Level, Kind::Level, Kind::Constant];
    }
    if family.stepped {
        kinds = vec![Kind::Cumulative];
    }
    let others = u32::from(!family.stepped);
    let kind =
        prop_oneof![10 => select(kinds), others => Just(Kind::Ratio), others => Just(Kind::Undeclared)];
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

/// A random claim: its figure's position relative to the others' bounds is decided when they are known.
#[derive(Clone, Debug)]
struct RawClaim {
    series: (Index, Index, Index),
    /// Shape, first day and length.
    when: (u8, i32, i32),
    figure: Figure,
    origin: Option<usize>,
    outlet: Option<usize>,
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

/// A random corpus, before its parts are fitted to each other.
#[derive(Clone, Debug)]
struct Raw {
    measures: Vec<RawMeasure>,
    unit: Unit,
    /// How many measures, places, groups and days.
    sizes: (usize, usize, usize, i32),
    sets: ([Set; 2], [Set; 2], bool),
    laws: Vec<RawLaw>,
    step: Option<(Index, i32, Option<Index>)>,
    claims: Vec<RawClaim>,
    /// Whether it aims at conflicts of many claims.
    deep: bool,
}

fn worlds(family: Family) -> impl Strategy<Value = World> {
    let unit = select(vec![Unit::People, Unit::People, Unit::People, Unit::People, Unit::Bare, Unit::Km]);
    let set = || {
        let others = if is_pending(Part::Disjoint) { Set::No } else { Set::Disjoint };
        select(vec![Set::Complete, Set::Complete, Set::No, others])
    };
    let sets = ([set(), set()], [set(), set()], prop::bool::weighted(0.2));
    let place = prop::option::weighted(0.2, any::<Index>());
    let step =
        prop::option::weighted(if family.stepped { 0.95 } else { 0.2 }, (any::<Index>(), 8..13_i32, place));
    (
        prop::collection::vec(measure(family), 1..=MEASURES.len()),
        unit,
        select(&SIZES[..]),
        sets,
        prop::collection::vec(law(), 0..=family.laws),
        step,
        prop::collection::vec(claim(), family.claims / 3..=family.claims),
        prop::bool::weighted(0.5),
    )
        .prop_map(move |(measures, unit, sizes, sets, laws, step, claims, deep)| {
            let raw = Raw { measures, unit, sizes, sets, laws, step, claims, deep };
            if deep && !family.stepped && (raw.laws.is_empty() || raw.measures.len() > 2) {
                deepened(raw, family)
            } else {
                raw
            }
        })
        .prop_filter_map("the vocabulary can hold", move |raw| fitted(raw, family))
}

/// With exact figures of tied facts, most of which agree.
fn deepened(mut raw: Raw, family: Family) -> Raw {
    let complete = |set: Set| if set == Set::Disjoint { set } else { Set::Complete };
    (raw.sets.0, raw.sets.1) = (raw.sets.0.map(complete), raw.sets.1.map(complete));
    raw.step = raw.step.filter(|(_, day, _)| *day == 8);
    raw.laws.truncate(2);
    if !raw.laws.is_empty() {
        raw.sizes = (5, 1, 0, 1);
    } else if family.parts && raw.sizes.1.max(raw.sizes.2) > 1 {
        raw.sizes.0 = 1;
        raw.measures.iter_mut().for_each(|measure| measure.over = (true, true));
    }
    let flows = raw.measures[0].kind == Kind::Flow;
    for (at, measure) in raw.measures.iter_mut().enumerate() {
        measure.tolerance = 0;
        if !raw.laws.is_empty() && (flows || matches!(measure.kind, Kind::Flow | Kind::Ratio)) {
            measure.kind = if flows { Kind::Flow } else { Kind::Level };
        }
        measure.part_of = measure.part_of.filter(|_| raw.laws.is_empty() || at % 2 == 0);
    }
    for law in &mut raw.laws {
        law.scoped = (false, false);
        law.labels &= law.terms.len() > 2;
        law.terms.iter_mut().for_each(|term| term.0 = term.0.signum());
    }
    let last = raw.claims.len().saturating_sub(2);
    for (at, claim) in raw.claims.iter_mut().enumerate() {
        claim.origin = claim.origin.or(Some(at % 4));
        claim.outlet = claim.outlet.filter(|_| family.relayed);
        claim.figure.beyond &= at >= last;
        claim.figure.beyond |= at == last;
        if at % 4 > 0 {
            claim.figure.word = 0;
        }
    }
    raw
}

/// The finished corpus, unless its vocabulary cannot hold.
fn fitted(raw: Raw, family: Family) -> Option<World> {
    // Relays of one origin are to meet at few facts.
    let (count, places, groups, days) = match family {
        Family { relayed: true, .. } => (1, 0, 0, 2),
        Family { stepped: true, .. } => (1, 0, 0, 5),
        _ => raw.sizes,
    };
    let mut measures = related(&raw.measures[..raw.measures.len().min(count)], raw.unit, family);
    if places.max(groups) < 2 {
        for measure in &mut measures {
            (measure.over_groups, measure.over_places) = (false, false);
        }
    }
    let place = |index: &Index| if places < 2 { places } else { index.index(places) };
    let group = |index: &Index| index.index(groups.max(1));
    let (place_sets, group_sets, items) = raw.sets;
    let mut world = World {
        measures,
        place_sets,
        group_sets,
        items,
        laws: Vec::new(),
        breaks: Vec::new(),
        claims: Vec::new(),
    };
    let kinds =
        |measure: &Measure| [Some(measure.kind), measure.part_of.map(|whole| world.measures[whole].kind)];
    let mixed = world.measures.iter().any(|measure| mixes(kinds(measure).into_iter().flatten()));
    let mut facts = BTreeSet::new();
    let mut chains = BTreeSet::new();
    let mut chances = Vec::new();
    for raw_claim in raw.claims {
        let (measure, at, of) = &raw_claim.series;
        let series = (measure.index(world.measures.len()), place(at), group(of));
        let kind = world.measures[series.0].kind;
        let mut when = when(raw_claim.when, kind, days, family);
        if let (true, Some((from, _))) = (mixed, when.figured(kind)) {
            when = When::Day(from.max(8));
        }
        let fact = (series, (kind != Kind::Constant).then_some(when));
        // Rather many facts than many figures of one.
        if !facts.insert(fact) && !family.relayed && (raw.deep || raw_claim.figure.by > 0) {
            continue;
        }
        let (mut origin, mut outlet) = (raw_claim.origin, raw_claim.outlet);
        if family.relayed {
            origin = origin.map(|origin| origin % 2);
            outlet = outlet.or((raw_claim.when.2 > 0).then_some(raw_claim.when.0 as usize % 3));
        }
        // What one chain says of one origin's words for one fact it says once.
        if origin.is_some() && outlet.is_some() && !chains.insert((fact, origin, outlet)) {
            continue;
        }
        world.claims.push(Claim { series, when, said: Said::Exactly(0), origin, outlet });
        let beyond = raw_claim.figure.beyond || family.relayed && raw_claim.figure.by > 0;
        chances.push(Figure { beyond, ..raw_claim.figure });
    }
    if let Some((index, day, at)) = raw.step {
        let measure = index.index(world.measures.len());
        if world.measures[measure].kind == Kind::Cumulative {
            world.breaks.push(Break { measure, place: at.map_or(0, |index| place(&index)), day });
        }
    }
    for raw in &raw.laws {
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
    figures(&mut world, &chances);
    is_sound(&world).then_some(world)
}

/// The measures, each related to one before it where they are compatible.
fn related(raw: &[RawMeasure], unit: Unit, family: Family) -> Vec<Measure> {
    let mut all: Vec<Measure> = Vec::new();
    for raw in raw {
        let unit = if raw.kind == Kind::Ratio { Unit::Percent } else { unit };
        // Without a definition there is no unit and nothing that it is part of.
        let bare =
            raw.kind == Kind::Undeclared && unit == Unit::Bare && !is_pending(Part::UndeclaredBelowZero);
        let raw = match raw.kind {
            Kind::Undeclared if bare => &RawMeasure {
                part_of: None,
                over: (false, false),
                tolerance: 0,
                negative: false,
                ..raw.clone()
            },
            Kind::Undeclared => &RawMeasure { kind: Kind::Level, ..raw.clone() },
            _ => raw,
        };
        let flows = |kind: Kind| kind == Kind::Flow;
        let wholes: Vec<usize> = (0..all.len())
            .filter(|&at| all[at].kind != Kind::Undeclared)
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

/// A window that fits the kind, on the 8th to the 13th of October 2020.
fn when((shape, first, length): (u8, i32, i32), kind: Kind, days: i32, family: Family) -> When {
    let first = 8 + first % days;
    let last = first + length;
    match (kind, shape) {
        (Kind::Constant, 0..=4) => When::Always,
        (_, 3..=6) if family.figured => When::Period(8, 9 + length % 2),
        (_, 7) if family.figured => When::Uncertain(1, 31, 0),
        (Kind::Flow, 0..=4) => When::Day(first),
        (Kind::Flow, _) if last > first => When::Period(first, last),
        (Kind::Flow, _) => When::Day(first),
        (_, 5..=6) if family.stepped => When::Uncertain(first - 1, first + 1, ABOUT),
        (Kind::Cumulative, 6) if !family.periods => When::Day(first),
        (Kind::Level | Kind::Ratio | Kind::Undeclared, 4..=6) if kind.has_period_figures() => {
            When::Period(first, first + 1 + length / 3)
        }
        (_, 6) => When::Period(first, last.max(first + 1)),
        (Kind::Cumulative, 7) if family.periods => When::Period(first, last.max(first + 1)),
        (_, 8) => match length {
            0 => When::Uncertain(1, 31, 0),
            1 => When::Uncertain(1, 10, 1),
            2 => When::Uncertain(11, 20, 2),
            _ => When::Uncertain(first - 1, first + 1, ABOUT),
        },
        _ => When::Day(first),
    }
}
