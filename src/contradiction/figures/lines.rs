//! The *lines* of time on which the facts of a series lie: one line for each segment between two breaks.

use crate::contradiction::time_layout::TimeLayout;
use crate::model::Number;
use crate::reason::{self, Conflict, Item};

/// One line of time. A node is here a point of time on a line.
struct Line {
    /// The number of its first node.
    first: u32,
    /// How its facts lie in time.
    layout: TimeLayout,
}

/// Lines whose nodes are numbered consecutively. Nodes on different lines are neither before nor after each other.
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The facts on each line, line by line: each with its node there.
    pub(super) facts: Vec<(u32, u32)>,
}

impl Lines {
    /// Lines with their facts, by number, and their time layouts.
    pub(super) fn of(all: Vec<(Vec<u32>, TimeLayout)>) -> Self {
        let mut lines = Self { lines: Vec::new(), facts: Vec::new() };
        let mut first = 0;
        for (facts, layout) in all {
            let is_point = matches!(layout, TimeLayout::Point);
            lines.facts.extend(
                (first..).zip(&facts).map(|(node, &fact)| (fact, if is_point { first } else { node })),
            );
            lines.lines.push(Line { first, layout });
            first += if is_point { 1 } else { facts.len() as u32 };
        }
        lines
    }

    /// The same lines in groups that can be solved one by one: each line by itself, or all together if a fact may lie on several.
    pub(super) fn independent(all: Vec<(Vec<u32>, TimeLayout)>) -> Vec<Self> {
        let mut facts: Vec<u32> = all.iter().flat_map(|(facts, _)| facts).copied().collect();
        facts.sort_unstable();
        if facts.windows(2).any(|pair| pair[0] == pair[1]) {
            return vec![Self::of(all)];
        }
        let some = all.into_iter().filter(|(facts, _)| !facts.is_empty());
        some.map(|line| Self::of(vec![line])).collect()
    }

    /// On which line a node lies.
    pub(super) fn line(&self, node: u32) -> usize {
        self.lines.partition_point(|line| line.first <= node).saturating_sub(1)
    }

    /// Whether the end of one node comes no later than the start of another.
    pub(super) fn reaches(&self, one: u32, other: u32) -> bool {
        let on = self.line(one);
        if on != self.line(other) {
            return false;
        }
        let Line { first, layout } = &self.lines[on];
        match layout {
            TimeLayout::Point | TimeLayout::Days => one <= other,
            TimeLayout::Stretches(stretches) => {
                let range = |node: u32| stretches[(node - first) as usize];
                range(one).end.reaches(range(other).start)
            }
        }
    }

    /// Whether two items cannot both hold: one is above the other, and the other is at the same time or later.
    pub(super) fn clash(&self, a: &Item<Number>, b: &Item<Number>) -> bool {
        let above = |a: &Item<Number>, b: &Item<Number>| {
            let ends = a.low.as_ref().zip(b.high.as_ref());
            ends.is_some_and(|(low, high)| (&low.value, low.side) > (&high.value, high.side))
        };
        (above(a, b) && self.reaches(a.node, b.node)) || (above(b, a) && self.reaches(b.node, a.node))
    }

    /// The conflicts among items, line by line.
    pub(super) fn solve(&self, items: &[Item<Number>]) -> Vec<Conflict> {
        let on_line = |layout: &TimeLayout, items: &[Item<Number>]| match layout {
            TimeLayout::Point | TimeLayout::Days => reason::chain(items),
            TimeLayout::Stretches(stretches) => reason::partial(items, stretches, reason::PAIRS),
        };
        if let [line] = &self.lines[..] {
            return on_line(&line.layout, items);
        }
        let mut found = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let members: Vec<u32> = (0_u32..)
                .zip(items)
                .filter(|(_, item)| self.line(item.node) == number)
                .map(|(at, _)| at)
                .collect();
            let own = |&at: &u32| {
                let item = &items[at as usize];
                Item { node: item.node - line.first, ..item.clone() }
            };
            let own: Vec<Item<Number>> = members.iter().map(own).collect();
            let conflicts = on_line(&line.layout, &own).into_iter();
            found.extend(conflicts.map(|conflict| conflict.renumbered(|at| members[at as usize])));
        }
        found
    }
}
