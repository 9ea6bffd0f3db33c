//! Builds and solves every group of tied series, and collects its disputes.

use rayon::prelude::*;

use crate::contradiction::contradictions::UnsolvedComponent;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::tied::build::build;
use crate::contradiction::tied::component::components;
use crate::contradiction::tied::disputes::disputes;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::groups::{Group, groups};
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::prune::prune;
use crate::corpus::Corpus;
use crate::reason::linear::{self, Limits};
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
    let claimed = |node: u32| graph.series[node as usize].is_some();
    let alive = prune(&graph, &all, claimed);
    let mut found = LinearConflict::default();
    for component in components(&graph, &alive, group) {
        let series: Vec<u32> =
            component.nodes.iter().filter_map(|&node| graph.series[node as usize]).collect();
        let mut built = build(&graph, &component);
        let mut resolution = linear::resolve(built.system.clone(), limits);
        // Ties that cannot be satisfied here are dropped here: the laws first, and where there are none all of them.
        while !resolution.broken.is_empty() {
            found.broken.extend(resolution.broken.iter().filter_map(|&row| built.ties[row as usize].law));
            built.leave_out(&resolution.broken);
            resolution = linear::resolve(built.system.clone(), limits);
        }
        if !resolution.exact || graph.cut_short {
            found.half.extend(&series);
        }
        if !resolution.exact && !graph.cut_short {
            found.unsolved.push(UnsolvedComponent {
                series: series.clone(),
                figures: built.system.domains.len() as u32,
            });
        }
        found.disputes.extend(disputes(&graph, &built, &resolution));
        found.series.extend(series);
    }
    if graph.cut_short {
        found
            .unsolved
            .push(UnsolvedComponent { series: group.series.clone(), figures: graph.nodes.len() as u32 });
    }
    found
}
