//! Conflicts of figures that may be on either side of a break: a proof for each way in which these can be.
//!
//! The solver proves that nothing spares the conflict, and shows it for the sides that it took last. Here the others are proved
//! too, and what takes part is made minimal over all of them.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::contradiction::tied::build::Built;
use crate::reason::linear::{Choice, Core, Resolution, Solver};

/// In how many ways the figures of one conflict are tried: six that may be on two sides each.
const WAYS: usize = 64;

/// Items that are solved together, with the choices among them.
pub(super) struct Question {
    pub(super) items: Vec<u32>,
    pub(super) choices: Vec<Choice>,
}

/// A conflict that stands whichever side of a break its figures are on.
pub(super) struct Whole {
    /// What takes part, the removed item first; one item of each figure that may be on several sides.
    pub(super) items: Vec<u32>,
    /// For each way the items that say so, and a conflict of them.
    pub(super) ways: Vec<(Vec<u32>, Core)>,
}

/// Looks for what figures conflict with on each side where they may be.
pub(super) struct EitherSide<'e, 's> {
    built: &'e Built,
    solver: &'e mut Solver<'s>,
    question: &'e Question,
    /// The statements that are removed.
    removed: FxHashSet<u32>,
    /// Whether something was given up.
    pub(super) gave_up: bool,
}

/// What takes part in a conflict: items that are on one side, and figures with an item for each side.
#[derive(Clone)]
struct Parties {
    plain: BTreeSet<u32>,
    movable: Vec<Vec<u32>>,
}

impl Parties {
    /// The items of each way in which the figures that may be on several sides can be; none where these are too many.
    fn ways(&self) -> Option<Vec<Vec<u32>>> {
        let mut ways: Vec<Vec<u32>> = vec![Vec::new()];
        for stretches in &self.movable {
            if ways.len() * stretches.len() > WAYS {
                return None;
            }
            let with = |way: &Vec<u32>| -> Vec<Vec<u32>> {
                stretches.iter().map(|&item| way.iter().copied().chain([item]).collect()).collect()
            };
            ways = ways.iter().flat_map(with).collect();
        }
        Some(ways)
    }
}

impl<'e, 's> EitherSide<'e, 's> {
    pub(super) fn new(
        built: &'e Built,
        solver: &'e mut Solver<'s>,
        question: &'e Question,
        resolution: &Resolution,
    ) -> Self {
        let repaired = resolution.conflicts.iter().flat_map(|conflict| &conflict.repair);
        let removed = repaired.map(|&item| built.system.items[item as usize].statement).collect();
        Self { built, solver, question, removed, gave_up: false }
    }

    /// The conflict of which a core is the part on certain sides; none where that is not found.
    pub(super) fn whole(&mut self, core: &Core) -> Option<Whole> {
        let first = core.items[0];
        let own: Vec<u32> = core.items.iter().copied().filter(|&item| self.built.is_movable(item)).collect();
        let (base, others) = self.around(core);
        let mut all =
            Parties { plain: base, movable: own.iter().map(|&item| self.built.stretches(item)).collect() };
        // What else may be on several sides takes part only where the rest does not conflict without it.
        let mut others = others.into_iter();
        let proofs = loop {
            let Some(ways) = all.ways() else {
                self.gave_up = true;
                return None;
            };
            let proofs: Option<Vec<Core>> = ways.iter().map(|way| self.proof(&all.plain, way)).collect();
            match (proofs, others.next()) {
                (Some(proofs), _) => break proofs,
                (None, Some(stretches)) => all.movable.push(stretches),
                (None, None) => {
                    self.gave_up = true;
                    return None;
                }
            }
        };
        let shown: BTreeSet<u32> = proofs.iter().flat_map(|core| &core.items).copied().collect();
        let mut parties = Parties {
            plain: shown.iter().copied().filter(|&item| !self.built.is_movable(item)).collect(),
            movable: all.movable,
        };
        parties.movable.retain(|stretches| stretches.iter().any(|item| shown.contains(item)));
        let parties = self.minimal(parties, first);
        let ways = parties.ways()?;
        let proved = ways.into_iter().map(|way| Some((way.clone(), self.proof(&parties.plain, &way)?)));
        let ways: Vec<(Vec<u32>, Core)> = proved.collect::<Option<_>>()?;
        let rest = parties.plain.iter().chain(parties.movable.iter().map(|stretches| &stretches[0]));
        let is_first = |item: u32| self.statement(item) == self.statement(first);
        let rest: Vec<u32> = rest.copied().filter(|&item| !is_first(item)).collect();
        Some(Whole { items: std::iter::once(first).chain(rest).collect(), ways })
    }

    fn statement(&self, item: u32) -> u32 {
        self.built.system.items[item as usize].statement
    }

    /// What is kept beside a core's removed item, of each choice the alternative that the core speaks of, and the other figures
    /// that may be on several sides.
    fn around(&self, core: &Core) -> (BTreeSet<u32>, Vec<Vec<u32>>) {
        let stays = |item: &u32| *item == core.items[0] || !self.removed.contains(&self.statement(*item));
        let chosen: FxHashSet<u32> = {
            let all = self.question.choices.iter().flat_map(|choice| &choice.alternatives);
            all.flatten().copied().collect()
        };
        let mut base: BTreeSet<u32> =
            self.question.items.iter().copied().filter(|item| !chosen.contains(item)).filter(stays).collect();
        let mut others = Vec::new();
        for choice in &self.question.choices {
            let speaks = |items: &&Vec<u32>| core.items.iter().any(|item| items.contains(item));
            let taken = choice.alternatives.iter().find(speaks);
            let Some(alternative) = taken.or(choice.alternatives.first()) else { continue };
            if !alternative.iter().any(|&item| self.built.is_movable(item)) {
                base.extend(alternative.iter().copied().filter(stays));
            } else if taken.is_none() {
                others.extend(
                    alternative.iter().filter(|item| stays(item)).map(|&item| self.built.stretches(item)),
                );
            }
        }
        (base, others)
    }

    /// A conflict among some items, the shortest that is found.
    fn proof(&mut self, plain: &BTreeSet<u32>, way: &[u32]) -> Option<Core> {
        let mut items: Vec<u32> = plain.iter().chain(way).copied().collect();
        items.sort_unstable();
        let conflicts = self.solver.resolve(&items, &[], false).conflicts;
        conflicts.into_iter().flat_map(|conflict| conflict.cores).min_by_key(|core| core.items.len())
    }

    /// Whether parties conflict in each way.
    fn conflict(&mut self, parties: &Parties) -> bool {
        let conflicts = |way: &Vec<u32>| {
            let mut items: Vec<u32> = parties.plain.iter().chain(way).copied().collect();
            items.sort_unstable();
            !self.solver.holds(&items)
        };
        parties.ways().is_some_and(|ways| ways.iter().all(conflicts))
    }

    /// Parties without those that are not needed for a conflict in each way.
    fn minimal(&mut self, parties: Parties, first: u32) -> Parties {
        let mut parties = parties;
        for item in parties.plain.clone().into_iter().rev().filter(|&item| item != first) {
            let mut less = parties.clone();
            less.plain.remove(&item);
            if self.conflict(&less) {
                parties = less;
            }
        }
        for at in (0..parties.movable.len()).rev() {
            let mut less = parties.clone();
            less.movable.remove(at);
            if self.conflict(&less) {
                parties = less;
            }
        }
        parties
    }
}
