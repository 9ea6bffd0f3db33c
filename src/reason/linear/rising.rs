//! Which statements to remove of a value that never falls: a set of least weight without which the
//! others never fall.

use rustc_hash::FxHashMap;

use crate::reason::linear::system::{Row, System};
use crate::reason::{Item, Weight, chain};

/// Not in any chain.
const NOWHERE: (u32, u32) = (u32::MAX, 0);

/// The unknowns of a system in chains, each of which is not less than the one before.
pub(super) struct RisingChains {
    /// For each unknown its chain, and the place in it.
    places: Vec<(u32, u32)>,
}

impl RisingChains {
    pub(super) fn of(system: &System) -> Self {
        let count = system.domains.len();
        let time = |unknown: u32| system.times[unknown as usize];
        let mut next: Vec<Option<u32>> = vec![None; count];
        let mut is_first = vec![true; count];
        for (less, more) in system.rows.iter().filter_map(Row::grows) {
            let known = &mut next[less as usize];
            if time(less) < time(more) && known.is_none_or(|known| time(more) < time(known)) {
                *known = Some(more);
            }
        }
        next.iter().flatten().for_each(|&later| is_first[later as usize] = false);
        let mut places = vec![NOWHERE; count];
        let starts = (0..count as u32).filter(|&unknown| is_first[unknown as usize]);
        for (number, start) in (0..).zip(starts.filter(|&unknown| next[unknown as usize].is_some())) {
            let (mut at, mut place) = (Some(start), 0);
            while let Some(unknown) = at.filter(|&unknown| places[unknown as usize] == NOWHERE) {
                places[unknown as usize] = (number, place);
                (at, place) = (next[unknown as usize], place + 1);
            }
        }
        Self { places }
    }

    /// What a smallest repair of each chain by itself removes, each item with a kept one that it
    /// conflicts with. Items of several unknowns, or of one that is in no chain, are ignored.
    pub(super) fn falling(&self, system: &System, items: &[u32], weights: &[Weight]) -> FxHashMap<u32, u32> {
        let mut placed: Vec<((u32, u32), u32)> = Vec::new();
        for &item in items {
            if let [(unknown, _)] = &system.items[item as usize].says[..]
                && self.places[*unknown as usize] != NOWHERE
            {
                placed.push((self.places[*unknown as usize], item));
            }
        }
        placed.sort_unstable();
        let mut falling = FxHashMap::default();
        for of_chain in placed.chunk_by(|one, other| one.0.0 == other.0.0) {
            let stated = of_chain.iter().map(|&((_, node), item)| {
                let span = &system.items[item as usize].says[0].1;
                let (low, high) = (span.low.clone(), span.high.clone());
                Item { node, low, high, weight: weights[item as usize] }
            });
            let conflicts = chain(&stated.collect::<Vec<_>>());
            let cores = conflicts.iter().flat_map(|conflict| &conflict.cores);
            falling.extend(
                cores.map(|&(removed, kept)| (of_chain[removed as usize].1, of_chain[kept as usize].1)),
            );
        }
        falling
    }
}
