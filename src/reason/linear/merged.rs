//! Items that say the same, merged before anything else is done: they are kept or removed together.

use rustc_hash::FxHashMap;

use crate::reason::Weight;
use crate::reason::linear::system::{Item, Span, System};

/// Items that say the same of the same unknown, which are kept or removed together.
pub(super) struct EquivalentItems {
    /// The items of each class, ascending.
    pub(super) members: Vec<Vec<u32>>,
    /// The voices among them, ascending.
    pub(super) voices: Vec<Vec<u32>>,
}

/// Puts one item for each class into a system, and its products in terms of these.
pub(super) fn merge(originals: &[Item], system: &mut System) -> EquivalentItems {
    let mut class: FxHashMap<&[(u32, Span)], u32> = FxHashMap::default();
    let mut of = Vec::with_capacity(originals.len());
    let mut merged = EquivalentItems { members: Vec::new(), voices: Vec::new() };
    for (number, item) in (0_u32..).zip(originals) {
        let at = *class.entry(&item.says).or_insert_with(|| {
            system.items.push(Item { weight: Weight { origins: 0, own: 0 }, ..item.clone() });
            merged.members.push(Vec::new());
            merged.voices.push(Vec::new());
            system.items.len() as u32 - 1
        });
        let known = &mut system.items[at as usize];
        known.weight = known.weight + item.weight;
        merged.members[at as usize].push(number);
        merged.voices[at as usize].push(item.voice);
        of.push(at);
    }
    for voices in &mut merged.voices {
        voices.sort_unstable();
        voices.dedup();
    }
    for product in &mut system.products {
        for list in [&mut product.of].into_iter().chain(&mut product.factors) {
            list.iter_mut().for_each(|item| *item = of[*item as usize]);
            list.sort_unstable();
            list.dedup();
        }
    }
    merged
}
