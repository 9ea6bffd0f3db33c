//! The rows of a system: what constraints require at each time, and that totals never fall.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::tied::absent::AbsentPart;
use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::model::Number;
use crate::model::vocabulary::Kind;
use crate::reason::linear::Span;
use crate::syntax::tree::Relation;

impl Builder<'_> {
    /// Adds the rows of flows, and of constraints between flows and values at an instant.
    pub(super) fn add_rows_of(&mut self, number: u32) {
        let constraint = &self.graph.constraints[number as usize];
        let reason = constraint.reason;
        let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else {
            if let ConstraintForm::Total { flow, total } = constraint.form {
                self.add_rows_of_total(flow, total, reason);
            }
            return;
        };
        if self.is_mixed(number) {
            for point in 0..self.timeline.points.len() as u32 {
                let at = self.timeline.points[point as usize];
                let before = at.day.prev().and_then(|day| self.timeline.number(day, None));
                let (None, Some(before)) = (at.clock, before) else { continue };
                let mut row = Vec::new();
                for (coefficient, node) in terms {
                    if self.kind(*node) == Kind::Flow {
                        let steps = self.step(*node, before, point);
                        row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * coefficient)));
                    } else {
                        row.push((self.value(*node, point), coefficient.clone()));
                    }
                }
                self.add_row(row, *relation, constant.clone(), reason);
            }
        } else if self.is_of_flows(number) {
            let days = |point: &u32| self.timeline.points[*point as usize].clock.is_none();
            let days: Vec<u32> = (0..self.timeline.points.len() as u32).filter(days).collect();
            for pair in days.windows(2) {
                let mut row = Vec::new();
                for (coefficient, node) in terms {
                    let steps = self.step(*node, pair[0], pair[1]);
                    row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * coefficient)));
                }
                self.add_row(row, *relation, Number::ZERO, reason);
            }
        }
    }

    /// Ties a flow to a total that steps: between the steps both grow by the same amounts.
    fn add_rows_of_total(&mut self, flow: u32, total: u32, reason: ConstraintReason) {
        if self.whole_total(flow).is_some() {
            return;
        }
        for point in 1..self.timeline.points.len() as u32 {
            if !self.is_steady(total, (point - 1, point)) {
                continue;
            }
            let one = Number::ONE;
            let row = vec![
                (self.potential(flow, point), one.clone()),
                (self.potential(flow, point - 1), -&one),
                (self.value(total, point), -&one),
                (self.value(total, point - 1), one),
            ];
            self.add_row(row, Relation::Equal, Number::ZERO, reason);
        }
    }

    /// Sets to zero what a source leaves out of a list, at the time of the list.
    pub(super) fn set_absent_to_zero(&mut self, absent: &[AbsentPart]) {
        for AbsentPart { node, window, set } in absent {
            let Some(node) = self.graph.number_of(node).filter(|node| self.breaks.contains_key(node)) else {
                continue;
            };
            // The number of a fact only matters for laws over labels.
            if let [(unknown, true, true)] = self.bounded_unknowns(node, u32::MAX, window.as_ref())[..] {
                let reason = ConstraintReason { kind: ConstraintKind::Sum, declared: Some(*set) };
                self.add_row(vec![(unknown, Number::ONE)], Relation::Equal, Number::ZERO, reason);
            }
        }
    }

    /// Adds that totals never fall from one point to the next in the same segment; nor do sums of flows.
    pub(super) fn add_order_of(&mut self, nodes: &[u32]) {
        let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut values: Vec<(u32, u32)> = self.unknown_at.keys().copied().collect();
        values.sort_unstable();
        for (node, point) in values {
            of.entry(node).or_default().push(point);
        }
        for &node in nodes {
            let rises = match self.kind(node) {
                Kind::Cumulative => true,
                Kind::Flow => self.graph.is_non_negative(node),
                _ => false,
            };
            let Some(points) = of.remove(&node).filter(|_| rises) else { continue };
            let mut segments: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for point in points {
                let segment = match self.kind(node) {
                    Kind::Cumulative => self.segment(node, point),
                    _ => Some(0),
                };
                // A statement on an unknown side of a break restricts neither side.
                segment.into_iter().for_each(|segment| segments.entry(segment).or_default().push(point));
            }
            for points in segments.values() {
                self.add_rise(node, points);
            }
        }
    }

    /// For each value that can be carried over from one point to the next, its unknowns in order.
    /// None if there are times of day, breaks, laws over labels, or constraints between flows and
    /// values, as some values may not stay the same then.
    pub(super) fn series(
        &self,
        nodes: &[u32],
        constraints: &[u32],
        labelled: &[u32],
    ) -> Option<Vec<Vec<u32>>> {
        let is_free = labelled.is_empty()
            && self.timeline.is_days()
            && nodes.iter().all(|node| self.breaks[node].is_empty())
            && !constraints.iter().any(|&constraint| self.is_mixed(constraint));
        if !is_free {
            return None;
        }
        let goes_on = |node: u32| matches!(self.kind(node), Kind::Cumulative | Kind::Flow);
        let mut values: Vec<(u32, u32)> =
            self.unknown_at.keys().copied().filter(|value| goes_on(value.0)).collect();
        values.sort_unstable();
        let follows = |one: &(u32, u32), next: &(u32, u32)| {
            let (node, point) = *one;
            node == next.0 && (self.kind(node) != Kind::Flow || self.is_covered(node, point, next.1))
        };
        let runs = values.chunk_by(follows);
        Some(runs.map(|run| run.iter().map(|value| self.unknown_at[value]).collect()).collect())
    }

    /// Adds that a node does not fall along some points.
    fn add_rise(&mut self, node: u32, points: &[u32]) {
        let reason = ConstraintReason { kind: ConstraintKind::NeverFalls, declared: None };
        let step = |builder: &mut Self, before: u32, after: u32| {
            let terms = vec![(after, Number::ONE), (before, -&Number::ONE)];
            builder.add_row(terms, Relation::AtLeast, Number::ZERO, reason);
        };
        let unknown = |builder: &Self, point: u32| builder.unknown_at[&(node, point)];
        if points.windows(2).all(|pair| self.timeline.is_in_order(pair[0], pair[1])) {
            for pair in points.windows(2) {
                // A flow's sum starts again where no period covers the step.
                if self.kind(node) == Kind::Flow && !self.is_covered(node, pair[0], pair[1]) {
                    continue;
                }
                let (before, after) = (unknown(self, pair[0]), unknown(self, pair[1]));
                step(self, before, after);
            }
            return;
        }
        // Days and times of day are not all comparable. On each of the two lines of time a point
        // lies between two moments, and these are in order: so an unknown is added for each moment.
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
                .map(|_| self.add_unknown(node, When::Always, Span { high: None, ..self.domain(node) }, None))
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
