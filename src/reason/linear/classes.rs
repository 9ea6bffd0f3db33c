//! Equal items merged into classes: they are kept or removed together.

use rustc_hash::FxHashMap;

use crate::reason::Weight;
use crate::reason::linear::system::{Choice, Item, Span};

/// Items that say the same about the same unknown. The lowest represents all.
pub(super) struct Class {
    /// Ascending.
    pub(super) members: Vec<u32>,
    /// The voices among them, ascending.
    pub(super) voices: Vec<u32>,
    pub(super) weight: Weight,
}

/// The classes of the items in question, by their representatives.
#[derive(Default)]
pub(super) struct Classes {
    by_representative: FxHashMap<u32, Class>,
    /// The representatives, ascending.
    pub(super) all: Vec<u32>,
    /// For each item of a choice its representative.
    of_choices: FxHashMap<u32, u32>,
    /// For each representative of items of a choice: that choice, and the alternatives that contain it.
    pub(super) parts: FxHashMap<u32, ChoicePlace>,
}

/// For each item the first item that says the same.
pub(super) fn alike(items: &[Item]) -> Vec<u32> {
    let mut first: FxHashMap<&[(u32, Span)], u32> = FxHashMap::default();
    (0_u32..).zip(items).map(|(number, item)| *first.entry(&item.says).or_insert(number)).collect()
}

/// The choice that an item belongs to, and the alternatives that contain it; the hull is numbered after these.
pub(super) type ChoicePlace = (u32, Vec<u32>);

impl Classes {
    /// The classes of some items, ascending, and of all items of some choices. Items in different alternatives are
    /// never in one class.
    pub(super) fn of(system: &[Item], alike: &[u32], items: &[u32], choices: &[Choice]) -> Self {
        let mut parts: FxHashMap<u32, ChoicePlace> = FxHashMap::default();
        for (number, choice) in (0_u32..).zip(choices) {
            for (alternative, items) in (0_u32..).zip(&choice.alternatives) {
                for &item in items {
                    parts.entry(item).or_insert_with(|| (number, Vec::new())).1.push(alternative);
                }
            }
            parts.insert(choice.hull, (number, vec![choice.alternatives.len() as u32]));
        }
        let mut of_choices: Vec<u32> = parts.keys().copied().collect();
        of_choices.sort_unstable();
        let plain = items.iter().copied().filter(|item| !parts.contains_key(item));
        let mut all: Vec<u32> = plain.chain(of_choices.iter().copied()).collect();
        all.sort_unstable();
        let mut classes = Self::default();
        let mut first: FxHashMap<(u32, Option<&ChoicePlace>), u32> = FxHashMap::default();
        for item in all {
            let key = (alike[item as usize], parts.get(&item));
            let at = *first.entry(key).or_insert(item);
            let Item { weight, voice, .. } = system[item as usize];
            let class = classes.by_representative.entry(at).or_insert_with(|| {
                classes.all.push(at);
                Class { members: Vec::new(), voices: Vec::new(), weight: Weight::default() }
            });
            class.members.push(item);
            class.voices.push(voice);
            class.weight = class.weight + weight;
            if let Some(part) = parts.get(&item) {
                classes.of_choices.insert(item, at);
                classes.parts.entry(at).or_insert_with(|| part.clone());
            }
        }
        for number in &classes.all {
            if let Some(class) = classes.by_representative.get_mut(number) {
                class.voices.sort_unstable();
                class.voices.dedup();
            }
        }
        classes
    }

    /// The items that an item represents, itself among them.
    pub(super) fn members(&self, item: u32) -> &[u32] {
        self.by_representative.get(&item).map_or(&[], |class| &class.members)
    }

    /// The voices of these items.
    pub(super) fn voices(&self, item: u32) -> &[u32] {
        self.by_representative.get(&item).map_or(&[], |class| &class.voices)
    }

    /// The total weight of these items.
    pub(super) fn weight(&self, item: u32) -> Weight {
        self.by_representative.get(&item).map_or(Weight::default(), |class| class.weight)
    }

    /// The representative of an item of a choice.
    pub(super) fn representative_of(&self, item: u32) -> u32 {
        self.of_choices.get(&item).copied().unwrap_or(item)
    }
}
