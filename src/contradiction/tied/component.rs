//! The connected components of a constraint graph, each solved alone.

use std::collections::BTreeMap;

use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::groups::{SeriesGroup, overlaps};
use crate::reason::Union;

/// A connected component of a constraint graph.
#[derive(Default)]
pub(super) struct Component {
    /// Its nodes, by number.
    pub(super) nodes: Vec<u32>,
    /// The constraints between them, by number.
    pub(super) constraints: Vec<u32>,
    /// The laws over labelled claims of its nodes.
    pub(super) laws_over_labels: Vec<u32>,
    /// Its nodes of counts stated with their wholes, each with the node of the same thing in per cent.
    pub(super) shares: Vec<(u32, u32)>,
}

/// The connected components of a constraint graph, by the constraints that can matter (`alive`),
/// and by the laws over labels and the shares of a group.
pub(super) fn components(graph: &ConstraintGraph<'_>, alive: &[u32], group: &SeriesGroup) -> Vec<Component> {
    let mut union = Union::new(graph.nodes.len());
    let mut join = |nodes: &[u32]| nodes.windows(2).for_each(|pair| _ = union.join(pair[0], pair[1]));
    alive.iter().for_each(|&constraint| join(&graph.constraints[constraint as usize].nodes()));
    let laws_over_labels: Vec<(u32, Vec<u32>)> =
        group.laws_over_labels.iter().map(|&law| (law, graph.nodes_of_labels(law))).collect();
    laws_over_labels.iter().for_each(|(_, nodes)| join(nodes));
    let shares: Vec<(u32, u32)> = group
        .shares
        .iter()
        .filter_map(|&(counts, percent)| {
            Some((graph.node_of_series(counts)?, graph.node_of_series(percent)?))
        })
        .collect();
    shares.iter().for_each(|&(counts, percent)| join(&[counts, percent]));
    let root = union.roots();
    let mut by_root: BTreeMap<u32, Component> = BTreeMap::new();
    for &constraint in alive {
        let first = graph.constraints[constraint as usize].nodes()[0];
        by_root.entry(root[first as usize]).or_default().constraints.push(constraint);
    }
    for (law, nodes) in &laws_over_labels {
        if let Some(&first) = nodes.first() {
            by_root.entry(root[first as usize]).or_default().laws_over_labels.push(*law);
        }
    }
    for (counts, percent) in shares {
        by_root.entry(root[counts as usize]).or_default().shares.push((counts, percent));
    }
    for node in 0..graph.nodes.len() as u32 {
        let at = root[node as usize];
        let needs_component = at == node
            && graph.series[node as usize]
                .is_some_and(|series| overlaps(graph.corpus, &graph.corpus.series[series as usize]));
        if needs_component {
            by_root.entry(at).or_default();
        }
        if let Some(component) = by_root.get_mut(&at) {
            component.nodes.push(node);
        }
    }
    by_root.into_values().collect()
}
