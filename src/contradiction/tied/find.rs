//! Builds and solves the components of a group of tied series, and collects their disputes.

use rustc_hash::FxHashSet;

use crate::contradiction::contradictions::{Exercised, UnsolvedComponent};
use crate::contradiction::dispute::{Dispute, TiedEvidence};
use crate::contradiction::tied::absent::{PartsList, parts_lists};
use crate::contradiction::tied::build::build;
use crate::contradiction::tied::component::components;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::groups::SeriesGroup;
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::layers;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::contradiction::tied::retraction::retract;
use crate::corpus::Corpus;
use crate::reason::linear::Limits;
use crate::source::Place;

/// The result for tied series.
#[derive(Clone, Debug, Default)]
pub(in crate::contradiction) struct TiedOutcome {
    pub(in crate::contradiction) disputes: Vec<Dispute>,
    /// What the undisputed figures say about disputed ones.
    pub(in crate::contradiction) evidence: Vec<TiedEvidence>,
    pub(in crate::contradiction) unsolved: Vec<UnsolvedComponent>,
    /// The series that were solved here.
    pub(in crate::contradiction) series: Vec<u32>,
    /// Those of them that were not solved completely.
    pub(in crate::contradiction) partly_solved: Vec<u32>,
    /// The declarations of constraints that cannot be satisfied at some scope.
    pub(in crate::contradiction) unsatisfiable: Vec<Place>,
    /// The claims that were compared with another here.
    pub(in crate::contradiction) compared: Vec<u32>,
    /// The constraints that checked some claims.
    pub(in crate::contradiction) exercised: Exercised,
}

impl TiedOutcome {
    /// Whether nothing is contradicted, nor said about what is.
    pub(in crate::contradiction) fn is_clean(&self) -> bool {
        self.disputes.is_empty() && self.evidence.is_empty()
    }

    /// The results of all groups.
    pub(in crate::contradiction) fn of_all(parts: Vec<Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.disputes.extend(part.disputes);
            all.evidence.extend(part.evidence);
            all.unsolved.extend(part.unsolved);
            all.series.extend(part.series);
            all.partly_solved.extend(part.partly_solved);
            all.unsatisfiable.extend(part.unsatisfiable);
            all.compared.extend(part.compared);
            all.exercised.extend(part.exercised);
        }
        all.series.sort_unstable();
        all.partly_solved.sort_unstable();
        all
    }
}

/// Builds and solves the components of one group.
pub(in crate::contradiction) fn solve(
    corpus: &Corpus,
    group: &SeriesGroup,
    laws: &Laws,
    limits: Limits,
) -> TiedOutcome {
    let limit = usize::try_from(limits.unknowns).unwrap_or(usize::MAX).max(1);
    let mut graph = ConstraintGraph::of(corpus, &group.series, laws, limit);
    graph.grow();
    let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
    let is_claimed: Vec<bool> = graph.series.iter().map(Option::is_some).collect();
    let claimed = |node: u32| is_claimed[node as usize];
    let Pruned { alive, zero } = prune(&graph, &all, claimed);
    graph.set_to_zero(&zero);
    let alive = retract(&graph, alive, claimed);
    let mut found = TiedOutcome::default();
    for component in components(&graph, &alive, group) {
        let series: Vec<u32> =
            component.nodes.iter().filter_map(|&node| graph.series[node as usize]).collect();
        let mut built = build(&graph, &component, None);
        let mut layers = layers::solve(&graph, &built, limits);
        // Constraints that cannot be satisfied in this component are dropped in it: the laws first, or all if there are no laws.
        while !layers.unsatisfiable.is_empty() {
            found.unsatisfiable.extend(
                layers.unsatisfiable.iter().filter_map(|&row| built.row_reasons[row as usize].declared),
            );
            built.drop_rows(&layers.unsatisfiable);
            layers = layers::solve(&graph, &built, limits);
        }
        if !layers.is_smallest || graph.cut_short {
            found.partly_solved.extend(&series);
        }
        if !layers.is_smallest && !graph.cut_short {
            found.unsolved.push(UnsolvedComponent {
                series: series.clone(),
                figures: built.system.domains.len() as u32,
            });
        }
        found.compared.extend(built.compared());
        found.exercised.extend(built.exercised(&graph, &component));
        found.disputes.extend(layers.disputes);
        found.evidence.extend(layers.evidence);
        found.series.extend(series);
    }
    if graph.cut_short {
        found
            .unsolved
            .push(UnsolvedComponent { series: group.series.clone(), figures: graph.nodes.len() as u32 });
    }
    found
}

/// What single voices contradict if the parts that their lists leave out are zero. It depends on what the texts mention elsewhere.
pub(in crate::contradiction) fn absent(
    corpus: &Corpus,
    group: &SeriesGroup,
    laws: &Laws,
    limits: Limits,
) -> Vec<Dispute> {
    let lists = parts_lists(corpus, group);
    lists.iter().flat_map(|parts_list| of_absent_parts(corpus, parts_list, laws, limits)).collect()
}

/// What one voice contradicts if the parts that its lists leave out are zero. What it contradicts without that is found elsewhere.
fn of_absent_parts(corpus: &Corpus, parts_list: &PartsList, laws: &Laws, limits: Limits) -> Vec<Dispute> {
    let limit = usize::try_from(limits.unknowns).unwrap_or(usize::MAX).max(1);
    let mut graph = ConstraintGraph::of(corpus, &parts_list.series, laws, limit);
    parts_list.absent.iter().for_each(|part| _ = graph.add_node(part.node.clone()));
    graph.grow();
    let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
    let absent: FxHashSet<u32> =
        parts_list.absent.iter().filter_map(|part| graph.number_of(&part.node)).collect();
    let is_claimed: Vec<bool> = graph.series.iter().map(Option::is_some).collect();
    let claimed = |node: u32| is_claimed[node as usize] || absent.contains(&node);
    let Pruned { alive, zero } = prune(&graph, &all, claimed);
    graph.set_to_zero(&zero);
    let alive = retract(&graph, alive, claimed);
    let mut found = Vec::new();
    for component in components(&graph, &alive, &SeriesGroup::default()) {
        if !component.nodes.iter().any(|node| absent.contains(node)) {
            continue;
        }
        let mut built = build(&graph, &component, Some(parts_list));
        let mut own = layers::of_one_voice(&graph, &built, limits);
        while !own.unsatisfiable.is_empty() {
            built.drop_rows(&own.unsatisfiable);
            own = layers::of_one_voice(&graph, &built, limits);
        }
        found.extend(own.disputes.into_iter().filter(Dispute::rests_on_absence));
    }
    found
}
