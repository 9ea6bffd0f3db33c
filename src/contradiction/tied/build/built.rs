//! The system of a component, and what its numbers stand for.

use rustc_hash::FxHashMap;

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::tied::build::builder::{Builder, Quantity};
use crate::contradiction::tied::build::labelled;
use crate::contradiction::tied::component::Component;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::corpus::Fact;
use crate::reason::linear::System;
use crate::source::Place;

/// A system, and what its numbers stand for.
pub(in crate::contradiction::tied) struct Built {
    pub(in crate::contradiction::tied) system: System,
    /// For each row what declares it.
    pub(in crate::contradiction::tied) ties: Vec<ConstraintReason>,
    /// For each product the law that declares it.
    pub(in crate::contradiction::tied) products: Vec<Place>,
    pub(in crate::contradiction::tied) quantities: Vec<Quantity>,
    /// For each item its node, and the numbers of its fact and statement there.
    pub(in crate::contradiction::tied) items: Vec<(u32, u32, u32)>,
    pub(in crate::contradiction::tied) facts: FxHashMap<u32, Vec<Fact>>,
}

impl Built {
    /// Removes rows: of rows that exclude each other the laws, else all of them.
    pub(in crate::contradiction::tied) fn leave_out(&mut self, rows: &[u32]) {
        let is_law = |row: &&u32| self.ties[**row as usize].kind == ConstraintKind::Law;
        let laws: Vec<u32> = rows.iter().filter(is_law).copied().collect();
        let out = if laws.is_empty() { rows.to_vec() } else { laws };
        let keeps = |number: usize| !out.contains(&(number as u32));
        let mut number = 0..;
        self.system.rows.retain(|_| number.next().is_some_and(keeps));
        let mut number = 0..;
        self.ties.retain(|_| number.next().is_some_and(keeps));
    }
}

/// Builds the system of a component.
pub(in crate::contradiction::tied) fn build(graph: &ConstraintGraph<'_>, component: &Component) -> Built {
    let Component { nodes, constraints, labelled: laws, .. } = component;
    let mut builder = Builder::of(graph, component);
    for &constraint in constraints {
        builder.tie(constraint);
    }
    builder.instants(nodes, constraints);
    for &law in laws {
        labelled::tie(&mut builder, law);
    }
    let items = builder.items(nodes);
    for &law in laws {
        labelled::multiply(&mut builder, law, &items);
    }
    builder.order(nodes);
    // Values can stay as they are, and flows can be zero; laws that tie flows to values, or one time to another, may
    // not allow that.
    builder.system.steady =
        laws.is_empty() && !constraints.iter().any(|&constraint| builder.is_mixed(constraint));
    Built {
        system: builder.system,
        ties: builder.ties,
        products: builder.products,
        quantities: builder.quantities,
        items,
        facts: builder.facts,
    }
}
