//! Builds and solves every group of tied series, and collects its disputes.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::contradiction::contradictions::{Met, UnsolvedComponent};
use crate::contradiction::dispute::Dispute;
use crate::contradiction::tied::absent::{Listing, listings};
use crate::contradiction::tied::build::{Built, build};
use crate::contradiction::tied::component::components;
use crate::contradiction::tied::disputes::disputes;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::groups::{Group, groups};
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::contradiction::undecided::{self, Outcome};
use crate::corpus::Corpus;
use crate::reason::Weight;
use crate::reason::linear::{self, Limits, Resolution};
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
    let claimed = |node: u32| graph.series[node as usize].is_some();
    let Pruned { alive, nothing } = prune(&graph, &all, claimed);
    graph.take_for_nothing(&nothing);
    let mut found = LinearConflict::default();
    for component in components(&graph, &alive, group) {
        let series: Vec<u32> =
            component.nodes.iter().filter_map(|&node| graph.series[node as usize]).collect();
        let mut built = build(&graph, &component, None);
        let mut resolution = linear::resolve(built.system.clone(), limits);
        // Ties that cannot be satisfied here are dropped here: the laws first, and where there are none all of them.
        while !resolution.broken.is_empty() {
            found.broken.extend(resolution.broken.iter().filter_map(|&row| built.ties[row as usize].law));
            built.leave_out(&resolution.broken);
            resolution = linear::resolve(built.system.clone(), limits);
        }
        if !built.undecided.is_empty() {
            match decide(&mut built, &resolution, limits) {
                Some(decided) => resolution = decided,
                None => found.half.extend(undecided_series(&graph, &built)),
            }
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
        found.compared.extend(built.compared());
        found.met.extend(built.met(&graph));
        found.disputes.extend(disputes(&graph, &built, &resolution));
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

/// What one voice contradicts where the parts that its lists leave out are none. What it contradicts anyway is told
/// among all voices.
fn left_out(corpus: &Corpus, listing: &Listing, laws: &Laws, limits: Limits) -> Vec<Dispute> {
    let limit = usize::try_from(limits.exact).unwrap_or(usize::MAX).max(1);
    let mut graph = ConstraintGraph::of(corpus, &listing.series, laws, limit);
    listing.absent.iter().for_each(|part| _ = graph.node(part.node.clone()));
    graph.grow();
    let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
    let absent: FxHashSet<u32> = listing.absent.iter().filter_map(|part| graph.number(&part.node)).collect();
    let claimed = |node: u32| graph.series[node as usize].is_some() || absent.contains(&node);
    let Pruned { alive, nothing } = prune(&graph, &all, claimed);
    graph.take_for_nothing(&nothing);
    let mut found = Vec::new();
    for component in components(&graph, &alive, &Group::default()) {
        if !component.nodes.iter().any(|node| absent.contains(node)) {
            continue;
        }
        let mut built = build(&graph, &component, Some(listing));
        let mut resolution = linear::resolve(built.system.clone(), limits);
        while !resolution.broken.is_empty() {
            built.leave_out(&resolution.broken);
            resolution = linear::resolve(built.system.clone(), limits);
        }
        if let Some(decided) = decide(&mut built, &resolution, limits) {
            resolution = decided;
        }
        found.extend(disputes(&graph, &built, &resolution).into_iter().filter(Dispute::rests_on_absence));
    }
    found
}

/// Solves with one figure for each voice that said one of several: the choice that leaves least to set aside. None where
/// the work is too much; then each stands for all between its lowest and its highest.
fn decide(built: &mut Built, loosely: &Resolution, limits: Limits) -> Option<Resolution> {
    let system = built.system.clone();
    let weight = |resolution: &Resolution| {
        let repaired = resolution.conflicts.iter().flat_map(|conflict| &conflict.repair);
        repaired.fold(Weight::default(), |sum, &item| sum + system.items[item as usize].weight)
    };
    let counts: Vec<usize> = built.undecided.iter().map(|undecided| undecided.alternatives.len()).collect();
    let ((choice, mut resolution), only) = undecided::choose(&counts, weight(loosely), |choice| {
        let mut system = system.clone();
        for (undecided, &at) in built.undecided.iter().zip(choice) {
            system.items[undecided.item as usize].says.clone_from(&undecided.alternatives[at]);
        }
        let resolution = linear::resolve(system, limits);
        let conflicts = resolution.conflicts.iter();
        let repairs = conflicts.map(|conflict| (conflict.repair.clone(), conflict.unique)).collect();
        Outcome { weight: weight(&resolution), repairs, result: (choice.to_vec(), resolution) }
    })?;
    for (conflict, only) in resolution.conflicts.iter_mut().zip(only) {
        conflict.unique &= only;
    }
    for (undecided, at) in built.undecided.iter_mut().zip(choice) {
        undecided.chosen = at;
    }
    Some(resolution)
}

/// The series in which voices said one of several figures.
fn undecided_series(graph: &ConstraintGraph<'_>, built: &Built) -> Vec<u32> {
    let of = built.undecided.iter().map(|undecided| built.items[undecided.item as usize].0);
    of.filter_map(|node| graph.series[node as usize]).collect()
}
