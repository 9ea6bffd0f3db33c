//! Items that say the same, taken for one: they are kept or removed together.

use rustc_hash::FxHashMap;

use crate::reason::Weight;
use crate::reason::linear::system::{Item, OneOf, Span};

/// Items that say the same of the same unknown. The lowest stands for all.
pub(super) struct Class {
    /// Ascending.
    pub(super) members: Vec<u32>,
    /// The voices among them, ascending.
    pub(super) voices: Vec<u32>,
    pub(super) weight: Weight,
}

/// The items that are looked at, by the one that stands for them.
#[derive(Default)]
pub(super) struct Classes {
    of: FxHashMap<u32, Class>,
    /// Those that stand for others and themselves, ascending.
    pub(super) all: Vec<u32>,
    /// What stands for an item of which others may be right.
    open: FxHashMap<u32, u32>,
}

/// For each item the first that says the same.
pub(super) fn alike(items: &[Item]) -> Vec<u32> {
    let mut first: FxHashMap<&[(u32, Span)], u32> = FxHashMap::default();
    (0_u32..).zip(items).map(|(number, item)| *first.entry(&item.says).or_insert(number)).collect()
}

/// Of what that is open an item is a possibility, and in which ways.
type Part = (u32, Vec<u32>);

impl Classes {
    /// The classes of some items, ascending, and of what is open. What may be right in different ways is not one.
    pub(super) fn of(system: &[Item], alike: &[u32], items: &[u32], open: &[OneOf]) -> Self {
        let mut ways: FxHashMap<u32, Part> = FxHashMap::default();
        for (number, one_of) in (0_u32..).zip(open) {
            for (way, items) in (0_u32..).zip(&one_of.ways) {
                for &item in items {
                    ways.entry(item).or_insert_with(|| (number, Vec::new())).1.push(way);
                }
            }
            ways.insert(one_of.hull, (number, vec![one_of.ways.len() as u32]));
        }
        let mut open: Vec<u32> = ways.keys().copied().collect();
        open.sort_unstable();
        let plain = items.iter().copied().filter(|item| !ways.contains_key(item));
        let mut all: Vec<u32> = plain.chain(open.iter().copied()).collect();
        all.sort_unstable();
        let mut classes = Self::default();
        let mut first: FxHashMap<(u32, Option<&Part>), u32> = FxHashMap::default();
        for item in all {
            let key = (alike[item as usize], ways.get(&item));
            let at = *first.entry(key).or_insert(item);
            let Item { weight, voice, .. } = system[item as usize];
            let class = classes.of.entry(at).or_insert_with(|| {
                classes.all.push(at);
                Class { members: Vec::new(), voices: Vec::new(), weight: Weight::default() }
            });
            class.members.push(item);
            class.voices.push(voice);
            class.weight = class.weight + weight;
            if ways.contains_key(&item) {
                classes.open.insert(item, at);
            }
        }
        for number in &classes.all {
            if let Some(class) = classes.of.get_mut(number) {
                class.voices.sort_unstable();
                class.voices.dedup();
            }
        }
        classes
    }

    /// The members and voices that an item stands for.
    pub(super) fn members(&self, item: u32) -> &[u32] {
        self.of.get(&item).map_or(&[], |class| &class.members)
    }

    pub(super) fn voices(&self, item: u32) -> &[u32] {
        self.of.get(&item).map_or(&[], |class| &class.voices)
    }

    pub(super) fn weight(&self, item: u32) -> Weight {
        self.of.get(&item).map_or(Weight::default(), |class| class.weight)
    }

    /// What stands for an item that is open.
    pub(super) fn stands_for(&self, item: u32) -> u32 {
        self.open.get(&item).copied().unwrap_or(item)
    }
}
