//! The system of a component, and what its numbers stand for.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::contradictions::Exercised;
use crate::contradiction::tied::absent::PartsList;
use crate::contradiction::tied::build::builder::{Builder, Quantity};
use crate::contradiction::tied::build::items::{Items, StatementRef};
use crate::contradiction::tied::build::labelled;
use crate::contradiction::tied::component::Component;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::corpus::{Fact, Statement, compare_windows};
use crate::model::Window;
use crate::model::vocabulary::Kind;
use crate::reason::Union;
use crate::reason::linear::System;
use crate::source::Place;

/// A system, and what its numbers stand for.
pub(in crate::contradiction::tied) struct Built {
    pub(in crate::contradiction::tied) system: System,
    /// For each row why it holds.
    pub(in crate::contradiction::tied) row_reasons: Vec<ConstraintReason>,
    /// For each product the law that declares it.
    pub(in crate::contradiction::tied) products: Vec<Place>,
    /// For each unknown the value that it stands for.
    pub(in crate::contradiction::tied) quantities: Vec<Quantity>,
    /// For each statement that may mean several things (an undecided voice, or a figure on an unknown side of a
    /// break) its items.
    pub(in crate::contradiction::tied) undecided: Vec<Vec<u32>>,
    /// The statement that each item stands for.
    pub(in crate::contradiction::tied) statement_refs: Vec<StatementRef>,
    /// For each item the unknown that it bounds on both sides, if there is exactly one.
    pub(in crate::contradiction::tied) only_unknown: Vec<Option<u32>>,
    /// The facts of each node.
    pub(in crate::contradiction::tied) facts: FxHashMap<u32, Vec<Fact>>,
}

impl Built {
    /// The statement of an item.
    pub(in crate::contradiction::tied) fn statement(&self, item: u32) -> &Statement {
        let StatementRef { node, fact, statement, alternative, .. } = self.statement_refs[item as usize];
        let Fact { statements, undecided, .. } = &self.facts[&node][fact as usize];
        let number = statement as usize;
        let voice = || &undecided[number - statements.len()].statements[alternative as usize];
        statements.get(number).unwrap_or_else(voice)
    }

    /// Whether an item assumes that a figure is on one of several possible sides of breaks.
    pub(in crate::contradiction::tied) fn is_movable(&self, item: u32) -> bool {
        self.statement_refs[item as usize].segment.is_some()
    }

    /// If an item's figure may be on several sides of breaks: the items for the possible sides, itself among them.
    pub(in crate::contradiction::tied) fn possible_segments(&self, item: u32) -> Vec<u32> {
        let StatementRef { segment: Some(_), alternative, .. } = self.statement_refs[item as usize] else {
            return Vec::new();
        };
        let all = self.undecided.iter().find(|all| all.contains(&item)).into_iter().flatten().copied();
        all.filter(|&other| self.statement_refs[other as usize].alternative == alternative).collect()
    }

    /// The claims that have another to be compared with: two that bound one unknown, or unknowns that rows connect.
    pub(in crate::contradiction::tied) fn compared(&self) -> Vec<u32> {
        let mut joined = Union::new(self.system.domains.len());
        let mut join =
            |unknowns: &[u32]| unknowns.windows(2).for_each(|pair| _ = joined.join(pair[0], pair[1]));
        for row in self.system.rows.iter() {
            join(&row.terms.iter().map(|term| term.0).collect::<Vec<_>>());
        }
        let says = |item: u32| self.system.items[item as usize].says.iter().map(|(unknown, _)| *unknown);
        for item in 0..self.system.items.len() as u32 {
            join(&says(item).collect::<Vec<_>>());
        }
        for product in &self.system.products {
            let [one, two] = &product.factors;
            let all = [&product.of, one, two].into_iter().flatten();
            join(&all.filter_map(|&item| says(item).next()).collect::<Vec<_>>());
        }
        let root = joined.roots();
        let claims = |item: usize| -> &[u32] { &self.statement(item as u32).claims };
        let of =
            |item: usize| self.system.items[item].says.first().map(|(unknown, _)| root[*unknown as usize]);
        let mut count: FxHashMap<u32, usize> = FxHashMap::default();
        for item in 0..self.statement_refs.len() {
            if let Some(root) = of(item) {
                *count.entry(root).or_default() += claims(item).len();
            }
        }
        let met =
            (0..self.statement_refs.len()).filter(|&item| of(item).is_some_and(|root| count[&root] > 1));
        met.flat_map(|item| claims(item).iter().copied()).collect()
    }

    /// The declarations of rows and constraints that checked something, and the measures whose parts or growth they
    /// bind.
    pub(in crate::contradiction::tied) fn exercised(
        &self,
        graph: &ConstraintGraph<'_>,
        component: &Component,
    ) -> Exercised {
        let mut exercised = Exercised::default();
        // Statements of a total or constant reach other times, up to a break; and laws reach what other laws bind.
        let over_time = self.stated_groups(
            |reason| matches!(reason.kind, ConstraintKind::NeverFalls | ConstraintKind::Flow),
            |unknown| unknown,
        );
        let of = |unknown: u32| self.quantities[unknown as usize].node;
        let by_any_row = self.stated_groups(|_| true, of);
        let mut laws: FxHashMap<u32, FxHashSet<Place>> = FxHashMap::default();
        for (row, reason) in self.system.rows.iter().zip(&self.row_reasons) {
            laws.entry(by_any_row.roots[row.terms[0].0 as usize]).or_default().extend(reason.declared);
        }
        for (row, reason) in self.system.rows.iter().zip(&self.row_reasons) {
            // Unclaimed parts are in a system wherever their whole is; a sum is exercised if two of its figures are
            // stated.
            let is_met = match reason.kind {
                ConstraintKind::Part | ConstraintKind::Sum => {
                    row.terms.iter().filter(|term| over_time.count(term.0) > 0).count() > 1
                }
                // One figure is enough for laws that bind it to a number, or to other figures.
                ConstraintKind::Law => {
                    let ends = [&row.span.low, &row.span.high];
                    let number = ends.into_iter().flatten().any(|end| !end.value.is_zero());
                    let first = row.terms[0].0;
                    let several =
                        by_any_row.count(first) > 1 || laws[&by_any_row.roots[first as usize]].len() > 1;
                    number || several || row.terms.len() == 1
                }
                ConstraintKind::NeverFalls | ConstraintKind::Flow => true,
            };
            if !is_met {
                continue;
            }
            exercised.declared.extend(reason.declared);
            let measures = row.terms.iter().map(|term| self.quantities[term.0 as usize].node);
            let measures = measures.map(|node| graph.nodes[node as usize].measure);
            match reason.kind {
                ConstraintKind::Part | ConstraintKind::Sum => exercised.summed.extend(measures),
                ConstraintKind::Flow => exercised.grown.extend(measures),
                ConstraintKind::NeverFalls | ConstraintKind::Law => {}
            }
        }
        exercised.declared.extend(&self.products);
        // Flows are in the system as the growth of totals, which hides whether both a part and its whole were stated.
        for &number in &component.constraints {
            let constraint = &graph.constraints[number as usize];
            if matches!(constraint.reason.kind, ConstraintKind::Part | ConstraintKind::Sum)
                && self.are_stated_together(graph, &constraint.nodes())
            {
                exercised.declared.extend(constraint.reason.declared);
                exercised
                    .summed
                    .extend(constraint.nodes().into_iter().map(|node| graph.nodes[node as usize].measure));
            }
        }
        exercised
    }

    /// Groups of unknowns that are connected by items, or by rows whose reason `joins`. Each group
    /// collects what `of` gives for its stated unknowns, equal results once.
    fn stated_groups(
        &self,
        joins: impl Fn(&ConstraintReason) -> bool,
        of: impl Fn(u32) -> u32,
    ) -> StatedGroups {
        let mut joined = Union::new(self.system.domains.len());
        let mut join =
            |unknowns: &[u32]| unknowns.windows(2).for_each(|pair| _ = joined.join(pair[0], pair[1]));
        for (row, _) in self.system.rows.iter().zip(&self.row_reasons).filter(|(_, reason)| joins(reason)) {
            join(&row.terms.iter().map(|term| term.0).collect::<Vec<_>>());
        }
        let said = || self.system.items.iter().map(|item| item.says.iter().map(|(unknown, _)| *unknown));
        said().for_each(|unknowns| join(&unknowns.collect::<Vec<_>>()));
        let roots = joined.roots();
        let mut stated: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        for unknown in said().flatten() {
            stated.entry(roots[unknown as usize]).or_default().insert(of(unknown));
        }
        StatedGroups { roots, stated }
    }

    /// Whether two of some flows are stated over the same period.
    fn are_stated_together(&self, graph: &ConstraintGraph<'_>, nodes: &[u32]) -> bool {
        let flows = nodes.iter().filter(|node| graph.kinds[**node as usize] == Kind::Flow);
        let facts = flows.filter_map(|node| self.facts.get(node)).flatten();
        let mut windows: Vec<&Window> = facts.filter_map(|fact| fact.window.as_ref()).collect();
        // A node has one fact for each window.
        let compare = |one: &&Window, other: &&Window| compare_windows(Some(*one), Some(*other));
        windows.sort_unstable_by(compare);
        windows.windows(2).any(|pair| compare(&pair[0], &pair[1]).is_eq())
    }

    /// Removes rows that exclude each other: those of laws, or if there are none all of them.
    pub(in crate::contradiction::tied) fn drop_rows(&mut self, rows: &[u32]) {
        let is_law = |row: &&u32| self.row_reasons[**row as usize].kind == ConstraintKind::Law;
        let laws: Vec<u32> = rows.iter().filter(is_law).copied().collect();
        let out = if laws.is_empty() { rows.to_vec() } else { laws };
        let keeps = |number: usize| !out.contains(&(number as u32));
        let mut number = 0..;
        Arc::make_mut(&mut self.system.rows).retain(|_| number.next().is_some_and(keeps));
        let mut number = 0..;
        self.row_reasons.retain(|_| number.next().is_some_and(keeps));
    }
}

/// Groups of connected unknowns, with what is stated in each.
struct StatedGroups {
    /// For each unknown the representative of its group.
    roots: Vec<u32>,
    /// For each representative what is stated in its group.
    stated: FxHashMap<u32, FxHashSet<u32>>,
}

impl StatedGroups {
    /// How many different things are stated in the group of an unknown.
    fn count(&self, unknown: u32) -> usize {
        self.stated.get(&self.roots[unknown as usize]).map_or(0, FxHashSet::len)
    }
}

/// Builds the system of a component; with a parts list only of what its voice states, and of what
/// its lists leave out.
pub(in crate::contradiction::tied) fn build(
    graph: &ConstraintGraph<'_>,
    component: &Component,
    parts_list: Option<&PartsList>,
) -> Built {
    let Component { nodes, constraints, laws_over_labels: laws, .. } = component;
    let mut builder = Builder::of(graph, component, parts_list);
    let absent = parts_list.map_or(&[][..], |parts_list| &parts_list.absent);
    builder.absent = absent.iter().filter_map(|part| graph.number_of(&part.node)).collect();
    for &constraint in constraints {
        builder.add_rows_of(constraint);
    }
    builder.add_rows_over_periods(nodes, constraints);
    builder.set_absent_to_zero(absent);
    for &law in laws {
        labelled::add_rows(&mut builder, law);
    }
    let Items { statement_refs, undecided, only_unknown: only } = builder.items(nodes);
    builder.add_rows_at_instants(constraints);
    for &law in laws {
        labelled::add_product(&mut builder, law, &statement_refs);
    }
    builder.add_order_of(nodes);
    builder.system.series = builder.series(nodes, constraints, laws);
    builder.system.steady =
        laws.is_empty() && !constraints.iter().any(|&constraint| builder.is_mixed(constraint));
    Built {
        system: builder.system,
        row_reasons: builder.row_reasons,
        products: builder.products,
        quantities: builder.quantities,
        undecided,
        statement_refs,
        only_unknown: only,
        facts: builder.facts,
    }
}
