//! A system under construction: its points of time, and how unknowns and rows are added to it.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::encoding::span_of;
use crate::contradiction::tied::absent::PartsList;
use crate::contradiction::tied::component::Component;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::timeline::{Timeline, ends};
use crate::contradiction::votes;
use crate::contradiction::window::is_sharp;
use crate::corpus::{Fact, compare_windows};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window, WrittenTime};
use crate::reason::linear::{Row, Span, System};
use crate::source::Place;
use crate::syntax::tree::{Clock, Relation};

/// The value that an unknown stands for.
#[derive(Clone, Copy, Debug)]
pub(in crate::contradiction::tied) struct Quantity {
    /// The node whose value it is, by number.
    pub(in crate::contradiction::tied) node: u32,
    pub(in crate::contradiction::tied) when: When,
}

/// A system under construction, and what its numbers stand for.
pub(super) struct Builder<'w> {
    pub(super) graph: &'w ConstraintGraph<'w>,
    /// The facts of each node.
    pub(super) facts: FxHashMap<u32, Vec<Fact>>,
    /// The days on which each node may step.
    pub(super) breaks: FxHashMap<u32, Vec<Day>>,
    /// The total of each flow that has one, and what declares it.
    pub(super) totals: FxHashMap<u32, (u32, Option<Place>)>,
    /// For each node of counts stated with their wholes the node of the same thing in per cent.
    pub(super) shares: FxHashMap<u32, u32>,
    /// The points of time.
    pub(super) timeline: Timeline,
    /// The known periods for which levels and ratios have figures, each once, in order.
    pub(super) periods: Vec<Window>,
    /// Whether no claim in the system has a time.
    pub(super) timeless: bool,
    /// For each point whether some flow's period continues from it to the next point.
    pub(super) covered: Vec<bool>,
    /// The nodes that a source leaves out of a list.
    pub(super) absent: FxHashSet<u32>,
    /// The unknown of a node at a point. For a flow it is the total that it is the growth of.
    pub(super) unknown_at: FxHashMap<(u32, u32), u32>,
    /// The unknown of a level or a ratio over a period, by node and the number of the period.
    pub(super) during: FxHashMap<(u32, u32), u32>,
    /// The unknown of a constant in a segment between two breaks, or without a time.
    pub(super) always: FxHashMap<(u32, Option<usize>), u32>,
    /// The unknown of what comes in between two points.
    pub(super) over: FxHashMap<(u32, (u32, u32)), u32>,
    /// The unknown of a fact at a time that is no point, by node and fact. Only laws over labels need it.
    pub(super) extra: FxHashMap<(u32, u32), u32>,
    /// The terms of the rows of parts and rises that exist already, so that none is added twice.
    pub(super) known: FxHashSet<Vec<(u32, Number)>>,
    /// The constraints that have a row among unknowns without a time, with these unknowns.
    pub(super) timeless_rows: FxHashSet<(u32, Vec<u32>)>,
    /// What has been built so far.
    pub(super) system: System,
    /// For each row why it holds.
    pub(super) row_reasons: Vec<ConstraintReason>,
    /// For each product the law that declares it.
    pub(super) products: Vec<Place>,
    /// For each unknown the value that it stands for.
    pub(super) quantities: Vec<Quantity>,
}

impl<'w> Builder<'w> {
    /// A component without unknowns yet: its facts, breaks and totals, and the points of time.
    pub(super) fn of(
        graph: &'w ConstraintGraph<'w>,
        component: &Component,
        parts_list: Option<&PartsList>,
    ) -> Self {
        let Component { nodes, constraints, shares, .. } = component;
        let mut builder = Self {
            graph,
            facts: FxHashMap::default(),
            breaks: FxHashMap::default(),
            totals: FxHashMap::default(),
            shares: shares.iter().copied().collect(),
            timeline: Timeline::default(),
            periods: Vec::new(),
            timeless: false,
            covered: Vec::new(),
            absent: FxHashSet::default(),
            unknown_at: FxHashMap::default(),
            during: FxHashMap::default(),
            always: FxHashMap::default(),
            over: FxHashMap::default(),
            extra: FxHashMap::default(),
            known: FxHashSet::default(),
            timeless_rows: FxHashSet::default(),
            system: System::default(),
            row_reasons: Vec::new(),
            products: Vec::new(),
            quantities: Vec::new(),
        };
        for &node in nodes {
            let of = &graph.nodes[node as usize];
            let facts = graph.series[node as usize]
                .map(|series| votes::facts(graph.corpus, &graph.corpus.series[series as usize]));
            let mut facts = facts.unwrap_or_default();
            if let Some(parts_list) = parts_list {
                facts.iter_mut().for_each(|fact| fact.keep_voice(parts_list.voice));
            }
            builder.facts.insert(node, facts);
            builder.breaks.insert(node, allowed::breaks(graph.corpus, of.measure, &of.scope));
        }
        for &constraint in constraints {
            let constraint = &graph.constraints[constraint as usize];
            if let ConstraintForm::Total { flow, total } = constraint.form {
                builder.totals.insert(flow, (total, constraint.reason.declared));
            }
        }
        builder.lay_out(nodes, constraints);
        builder
    }

    /// Collects the points of time and the known periods, and what flows cover.
    fn lay_out(&mut self, nodes: &[u32], constraints: &[u32]) {
        let mut days: Vec<(Day, Option<Clock>)> = Vec::new();
        let mut periods: Vec<(Day, Day)> = Vec::new();
        for &node in nodes {
            for window in self.facts[&node].iter().filter_map(|fact| fact.window) {
                match (self.kind(node), window.shape) {
                    (Kind::Level | Kind::Ratio | Kind::Cumulative, Shape::Instant)
                        if is_sharp(&window) && window.only_day().is_some() =>
                    {
                        days.extend(window.from.map(|day| (day, window.from_clock)));
                    }
                    (Kind::Cumulative, Shape::Instant) => {
                        if let (Some(from), Some(to)) = (window.from, window.to) {
                            days.extend([(from, window.from_clock), (to, window.to_clock)]);
                            // If it may be on either side of a break, these are the ends of its parts on both sides.
                            let inside = self.breaks[&node].iter().filter(|&&day| from < day && day <= to);
                            days.extend(
                                inside
                                    .flat_map(|day| day.prev().into_iter().chain([*day]))
                                    .map(|day| (day, None)),
                            );
                        }
                    }
                    (Kind::Level | Kind::Ratio, Shape::Period) if is_sharp(&window) => {
                        self.periods.push(window)
                    }
                    (Kind::Cumulative | Kind::Flow, Shape::Period) => {
                        if let Some((before, last)) = ends(&window) {
                            days.extend([(before, None), (last, None)]);
                            if self.kind(node) == Kind::Flow {
                                periods.push((before, last));
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        self.periods.sort_by(|a, b| compare_windows(Some(a), Some(b)));
        self.periods.dedup_by(|a, b| compare_windows(Some(a), Some(b)).is_eq());
        if constraints.iter().any(|&constraint| self.is_mixed(constraint)) {
            // Laws need what flows bring over the period of a level.
            let over = self.periods.iter().filter_map(ends);
            days.extend(over.flat_map(|(before, last)| [(before, None), (last, None)]));
            let before: Vec<_> = days
                .iter()
                .filter(|(_, clock)| clock.is_none())
                .filter_map(|(day, _)| Some((day.prev()?, None)))
                .collect();
            days.extend(before);
        }
        // If nothing has a time, the claims may always hold; the laws then hold at one time, and at the next.
        self.timeless = days.is_empty() && self.periods.is_empty();
        if self.timeless {
            days.extend([(Day::FIRST, None), (Day(Day::FIRST.0 + 1), None)]);
        }
        self.timeline = Timeline::of(&days);
        // A period covers every step between its ends; coverage is counted by where periods begin and end.
        let mut change = vec![0_i64; self.timeline.points.len() + 1];
        for (before, last) in periods {
            if let (Some(from), Some(to)) =
                (self.timeline.number(before, None), self.timeline.number(last, None))
            {
                change[from as usize] += 1;
                change[to as usize] -= 1;
            }
        }
        let mut open = 0;
        self.covered = change
            .iter()
            .map(|change| {
                open += change;
                open > 0
            })
            .collect();
    }

    /// How the values of a node behave in time.
    pub(super) fn kind(&self, node: u32) -> Kind {
        self.graph.kinds[node as usize]
    }

    /// Whether a constraint binds both flows and values at an instant.
    pub(super) fn is_mixed(&self, constraint: u32) -> bool {
        let ConstraintForm::Linear { terms, .. } = &self.graph.constraints[constraint as usize].form else {
            return false;
        };
        let flows = terms.iter().filter(|term| self.kind(term.1) == Kind::Flow).count();
        let constants = terms.iter().filter(|term| self.kind(term.1) == Kind::Constant).count();
        flows > 0 && flows + constants < terms.len()
    }

    /// Whether a constraint binds flows only. Laws do not compare flows with a fixed number, as that would not fit
    /// periods of every length.
    pub(super) fn is_of_flows(&self, constraint: u32) -> bool {
        let ConstraintForm::Linear { terms, .. } = &self.graph.constraints[constraint as usize].form else {
            return false;
        };
        terms.iter().all(|term| self.kind(term.1) == Kind::Flow)
    }

    /// Adds an unknown. `time` is the first and the last time at which it is the value.
    pub(super) fn add_unknown(
        &mut self,
        node: u32,
        when: When,
        domain: Span,
        time: Option<(WrittenTime, WrittenTime)>,
    ) -> u32 {
        self.quantities.push(Quantity { node, when });
        let time = time.map(|(first, last)| (self.timeline.order(first), self.timeline.order(last)));
        self.system.unknown(domain, time)
    }

    /// Adds a row with its terms summed by unknown; skips a row that is trivial or exists already.
    pub(super) fn add_row(
        &mut self,
        terms: Vec<(u32, Number)>,
        relation: Relation,
        constant: Number,
        reason: ConstraintReason,
    ) {
        let mut sum: Vec<(u32, Number)> = Vec::with_capacity(terms.len());
        for (unknown, coefficient) in terms {
            match sum.iter_mut().find(|known| known.0 == unknown) {
                Some((_, sum)) => *sum = &*sum + &coefficient,
                None => sum.push((unknown, coefficient)),
            }
        }
        sum.retain(|(_, coefficient)| !coefficient.is_zero());
        if sum.is_empty() {
            return;
        }
        // Parts that are declared twice give one row; a law and a sum with the same terms give two.
        if reason.kind != ConstraintKind::Law && relation != Relation::Equal {
            let mut key = sum.clone();
            key.sort_by_key(|term| term.0);
            if !self.known.insert(key) {
                return;
            }
        }
        let rank = reason.kind.rank();
        Arc::make_mut(&mut self.system.rows).push(Row {
            terms: sum,
            span: span_of(relation, constant),
            rank,
        });
        self.row_reasons.push(reason);
    }
}
