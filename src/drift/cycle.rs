//! Cycles in a directed graph: strongly connected components, and a shortest cycle in one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Edges between numbered nodes, sorted by both ends.
pub(crate) type Edges = BTreeMap<u32, BTreeSet<u32>>;

/// The strongly connected components of more than one node, each in order of number.
///
/// Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972), without recursion: linear in the edges.
pub(crate) fn components(edges: &Edges) -> Vec<Vec<u32>> {
    let mut seen: BTreeMap<u32, State> = BTreeMap::new();
    let (mut stack, mut parts) = (Vec::new(), Vec::new());
    let mut next = 0;
    for &root in edges.keys() {
        if seen.contains_key(&root) {
            continue;
        }
        let mut path: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut enter = Some(root);
        loop {
            if let Some(node) = enter.take() {
                seen.insert(node, State { number: next, low: next, is_on_stack: true });
                next += 1;
                stack.push(node);
                path.push((node, edges.get(&node).into_iter().flatten().copied().collect()));
            }
            let Some((node, left)) = path.last_mut() else { break };
            let node = *node;
            if let Some(other) = left.pop() {
                match seen.get(&other) {
                    None => enter = Some(other),
                    Some(state) if state.is_on_stack => {
                        let low = state.number;
                        lower(&mut seen, node, low);
                    }
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            let Some(state) = seen.get(&node).copied() else { continue };
            if let Some(&(parent, _)) = path.last() {
                lower(&mut seen, parent, state.low);
            }
            if state.low == state.number {
                let mut part = Vec::new();
                while let Some(member) = stack.pop() {
                    if let Some(state) = seen.get_mut(&member) {
                        state.is_on_stack = false;
                    }
                    part.push(member);
                    if member == node {
                        break;
                    }
                }
                if part.len() > 1 {
                    part.sort_unstable();
                    parts.push(part);
                }
            }
        }
    }
    parts.sort();
    parts
}

/// What is known of a node that has been visited.
#[derive(Clone, Copy)]
struct State {
    /// When it was visited: a running number.
    number: u32,
    /// The lowest such number of a node on the stack that can be reached from it.
    low: u32,
    /// Whether the component that it belongs to is not complete yet.
    is_on_stack: bool,
}

/// Lowers the `low` of a node.
fn lower(seen: &mut BTreeMap<u32, State>, node: u32, low: u32) {
    if let Some(state) = seen.get_mut(&node) {
        state.low = state.low.min(low);
    }
}

/// A shortest cycle through the first node of a component, from it onwards; in a component there is one.
pub(crate) fn shortest_cycle(edges: &Edges, part: &[u32]) -> Vec<u32> {
    let Some(&start) = part.first() else { return Vec::new() };
    let mut from: BTreeMap<u32, u32> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &other in edges.get(&node).into_iter().flatten() {
            if other == start {
                let mut cycle = vec![node];
                let mut at = node;
                while let Some(&before) = from.get(&at).filter(|_| at != start) {
                    cycle.push(before);
                    at = before;
                }
                cycle.reverse();
                return cycle;
            }
            if part.binary_search(&other).is_ok() && !from.contains_key(&other) {
                from.insert(other, node);
                queue.push_back(other);
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{Edges, components, shortest_cycle};

    fn edges(pairs: &[(u32, u32)]) -> Edges {
        let mut edges = Edges::new();
        for &(from, to) in pairs {
            edges.entry(from).or_default().insert(to);
        }
        edges
    }

    #[test]
    fn what_leads_back_is_one_part_and_what_hangs_on_it_is_none() {
        let graph = edges(&[(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4), (6, 1), (7, 7)]);
        assert_eq!(components(&graph), [vec![1, 2, 3], vec![4, 5]]);
        assert_eq!(components(&edges(&[(1, 2), (2, 3), (1, 3)])), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn the_cycle_that_is_shown_is_a_short_one() {
        let graph = edges(&[(1, 2), (2, 3), (3, 4), (4, 1), (3, 1)]);
        assert_eq!(shortest_cycle(&graph, &[1, 2, 3, 4]), [1, 2, 3]);
    }

    #[test]
    fn a_long_cycle_is_no_deep_one() {
        let pairs: Vec<(u32, u32)> = (0..200_000).map(|at| (at, (at + 1) % 200_000)).collect();
        assert_eq!(components(&edges(&pairs)).len(), 1);
    }
}
