//! Conflicts of any kind, given as pairs.
//!
//! A smallest repair is a vertex cover of least weight. Items with the same rivals are in it together or not at all,
//! so they are merged first (*twins*). If the conflicts are bipartite, a minimum cut gives the repair (König).
//! Otherwise the minimum cut of the doubled graph gives what every smallest repair agrees on (Nemhauser & Trotter, in
//! the strong form of Hammer, Hansen & Simeone), and branch and bound the rest.

use super::conflict::Conflict;
use super::flow::Network;
use super::rivals::ConflictGraph;
use super::union::Union;
use super::vertex_cover;
use super::weight::{Cost, Selection, Weight, settle};

/// A limit for [`graph`]: so many vertices and edges are visited in well under a second.
pub const STEPS: usize = 20_000_000;

/// Finds the conflicts among items that conflict in the given pairs.
///
/// Exact if the search of a component takes at most `limit` steps; beyond that the repair is only minimal. Pairs of
/// an item with itself, or with an item that has no weight in the list, are skipped; pairs may repeat. Cores have the
/// lowest kept index.
#[must_use]
pub fn graph(weights: &[Weight], edges: &[(u32, u32)], limit: usize) -> Vec<Conflict> {
    let known = |&(a, b): &(u32, u32)| a != b && (a.max(b) as usize) < weights.len();
    // The items in some pair, ascending: a few pairs among many items cost no more than the pairs.
    let mut named: Vec<u32> = edges.iter().copied().filter(known).flat_map(|(a, b)| [a, b]).collect();
    named.sort_unstable();
    named.dedup();
    let place = |index: u32| named.binary_search(&index).ok().and_then(|at| u32::try_from(at).ok());
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 2);
    let mut union = Union::new(named.len());
    for &(a, b) in edges.iter().filter(|&pair| known(pair)) {
        let (Some(a), Some(b)) = (place(a), place(b)) else { continue };
        pairs.extend([(a, b), (b, a)]);
        union.join(a, b);
    }
    let rivals = ConflictGraph::new(named.len(), pairs);
    let mut local = vec![0_u32; named.len()];
    let components = union.groups().into_iter();
    let conflicts = components.map(|component| {
        for (&at, position) in component.iter().zip(0_u32..) {
            local[at as usize] = position;
        }
        let of = |at: u32| rivals.of(at).iter().map(|&rival| local[rival as usize]);
        let pairs = component.iter().zip(0_u32..).flat_map(|(&at, place)| of(at).map(move |to| (place, to)));
        let rivals = ConflictGraph::new(component.len(), pairs.collect());
        let items: Vec<u32> = component.iter().map(|&at| named[at as usize]).collect();
        let weights: Vec<Weight> = items.iter().map(|&index| weights[index as usize]).collect();
        conflict(items, &weights, &rivals, limit)
    });
    conflicts.collect()
}

fn conflict(items: Vec<u32>, weights: &[Weight], rivals: &ConflictGraph, limit: usize) -> Conflict {
    let merged = MergedGraph::new(rivals);
    let selection = settle(weights, &items, |costs| merged.choose(costs, limit));
    let kept_rival = |at: u32| rivals.of(at).iter().copied().find(|&rival| selection.keep[rival as usize]);
    let cores: Vec<(u32, u32)> = (0_u32..)
        .zip(&items)
        .filter(|&(at, _)| !selection.keep[at as usize])
        .filter_map(|(at, &item)| Some((item, items[kept_rival(at)? as usize])))
        .collect();
    let repair: Vec<u32> = cores.iter().map(|&(item, _)| item).collect();
    let certain = if selection.unique { repair.clone() } else { Vec::new() };
    Conflict { items, repair, unique: selection.unique, certain, cores, is_smallest: selection.is_smallest }
}

/// A component with its twins (vertices with the same rivals) merged.
struct MergedGraph {
    /// For each vertex the number of the merged vertex that it belongs to.
    group: Vec<u32>,
    rivals: ConflictGraph,
    /// The side of each merged vertex, if the conflicts are bipartite.
    sides: Option<Vec<bool>>,
}

impl MergedGraph {
    fn new(rivals: &ConflictGraph) -> Self {
        let mut order: Vec<u32> = (0_u32..).take(rivals.len()).collect();
        order.sort_unstable_by(|&a, &b| rivals.of(a).cmp(rivals.of(b)).then(a.cmp(&b)));
        let mut twins: Vec<&[u32]> = order.chunk_by(|&a, &b| rivals.of(a) == rivals.of(b)).collect();
        twins.sort_unstable_by_key(|group| group[0]);
        let mut group = vec![0_u32; rivals.len()];
        for (members, number) in twins.iter().zip(0_u32..) {
            members.iter().for_each(|&at| group[at as usize] = number);
        }
        let of = |members: &&[u32]| {
            rivals.of(members[0]).iter().map(|&rival| group[rival as usize]).collect::<Vec<_>>()
        };
        let pairs = twins
            .iter()
            .zip(0_u32..)
            .flat_map(|(members, at)| of(members).into_iter().map(move |to| (at, to)));
        let rivals = ConflictGraph::new(twins.len(), pairs.collect());
        let sides = rivals.sides();
        Self { group, rivals, sides }
    }

    fn choose(&self, costs: &[Cost], limit: usize) -> Selection {
        let mut sums: Vec<Cost> = vec![0; self.rivals.len()];
        for (&group, cost) in self.group.iter().zip(costs) {
            sums[group as usize] += cost;
        }
        let selection = match &self.sides {
            Some(side) => self.two_sided(&sums, side),
            None => self.general(&sums, limit),
        };
        let keep = self.group.iter().map(|&group| selection.keep[group as usize]).collect();
        Selection { keep, ..selection }
    }

    /// The selection if the conflicts are bipartite.
    fn two_sided(&self, sums: &[Cost], side: &[bool]) -> Selection {
        // The costs of one side; zero for the vertices of the other side, which have no edges here.
        let on = |right: bool| -> Vec<Cost> {
            sums.iter().zip(side).map(|(&sum, &is)| if is == right { sum } else { 0 }).collect()
        };
        let edges: Vec<(u32, u32)> = self.rivals.pairs().filter(|&(from, _)| !side[from as usize]).collect();
        let cuts = Network::new(&on(false), &on(true), &edges).cut();
        let removed = |cut: &(Vec<bool>, Vec<bool>), at: usize| if side[at] { cut.1[at] } else { cut.0[at] };
        let unique = (0..sums.len()).all(|at| removed(&cuts.first, at) == removed(&cuts.last, at));
        Selection {
            keep: (0..sums.len()).map(|at| !removed(&cuts.first, at)).collect(),
            unique,
            is_smallest: true,
        }
    }

    /// The selection if the conflicts are not bipartite.
    fn general(&self, sums: &[Cost], limit: usize) -> Selection {
        let edges: Vec<(u32, u32)> = self.rivals.pairs().collect();
        let (unreached, cut) = Network::new(sums, sums, &edges).cut().first;
        // What the source still reaches is kept by every smallest repair, and its rivals are in every repair.
        let mut keep: Vec<bool> = unreached.iter().map(|&at| !at).collect();
        let mut union = Union::new(keep.len());
        let open = |at: u32| unreached[at as usize] && !cut[at as usize];
        edges.iter().filter(|&&(a, b)| open(a) && open(b)).for_each(|&(a, b)| _ = union.join(a, b));
        // An undecided vertex has an undecided rival: if all its rivals were removed it would be reached, and so
        // decided.
        let (mut unique, mut is_smallest, mut left) = (true, true, limit);
        let mut local = vec![0_u32; keep.len()];
        for component in union.groups() {
            for (&at, position) in component.iter().zip(0_u32..) {
                local[at as usize] = position;
            }
            let pairs = component.iter().zip(0_u32..).flat_map(|(&at, place)| {
                let open = self.rivals.of(at).iter().filter(|&&rival| open(rival));
                open.map(|&rival| (place, local[rival as usize])).collect::<Vec<_>>()
            });
            let rivals = ConflictGraph::new(component.len(), pairs.collect());
            let costs: Vec<Cost> = component.iter().map(|&at| sums[at as usize]).collect();
            let selection = vertex_cover::choose(&rivals, &costs, &mut left);
            unique &= selection.unique;
            is_smallest &= selection.is_smallest;
            component.iter().zip(selection.keep).for_each(|(&at, kept)| keep[at as usize] = kept);
        }
        Selection { keep, unique: unique && is_smallest, is_smallest }
    }
}
