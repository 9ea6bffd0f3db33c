//! How long the reasoner takes for a thousand, ten thousand and a hundred thousand items: `cargo bench --bench reason`.

use divan::Bencher;
use divan::counter::ItemsCount;
use gainsay::model::Number;
use gainsay::reason::linear::{self, Limits, Row, Span, System};
use gainsay::reason::{self, Endpoint, Item, PAIRS, STEPS, TimePoint, TimeRange, Weight};

const SIZES: [u32; 3] = [1_000, 10_000, 100_000];

/// One item in this many conflicts with the others.
const OUTLIER: u64 = 50;

fn main() {
    divan::main();
}

/// Pseudo-random numbers, the same each time (xorshift, after Marsaglia).
struct Rng(u64);

impl Rng {
    const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next_below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn number(&mut self, sides: u32) -> u32 {
        u32::try_from(self.next_below(sides.into())).unwrap_or(0)
    }
}

/// A running total with four sources a node, each within the slack of its node but for the outlier below.
fn series(items: u32, outliers: bool) -> Vec<Item<i64>> {
    let mut rng = Rng::new();
    let item = |at: u32| {
        let node = at / 4;
        let fall = if outliers && rng.next_below(OUTLIER) == 0 { 25 } else { 0 };
        let value = i64::from(node) * 10 - fall;
        let spread = i64::from(rng.number(5));
        Item {
            node,
            low: Some(Endpoint::closed(value - spread)),
            high: Some(Endpoint::closed(value + spread)),
            weight: if rng.next_below(3) == 0 { Weight::OWN } else { Weight::ORIGIN },
        }
    };
    (0..items).map(item).collect()
}

/// A series without a conflict, which is the usual case.
#[divan::bench(args = SIZES)]
fn chain_clean(bencher: Bencher<'_, '_>, items: u32) {
    let series = series(items, false);
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::chain(&series));
}

/// A series with many small conflicts.
#[divan::bench(args = SIZES)]
fn chain_outliers(bencher: Bencher<'_, '_>, items: u32) {
    let series = series(items, true);
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::chain(&series));
}

/// One fact on which all the items differ: a single component.
#[divan::bench(args = SIZES)]
fn chain_fact(bencher: Bencher<'_, '_>, items: u32) {
    let mut rng = Rng::new();
    let item = |_| {
        let value = rng.number(1_000);
        let (low, high) = (Some(Endpoint::closed(value)), Some(Endpoint::below(value + 40)));
        Item { node: 0, low, high, weight: Weight::ORIGIN }
    };
    let fact: Vec<Item<u32>> = (0..items).map(item).collect();
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::chain(&fact));
}

/// Days, and stretches of a few of them, on which a total is said to be reached.
#[divan::bench(args = SIZES)]
fn partial(bencher: Bencher<'_, '_>, items: u32) {
    let mut rng = Rng::new();
    let series = series(items, true);
    let stretch = |node: u32| {
        let day = i64::from(node) * 2;
        let last = day + 2 * i64::from(rng.number(3));
        let moment = |from| TimePoint { from, to: from + 2, second: None };
        TimeRange { start: moment(day), end: moment(last) }
    };
    let stretches: Vec<TimeRange> = (0..=items / 4).map(stretch).collect();
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::partial(&series, &stretches, PAIRS));
}

/// Two camps, of a half and of the other.
#[divan::bench(args = SIZES)]
fn camps(bencher: Bencher<'_, '_>, items: u32) {
    let mut rng = Rng::new();
    let camps: Vec<u32> = (0..items).map(|_| rng.number(2)).collect();
    let weights = vec![Weight::ORIGIN; camps.len()];
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::camps(&weights, &camps));
}

/// Conflicts among ten neighbours each, a component of ten after the other.
#[divan::bench(args = SIZES)]
fn graph(bencher: Bencher<'_, '_>, items: u32) {
    let mut rng = Rng::new();
    let edge = |at: u32| (at, at / 10 * 10 + rng.number(10));
    let edges: Vec<(u32, u32)> = (0..items).chain(0..items).map(edge).collect();
    let weights = vec![Weight::ORIGIN; items as usize];
    bencher.counter(ItemsCount::new(items)).bench_local(|| reason::graph(&weights, &edges, STEPS));
}

/// A running total that three parts add up to, each with one item a day; where there are outliers, a part is now and
/// then too large by five.
fn parts(items: u32, outliers: bool) -> System {
    let mut rng = Rng::new();
    let mut system = System { steady: true, ..System::default() };
    let mut rows = Vec::new();
    let one = || Number::ONE;
    let less = || Number::from_i64(-1);
    let end = |value: i64| Some(Endpoint::closed(Number::from_i64(value)));
    let at = |value: i64| Span { low: end(value), high: end(value) };
    let mut yesterday: Option<[u32; 4]> = None;
    for day in 0..i64::from(items / 4) {
        let values = [3 * day, 2 * day, day, 6 * day];
        let unknowns = [(); 4].map(|()| system.unknown(Span { low: end(0), high: None }, Some((day, day))));
        let terms = (0..4).map(|part| (unknowns[part], if part < 3 { one() } else { less() }));
        rows.push(Row { terms: terms.collect(), span: at(0), rank: 2 });
        for before in yesterday.into_iter() {
            rows.extend(before.iter().zip(unknowns).map(|(&before, after)| Row {
                terms: vec![(before, less()), (after, one())],
                span: Span { low: end(0), high: None },
                rank: 4,
            }));
        }
        for (voice, (unknown, value)) in (0_u32..).zip(unknowns.into_iter().zip(values)) {
            let slip = if outliers && voice == 0 && rng.next_below(OUTLIER) == 0 { 5 } else { 0 };
            let says = vec![(unknown, at(value + slip))];
            let statement = system.items.len() as u32;
            system.items.push(linear::Item { says, weight: Weight::ORIGIN, voice, statement });
        }
        yesterday = Some(unknowns);
    }
    system.rows = rows.into();
    system
}

/// Parts and their total on every day, in one component without a conflict.
#[divan::bench(args = [1_000, 10_000])]
fn linear_clean(bencher: Bencher<'_, '_>, items: u32) {
    let system = parts(items, false);
    bencher
        .counter(ItemsCount::new(items))
        .with_inputs(|| system.clone())
        .bench_local_values(|system| linear::resolve(&system, Limits::default()));
}

/// The same with a day in fifty on which a part is too large.
#[divan::bench(args = [1_000, 10_000])]
fn linear_outliers(bencher: Bencher<'_, '_>, items: u32) {
    let system = parts(items, true);
    bencher
        .counter(ItemsCount::new(items))
        .with_inputs(|| system.clone())
        .bench_local_values(|system| linear::resolve(&system, Limits::default()));
}
