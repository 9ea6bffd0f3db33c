//! What is open in a search: which of several items are right.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::linear::classes::Classes;
use crate::reason::linear::system::OneOf;

/// How many ways in all are tried where several things are open: six that have two ways each.
const COMBINATIONS: usize = 64;

/// A way for each of some things that are open, by number.
pub(super) type Combination = Vec<(u32, u32)>;

/// What is open, and the way of each that holds at present.
pub(super) struct Ways {
    /// For each its ways, and last what stands for all of them.
    of: Vec<Vec<Vec<u32>>>,
    chosen: Vec<u32>,
    /// For each whether it is too much to try its ways.
    wide: Vec<bool>,
    /// For each item that is open of what, and the ways that it is in.
    at: FxHashMap<u32, (u32, Vec<u32>)>,
}

impl Ways {
    pub(super) fn new(open: &[OneOf], classes: &Classes) -> Self {
        let named = |items: &[u32]| {
            let mut items: Vec<u32> = items.iter().map(|&item| classes.stands_for(item)).collect();
            items.sort_unstable();
            items.dedup();
            items
        };
        let of: Vec<Vec<Vec<u32>>> = open
            .iter()
            .map(|one_of| one_of.ways.iter().map(|way| named(way)).chain([named(&[one_of.hull])]).collect())
            .collect();
        let mut at: FxHashMap<u32, (u32, Vec<u32>)> = FxHashMap::default();
        for (number, ways) in (0_u32..).zip(&of) {
            for (way, items) in (0_u32..).zip(ways) {
                for &item in items {
                    at.entry(item).or_insert_with(|| (number, Vec::new())).1.push(way);
                }
            }
        }
        let chosen = preferred(&of, classes);
        Self { chosen, wide: vec![false; of.len()], of, at }
    }

    /// The way of something open that holds at present.
    pub(super) fn present(&self, open: u32) -> u32 {
        self.chosen[open as usize]
    }

    /// What an item is a possibility of.
    pub(super) fn of(&self, item: u32) -> Option<u32> {
        self.at.get(&item).map(|(number, _)| *number)
    }

    /// Whether an item says nothing as things stand.
    pub(super) fn is_silent(&self, item: u32) -> bool {
        self.at.get(&item).is_some_and(|(number, ways)| !ways.contains(&self.chosen[*number as usize]))
    }

    /// Whether an item would say something in a combination; of what is open beyond it, as things stand.
    pub(super) fn speaks(&self, item: u32, combination: &[(u32, u32)]) -> bool {
        let Some((number, ways)) = self.at.get(&item) else { return true };
        let other = combination.iter().find(|(open, _)| open == number);
        ways.contains(other.map_or(&self.chosen[*number as usize], |(_, way)| way))
    }

    /// Whether an item says something in some way that is tried.
    pub(super) fn may_speak(&self, item: u32) -> bool {
        self.at.get(&item).is_none_or(|(open, ways)| {
            let hull = self.of[*open as usize].len() as u32 - 1;
            ways.contains(&hull) == self.wide[*open as usize]
        })
    }

    /// How many ways there are to try of something open; none once it was widened.
    pub(super) fn count(&self, open: u32) -> u32 {
        if self.wide[open as usize] { 0 } else { self.of[open as usize].len() as u32 - 1 }
    }

    /// The items of one way.
    pub(super) fn items_of(&self, open: u32, way: u32) -> &[u32] {
        &self.of[open as usize][way as usize]
    }

    /// All items of something open.
    pub(super) fn items(&self, open: u32) -> impl Iterator<Item = u32> {
        self.of[open as usize].iter().flatten().copied()
    }

    /// What is open among some items, ascending.
    pub(super) fn among(&self, items: &[u32]) -> Vec<u32> {
        let mut open: Vec<u32> = items.iter().filter_map(|&item| self.of(item)).collect();
        open.sort_unstable();
        open.dedup();
        open
    }

    /// Every combination of the ways of what is open; none where there are too many.
    pub(super) fn combinations(&self, open: &[u32]) -> Option<Vec<Combination>> {
        let ways = |open: u32| -> Vec<u32> {
            let hull = self.of[open as usize].len() as u32 - 1;
            if self.wide[open as usize] { vec![hull] } else { (0..hull).collect() }
        };
        let mut all: Vec<Combination> = vec![Vec::new()];
        for &open in open {
            let ways = ways(open);
            if all.len() * ways.len() > COMBINATIONS {
                return None;
            }
            let with = |known: &Combination| -> Vec<Combination> {
                ways.iter().map(|&way| known.iter().copied().chain([(open, way)]).collect()).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        Some(all)
    }

    pub(super) fn choose(&mut self, combination: &[(u32, u32)]) {
        combination.iter().for_each(|&(open, way)| self.chosen[open as usize] = way);
    }

    /// Whether a combination is what holds at present.
    pub(super) fn is_chosen(&self, combination: &[(u32, u32)]) -> bool {
        combination.iter().all(|&(open, way)| self.chosen[open as usize] == way)
    }

    /// Lets what is open stand for all that lies between its ways.
    pub(super) fn widen(&mut self, open: &[u32]) {
        for &open in open {
            self.wide[open as usize] = true;
            self.chosen[open as usize] = self.of[open as usize].len() as u32 - 1;
        }
    }

    /// An item that may be right in place of one that stands for all between.
    pub(super) fn narrowed(&self, item: u32) -> u32 {
        match self.at.get(&item) {
            Some((open, ways)) if *ways == [self.of[*open as usize].len() as u32 - 1] => {
                self.of[*open as usize][0][0]
            }
            _ => item,
        }
    }

    /// What changes its part in a combination.
    pub(super) fn moved(&self, combination: &[(u32, u32)]) -> FxHashSet<u32> {
        let others = combination.iter().filter(|(open, way)| self.chosen[*open as usize] != *way);
        let items = others.flat_map(|&(open, _)| self.items(open));
        items.filter(|&item| self.is_silent(item) == self.speaks(item, combination)).collect()
    }
}

/// For each open thing the way that the voice with a part in most of them takes: a voice is mostly right or wrong throughout.
fn preferred(of: &[Vec<Vec<u32>>], classes: &Classes) -> Vec<u32> {
    let mut parts: FxHashMap<u32, u32> = FxHashMap::default();
    for ways in of {
        let mut voices: Vec<u32> =
            ways.iter().flatten().flat_map(|&item| classes.voices(item)).copied().collect();
        voices.sort_unstable();
        voices.dedup();
        voices.into_iter().for_each(|voice| *parts.entry(voice).or_default() += 1);
    }
    let rank = |way: &Vec<u32>| {
        let voices = way.iter().flat_map(|&item| classes.voices(item));
        voices.map(|voice| (parts[voice], std::cmp::Reverse(*voice))).max()
    };
    let best = |ways: &Vec<Vec<u32>>| {
        let tried = &ways[..ways.len() - 1];
        let best = (0..tried.len()).max_by_key(|&way| (rank(&tried[way]), std::cmp::Reverse(way)));
        best.unwrap_or(0) as u32
    };
    of.iter().map(best).collect()
}
