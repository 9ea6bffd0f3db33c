//! The rows of a system: what ties say at each time, and that totals never fall from one time to the next.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::tied::absent::AbsentPart;
use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::tied::graph::ConstraintForm;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::contradiction::window::is_sharp;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window};
use crate::reason::linear::Span;
use crate::syntax::tree::Relation;

impl Builder<'_> {
    /// The rows of flows, and of ties between flows and values at an instant.
    pub(super) fn tie(&mut self, number: u32) {
        let constraint = &self.graph.constraints[number as usize];
        let tie = constraint.tie;
        let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else {
            if let ConstraintForm::Total { flow, total } = constraint.form {
                self.total(flow, total, tie);
            }
            return;
        };
        if self.is_mixed(number) {
            for point in 0..self.timeline.points.len() as u32 {
                let at = self.timeline.points[point as usize];
                let before = at.day.prev().and_then(|day| self.timeline.number(day, None));
                let (None, Some(before)) = (at.clock, before) else { continue };
                let mut row = Vec::new();
                for (times, node) in terms {
                    if self.kind(*node) == Kind::Flow {
                        let steps = self.step(*node, before, point);
                        row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * times)));
                    } else {
                        row.push((self.value(*node, point), times.clone()));
                    }
                }
                self.row(row, *relation, constant.clone(), tie);
            }
        } else if self.is_flow(number) {
            let days = |point: &u32| self.timeline.points[*point as usize].clock.is_none();
            let days: Vec<u32> = (0..self.timeline.points.len() as u32).filter(days).collect();
            for pair in days.windows(2) {
                let mut row = Vec::new();
                for (times, node) in terms {
                    let steps = self.step(*node, pair[0], pair[1]);
                    row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * times)));
                }
                self.row(row, *relation, Number::ZERO, tie);
            }
        }
    }

    /// Ties a flow to a total that steps: between the steps both grow by the same amounts.
    fn total(&mut self, flow: u32, total: u32, tie: ConstraintReason) {
        if self.whole_total(flow).is_some() {
            return;
        }
        for point in 1..self.timeline.points.len() as u32 {
            if !self.steady(total, (point - 1, point)) {
                continue;
            }
            let one = Number::ONE;
            let row = vec![
                (self.potential(flow, point), one.clone()),
                (self.potential(flow, point - 1), -&one),
                (self.value(total, point), -&one),
                (self.value(total, point - 1), one),
            ];
            self.row(row, Relation::Equal, Number::ZERO, tie);
        }
    }

    /// The rows of ties between values at an instant, at each point where they can matter.
    pub(super) fn instants(&mut self, nodes: &[u32], constraints: &[u32]) {
        let instant: Vec<u32> = constraints
            .iter()
            .copied()
            .filter(|&constraint| {
                matches!(self.graph.constraints[constraint as usize].form, ConstraintForm::Linear { .. })
                    && !self.is_mixed(constraint)
                    && !self.is_flow(constraint)
            })
            .collect();
        if instant.is_empty() {
            return;
        }
        let through_time: Vec<bool> = (0..self.graph.nodes.len() as u32)
            .map(|node| matches!(self.kind(node), Kind::Cumulative | Kind::Constant | Kind::Flow))
            .collect();
        let mut speaking: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &node in nodes.iter().filter(|&&node| !through_time[node as usize]) {
            for window in self.facts[&node].iter().filter_map(|fact| fact.window.as_ref()) {
                if window.shape == Shape::Instant
                    && is_sharp(window)
                    && let Some(point) = self.timeline.instant(window)
                {
                    speaking.entry(point).or_default().push(node);
                }
            }
        }
        for point in 0..self.timeline.points.len() as u32 {
            let here = speaking.get(&point).map_or(&[][..], Vec::as_slice);
            let claimed = |node: u32| {
                through_time[node as usize] || here.contains(&node) || self.absent.contains(&node)
            };
            let Pruned { alive, nothing } = prune(self.graph, &instant, claimed);
            for constraint in alive {
                self.row_at(constraint, &nothing, |builder, node| builder.value(node, point));
            }
        }
        // What has no time at all is bound too, once undated and once between each two breaks.
        let constant = |constraint: &u32| {
            let nodes = self.graph.constraints[*constraint as usize].nodes();
            nodes.iter().all(|&node| self.kind(node) == Kind::Constant)
        };
        for constraint in instant.iter().copied().filter(constant).collect::<Vec<_>>() {
            self.row_at(constraint, &[], |builder, node| builder.constant(node, None));
            let nodes = self.graph.constraints[constraint as usize].nodes();
            let mut days: Vec<Day> =
                nodes.iter().flat_map(|node| self.breaks[node].iter().copied()).collect();
            days.sort_unstable();
            days.dedup();
            let first = days.first().and_then(|day| day.prev());
            for day in first.into_iter().chain(days) {
                self.row_at(constraint, &[], |builder, node| {
                    let segment = builder.segment_of(node, &Window::day(day));
                    builder.constant(node, segment)
                });
            }
        }
    }

    /// What a source leaves out of a list is none at that time.
    pub(super) fn leave_out(&mut self, absent: &[AbsentPart]) {
        for AbsentPart { node, window, set } in absent {
            let Some(node) = self.graph.number(node).filter(|node| self.breaks.contains_key(node)) else {
                continue;
            };
            // The number of a fact matters only to what laws over labels speak of.
            if let [(unknown, true, true)] = self.speaks_of(node, u32::MAX, window.as_ref())[..] {
                let tie = ConstraintReason { kind: ConstraintKind::Sum, law: Some(*set) };
                self.row(vec![(unknown, Number::ONE)], Relation::Equal, Number::ZERO, tie);
            }
        }
    }

    /// A constraint's row among some values; what is taken for nothing has no part in it.
    fn row_at(&mut self, number: u32, nothing: &[bool], mut value: impl FnMut(&mut Self, u32) -> u32) {
        let constraint = &self.graph.constraints[number as usize];
        let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else { return };
        let row: Vec<(u32, Number)> = terms
            .iter()
            .filter(|(_, node)| !nothing.get(*node as usize).is_some_and(|&nothing| nothing))
            .map(|(times, node)| (value(self, *node), times.clone()))
            .collect();
        // A law among constants says the same at every point.
        let mut unknowns: Vec<u32> = row.iter().map(|term| term.0).collect();
        unknowns.sort_unstable();
        let always = unknowns.iter().all(|&unknown| self.system.times[unknown as usize].is_none());
        if always && !self.constant.insert((number, unknowns)) {
            return;
        }
        self.row(row, *relation, constant.clone(), constraint.tie);
    }

    /// Totals never fall from one point to the next in the same segment; nor do the sums of flows.
    pub(super) fn order(&mut self, nodes: &[u32]) {
        let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut values: Vec<(u32, u32)> = self.at.keys().copied().collect();
        values.sort_unstable();
        for (node, point) in values {
            of.entry(node).or_default().push(point);
        }
        for &node in nodes {
            let rises = match self.kind(node) {
                Kind::Cumulative => true,
                Kind::Flow => self.graph.is_positive(node),
                _ => false,
            };
            let Some(points) = of.remove(&node).filter(|_| rises) else { continue };
            let mut segments: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for point in points {
                let segment = match self.kind(node) {
                    Kind::Cumulative => self.segment(node, point),
                    _ => Some(0),
                };
                // What may be on either side of a break says nothing of either.
                segment.into_iter().for_each(|segment| segments.entry(segment).or_default().push(point));
            }
            for points in segments.values() {
                self.rise(node, points);
            }
        }
    }

    /// A rising chain through some points.
    fn rise(&mut self, node: u32, points: &[u32]) {
        let tie = ConstraintReason { kind: ConstraintKind::Time, law: None };
        let step = |builder: &mut Self, before: u32, after: u32| {
            let terms = vec![(after, Number::ONE), (before, -&Number::ONE)];
            builder.row(terms, Relation::AtLeast, Number::ZERO, tie);
        };
        let unknown = |builder: &Self, point: u32| builder.at[&(node, point)];
        if points.windows(2).all(|pair| self.timeline.is_in_order(pair[0], pair[1])) {
            for pair in points.windows(2) {
                // A flow's sum starts again where no period covers the step.
                if self.kind(node) == Kind::Flow && !self.hangs(node, pair[0], pair[1]) {
                    continue;
                }
                let (before, after) = (unknown(self, pair[0]), unknown(self, pair[1]));
                step(self, before, after);
            }
            return;
        }
        // Days and times of day are not all comparable: on each line of time a point lies between the two moments that
        // bound it, and those are in order.
        let moment = |builder: &Self, point: u32| builder.timeline.points[point as usize].moment;
        let first: Vec<(u32, (i64, i64))> = points
            .iter()
            .map(|&point| (point, moment(self, point)))
            .map(|(point, moment)| (point, (moment.from, moment.to)))
            .collect();
        let second: Vec<(u32, (i64, i64))> =
            points.iter().filter_map(|&point| Some((point, moment(self, point).second?))).collect();
        for line in [first, second] {
            let mut moments: Vec<i64> = line.iter().flat_map(|(_, (from, to))| [*from, *to]).collect();
            moments.sort_unstable();
            moments.dedup();
            let marks: Vec<u32> = moments
                .iter()
                .map(|_| self.add(node, When::Always, Span { high: None, ..self.domain(node) }, None))
                .collect();
            for pair in marks.windows(2) {
                step(self, pair[0], pair[1]);
            }
            let mark = |at: i64| moments.binary_search(&at).ok().map(|at| marks[at]);
            for (point, (from, to)) in line {
                let at = unknown(self, point);
                if let (Some(from), Some(to)) = (mark(from), mark(to)) {
                    step(self, from, at);
                    step(self, at, to);
                }
            }
        }
    }
}
