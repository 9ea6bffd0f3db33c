//! Every answer against brute force over all subsets, with values tried one by one rather than ends compared.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::brute_force_tests::{compare, size, true_in_chain, true_in_part};
use super::{
    Conflict, Endpoint, Item, PAIRS, STEPS, TimePoint, TimeRange, Weight, camps, chain, graph, partial,
};

fn cases(short: u32) -> ProptestConfig {
    let factor = if std::env::var_os("GAINSAY_LONG").is_some() { 50 } else { 1 };
    ProptestConfig { cases: short * factor, failure_persistence: None, ..ProptestConfig::default() }
}

fn weight() -> impl Strategy<Value = Weight> {
    prop_oneof![
        5 => Just(Weight::ORIGIN),
        2 => Just(Weight::OWN),
        2 => (0_u32..3, 0_u32..3).prop_map(|(origins, own)| Weight { origins, own }),
        1 => Just(Weight { origins: u32::MAX, own: u32::MAX }),
    ]
}

fn item(nodes: u32) -> impl Strategy<Value = Item<i32>> {
    let end = |open: i8| {
        prop_oneof![1 => Just(None), 6 => (0..6, 0..4).prop_map(move |(value, side)| {
            Some(Endpoint { value, side: if side == 0 { open } else { 0 } })
        })]
    };
    let ends = prop_oneof![
        1 => (0..6).prop_map(|value| (Some(Endpoint::closed(value)), Some(Endpoint::closed(value)))),
        2 => (end(1), end(-1)),
    ];
    (0..nodes, ends, weight()).prop_map(|(node, (low, high), weight)| {
        let item = Item { node, low, high, weight };
        // An empty interval is reversed, or else closed.
        if !item.is_empty() {
            return item;
        }
        let closed = |end: Option<Endpoint<i32>>| end.map(|endpoint| Endpoint::closed(endpoint.value));
        Item { low: closed(item.high), high: closed(item.low), ..item }
    })
}

fn stretch() -> impl Strategy<Value = TimeRange> {
    // Days of ten; clock times inside and between them; uncertain instants from one moment to a later one.
    let moment = prop_oneof![
        2 => (0_i64..4).prop_map(|day| TimePoint::new(day * 10, day * 10 + 10)),
        2 => (0_i64..9).prop_map(|half| TimePoint::new(half * 5, half * 5)),
        1 => (0_i64..3).prop_map(|day| TimePoint::new(day * 10, day * 10 + 20)),
    ];
    prop_oneof![
        2 => moment.clone().prop_map(TimeRange::at),
        1 => (moment.clone(), moment).prop_map(|(a, b)| match (a.reaches(b), b.reaches(a)) {
            (true, _) => TimeRange { start: a, end: b },
            (_, true) => TimeRange { start: b, end: a },
            _ => TimeRange::at(a),
        }),
    ]
}

/// The same where some moments are written without a zone, in order among themselves, and lie within two of where they
/// are written on the line of the others.
fn zoned_stretch() -> impl Strategy<Value = TimeRange> {
    let written = |(from, to): (i64, i64)| TimePoint { from: from - 2, to: to + 2, second: Some((from, to)) };
    let moment = prop_oneof![
        2 => (0_i64..4).prop_map(move |day| written((day * 4, day * 4 + 4))),
        2 => (0_i64..16).prop_map(move |at| written((at, at + 1))),
        3 => (0_i64..16).prop_map(|at| TimePoint::new(at, at + 1)),
    ];
    prop_oneof![
        2 => moment.clone().prop_map(TimeRange::at),
        1 => (moment.clone(), moment).prop_map(|(a, b)| match (a.reaches(b), b.reaches(a)) {
            (true, _) => TimeRange { start: a, end: b },
            (_, true) => TimeRange { start: b, end: a },
            _ => TimeRange::at(a),
        }),
    ]
}

fn picked<'a>(items: &'a [Item<i32>], set: &[u32]) -> Vec<&'a Item<i32>> {
    set.iter().map(|&at| &items[at as usize]).collect()
}

fn weights(items: &[Item<i32>]) -> Vec<Weight> {
    items.iter().map(|item| item.weight).collect()
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_chain_is_repaired_as_brute_force_does(nodes in 1_u32..5, seed in proptest::collection::vec(item(12), 0..9)) {
        let items: Vec<_> = seed.into_iter().map(|item| Item { node: item.node % nodes, ..item }).collect();
        let conflicts = chain(&items);
        compare(&weights(&items), &|set| true_in_chain(&picked(&items, set)), &conflicts, true)?;
        for conflict in &conflicts {
            for &(set_aside, kept) in &conflict.cores {
                let here = &items[set_aside as usize];
                let nearest = conflict.items.iter().copied().filter(|at| !conflict.repair.contains(at)).filter(|&at| {
                    !true_in_chain(&[here, &items[at as usize]])
                }).min_by_key(|&at| (items[at as usize].node.abs_diff(here.node), at));
                prop_assert_eq!(Some(kept), nearest);
            }
        }
        // The same through stretches, and through pairs.
        let days: Vec<TimeRange> = (0..12).map(|at| TimeRange::at(TimePoint::new(at, at + 1))).collect();
        let apart: Vec<TimeRange> = (0..12).map(|at| TimeRange::at(TimePoint::new(at, at))).collect();
        prop_assert_eq!(&partial(&items, &apart, PAIRS), &conflicts);
        let alike = |conflict: &Conflict| Conflict { cores: Vec::new(), ..conflict.clone() };
        let blind = |conflicts: &[Conflict]| conflicts.iter().map(alike).collect::<Vec<_>>();
        prop_assert_eq!(blind(&partial(&items, &days, PAIRS)), blind(&conflicts));
        prop_assert_eq!(blind(&graph(&weights(&items), &pairs(&items), STEPS)), blind(&conflicts));
    }

    #[test]
    fn a_partial_order_is_repaired_as_brute_force_does(
        stretches in proptest::collection::vec(stretch(), 1..6),
        seed in proptest::collection::vec(item(60), 0..9),
        limit in prop_oneof![4 => Just(PAIRS), 1 => Just(0)],
    ) {
        let count = u32::try_from(stretches.len()).unwrap();
        let items: Vec<_> = seed.into_iter().map(|item| Item { node: item.node % count, ..item }).collect();
        let consistent = |set: &[u32]| true_in_part(&picked(&items, set), &stretches);
        let conflicts = partial(&items, &stretches, limit);
        compare(&weights(&items), &consistent, &conflicts, limit > 0)?;
        for conflict in &conflicts {
            for &(set_aside, kept) in &conflict.cores {
                // Where the two meet: the end of the one and the start of the other, whichever way round conflicts.
                let key = |other: u32| {
                    let when = |at: u32| stretches[items[at as usize].node as usize];
                    let only = |at: u32, low: bool| {
                        let item = items[at as usize].clone();
                        if low { Item { high: None, ..item } } else { Item { low: None, ..item } }
                    };
                    let over = |a, b| !true_in_part(&[&only(a, true), &only(b, false)], &stretches);
                    let (moment, gap, same) = if over(other, set_aside) {
                        let (end, start) = (when(other).end, when(set_aside).start);
                        (end, start.from - end.to, start == end)
                    } else {
                        let (end, start) = (when(set_aside).end, when(other).start);
                        (start, start.from - end.to, start == end)
                    };
                    (!same, if same { 0 } else { gap }, moment, other)
                };
                let rivals = conflict.items.iter().copied().filter(|at| !conflict.repair.contains(at));
                let nearest = rivals.filter(|&at| !consistent(&[set_aside, at])).min_by_key(|&at| key(at));
                prop_assert_eq!(Some(kept), nearest);
            }
        }
    }

    #[test]
    fn an_order_on_two_lines_is_repaired_as_brute_force_does(
        stretches in proptest::collection::vec(zoned_stretch(), 1..6),
        seed in proptest::collection::vec(item(60), 0..9),
        limit in prop_oneof![4 => Just(PAIRS), 1 => Just(0)],
    ) {
        let count = u32::try_from(stretches.len()).unwrap();
        let items: Vec<_> = seed.into_iter().map(|item| Item { node: item.node % count, ..item }).collect();
        let consistent = |set: &[u32]| true_in_part(&picked(&items, set), &stretches);
        compare(&weights(&items), &consistent, &partial(&items, &stretches, limit), limit > 0)?;
    }

    #[test]
    fn any_graph_is_repaired_as_brute_force_does(
        weights in proptest::collection::vec(weight(), 2..10),
        seed in proptest::collection::vec((0_u32..100, 0_u32..100), 0..24),
        limit in prop_oneof![4 => Just(STEPS), 1 => 0_usize..200],
    ) {
        let count = u32::try_from(weights.len()).unwrap();
        let edges: Vec<_> = seed.into_iter().map(|(a, b)| (a % count, b % count)).collect();
        let consistent =
            |set: &[u32]| !edges.iter().any(|&(a, b)| a != b && set.contains(&a) && set.contains(&b));
        compare(&weights, &consistent, &graph(&weights, &edges, limit), limit == STEPS)?;
    }

    #[test]
    fn camps_are_the_graph_of_all_that_differ(
        members in proptest::collection::vec((weight(), 0_u32..4), 0..9),
    ) {
        let (weights, sides): (Vec<Weight>, Vec<u32>) = members.into_iter().unzip();
        let count = u32::try_from(sides.len()).unwrap();
        let differ = |a: u32, b: u32| sides[a as usize] != sides[b as usize];
        let edges: Vec<_> =
            (0..count).flat_map(|a| (a..count).map(move |b| (a, b))).filter(|&(a, b)| differ(a, b)).collect();
        // Which items no smallest repair can spare is asked of camps alone.
        let alike = |conflict: Conflict| Conflict { certain: Vec::new(), ..conflict };
        let found: Vec<Conflict> = camps(&weights, &sides).into_iter().map(alike).collect();
        let theirs: Vec<Conflict> = graph(&weights, &edges, STEPS).into_iter().map(alike).collect();
        prop_assert_eq!(found, theirs);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    /// Too large for brute force and for resolving every tie: three methods agree on size and uniqueness.
    #[test]
    fn three_methods_agree_on_large_chains(items in proptest::collection::vec(item(40), 50..120)) {
        let conflicts = chain(&items);
        let apart: Vec<TimeRange> = (0..40).map(|at| TimeRange::at(TimePoint::new(at, at))).collect();
        let edges = pairs(&items);
        let others = [partial(&items, &apart, PAIRS), graph(&weights(&items), &edges, STEPS)];
        for other in &others {
            let reported = |conflicts: &[Conflict]| conflicts.iter().map(|conflict| {
                let cost = conflict.repair.iter().map(|&at| size(items[at as usize].weight));
                (conflict.items.clone(), conflict.unique, cost.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)))
            }).collect::<Vec<_>>();
            if other.iter().all(|conflict| conflict.is_smallest) {
                prop_assert_eq!(reported(other), reported(&conflicts));
            }
            let removed: BTreeSet<u32> = other.iter().flat_map(|conflict| conflict.repair.clone()).collect();
            prop_assert!(edges.iter().all(|(a, b)| removed.contains(a) || removed.contains(b)));
        }
        // Beyond the limit: still a minimal cover, with a core for each.
        for conflict in partial(&items, &apart, 0) {
            prop_assert_eq!(conflict.cores.len(), conflict.repair.len());
            let removed = |at: &u32| conflict.repair.contains(at);
            let inside = edges.iter().filter(|(a, _)| conflict.items.contains(a));
            prop_assert!(inside.clone().all(|(a, b)| removed(a) || removed(b)));
            prop_assert!(conflict.cores.iter().all(|(_, kept)| !removed(kept)));
        }
    }
}

fn pairs(items: &[Item<i32>]) -> Vec<(u32, u32)> {
    let count = u32::try_from(items.len()).unwrap();
    let clash = |&(a, b): &(u32, u32)| !true_in_chain(&[&items[a as usize], &items[b as usize]]);
    (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).filter(clash).collect()
}

fn exactly(node: u32, value: i32) -> Item<i32> {
    let end = Some(Endpoint::closed(value));
    Item { node, low: end, high: end, weight: Weight::ORIGIN }
}

#[test]
fn the_odd_one_out_of_four_is_the_only_repair() {
    let items: Vec<_> = [729, 729, 792, 729].into_iter().map(|value| exactly(0, value)).collect();
    let found = Conflict {
        items: vec![0, 1, 2, 3],
        repair: vec![2],
        unique: true,
        certain: vec![2],
        cores: vec![(2, 0)],
        is_smallest: true,
    };
    assert_eq!(chain(&items), [found]);
}

#[test]
fn a_tie_keeps_the_first_and_is_not_unique() {
    let found = Conflict {
        items: vec![0, 1],
        repair: vec![1],
        unique: false,
        certain: Vec::new(),
        cores: vec![(1, 0)],
        is_smallest: true,
    };
    assert_eq!(chain(&[exactly(0, 1), exactly(0, 2)]), vec![found.clone()]);
    assert_eq!(chain(&[exactly(0, 2), exactly(0, 1)]), vec![found.clone()]);
    assert_eq!(chain(&[exactly(1, 1), exactly(0, 2)]), [found]);
}

#[test]
fn open_ends_that_meet_are_apart() {
    let more = Item { node: 0, low: Some(Endpoint::above(5)), high: None, weight: Weight::ORIGIN };
    let fewer = Item { node: 0, low: None, high: Some(Endpoint::below(6)), weight: Weight::ORIGIN };
    assert_eq!(chain(&[more.clone(), exactly(0, 5)]).len(), 1);
    assert_eq!(chain(&[fewer.clone(), exactly(0, 6)]).len(), 1);
    assert_eq!(chain(&[more, fewer]), []);
}

#[test]
fn what_cannot_be_asked_takes_part_in_nothing() {
    let empty = Item {
        node: 0,
        low: Some(Endpoint::closed(6)),
        high: Some(Endpoint::closed(5)),
        weight: Weight::ORIGIN,
    };
    assert_eq!(chain(&[empty.clone(), exactly(0, 1), exactly(1, 1)]), []);
    assert_eq!(chain(&[exactly(0, 1), empty.clone(), exactly(1, 0)])[0].items, [0, 2]);
    let day = TimeRange::at(TimePoint::new(0, 1));
    let back = TimeRange { start: TimePoint::new(5, 6), end: TimePoint::new(0, 1) };
    assert_eq!(partial(&[empty, exactly(0, 1), exactly(1, 0), exactly(9, 0)], &[day, back], PAIRS), []);
    assert_eq!(graph(&[Weight::ORIGIN], &[(0, 0), (0, 7), (u32::MAX, 0)], STEPS), []);
    assert_eq!(camps(&[], &[]), None);
    assert_eq!(camps(&[], &[1, 2]).map(|conflict| conflict.unique), Some(false));
}

#[test]
fn a_clock_time_is_not_compared_with_its_day() {
    let day = |day: i64| TimeRange::at(TimePoint::new(day * 48, day * 48 + 48));
    let hour = |day: i64, hour: i64| {
        let at = day * 48 + hour * 2 + 1;
        TimeRange::at(TimePoint::new(at, at))
    };
    let stretches = [day(0), hour(0, 0), hour(0, 23), day(1)];
    assert_eq!(partial(&[exactly(0, 5), exactly(1, 9), exactly(2, 9), exactly(3, 9)], &stretches, PAIRS), []);
    assert_eq!(partial(&[exactly(1, 9), exactly(2, 8)], &stretches, PAIRS).len(), 1);
    assert_eq!(partial(&[exactly(2, 9), exactly(3, 8)], &stretches, PAIRS).len(), 1);
    assert_eq!(partial(&[exactly(0, 9), exactly(0, 8)], &stretches, PAIRS).len(), 1);
}

#[test]
fn an_uncertain_instant_bounds_its_ends_only() {
    let day = |day: i64| TimePoint::new(day, day + 1);
    let october = TimeRange { start: day(0), end: day(30) };
    let stretches = [october, TimeRange::at(day(0)), TimeRange::at(day(15)), TimeRange::at(day(30))];
    assert_eq!(partial(&[exactly(0, 5), exactly(0, 9), exactly(2, 7)], &stretches, PAIRS), []);
    assert_eq!(partial(&[exactly(0, 5), exactly(1, 6)], &stretches, PAIRS).len(), 1);
    assert_eq!(partial(&[exactly(0, 5), exactly(3, 4)], &stretches, PAIRS).len(), 1);
}

#[test]
fn odd_cycles_and_cliques_are_searched_to_the_end() {
    let one = [Weight::ORIGIN; 300];
    let cycle: Vec<(u32, u32)> = (0..41).map(|at| (at, (at + 1) % 41)).collect();
    let found = &graph(&one, &cycle, STEPS)[0];
    assert_eq!((found.repair.len(), found.is_smallest, found.unique), (21, true, false));
    let clique: Vec<(u32, u32)> = (0..300).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let found = &graph(&one, &clique, STEPS)[0];
    assert_eq!((found.repair.len(), found.is_smallest, found.unique), (299, true, false));
}
