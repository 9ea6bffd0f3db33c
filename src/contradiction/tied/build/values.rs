//! The unknowns of a system: a value at a point of time, what comes in between two, what always holds.

use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::tied::build::builder::Builder;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window};
use crate::reason::Endpoint;
use crate::reason::linear::Span;
use crate::syntax::tree::Relation;

impl Builder<'_> {
    pub(super) fn domain(&self, node: u32) -> Span {
        self.graph.domain(node)
    }

    pub(super) fn segment(&self, node: u32, day: Day) -> usize {
        self.breaks[&node].partition_point(|step| *step <= day)
    }

    /// The value of a node at a point.
    pub(super) fn value(&mut self, node: u32, point: u32) -> u32 {
        let at = self.timeline.points[point as usize];
        if self.kind(node) == Kind::Constant {
            return self.constant(node, Some(at.day));
        }
        if let Some(&known) = self.at.get(&(node, point)) {
            return known;
        }
        let mut window = Window::day(at.day);
        (window.from_clock, window.to_clock) = (at.clock, at.clock);
        let when = if self.timeless { When::Always } else { When::At(window) };
        let time = Some((at.day, at.day)).filter(|_| !self.timeless);
        let unknown = self.add(node, when, self.domain(node), time);
        self.at.insert((node, point), unknown);
        unknown
    }

    /// The value of a constant; where it may step, the one between two breaks, and another for what is undated.
    pub(super) fn constant(&mut self, node: u32, day: Option<Day>) -> u32 {
        let segment = day.filter(|_| !self.breaks[&node].is_empty()).map(|day| self.segment(node, day));
        if let Some(&known) = self.always.get(&(node, segment)) {
            return known;
        }
        let unknown = self.add(node, When::Always, self.domain(node), None);
        self.always.insert((node, segment), unknown);
        unknown
    }

    /// The total that a flow is the growth of, at a point: the declared one, else one counted from the start of the
    /// connected periods.
    pub(super) fn potential(&mut self, flow: u32, point: u32) -> u32 {
        if let Some(total) = self.whole_total(flow) {
            return self.value(total, point);
        }
        if let Some(&known) = self.at.get(&(flow, point)) {
            return known;
        }
        let begins = point == 0 || !(self.covered[point as usize - 1] || self.totals.contains_key(&flow));
        let zero = || Some(Endpoint::closed(Number::ZERO));
        let domain = if begins {
            Span { low: zero(), high: zero() }
        } else {
            Span { low: self.domain(flow).low, high: None }
        };
        let day = self.timeline.points[point as usize].day;
        let unknown = self.add(flow, When::Since(day), domain, Some((day, day)));
        self.at.insert((flow, point), unknown);
        unknown
    }

    /// What a flow brings from one relevant day to the next, as the difference of what has come in by then; where no
    /// period covers it, an unknown of its own.
    pub(super) fn step(&mut self, flow: u32, before: u32, after: u32) -> Vec<(u32, Number)> {
        let one = Number::ONE;
        if self.hangs(flow, before, after) {
            return vec![(self.potential(flow, after), one.clone()), (self.potential(flow, before), -&one)];
        }
        if let Some(&known) = self.over.get(&(flow, (before, after))) {
            return vec![(known, one)];
        }
        let (first, last) =
            (self.timeline.points[before as usize].day, self.timeline.points[after as usize].day);
        let window = Window::new(Shape::Period, first.next(), Some(last));
        let domain = Span { high: None, ..self.domain(flow) };
        let unknown = self.add(flow, When::Over(window), domain, Some((first, last)));
        self.over.insert((flow, (before, after)), unknown);
        vec![(unknown, one)]
    }

    /// A flow's total, where that never steps.
    pub(super) fn whole_total(&self, flow: u32) -> Option<u32> {
        let total = self.totals.get(&flow).map(|total| total.0);
        total.filter(|total| self.breaks.get(total).is_none_or(Vec::is_empty))
    }

    /// What comes in, or a total grows by, over a period between two points.
    pub(super) fn growth(&mut self, node: u32, window: &Window, between: (u32, u32)) -> u32 {
        if let Some(&known) = self.over.get(&(node, between)) {
            return known;
        }
        let day = self.timeline.points[between.1 as usize].day;
        let domain = Span { high: None, ..self.domain(node) };
        let before = self.timeline.points[between.0 as usize].day;
        let unknown = self.add(node, When::Over(*window), domain, Some((before, day)));
        self.over.insert((node, between), unknown);
        let ends = if self.kind(node) == Kind::Flow {
            Some((self.potential(node, between.0), self.potential(node, between.1)))
        } else if self.segment(node, before) == self.segment(node, day) {
            Some((self.value(node, between.0), self.value(node, between.1)))
        } else {
            None
        };
        if let Some((before, after)) = ends {
            let one = Number::ONE;
            let terms = vec![(unknown, one.clone()), (after, -&one), (before, one)];
            self.row(
                terms,
                Relation::Equal,
                Number::ZERO,
                ConstraintReason {
                    kind: ConstraintKind::Flow,
                    law: self.totals.get(&node).and_then(|total| total.1),
                },
            );
        }
        unknown
    }

    /// An unknown for a fact at a time that is no point.
    pub(super) fn elsewhere(&mut self, node: u32, fact: u32, window: &Window) -> u32 {
        if let Some(&known) = self.extra.get(&(node, fact)) {
            return known;
        }
        let unknown = self.add(node, When::Over(*window), self.domain(node), window.from.zip(window.to));
        self.extra.insert((node, fact), unknown);
        unknown
    }

    /// Whether a node cannot step within a window.
    pub(super) fn steady(&self, node: u32, window: &Window) -> bool {
        window
            .from
            .zip(window.to)
            .is_some_and(|(from, to)| self.segment(node, from) == self.segment(node, to))
    }

    pub(super) fn hangs(&self, flow: u32, before: u32, after: u32) -> bool {
        self.totals.contains_key(&flow) || (before..after).all(|point| self.covered[point as usize])
    }
}
