//! Smallest hitting sets against all subsets.

use proptest::prelude::*;

use super::{HittingSet, SecondOptimum, another, hitting};
use crate::reason::weight::Weight;

fn cases(short: u32) -> ProptestConfig {
    let factor = if std::env::var_os("GAINSAY_LONG").is_some() { 50 } else { 1 };
    ProptestConfig { cases: short * factor, failure_persistence: None, ..ProptestConfig::default() }
}

const MANY: u64 = 10_000_000;

fn size(weights: &[Weight], set: &[u32]) -> (u64, u64) {
    let size = |weight: Weight| match weight {
        Weight { origins: 0, own: 0 } => (0, 1),
        Weight { origins, own } => (u64::from(origins), u64::from(own)),
    };
    set.iter()
        .map(|&at| size(weights[at as usize]))
        .fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1))
}

fn meets(groups: &[Vec<u32>], set: &[u32]) -> bool {
    groups.iter().all(|group| group.iter().any(|item| set.contains(item)))
}

/// All sets of least weight, in no order.
fn smallest(groups: &[Vec<u32>], weights: &[Weight]) -> Vec<Vec<u32>> {
    let count = u32::try_from(weights.len()).unwrap();
    let subset = |mask: u32| -> Vec<u32> { (0..count).filter(|at| mask & (1 << at) != 0).collect() };
    let all: Vec<Vec<u32>> = (0..1 << count).map(subset).filter(|set| meets(groups, set)).collect();
    let least = all.iter().map(|set| size(weights, set)).min().unwrap();
    all.into_iter().filter(|set| size(weights, set) == least).collect()
}

/// Whether the first is the better one: it lacks the lowest item in which they differ.
fn better(a: &[u32], b: &[u32]) -> bool {
    let lowest = (0..32).find(|item| a.contains(item) != b.contains(item));
    lowest.is_some_and(|item| b.contains(&item))
}

fn weight() -> impl Strategy<Value = Weight> {
    let any = |most: u32| (0..=most, 0..=most).prop_map(|(origins, own)| Weight { origins, own });
    prop_oneof![4 => Just(Weight::ORIGIN), 2 => Just(Weight::OWN), 1 => any(3), 1 => any(u32::MAX)]
}

fn inputs(items: usize, most: usize) -> impl Strategy<Value = (Vec<Vec<u32>>, Vec<Weight>)> {
    (1..=items).prop_flat_map(move |items| {
        let item = 0..u32::try_from(items).unwrap();
        let group = proptest::collection::vec(item, 1..5);
        let one = prop_oneof![Just(Weight::ORIGIN), Just(Weight::OWN)];
        let same = one.prop_map(move |weight| vec![weight; items]);
        let weights = prop_oneof![proptest::collection::vec(weight(), items), same];
        (proptest::collection::vec(group, 0..most), weights)
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn sets_are_those_of_all_subsets((groups, weights) in inputs(11, 20)) {
        let all = smallest(&groups, &weights);
        let best = all.iter().find(|set| all.iter().all(|other| other == *set || better(set, other))).unwrap();
        let hit = hitting(&groups, &weights, &mut MANY.clone());
        prop_assert_eq!(&hit, &HittingSet { set: best.clone(), is_smallest: true, lowest: true });
        for than in &all {
            match another(&groups, &weights, than, &mut MANY.clone()) {
                SecondOptimum::Found(set) => prop_assert!(set != *than && all.contains(&set), "{:?}", set),
                SecondOptimum::None => prop_assert_eq!(all.len(), 1),
                SecondOptimum::TooLong => prop_assert!(false, "too long"),
            }
        }
    }

    #[test]
    fn what_a_limit_leaves_has_no_item_to_spare((groups, weights) in inputs(11, 20), limit in 0_u64..3_000) {
        let all = smallest(&groups, &weights);
        let mut left = limit;
        let hit = hitting(&groups, &weights, &mut left);
        prop_assert!(left <= limit);
        prop_assert!(meets(&groups, &hit.set));
        prop_assert!(hit.set.is_sorted());
        for spare in &hit.set {
            let rest: Vec<u32> = hit.set.iter().copied().filter(|item| item != spare).collect();
            prop_assert!(!meets(&groups, &rest));
        }
        if hit.is_smallest {
            prop_assert!(all.contains(&hit.set));
        }
        if hit.lowest {
            prop_assert!(hit.is_smallest && all.iter().all(|other| other == &hit.set || better(&hit.set, other)));
        }
        match another(&groups, &weights, &all[0], &mut limit.clone()) {
            SecondOptimum::Found(set) => prop_assert!(set != all[0] && all.contains(&set)),
            SecondOptimum::None => prop_assert_eq!(all.len(), 1),
            SecondOptimum::TooLong => {}
        }
    }
}

/// Numbers by chance, the same each time.
struct Rng(u64);

impl Rng {
    fn next_below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn group(&mut self, items: u64, sizes: std::ops::RangeInclusive<u64>) -> Vec<u32> {
        let size = sizes.start() + self.next_below(sizes.end() - sizes.start() + 1);
        (0..size).map(|_| u32::try_from(self.next_below(items)).unwrap()).collect()
    }
}

/// What a component of sixty items and two hundred groups takes: two and a half million steps are the most of these.
#[test]
fn a_hard_component_is_within_reach() {
    for seed in 1..6 {
        let mut rng = Rng(seed * 0x9e37_79b9);
        let groups: Vec<Vec<u32>> = (0..200).map(|_| rng.group(60, 2..=6)).collect();
        let any =
            (0..60).map(|_| if rng.next_below(4) == 0 { Weight::OWN } else { Weight::ORIGIN }).collect();
        for weights in [vec![Weight::ORIGIN; 60], any] {
            let mut limit = 5_000_000;
            let hit = hitting(&groups, &weights, &mut limit);
            assert!(hit.lowest && meets(&groups, &hit.set));
            let other = another(&groups, &weights, &hit.set, &mut limit);
            assert_ne!(other, SecondOptimum::TooLong);
        }
    }
}
