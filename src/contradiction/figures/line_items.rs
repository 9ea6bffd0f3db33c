//! The reasoner's items for the statements on some lines of time, and which of them to show against a removed
//! statement.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::figures::lines::Lines;
use crate::corpus::{Statement, Voice};
use crate::model::Number;
use crate::reason::{Conflict, Item};

/// A statement at a fact.
#[derive(Clone, Copy)]
pub(super) struct LineStatement<'f> {
    /// The fact's number in its series.
    pub(super) fact: u32,
    pub(super) statement: &'f Statement,
}

/// The items of some lines, each with its statement. A statement that may lie on several lines has an item on each.
#[derive(Clone)]
pub(super) struct LineItems<'f> {
    /// The lines of time.
    pub(super) lines: &'f Lines,
    /// The items, whose nodes are points on these lines.
    pub(super) items: Vec<Item<Number>>,
    /// For each item the statement that it stands for.
    pub(super) statements: Vec<LineStatement<'f>>,
    /// The items of each statement that has several: one for each line on which it may lie, and one for each figure of an
    /// undecided voice.
    several: FxHashMap<(Voice, u32), Vec<u32>>,
    /// The items of choices between different statements, each with the number of its choice.
    alternatives: FxHashMap<u32, u32>,
    /// For each choice its items.
    of_choice: FxHashMap<u32, Vec<u32>>,
    /// The statements that are removed.
    removed: FxHashSet<(Voice, u32)>,
    /// The items that some conflict shows.
    shown: FxHashSet<u32>,
}

impl<'f> LineItems<'f> {
    /// Collects items, with what the conflicts among them show and remove.
    pub(super) fn of(
        lines: &'f Lines,
        items: Vec<Item<Number>>,
        statements: Vec<LineStatement<'f>>,
        alternatives: FxHashMap<u32, u32>,
        conflicts: &[Conflict],
    ) -> Self {
        let mut several: FxHashMap<(Voice, u32), Vec<u32>> = FxHashMap::default();
        (0_u32..)
            .zip(&statements)
            .for_each(|(at, said)| several.entry(stated_by(said)).or_default().push(at));
        several.retain(|_, items| items.len() > 1);
        let repaired = conflicts.iter().flat_map(|conflict| &conflict.repair);
        let removed = repaired.map(|&at| stated_by(&statements[at as usize])).collect();
        let shown = conflicts.iter().flat_map(|conflict| &conflict.items).copied().collect();
        let mut of_choice: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for at in 0..items.len() as u32 {
            if let Some(&choice) = alternatives.get(&at) {
                of_choice.entry(choice).or_default().push(at);
            }
        }
        Self { lines, items, statements, several, alternatives, of_choice, removed, shown }
    }

    fn stated_by(&self, item: u32) -> (Voice, u32) {
        stated_by(&self.statements[item as usize])
    }

    /// Whether the statement of an item has several items.
    pub(super) fn is_one_of_several(&self, item: u32) -> bool {
        self.items_of_statement(item).len() > 1
    }

    /// All items of the statement of an item.
    fn items_of_statement(&self, item: u32) -> Vec<u32> {
        self.several.get(&self.stated_by(item)).cloned().unwrap_or_else(|| vec![item])
    }

    /// Whether two items cannot both hold.
    pub(super) fn clash(&self, one: u32, other: u32) -> bool {
        self.lines.clash(&self.items[one as usize], &self.items[other as usize])
    }

    /// Whether two items cannot both hold, whichever alternative is taken for the second one.
    fn clashes_anyhow(&self, one: u32, other: u32) -> bool {
        let choice = self.alternatives.get(&other).and_then(|choice| self.of_choice.get(choice));
        self.clash(one, other) && choice.into_iter().flatten().all(|&at| self.clash(one, at))
    }

    /// An item that contradicts a removed item whichever alternative holds, if there is one; else the given rival.
    pub(super) fn sure_rival(&self, item: u32, rival: u32, distance: impl Fn(u32) -> u32) -> u32 {
        if self.clashes_anyhow(item, rival) {
            return rival;
        }
        let others = (0..self.items.len() as u32).filter(|&at| !self.removed.contains(&self.stated_by(at)));
        let sure = others.filter(|&at| self.clashes_anyhow(item, at));
        sure.min_by_key(|&at| (distance(at), at)).unwrap_or(rival)
    }

    /// The items shown against an item that is removed: as a rule the rival alone. If the statement
    /// of one of the two has several items, as it may lie on either side of a break or be one of
    /// several figures, as many items as it takes to exclude all of these, in the order of the
    /// sides of the break.
    pub(super) fn against(&self, item: u32, rival: u32, distance: impl Fn(u32) -> u32) -> Vec<u32> {
        if !self.is_one_of_several(item) && !self.is_one_of_several(rival) {
            return vec![rival];
        }
        let voice = |at: u32| self.statements[at as usize].statement.voice;
        let own = self.stated_by(item);
        let mut seen = FxHashSet::default();
        let mut kept: Vec<u32> = (0..self.items.len() as u32)
            .filter(|at| !self.alternatives.contains_key(at) || self.shown.contains(at))
            .filter(|&at| self.stated_by(at) != own && !self.removed.contains(&self.stated_by(at)))
            .filter(|&at| seen.insert(self.stated_by(at)))
            .collect();
        kept.sort_by_key(|&at| {
            let is_rival = self.stated_by(at) == self.stated_by(rival);
            (!is_rival, voice(at) != voice(item), distance(at), at)
        });
        // Where no conflict shows the item, one of several alternatives may be shown too.
        let with_others = || {
            let choice = |at: &u32| self.alternatives.get(at).copied();
            let mut met: FxHashSet<u32> = self.shown.iter().filter_map(choice).collect();
            let numbered = (0..self.items.len() as u32).filter_map(|at| Some((at, choice(&at)?)));
            let others = numbered.filter(|(_, choice)| met.insert(*choice)).map(|(at, _)| at);
            kept.iter().copied().chain(others.filter(|&at| self.stated_by(at) != own)).collect::<Vec<u32>>()
        };
        let found = self.core(item, rival, &kept).or_else(|| self.core(item, rival, &with_others()));
        let mut against = found.unwrap_or_else(|| vec![rival]);
        if against.len() > 1 {
            let line = |at: u32| self.lines.line(self.items[at as usize].node);
            against.sort_by_key(|&at| (self.is_one_of_several(at), line(at), at));
        }
        against
    }

    /// A minimal set of kept items that cannot hold together with an item: the rival, if that is
    /// enough. None if all of them can. Later items are dropped first.
    fn core(&self, item: u32, rival: u32, kept: &[u32]) -> Option<Vec<u32>> {
        if !self.can_hold(&[item, rival]) {
            return Some(vec![rival]);
        }
        let mut near = vec![item];
        let mut at = 0;
        while let Some(&one) = near.get(at) {
            let mine = self.items_of_statement(one);
            if mine.len() > 1 || at == 0 {
                let clashes = |other: &u32| {
                    let theirs = self.items_of_statement(*other);
                    mine.iter().any(|&mine| theirs.iter().any(|&theirs| self.clash(mine, theirs)))
                };
                let more = kept.iter().copied().filter(|other| !near.contains(other)).filter(clashes);
                let more: Vec<u32> = more.collect();
                near.extend(more);
            }
            at += 1;
        }
        let mut core = vec![item];
        core.extend(kept.iter().filter(|at| near.contains(at)));
        if self.can_hold(&core) {
            return None;
        }
        for place in (1..core.len()).rev() {
            let one = core.remove(place);
            if self.can_hold(&core) {
                core.insert(place, one);
            }
        }
        Some(core.split_off(1))
    }

    /// Whether there is a choice of one item per statement without a clash.
    fn can_hold(&self, statements: &[u32]) -> bool {
        fn choose(items: &LineItems<'_>, rest: &[Vec<u32>], chosen: &mut Vec<u32>) -> bool {
            let Some((first, rest)) = rest.split_first() else { return true };
            first.iter().any(|&meant| {
                if chosen.iter().any(|&other| items.clash(other, meant)) {
                    return false;
                }
                chosen.push(meant);
                let is_possible = choose(items, rest, chosen);
                chosen.pop();
                is_possible
            })
        }
        let all: Vec<Vec<u32>> = statements.iter().map(|&at| self.items_of_statement(at)).collect();
        choose(self, &all, &mut Vec::new())
    }
}

/// What tells a statement from others: who says it, and the first claim that carries it. The
/// figures of an undecided voice have the same claims behind them.
fn stated_by(said: &LineStatement<'_>) -> (Voice, u32) {
    let first = said.statement.claims.iter().min().copied();
    (said.statement.voice, first.unwrap_or_else(|| said.statement.representative()))
}
