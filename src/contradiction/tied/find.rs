//! Builds and solves the components of every group of tied series, and collects their disputes.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::contradiction::contradictions::{Met, UnsolvedComponent};
use crate::contradiction::dispute::Dispute;
use crate::contradiction::tied::absent::{Listing, listings};
use crate::contradiction::tied::build::build;
use crate::contradiction::tied::component::components;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::groups::{Group, groups};
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::layers;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::contradiction::tied::retraction::retract;
use crate::corpus::Corpus;
use crate::reason::linear::Limits;
use crate::source::Place;

/// What tied series cannot say together.
#[derive(Default)]
pub(in crate::contradiction) struct LinearConflict {
    pub(in crate::contradiction) disputes: Vec<Dispute>,
    pub(in crate::contradiction) unsolved: Vec<UnsolvedComponent>,
    /// The series that were solved here.
    pub(in crate::contradiction) series: Vec<u32>,
    /// Those of them that were not solved whole.
    pub(in crate::contradiction) half: Vec<u32>,
    /// What declares ties that cannot be satisfied at some scope.
    pub(in crate::contradiction) broken: Vec<Place>,
    /// The claims that were compared with another here.
    pub(in crate::contradiction) compared: Vec<u32>,
    /// The ties that claims met.
    pub(in crate::contradiction) met: Met,
}

/// Solves every group of tied series. Void laws, given by number, bind nothing.
pub(in crate::contradiction) fn find(corpus: &Corpus, void: &[u32], limits: Limits) -> LinearConflict {
    let laws = Laws::without(corpus, void);
    let groups = groups(corpus, &laws);
    if groups.is_empty() {
        return LinearConflict::default();
    }
    let parts: Vec<LinearConflict> =
        groups.par_iter().map(|group| solve(corpus, group, &laws, limits)).collect();
    let mut all = LinearConflict::default();
    for part in parts {
        all.disputes.extend(part.disputes);
        all.unsolved.extend(part.unsolved);
        all.series.extend(part.series);
        all.half.extend(part.half);
        all.broken.extend(part.broken);
        all.compared.extend(part.compared);
        all.met.extend(part.met);
    }
    all.series.sort_unstable();
    all.half.sort_unstable();
    all
}

fn solve(corpus: &Corpus, group: &Group, laws: &Laws, limits: Limits) -> LinearConflict {
    let limit = usize::try_from(limits.exact).unwrap_or(usize::MAX).max(1);
    let mut graph = ConstraintGraph::of(corpus, &group.series, laws, limit);
    graph.grow();
    let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
    let is_claimed: Vec<bool> = graph.series.iter().map(Option::is_some).collect();
    let claimed = |node: u32| is_claimed[node as usize];
    let Pruned { alive, nothing } = prune(&graph, &all, claimed);
    graph.take_for_nothing(&nothing);
    let alive = retract(&graph, alive, claimed);
    let mut found = LinearConflict::default();
    for component in components(&graph, &alive, group) {
        let series: Vec<u32> =
            component.nodes.iter().filter_map(|&node| graph.series[node as usize]).collect();
        let mut built = build(&graph, &component, None);
        let mut layers = layers::solve(&graph, &built, limits);
        // Ties that cannot be satisfied here are dropped here: the laws first, and where there are none all of them.
        while !layers.broken.is_empty() {
            found.broken.extend(layers.broken.iter().filter_map(|&row| built.ties[row as usize].law));
            built.leave_out(&layers.broken);
            layers = layers::solve(&graph, &built, limits);
        }
        if !layers.exact || graph.cut_short {
            found.half.extend(&series);
        }
        if !layers.exact && !graph.cut_short {
            found.unsolved.push(UnsolvedComponent {
                series: series.clone(),
                figures: built.system.domains.len() as u32,
            });
        }
        found.compared.extend(built.compared());
        found.met.extend(built.met(&graph, &component));
        found.disputes.extend(layers.disputes);
        found.series.extend(series);
    }
    if graph.cut_short {
        found
            .unsolved
            .push(UnsolvedComponent { series: group.series.clone(), figures: graph.nodes.len() as u32 });
    }
    for listing in listings(corpus, group) {
        found.disputes.extend(left_out(corpus, &listing, laws, limits));
    }
    found
}

/// What one voice contradicts where the parts that its lists leave out are none. What it contradicts anyway is
/// found among all voices.
fn left_out(corpus: &Corpus, listing: &Listing, laws: &Laws, limits: Limits) -> Vec<Dispute> {
    let limit = usize::try_from(limits.exact).unwrap_or(usize::MAX).max(1);
    let mut graph = ConstraintGraph::of(corpus, &listing.series, laws, limit);
    listing.absent.iter().for_each(|part| _ = graph.node(part.node.clone()));
    graph.grow();
    let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
    let absent: FxHashSet<u32> = listing.absent.iter().filter_map(|part| graph.number(&part.node)).collect();
    let is_claimed: Vec<bool> = graph.series.iter().map(Option::is_some).collect();
    let claimed = |node: u32| is_claimed[node as usize] || absent.contains(&node);
    let Pruned { alive, nothing } = prune(&graph, &all, claimed);
    graph.take_for_nothing(&nothing);
    let alive = retract(&graph, alive, claimed);
    let mut found = Vec::new();
    for component in components(&graph, &alive, &Group::default()) {
        if !component.nodes.iter().any(|node| absent.contains(node)) {
            continue;
        }
        let mut built = build(&graph, &component, Some(listing));
        let mut own = layers::of_one_voice(&graph, &built, limits);
        while !own.broken.is_empty() {
            built.leave_out(&own.broken);
            own = layers::of_one_voice(&graph, &built, limits);
        }
        found.extend(own.disputes.into_iter().filter(Dispute::rests_on_absence));
    }
    found
}
