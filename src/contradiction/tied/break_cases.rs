//! Conflicts of figures on an unknown side of a break: a proof for each case of sides.
//!
//! The solver proves that there is a conflict in every case, and shows the case that it tried last. Here the other
//! cases are proved too, and the conflict is made minimal over all of them.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::contradiction::tied::build::Built;
use crate::reason::linear::{Choice, Core, Resolution, Solver};

/// At most this many cases are tried for the figures of one conflict: six figures with two sides
/// each.
const MAX_CASES: usize = 64;

/// Items that are solved together, with the choices among them.
pub(super) struct Question {
    /// The items, ascending, those of the choices among them.
    pub(super) items: Vec<u32>,
    pub(super) choices: Vec<Choice>,
}

/// A conflict in all cases, whichever side of a break its figures are on.
pub(super) struct ConflictInAllCases {
    /// Its items, the removed one first; one item for each figure that may be on several sides.
    pub(super) items: Vec<u32>,
    /// For each case the items that assume it, and a conflict of them.
    pub(super) cases: Vec<(Vec<u32>, Core)>,
}

/// The search for the break cases of a conflict: a proof for each side where figures may be.
pub(super) struct BreakCases<'e, 's> {
    built: &'e Built,
    solver: &'e mut Solver<'s>,
    /// The items among which the conflicts were found.
    question: &'e Question,
    /// The statements that are removed.
    removed: FxHashSet<u32>,
    /// Whether a limit was reached.
    pub(super) gave_up: bool,
}

/// The items of a conflict.
#[derive(Clone)]
struct CaseItems {
    /// Those of figures on a known side.
    plain: BTreeSet<u32>,
    /// For each figure on an unknown side: its items, one for each side.
    movable: Vec<Vec<u32>>,
}

impl CaseItems {
    /// For each case the items of the figures on an unknown side; none if there are too many cases.
    fn cases(&self) -> Option<Vec<Vec<u32>>> {
        let mut cases: Vec<Vec<u32>> = vec![Vec::new()];
        for possible_segments in &self.movable {
            if cases.len() * possible_segments.len() > MAX_CASES {
                return None;
            }
            let with = |case: &Vec<u32>| -> Vec<Vec<u32>> {
                possible_segments.iter().map(|&item| case.iter().copied().chain([item]).collect()).collect()
            };
            cases = cases.iter().flat_map(with).collect();
        }
        Some(cases)
    }
}

impl<'e, 's> BreakCases<'e, 's> {
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

    /// The conflict in all cases that contains a core, which is one case; none if it is not found.
    pub(super) fn in_all_cases(&mut self, core: &Core) -> Option<ConflictInAllCases> {
        let first = core.items[0];
        let own: Vec<u32> = core.items.iter().copied().filter(|&item| self.built.is_movable(item)).collect();
        let (base, others) = self.around(core);
        let mut all = CaseItems {
            plain: base,
            movable: own.iter().map(|&item| self.built.possible_segments(item)).collect(),
        };
        // Other figures on an unknown side are added only if the rest does not conflict without them.
        let mut others = others.into_iter();
        let proofs = loop {
            let Some(cases) = all.cases() else {
                self.gave_up = true;
                return None;
            };
            let proofs: Option<Vec<Core>> = cases.iter().map(|case| self.proof(&all.plain, case)).collect();
            match (proofs, others.next()) {
                (Some(proofs), _) => break proofs,
                (None, Some(possible_segments)) => all.movable.push(possible_segments),
                (None, None) => {
                    self.gave_up = true;
                    return None;
                }
            }
        };
        let shown: BTreeSet<u32> = proofs.iter().flat_map(|core| &core.items).copied().collect();
        let mut members = CaseItems {
            plain: shown.iter().copied().filter(|&item| !self.built.is_movable(item)).collect(),
            movable: all.movable,
        };
        members.movable.retain(|possible_segments| possible_segments.iter().any(|item| shown.contains(item)));
        let members = self.minimal(members, first);
        let cases = members.cases()?;
        let proved = cases.into_iter().map(|case| Some((case.clone(), self.proof(&members.plain, &case)?)));
        let cases: Vec<(Vec<u32>, Core)> = proved.collect::<Option<_>>()?;
        let rest =
            members.plain.iter().chain(members.movable.iter().map(|possible_segments| &possible_segments[0]));
        let is_first = |item: u32| self.statement(item) == self.statement(first);
        let rest: Vec<u32> = rest.copied().filter(|&item| !is_first(item)).collect();
        Some(ConflictInAllCases { items: std::iter::once(first).chain(rest).collect(), cases })
    }

    /// The number of the statement that an item stands for.
    fn statement(&self, item: u32) -> u32 {
        self.built.system.items[item as usize].statement
    }

    /// The items that are kept beside a core's removed item, of each choice those of the
    /// alternative that is in the core; and the items of each other figure on an unknown side.
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
                    alternative
                        .iter()
                        .filter(|item| stays(item))
                        .map(|&item| self.built.possible_segments(item)),
                );
            }
        }
        (base, others)
    }

    /// The shortest conflict found among some items.
    fn proof(&mut self, plain: &BTreeSet<u32>, case: &[u32]) -> Option<Core> {
        let mut items: Vec<u32> = plain.iter().chain(case).copied().collect();
        items.sort_unstable();
        let conflicts = self.solver.resolve(&items, &[], false).conflicts;
        conflicts.into_iter().flat_map(|conflict| conflict.cores).min_by_key(|core| core.items.len())
    }

    /// Whether there is a conflict in every case.
    fn conflicts_in_all_cases(&mut self, members: &CaseItems) -> bool {
        let conflicts = |case: &Vec<u32>| {
            let mut items: Vec<u32> = members.plain.iter().chain(case).copied().collect();
            items.sort_unstable();
            !self.solver.holds(&items)
        };
        members.cases().is_some_and(|cases| cases.iter().all(conflicts))
    }

    /// Removes what is not needed for a conflict in every case.
    fn minimal(&mut self, members: CaseItems, first: u32) -> CaseItems {
        let mut members = members;
        for item in members.plain.clone().into_iter().rev().filter(|&item| item != first) {
            let mut less = members.clone();
            less.plain.remove(&item);
            if self.conflicts_in_all_cases(&less) {
                members = less;
            }
        }
        for at in (0..members.movable.len()).rev() {
            let mut less = members.clone();
            less.movable.remove(at);
            if self.conflicts_in_all_cases(&less) {
                members = less;
            }
        }
        members
    }
}
