//! Series that laws, parts, complete sets and totals tie together, each group solved as one.

mod build;
mod classes;
mod groups;
mod labelled;
mod prune;
mod tell;
mod timeline;
mod web;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::contradiction::contradictions::Unsolved;
use crate::contradiction::dispute::Dispute;
use crate::corpus::Corpus;
use crate::reason::Union;
use crate::reason::linear::{self, Limits};
use crate::source::Place;

use groups::Group;
pub(super) use web::{Form, Laws, Node, Web};

/// What tied series cannot say together.
#[derive(Default)]
pub(super) struct Tied {
    pub(super) disputes: Vec<Dispute>,
    pub(super) unsolved: Vec<Unsolved>,
    /// The series that were solved here.
    pub(super) series: Vec<u32>,
    /// Those of them that were not solved whole.
    pub(super) half: Vec<u32>,
    /// What declares ties that nothing can satisfy at some scope.
    pub(super) broken: Vec<Place>,
}

/// Solves every group of tied series. Void laws, by number, hold nothing.
pub(super) fn find(corpus: &Corpus, void: &[u32], limits: Limits) -> Tied {
    let laws = Laws::but(corpus, void);
    let groups = groups::groups(corpus, &laws);
    if groups.is_empty() {
        return Tied::default();
    }
    let parts: Vec<Tied> = groups.par_iter().map(|group| solve(corpus, group, &laws, limits)).collect();
    let mut all = Tied::default();
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

fn solve(corpus: &Corpus, group: &Group, laws: &Laws, limits: Limits) -> Tied {
    let limit = usize::try_from(limits.exact).unwrap_or(usize::MAX).max(1);
    let mut web = Web::of(corpus, &group.series, laws, limit);
    web.grow();
    let all: Vec<u32> = (0..web.families.len() as u32).collect();
    let claimed = |node: u32| web.series[node as usize].is_some();
    let alive = prune::prune(&web, &all, claimed);
    let mut found = Tied::default();
    for component in components(&web, &alive, group) {
        let series: Vec<u32> = component.nodes.iter().filter_map(|&node| web.series[node as usize]).collect();
        let mut built = build::build(&web, &component);
        let mut resolution = linear::resolve(built.system.clone(), limits);
        // What no figures can satisfy here holds nothing here: the laws first, and where there are none all of it.
        while !resolution.broken.is_empty() {
            found.broken.extend(resolution.broken.iter().filter_map(|&row| built.ties[row as usize].law));
            built.leave_out(&resolution.broken);
            resolution = linear::resolve(built.system.clone(), limits);
        }
        if !resolution.exact || web.cut_short {
            found.half.extend(&series);
        }
        if !resolution.exact && !web.cut_short {
            found
                .unsolved
                .push(Unsolved { series: series.clone(), figures: built.system.domains.len() as u32 });
        }
        found.disputes.extend(tell::tell(&web, &built, &resolution));
        found.series.extend(series);
    }
    if web.cut_short {
        found.unsolved.push(Unsolved { series: group.series.clone(), figures: web.nodes.len() as u32 });
    }
    found
}

/// A part of a web that ties hold together.
#[derive(Default)]
pub(super) struct Component {
    nodes: Vec<u32>,
    families: Vec<u32>,
    /// The laws over labelled claims of its nodes.
    labelled: Vec<u32>,
    /// Its nodes of counts told with their wholes, each with that of the same in per cent.
    shares: Vec<(u32, u32)>,
}

/// The parts of a web that ties hold together.
fn components(web: &Web<'_>, alive: &[u32], group: &Group) -> Vec<Component> {
    let mut union = Union::new(web.nodes.len());
    let mut join = |nodes: &[u32]| nodes.windows(2).for_each(|pair| _ = union.join(pair[0], pair[1]));
    alive.iter().for_each(|&family| join(&web.families[family as usize].nodes()));
    let labelled: Vec<(u32, Vec<u32>)> =
        group.labelled.iter().map(|&law| (law, web.nodes_of_labels(law))).collect();
    labelled.iter().for_each(|(_, nodes)| join(nodes));
    let shares: Vec<(u32, u32)> = group
        .shares
        .iter()
        .filter_map(|&(counts, percent)| Some((web.node_at(counts)?, web.node_at(percent)?)))
        .collect();
    shares.iter().for_each(|&(counts, percent)| join(&[counts, percent]));
    let root = union.roots();
    let mut parts: BTreeMap<u32, Component> = BTreeMap::new();
    for &family in alive {
        let first = web.families[family as usize].nodes()[0];
        parts.entry(root[first as usize]).or_default().families.push(family);
    }
    for (law, nodes) in &labelled {
        if let Some(&first) = nodes.first() {
            parts.entry(root[first as usize]).or_default().labelled.push(*law);
        }
    }
    for (counts, percent) in shares {
        parts.entry(root[counts as usize]).or_default().shares.push((counts, percent));
    }
    for node in 0..web.nodes.len() as u32 {
        let at = root[node as usize];
        let alone = at == node
            && web.series[node as usize]
                .is_some_and(|series| groups::overlaps(web.corpus, &web.corpus.series[series as usize]));
        if alone {
            parts.entry(at).or_default();
        }
        if let Some(part) = parts.get_mut(&at) {
            part.nodes.push(node);
        }
    }
    parts.into_values().collect()
}
