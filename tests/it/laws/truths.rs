//! Larger corpora in which every claim is true of one made-up course of events: nothing may be reported of them.

use gainsay::check::Settings;
use gainsay::contradiction::{AskedOf, hard_span, implied};
use gainsay::corpus::{Corpus, Fact};
use gainsay::model;
use gainsay::source::{Source, Sources};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::model::Model;
use crate::laws::world::{
    Claim, Compared, GROUPS, Kind, Law, Measure, PLACES, Said, Series, Set, Terms, Unit, When, World,
};
use crate::pending::{Part, is_pending};

const FIRST: i32 = 8;
const DAYS: usize = 7;

/// What happens in each place of its own and to each group of its own, that is beside their parts: on every day some
/// birches and some cedars more, which are the alders; a level of elders.
#[derive(Clone, Debug)]
struct Events {
    birches: Vec<i64>,
    cedars: Vec<i64>,
    elders: Vec<i64>,
    /// Whether the places' and the groups' sets are complete: then nothing happens beside the parts.
    place_sets: [bool; 2],
    group_sets: [bool; 2],
}

impl Events {
    /// Whether something can happen in a place itself and to a group itself.
    fn are_possible(&self, place: usize, group: usize) -> bool {
        let whole_place = self.place_sets[0] && place == 1 || self.place_sets[1] && place == 2;
        let whole_group = self.group_sets[0] && group == 0 || self.group_sets[1] && group == 1;
        !whole_place && !whole_group
    }

    /// A sum over a place with all within it, a group with all within it, and some days.
    fn sum(&self, of: &[i64], place: usize, group: usize, days: std::ops::RangeInclusive<i32>) -> i64 {
        let is_within = |part: usize, whole: usize, all: &[(&str, usize)], top: bool| {
            let mut part = part;
            while part != whole && part > 0 {
                part = all[part].1;
            }
            part == whole && (part > 0 || top)
        };
        let mut sum = 0;
        for (own, _) in PLACES.iter().enumerate() {
            // A claim without a place is no whole of places.
            if own != place && (place == 0 || !is_within(own, place, &PLACES, false)) {
                continue;
            }
            for (group_of_its_own, _) in GROUPS.iter().enumerate() {
                if !is_within(group_of_its_own, group, &GROUPS, true)
                    || !self.are_possible(own, group_of_its_own)
                {
                    continue;
                }
                for day in days.clone() {
                    sum +=
                        of[((day - FIRST) as usize * PLACES.len() + own) * GROUPS.len() + group_of_its_own];
                }
            }
        }
        sum
    }

    /// The true value of what a claim is about.
    fn value(&self, (measure, place, group): Series, when: When) -> i64 {
        let last = FIRST + DAYS as i32 - 1;
        let days = match (measure, when) {
            // The figure of a period, which is tied to no day: as good as any is the sum of its days.
            (4, When::Period(from, to)) => return self.sum(&self.elders, place, group, from..=to),
            (4, When::Day(day)) => return self.sum(&self.elders, place, group, day..=day),
            (3, When::Day(day)) => day..=day,
            (_, When::Day(day)) => FIRST..=day,
            (_, When::Period(from, to)) => from..=to,
            (_, When::Uncertain(_, to, _)) => FIRST..=to,
            (_, When::Always) => FIRST..=last,
        };
        let birches = self.sum(&self.birches, place, group, days.clone());
        let cedars = self.sum(&self.cedars, place, group, days);
        match measure {
            1 => birches,
            2 => cedars,
            _ => birches + cedars,
        }
    }
}

fn events() -> impl Strategy<Value = Events> {
    let cells = DAYS * PLACES.len() * GROUPS.len();
    let some = move || prop::collection::vec(prop_oneof![2 => Just(0), 1 => 0..4_i64], cells);
    (some(), some(), some(), any::<[bool; 2]>(), any::<[bool; 2]>()).prop_map(
        |(birches, cedars, elders, place_sets, group_sets)| Events {
            birches,
            cedars,
            elders,
            place_sets,
            group_sets,
        },
    )
}

fn measures() -> Vec<Measure> {
    let total = Measure {
        kind: Kind::Cumulative,
        unit: Unit::People,
        negative: false,
        tolerance: 0,
        part_of: None,
        over_groups: true,
        over_places: true,
        adds_up_to: None,
    };
    vec![
        total.clone(),
        Measure { part_of: Some(0), ..total.clone() },
        Measure { part_of: Some(0), ..total.clone() },
        Measure { kind: Kind::Flow, adds_up_to: Some(0), ..total.clone() },
        Measure { kind: Kind::Level, ..total },
    ]
}

/// What is not complete is disjoint all the same.
fn set(complete: bool) -> Set {
    match complete {
        true => Set::Complete,
        false if is_pending(Part::Disjoint) => Set::No,
        false => Set::Disjoint,
    }
}

/// A corpus of true claims about some events.
fn truths() -> impl Strategy<Value = World> {
    let claim = (
        (0..5_usize, any::<Index>(), any::<Index>()),
        (0..8_u8, 0..DAYS as i32, 0..DAYS as i32),
        (0..8_u8, 0..4_i64),
        prop::option::weighted(0.8, 0..4_usize),
    );
    (events(), prop::collection::vec(claim, 1..30)).prop_map(|(events, claims)| {
        let law = |terms: &[(i128, usize)], compared: Compared| Law {
            terms: Terms::Measures(
                terms.iter().map(|&(factor, measure)| (factor, (measure, 0, 0))).collect(),
            ),
            compared,
            constant: 0,
        };
        let mut world = World {
            measures: measures(),
            place_sets: events.place_sets.map(set),
            group_sets: events.group_sets.map(set),
            items: false,
            laws: vec![
                law(&[(1, 0), (-1, 1), (-1, 2)], Compared::Equal),
                law(&[(1, 0), (1, 2), (-1, 1)], Compared::AtLeast),
            ],
            breaks: Vec::new(),
            claims: Vec::new(),
        };
        for ((measure, place, group), (shape, one, two), (word, by), origin) in claims {
            let series = (measure, place.index(PLACES.len()), group.index(GROUPS.len()));
            let [from, to] = [one.min(two), one.max(two)].map(|day| FIRST + day);
            let when = match (shape, measure) {
                (0..=1, 0..=2) if from < to => When::Period(from + 1, to),
                (0..=3, 3) | (0..=1, 4) if from < to => When::Period(from, to),
                (2, 0..=2) if from > FIRST && to < FIRST + DAYS as i32 - 1 => {
                    When::Uncertain(to - 1, to + 1, 3)
                }
                _ => When::Day(to),
            };
            let value = events.value(series, when);
            // Only plain figures of less than a thousand are always exact.
            if value >= 1_000 {
                continue;
            }
            let said = match word {
                0 => Said::AtLeast((value - by).max(0)),
                1 => Said::AtMost(value + by),
                2 if value > by => Said::MoreThan(value - by - 1),
                3 => Said::LessThan(value + by + 1),
                4 if value >= by => Said::Between(value - by, value + 1),
                _ => Said::Exactly(value),
            };
            let outlet = origin.is_none().then_some(0);
            world.claims.push(Claim { series, when, said, origin, outlet });
        }
        world
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::long().cases * 3 / 10, ..super::long() })]

    #[test]
    fn true_claims_are_never_reported(world in truths()) {
        let all: Vec<usize> = (0..world.claims.len()).collect();
        let report = super::checked(&world.text(&all));
        prop_assert!(super::contradictions(&report).is_empty());
    }

    #[test]
    fn what_is_true_is_possible_in_the_eyes_of_the_oracle(mut world in truths()) {
        world.claims.truncate(8);
        prop_assert!(Model::new(&world).satisfiable(0..world.claims.len()));
    }

    #[test]
    fn what_is_implied_for_a_fact_is_true(world in truths()) {
        let all: Vec<usize> = (0..world.claims.len()).collect();
        let sources = Sources::new(vec![Source::new("world.claims", world.text(&all))]);
        let settings = Settings::default();
        let corpus = Corpus::new(model::read(&sources, &settings.read_options()));
        let mut count = 0;
        // All are asked for at once, as a timeline does.
        let facts: Vec<Vec<Fact>> = corpus.series.iter().map(|series| corpus.facts(series)).collect();
        let windows = facts.iter().map(|facts| facts.iter().map(|fact| fact.window).collect());
        let asked: Vec<AskedOf> = (0..).zip(windows).collect();
        for ((series, facts), found) in corpus.series.iter().zip(&facts).zip(implied(&corpus, &asked)) {
            for (fact, found) in facts.iter().zip(found) {
                let exact = fact.statements.iter().find_map(|one| hard_span(&corpus, one).single().cloned());
                let Some(value) = exact else { continue };
                for implied in found {
                    prop_assert!(
                        implied.within.contains(&value),
                        "{value:?} is outside of {implied:?}, at {:?} of {series:?}",
                        fact.window
                    );
                    count += 1;
                }
            }
        }
        // Too many corpora from which nothing follows are a failure.
        prop_assume!(count > 0);
    }
}
