//! A system under construction: its points of time, and how unknowns and rows are added.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::argument::{ConstraintKind, ConstraintReason, When};
use crate::contradiction::encoding::span_of;
use crate::contradiction::tied::absent::PartsList;
use crate::contradiction::tied::component::Component;
use crate::contradiction::tied::graph::{ConstraintForm, ConstraintGraph};
use crate::contradiction::tied::timeline::{Timeline, ends};
use crate::contradiction::votes;
use crate::contradiction::window::is_sharp;
use crate::corpus::{Fact, compare_windows};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window, WrittenTime};
use crate::reason::linear::{Row, Span, System};
use crate::source::Place;
use crate::syntax::tree::{Clock, Relation};

/// Which value an unknown stands for.
#[derive(Clone, Copy, Debug)]
pub(in crate::contradiction::tied) struct Quantity {
    pub(in crate::contradiction::tied) node: u32,
    pub(in crate::contradiction::tied) when: When,
}

/// A system under construction, and what its numbers stand for so far.
pub(super) struct Builder<'w> {
    pub(super) graph: &'w ConstraintGraph<'w>,
    pub(super) facts: FxHashMap<u32, Vec<Fact>>,
    pub(super) breaks: FxHashMap<u32, Vec<Day>>,
    /// The total of each flow that has one, and what declares it.
    pub(super) totals: FxHashMap<u32, (u32, Option<Place>)>,
    /// For each node of counts stated with their wholes the node of the same in per cent.
    pub(super) shares: FxHashMap<u32, u32>,
    pub(super) timeline: Timeline,
    /// The known periods over which levels and ratios have a figure of their own, each once, in order.
    pub(super) periods: Vec<Window>,
    /// Whether nothing that is claimed has a time.
    pub(super) timeless: bool,
    /// For each point whether some period of a flow goes on from it to the next.
    pub(super) covered: Vec<bool>,
    /// The nodes that a source leaves out of a list.
    pub(super) absent: FxHashSet<u32>,
    pub(super) unknown_at: FxHashMap<(u32, u32), u32>,
    /// The figures of levels and ratios over a period, by node and the number of the period.
    pub(super) during: FxHashMap<(u32, u32), u32>,
    pub(super) always: FxHashMap<(u32, Option<usize>), u32>,
    pub(super) over: FxHashMap<(u32, (u32, u32)), u32>,
    /// Unknowns of facts at times that are not points: only laws over labels refer to these.
    pub(super) extra: FxHashMap<(u32, u32), u32>,
    /// The part-whole and growth rows there are already.
    pub(super) known: FxHashSet<Vec<(u32, Number)>>,
    /// The constraints that have a row among unknowns that always hold.
    pub(super) constant: FxHashSet<(u32, Vec<u32>)>,
    pub(super) system: System,
    pub(super) ties: Vec<ConstraintReason>,
    pub(super) products: Vec<Place>,
    pub(super) quantities: Vec<Quantity>,
}

impl<'w> Builder<'w> {
    /// What there is of a component before any unknown: its facts, breaks and totals, and the points of time.
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
            constant: FxHashSet::default(),
            system: System::default(),
            ties: Vec::new(),
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
                builder.totals.insert(flow, (total, constraint.tie.law));
            }
        }
        builder.lay_out(nodes, constraints);
        builder
    }

    /// Gathers the points of time.
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
                            // Where it may be on either side of a break, that is as far as it reaches on each.
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
            // What flows bring over the period of a level, as a law has it.
            let over = self.periods.iter().filter_map(ends);
            days.extend(over.flat_map(|(before, last)| [(before, None), (last, None)]));
            let before: Vec<_> = days
                .iter()
                .filter(|(_, clock)| clock.is_none())
                .filter_map(|(day, _)| Some((day.prev()?, None)))
                .collect();
            days.extend(before);
        }
        // What is claimed may hold always; the laws beside it then hold at some time, and at the next.
        self.timeless = days.is_empty() && self.periods.is_empty();
        if self.timeless {
            days.extend([(Day::FIRST, None), (Day(Day::FIRST.0 + 1), None)]);
        }
        self.timeline = Timeline::of(&days);
        // A period covers every step between its ends; coverage is counted by where periods open and close.
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

    pub(super) fn kind(&self, node: u32) -> Kind {
        self.graph.kinds[node as usize]
    }

    /// Whether a constraint ties flows to values at an instant.
    pub(super) fn is_mixed(&self, constraint: u32) -> bool {
        let ConstraintForm::Linear { terms, .. } = &self.graph.constraints[constraint as usize].form else {
            return false;
        };
        let flows = terms.iter().filter(|term| self.kind(term.1) == Kind::Flow).count();
        let constants = terms.iter().filter(|term| self.kind(term.1) == Kind::Constant).count();
        flows > 0 && flows + constants < terms.len()
    }

    /// Whether a constraint ties flows only. Laws compare them with no fixed number, since that would not fit every length
    /// of period.
    pub(super) fn is_flow(&self, constraint: u32) -> bool {
        let ConstraintForm::Linear { terms, .. } = &self.graph.constraints[constraint as usize].form else {
            return false;
        };
        terms.iter().all(|term| self.kind(term.1) == Kind::Flow)
    }

    /// A further unknown.
    pub(super) fn add(
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

    /// Adds a row, its terms gathered by unknown; one that is trivial or already there is skipped.
    pub(super) fn row(
        &mut self,
        terms: Vec<(u32, Number)>,
        relation: Relation,
        constant: Number,
        tie: ConstraintReason,
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
        // Parts that are declared twice over are one row; a law and a sum of the same terms are two.
        if tie.kind != ConstraintKind::Law && relation != Relation::Equal {
            let mut key = sum.clone();
            key.sort_by_key(|term| term.0);
            if !self.known.insert(key) {
                return;
            }
        }
        let rank = tie.kind.rank();
        self.system.rows.push(Row { terms: sum, span: span_of(relation, constant), rank });
        self.ties.push(tie);
    }
}
