//! Random pairs and triples of claims of one measure: few dates, few voices and close figures, so that they meet.

use proptest::prelude::*;
use proptest::sample::select;

use crate::compared::claims::{Claim, Claims, Kind, NEW_YEAR, SETS, Said, Unit, Value, When};

const NUMBERS: [Kind; 6] =
    [Kind::Level, Kind::Cumulative, Kind::Flow, Kind::Ratio, Kind::Constant, Kind::Undeclared];
const OTHERS: [Kind; 5] = [Kind::Name, Kind::Several, Kind::UndeclaredName, Kind::Truth, Kind::Set];

/// Figures that are rounded, exact and close to each other, none at the very end of what another allows.
const LARGE: [i64; 13] =
    [1_000, 1_040, 1_060, 4_000, 4_200, 4_230, 4_260, 4_330, 4_449, 4_600, 6_000, 9_640, 10_000];

/// So many claims of one measure.
pub(crate) fn claims(count: usize) -> impl Strategy<Value = Claims> {
    let kind = prop_oneof![2 => select(&NUMBERS[..]), 1 => select(&OTHERS[..])];
    let sorts = (any::<bool>(), prop::bool::weighted(0.15), prop::bool::weighted(0.3));
    kind.prop_flat_map(move |kind| {
        let dates = prop::collection::vec(when(kind), 1..=2);
        let speakers = prop::collection::vec(speaker(), 1..=3);
        (Just(kind), sorts, dates, speakers).prop_flat_map(
            move |(kind, (large, mixed, modes), dates, speakers)| {
                let claim = (
                    value(kind, large, mixed),
                    select(dates),
                    prop::bool::weighted(if modes { 0.5 } else { 0.0 }),
                    (select(speakers), day(), day()),
                );
                prop::collection::vec(claim, count).prop_map(move |raw| {
                    let all = raw
                        .into_iter()
                        .map(|(value, when, expected, said)| fitted(kind, value, when, expected, said));
                    Claims { kind, all: all.collect() }
                })
            },
        )
    })
}

fn when(kind: Kind) -> BoxedStrategy<When> {
    let days = select(vec![5, 6, 20]).prop_map(When::Day);
    let periods =
        select(vec![(1, 31), (5, 20), (1, 10), (21, 25)]).prop_map(|(from, to)| When::FromTo(from, to));
    let clocks = select(vec![
        When::Clock(5, 10),
        When::Clock(5, 12),
        When::Clock(6, 10),
        // The same minute in three zones, of which one is a day later; another minute.
        When::Zoned(4 * 24 + 20, 0),
        When::Zoned(4 * 24 + 20, 9),
        When::Zoned(4 * 24 + 20, -5),
        When::Zoned(5 * 24 + 2, 0),
        When::Zoned(5 * 24 + 2, -8),
    ]);
    let bare = prop_oneof![
        3 => (0..3_u8).prop_map(When::Month),
        1 => any::<bool>().prop_map(When::Quarter),
        1 => any::<bool>().prop_map(When::Year),
        1 => any::<bool>().prop_map(When::Middle),
    ];
    let uncertain = select(vec![When::Approximate(5), When::SomeDayOfMonth]);
    let since = Just(When::Since(1));
    let undated = Just(When::Undated);
    match kind {
        Kind::Level | Kind::Ratio | Kind::Undeclared | Kind::Cumulative => {
            prop_oneof![4 => days, 3 => periods, 3 => bare, 2 => clocks, 1 => uncertain, 1 => since, 2 => undated].boxed()
        }
        Kind::Flow => prop_oneof![3 => days, 3 => periods, 3 => bare, 1 => uncertain, 1 => since, 1 => undated]
            .prop_map(|when| match when {
                When::Middle(true) => When::Middle(false),
                // Some day of it, or all of it: a flow of such a date is nowhere described.
                When::SomeDayOfMonth => When::Approximate(5),
                other => other,
            })
            .boxed(),
        Kind::Constant => prop_oneof![1 => days, 1 => periods, 1 => undated].boxed(),
        Kind::Set => prop_oneof![2 => days, 1 => periods, 3 => undated].boxed(),
        _ => prop_oneof![3 => days, 4 => periods, 2 => bare, 1 => uncertain, 1 => since, 3 => undated].boxed(),
    }
}

fn value(kind: Kind, large: bool, mixed: bool) -> BoxedStrategy<Value> {
    let small = 11..19_i64;
    let words = prop_oneof![
        6 => small.clone().prop_map(Said::Exactly),
        1 => small.clone().prop_map(Said::AtLeast),
        1 => small.clone().prop_map(Said::AtMost),
        1 => small.clone().prop_map(Said::MoreThan),
        1 => small.clone().prop_map(Said::FewerThan),
        1 => (small.clone(), 1..4_i64).prop_map(|(low, more)| Said::Between(low, low + more)),
        1 => (12..19_i64).prop_map(Said::About),
    ];
    let number = |said, unit| Value::Number(said, unit);
    match kind {
        Kind::Ratio => prop_oneof![
            5 => words.prop_map(move |said| number(said, Unit::Percent)),
            1 => (6..10_i64).prop_map(move |of| number(Said::OfFifty(of), Unit::Percent)),
        ]
        .boxed(),
        Kind::Name | Kind::Several | Kind::UndeclaredName => (0..3_u8).prop_map(Value::Name).boxed(),
        Kind::Truth if mixed => select(vec![Value::Truth(true), Value::Verdict]).boxed(),
        Kind::Truth => any::<bool>().prop_map(Value::Truth).boxed(),
        Kind::Set => (0..SETS.len()).prop_map(Value::Set).boxed(),
        Kind::Undeclared if mixed => prop_oneof![
            2 => words.prop_map(move |said| number(said, Unit::None)),
            1 => small.clone().prop_map(move |value| number(Said::Exactly(value), Unit::Percent)),
            1 => small.prop_map(move |value| number(Said::Exactly(value), Unit::Km)),
            1 => Just(Value::Truth(true)),
            1 => Just(Value::Name(0)),
        ]
        .boxed(),
        Kind::Level | Kind::Constant | Kind::Undeclared if large => prop_oneof![
            5 => select(&LARGE[..]).prop_map(Said::Exactly),
            1 => select(vec![1_000, 4_200, 10_000]).prop_map(Said::About),
        ]
        .prop_map(move |said| number(said, Unit::None))
        .boxed(),
        _ => prop_oneof![
            12 => words,
            1 => Just(Said::Nearly(17)),
            1 => Just(Said::Dozens),
        ]
        .prop_map(move |said| number(said, Unit::None))
        .boxed(),
    }
}

/// An origin or none, and a chain.
type Speaker = (Option<usize>, Vec<usize>);

fn speaker() -> impl Strategy<Value = Speaker> {
    let chain = select(vec![vec![], vec![], vec![], vec![0], vec![0], vec![1], vec![2], vec![0, 1]]);
    let origin = prop::option::weighted(0.9, prop_oneof![3 => Just(0_usize), 2 => Just(1), 1 => Just(2)]);
    (origin, chain)
}

/// When something was said, or published.
fn day() -> impl Strategy<Value = Option<i32>> + Clone {
    prop_oneof![7 => Just(None), 3 => (NEW_YEAR..NEW_YEAR + 3).prop_map(Some)]
}

/// A claim that means one thing only.
fn fitted(
    kind: Kind,
    value: Value,
    when: When,
    expected: bool,
    ((origin, mut chain), mut said, mut published): (Speaker, Option<i32>, Option<i32>),
) -> Claim {
    if origin.is_none() {
        // An outlet's own voice says it when it publishes it.
        chain = vec![chain.first().copied().unwrap_or(0)];
        said = None;
    }
    if when == When::Undated
        && !matches!(kind, Kind::Level | Kind::Cumulative | Kind::Constant | Kind::Truth | Kind::Set)
    {
        said = None;
        published = published.filter(|_| matches!(value, Value::Number(..)));
    }
    if let (Some(said), Some(published)) = (said, &mut published) {
        *published = said.max(*published);
    }
    let expected = expected && when != When::Undated && kind != Kind::Set;
    Claim { value, when, expected, origin, chain, said, published }
}
