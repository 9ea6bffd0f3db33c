//! The unknowns of a system: values at a point of time, growth between two points, and values that
//! always hold. A method that is named like a value gives its unknown, which is added if it is new.

use crate::contradiction::allowed;
use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::tied::build::builder::Builder;
use crate::corpus::compare_windows;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window, WrittenTime};
use crate::reason::Endpoint;
use crate::reason::linear::Span;
use crate::syntax::tree::Relation;

impl Builder<'_> {
    /// The domain of a node's values.
    pub(super) fn domain(&self, node: u32) -> Span {
        self.graph.domain(node)
    }

    /// The segment between two breaks in which a point lies for a node; none if it may be on either side of a break.
    pub(super) fn segment(&self, node: u32, point: u32) -> Option<usize> {
        self.segment_of(node, &self.timeline.window(point))
    }

    /// The segment between two breaks in which a window lies for a node; none if it may be on either side of a break.
    pub(super) fn segment_of(&self, node: u32, window: &Window) -> Option<usize> {
        let segments = allowed::segments(&self.breaks[&node], window);
        (segments.start() == segments.end()).then_some(*segments.start())
    }

    /// The value of a node at a point.
    pub(super) fn value(&mut self, node: u32, point: u32) -> u32 {
        let window = self.timeline.window(point);
        if self.kind(node) == Kind::Constant
            && let Some(segment) = self.segment_of(node, &window)
        {
            return self.constant(node, Some(segment));
        }
        if let Some(&known) = self.unknown_at.get(&(node, point)) {
            return known;
        }
        let when = if self.timeless { When::Always } else { When::At(window) };
        let time = window.start().zip(window.end()).filter(|_| !self.timeless);
        let unknown = self.add_unknown(node, when, self.domain(node), time);
        self.unknown_at.insert((node, point), unknown);
        unknown
    }

    /// The figure of a level or a ratio over a period.
    pub(super) fn during(&mut self, node: u32, period: u32) -> u32 {
        if let Some(&known) = self.during.get(&(node, period)) {
            return known;
        }
        let window = self.periods[period as usize];
        let time = window.from.map(WrittenTime::day).zip(window.to.map(WrittenTime::day));
        let unknown = self.add_unknown(node, When::Over(window), self.domain(node), time);
        self.during.insert((node, period), unknown);
        unknown
    }

    /// The number of a known period.
    pub(super) fn period(&self, window: &Window) -> Option<u32> {
        let place = self.periods.binary_search_by(|known| compare_windows(Some(known), Some(window)));
        place.ok().map(|number| number as u32)
    }

    /// The value of a constant: one for each segment between two breaks, and another for undated statements.
    pub(super) fn constant(&mut self, node: u32, segment: Option<usize>) -> u32 {
        let segment = segment.filter(|_| !self.breaks[&node].is_empty());
        if let Some(&known) = self.always.get(&(node, segment)) {
            return known;
        }
        let unknown = self.add_unknown(node, When::Always, self.domain(node), None);
        self.always.insert((node, segment), unknown);
        unknown
    }

    /// The total that a flow is the growth of, at a point: the declared one, else one counted from the start of the
    /// connected periods.
    pub(super) fn potential(&mut self, flow: u32, point: u32) -> u32 {
        if let Some(total) = self.whole_total(flow) {
            return self.value(total, point);
        }
        if let Some(&known) = self.unknown_at.get(&(flow, point)) {
            return known;
        }
        let is_start = point == 0 || !(self.covered[point as usize - 1] || self.totals.contains_key(&flow));
        let zero = || Some(Endpoint::closed(Number::ZERO));
        let domain = if is_start {
            Span { low: zero(), high: zero() }
        } else {
            // With times of day not every point is later than the one that it is counted from.
            Span { low: self.domain(flow).low.filter(|_| self.timeline.is_days()), high: None }
        };
        let day = self.timeline.points[point as usize].day;
        let unknown = self.add_unknown(
            flow,
            When::Since(day),
            domain,
            Some((WrittenTime::day(day), WrittenTime::day(day))),
        );
        self.unknown_at.insert((flow, point), unknown);
        unknown
    }

    /// What comes in by a flow from one point to the next, as terms of a row: the difference of two
    /// totals, or an unknown of its own if no period covers the step.
    pub(super) fn step(&mut self, flow: u32, before: u32, after: u32) -> Vec<(u32, Number)> {
        let one = Number::ONE;
        if self.is_covered(flow, before, after) {
            return vec![(self.potential(flow, after), one.clone()), (self.potential(flow, before), -&one)];
        }
        if let Some(&known) = self.over.get(&(flow, (before, after))) {
            return vec![(known, one)];
        }
        let (first, last) =
            (self.timeline.points[before as usize].day, self.timeline.points[after as usize].day);
        let window = Window::new(Shape::Period, first.next(), Some(last));
        let domain = Span { high: None, ..self.domain(flow) };
        let unknown = self.add_unknown(
            flow,
            When::Over(window),
            domain,
            Some((WrittenTime::day(first), WrittenTime::day(last))),
        );
        self.over.insert((flow, (before, after)), unknown);
        vec![(unknown, one)]
    }

    /// What a flow brings over a period that its claims do not cover.
    pub(super) fn free_flow(&mut self, flow: u32, window: &Window, between: (u32, u32)) -> u32 {
        if let Some(&known) = self.over.get(&(flow, between)) {
            return known;
        }
        let domain = Span { high: None, ..self.domain(flow) };
        let time = window.from.map(WrittenTime::day).zip(window.to.map(WrittenTime::day));
        let unknown = self.add_unknown(flow, When::Over(*window), domain, time);
        self.over.insert((flow, between), unknown);
        unknown
    }

    /// A flow's total, if that never steps.
    pub(super) fn whole_total(&self, flow: u32) -> Option<u32> {
        let total = self.totals.get(&flow).map(|total| total.0);
        total.filter(|total| self.breaks.get(total).is_none_or(Vec::is_empty))
    }

    /// The amount of a flow, or the growth of a total, over a period between two points.
    pub(super) fn growth(&mut self, node: u32, window: &Window, between: (u32, u32)) -> u32 {
        if let Some(&known) = self.over.get(&(node, between)) {
            return known;
        }
        let day = self.timeline.points[between.1 as usize].day;
        let before = self.timeline.points[between.0 as usize].day;
        // The amount over a time with a step may be negative, and is tied to nothing else.
        let has_step = self.steps_within(node, before, day)
            || (self.kind(node) != Kind::Flow && !self.is_steady(node, between));
        let low = self.domain(node).low.filter(|_| !has_step);
        let unknown = self.add_unknown(
            node,
            When::Over(*window),
            Span { low, high: None },
            Some((WrittenTime::day(before), WrittenTime::day(day))),
        );
        self.over.insert((node, between), unknown);
        let ends = if has_step {
            None
        } else if self.kind(node) == Kind::Flow {
            Some((self.potential(node, between.0), self.potential(node, between.1)))
        } else {
            Some((self.value(node, between.0), self.value(node, between.1)))
        };
        if let Some((before, after)) = ends {
            let one = Number::ONE;
            let terms = vec![(unknown, one.clone()), (after, -&one), (before, one)];
            self.add_row(
                terms,
                Relation::Equal,
                Number::ZERO,
                ConstraintReason {
                    kind: ConstraintKind::Flow,
                    declared: self.totals.get(&node).and_then(|total| total.1),
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
        let unknown =
            self.add_unknown(node, When::Over(*window), self.domain(node), window.start().zip(window.end()));
        self.extra.insert((node, fact), unknown);
        unknown
    }

    /// Whether it is certain that a node does not step between two points.
    pub(super) fn is_steady(&self, node: u32, between: (u32, u32)) -> bool {
        let segment = self.segment(node, between.0);
        segment.is_some() && segment == self.segment(node, between.1)
    }

    /// Whether a node, or the total that it is the growth of, may step after one day and up to another.
    fn steps_within(&self, node: u32, before: Day, day: Day) -> bool {
        let total = self.totals.get(&node).map(|total| total.0);
        let of = [Some(node), total].into_iter().flatten();
        of.filter_map(|node| self.breaks.get(&node)).flatten().any(|&step| before < step && step <= day)
    }

    /// Whether what a flow brings between two points is known from totals: it has a declared total, or its periods
    /// cover every step.
    pub(super) fn is_covered(&self, flow: u32, before: u32, after: u32) -> bool {
        self.totals.contains_key(&flow) || (before..after).all(|point| self.covered[point as usize])
    }
}
