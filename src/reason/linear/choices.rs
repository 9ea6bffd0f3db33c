//! The choices of a search: sets of alternatives of which one is right, and which alternative is assumed at present.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::linear::classes::{ChoicePlace, Classes};
use crate::reason::linear::system::Choice;

/// How many combinations are tried for choices that depend on each other: six choices with two alternatives each.
const COMBINATIONS: usize = 64;

/// One alternative for each of some choices: pairs of choice and alternative, by number.
pub(super) type Combination = Vec<(u32, u32)>;

/// Some choices, each with the alternative that is assumed at present.
pub(super) struct Choices {
    /// For each choice its alternatives, and last its hull.
    alternatives: Vec<Vec<Vec<u32>>>,
    chosen: Vec<u32>,
    /// For each choice whether its hull is used, as there are too many combinations to try.
    wide: Vec<bool>,
    /// For each item of a choice that choice, and the alternatives that contain the item.
    at: FxHashMap<u32, ChoicePlace>,
}

impl Choices {
    pub(super) fn new(choices: &[Choice], classes: &Classes) -> Self {
        let named = |items: &[u32]| {
            let mut items: Vec<u32> = items.iter().map(|&item| classes.representative_of(item)).collect();
            items.sort_unstable();
            items.dedup();
            items
        };
        let alternatives: Vec<Vec<Vec<u32>>> = choices
            .iter()
            .map(|choice| {
                choice.alternatives.iter().map(|items| named(items)).chain([named(&[choice.hull])]).collect()
            })
            .collect();
        let chosen = preferred(&alternatives, classes);
        Self { chosen, wide: vec![false; alternatives.len()], alternatives, at: classes.parts.clone() }
    }

    /// Whether there is nothing to choose.
    pub(super) fn is_empty(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The alternative of a choice that is assumed at present.
    pub(super) fn present(&self, choice: u32) -> u32 {
        self.chosen[choice as usize]
    }

    /// The choice that an item belongs to.
    pub(super) fn choice_of(&self, item: u32) -> Option<u32> {
        self.at.get(&item).map(|(choice, _)| *choice)
    }

    /// Whether an item is inactive at present: another alternative of its choice is assumed.
    pub(super) fn is_inactive(&self, item: u32) -> bool {
        self.at.get(&item).is_some_and(|(choice, of)| !of.contains(&self.chosen[*choice as usize]))
    }

    /// Whether an item is active in a combination; if its choice is not in the combination, whether it is active at
    /// present.
    pub(super) fn is_active_in(&self, item: u32, combination: &[(u32, u32)]) -> bool {
        let Some((choice, of)) = self.at.get(&item) else { return true };
        let other = combination.iter().find(|(other, _)| other == choice);
        of.contains(other.map_or(&self.chosen[*choice as usize], |(_, alternative)| alternative))
    }

    /// Whether an item is active in some combination that is tried.
    pub(super) fn may_be_active(&self, item: u32) -> bool {
        self.at
            .get(&item)
            .is_none_or(|(choice, of)| of.contains(&self.hull(*choice)) == self.wide[*choice as usize])
    }

    /// The number of a choice's hull, which comes after its alternatives.
    fn hull(&self, choice: u32) -> u32 {
        self.alternatives[choice as usize].len() as u32 - 1
    }

    /// How many alternatives of a choice are tried; none once its hull is used.
    pub(super) fn count(&self, choice: u32) -> u32 {
        if self.wide[choice as usize] { 0 } else { self.hull(choice) }
    }

    /// The items of one alternative.
    pub(super) fn items_of(&self, choice: u32, alternative: u32) -> &[u32] {
        &self.alternatives[choice as usize][alternative as usize]
    }

    /// All items of a choice.
    pub(super) fn items(&self, choice: u32) -> impl Iterator<Item = u32> {
        self.alternatives[choice as usize].iter().flatten().copied()
    }

    /// The choices that some items belong to, ascending.
    pub(super) fn among(&self, items: &[u32]) -> Vec<u32> {
        let mut choices: Vec<u32> = items.iter().filter_map(|&item| self.choice_of(item)).collect();
        choices.sort_unstable();
        choices.dedup();
        choices
    }

    /// All combinations of the alternatives of some choices; none if there are too many.
    pub(super) fn combinations(&self, choices: &[u32]) -> Option<Vec<Combination>> {
        let tried = |choice: u32| -> Vec<u32> {
            let hull = self.hull(choice);
            if self.wide[choice as usize] { vec![hull] } else { (0..hull).collect() }
        };
        let mut all: Vec<Combination> = vec![Vec::new()];
        for &choice in choices {
            let tried = tried(choice);
            if all.len() * tried.len() > COMBINATIONS {
                return None;
            }
            let with = |known: &Combination| -> Vec<Combination> {
                tried.iter().map(|&one| known.iter().copied().chain([(choice, one)]).collect()).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        Some(all)
    }

    /// Assumes the alternatives of a combination.
    pub(super) fn choose(&mut self, combination: &[(u32, u32)]) {
        combination.iter().for_each(|&(choice, alternative)| self.chosen[choice as usize] = alternative);
    }

    /// Whether the alternatives of a combination are assumed at present.
    pub(super) fn is_chosen(&self, combination: &[(u32, u32)]) -> bool {
        combination.iter().all(|&(choice, alternative)| self.chosen[choice as usize] == alternative)
    }

    /// Uses the hulls of some choices from now on.
    pub(super) fn widen(&mut self, choices: &[u32]) {
        for &choice in choices {
            self.wide[choice as usize] = true;
            self.chosen[choice as usize] = self.hull(choice);
        }
    }

    /// For a hull an item that it stands for; any other item itself.
    pub(super) fn without_hull(&self, item: u32) -> u32 {
        match self.at.get(&item) {
            Some((choice, of)) if *of == [self.hull(*choice)] => self.alternatives[*choice as usize][0][0],
            _ => item,
        }
    }

    /// The items that a combination makes inactive, and those that it makes active.
    pub(super) fn changed_by(&self, combination: &[(u32, u32)]) -> FxHashSet<u32> {
        let others =
            combination.iter().filter(|(choice, alternative)| self.chosen[*choice as usize] != *alternative);
        let items = others.flat_map(|&(choice, _)| self.items(choice));
        items.filter(|&item| self.is_inactive(item) == self.is_active_in(item, combination)).collect()
    }
}

/// For each choice the alternative of the voice that takes part in most choices: a voice is mostly right or wrong
/// throughout.
fn preferred(choices: &[Vec<Vec<u32>>], classes: &Classes) -> Vec<u32> {
    let mut parts: FxHashMap<u32, u32> = FxHashMap::default();
    for alternatives in choices {
        let mut voices: Vec<u32> =
            alternatives.iter().flatten().flat_map(|&item| classes.voices(item)).copied().collect();
        voices.sort_unstable();
        voices.dedup();
        voices.into_iter().for_each(|voice| *parts.entry(voice).or_default() += 1);
    }
    let rank = |alternative: &Vec<u32>| {
        let voices = alternative.iter().flat_map(|&item| classes.voices(item));
        voices.map(|voice| (parts[voice], std::cmp::Reverse(*voice))).max()
    };
    let best = |alternatives: &Vec<Vec<u32>>| {
        let tried = &alternatives[..alternatives.len() - 1];
        let best = (0..tried.len()).max_by_key(|&at| (rank(&tried[at]), std::cmp::Reverse(at)));
        best.unwrap_or(0) as u32
    };
    choices.iter().map(best).collect()
}
