//! Minimum cuts of a bipartite network whose edges cannot be cut: Dinic's maximum flow.

use super::weight::Cost;

/// Vertices on a left and a right side, each with the cost of cutting it, and edges that cannot be cut.
pub(super) struct Network {
    /// The capacity left from the source to each left vertex and from each right vertex to the sink.
    left: Vec<Cost>,
    right: Vec<Cost>,
    /// For each left vertex, where its edges begin; then each edge's right end and flow.
    out: Vec<u32>,
    target: Vec<u32>,
    flow: Vec<Cost>,
    /// For each right vertex, where its edges begin; then each one's left end and the edge.
    back: Vec<u32>,
    incoming: Vec<(u32, u32)>,
}

/// The minimum cuts nearest to the source and to the sink: which left and which right vertices they cut.
pub(super) struct Cuts {
    pub(super) first: (Vec<bool>, Vec<bool>),
    pub(super) last: (Vec<bool>, Vec<bool>),
}

const FAR: u32 = u32::MAX;

impl Network {
    /// The two sides and the edges from left to right.
    pub(super) fn new(left: &[Cost], right: &[Cost], edges: &[(u32, u32)]) -> Self {
        let mut out = vec![0_u32; left.len() + 1];
        let mut back = vec![0_u32; right.len() + 1];
        for &(from, to) in edges {
            out[from as usize + 1] += 1;
            back[to as usize + 1] += 1;
        }
        (1..out.len()).for_each(|at| out[at] += out[at - 1]);
        (1..back.len()).for_each(|at| back[at] += back[at - 1]);
        let (mut next_out, mut next_back) = (out.clone(), back.clone());
        let mut target = vec![0; edges.len()];
        let mut incoming = vec![(0, 0); edges.len()];
        for &(from, to) in edges {
            let edge = next_out[from as usize];
            next_out[from as usize] += 1;
            target[edge as usize] = to;
            incoming[next_back[to as usize] as usize] = (from, edge);
            next_back[to as usize] += 1;
        }
        let flow = vec![0; edges.len()];
        Self { left: left.to_vec(), right: right.to_vec(), out, target, flow, back, incoming }
    }

    /// Computes the maximum flow and reads both cuts from the residual capacities.
    pub(super) fn cut(mut self) -> Cuts {
        loop {
            let (from_left, from_right, arrives) = self.levels();
            if !arrives {
                let near = |level: &u32| *level != FAR;
                let first = (
                    from_left.iter().map(|level| !near(level)).collect(),
                    from_right.iter().map(near).collect(),
                );
                return Cuts { first, last: self.last_cut() };
            }
            self.fill(&from_left, &from_right);
        }
    }

    fn edges_from(&self, left: u32) -> std::ops::Range<u32> {
        self.out[left as usize]..self.out[left as usize + 1]
    }

    fn edges_to(&self, right: u32) -> std::ops::Range<u32> {
        self.back[right as usize]..self.back[right as usize + 1]
    }

    /// The distance of each vertex from the source, along edges that have capacity left.
    fn levels(&self) -> (Vec<u32>, Vec<u32>, bool) {
        let mut from_left = vec![FAR; self.left.len()];
        let mut from_right = vec![FAR; self.right.len()];
        let mut arrives = false;
        let mut wave: Vec<u32> =
            (0_u32..).zip(&self.left).filter(|(_, cost)| **cost > 0).map(|(at, _)| at).collect();
        wave.iter().for_each(|&at| from_left[at as usize] = 0);
        let mut level = 0;
        while !wave.is_empty() {
            let mut next = Vec::new();
            for &at in &wave {
                for edge in self.edges_from(at) {
                    let to = self.target[edge as usize];
                    if from_right[to as usize] != FAR {
                        continue;
                    }
                    from_right[to as usize] = level + 1;
                    arrives |= self.right[to as usize] > 0;
                    for back in self.edges_to(to) {
                        let (to, edge) = self.incoming[back as usize];
                        if from_left[to as usize] == FAR && self.flow[edge as usize] > 0 {
                            from_left[to as usize] = level + 2;
                            next.push(to);
                        }
                    }
                }
            }
            wave = next;
            level += 2;
        }
        (from_left, from_right, arrives)
    }

    /// Sends as much as fits along shortest paths.
    fn fill(&mut self, from_left: &[u32], from_right: &[u32]) {
        let mut next_out = self.out.clone();
        let mut next_back = self.back.clone();
        for start in (0_u32..).take(self.left.len()) {
            while self.left[start as usize] > 0 {
                let Some(path) = self.path(start, (from_left, from_right), &mut next_out, &mut next_back)
                else {
                    break;
                };
                self.send(start, &path);
            }
        }
    }

    /// A shortest path from a left vertex to a right one with capacity left: edges, alternately forward and backward.
    fn path(
        &self,
        start: u32,
        (from_left, from_right): (&[u32], &[u32]),
        next_out: &mut [u32],
        next_back: &mut [u32],
    ) -> Option<Vec<u32>> {
        let mut path: Vec<u32> = Vec::new();
        let mut at = start;
        loop {
            // From a left vertex, forward to a right one on the next level.
            let edge = next_out[at as usize];
            if edge == self.out[at as usize + 1] {
                // A dead end: back to the right vertex before it, and on from there.
                path.pop()?;
                let &forward = path.last()?;
                next_back[self.target[forward as usize] as usize] += 1;
            } else {
                let to = self.target[edge as usize];
                if from_right[to as usize] != from_left[at as usize] + 1 {
                    next_out[at as usize] += 1;
                    continue;
                }
                path.push(edge);
            }
            // From a right vertex, to the sink if there is capacity, else back to a left vertex on the next level.
            let &forward = path.last()?;
            let right = self.target[forward as usize];
            if self.right[right as usize] > 0 {
                return Some(path);
            }
            let level = from_right[right as usize] + 1;
            while let Some(&(to, edge)) = self.incoming.get(next_back[right as usize] as usize)
                && next_back[right as usize] < self.back[right as usize + 1]
                && !(from_left[to as usize] == level && self.flow[edge as usize] > 0)
            {
                next_back[right as usize] += 1;
            }
            if next_back[right as usize] < self.back[right as usize + 1] {
                let (to, edge) = self.incoming[next_back[right as usize] as usize];
                path.push(edge);
                at = to;
            } else {
                path.pop();
                at = match path.last() {
                    Some(&back) => self.left_of(back),
                    None => start,
                };
                next_out[at as usize] += 1;
            }
        }
    }

    fn left_of(&self, edge: u32) -> u32 {
        let after = self.out.partition_point(|&begin| begin <= edge);
        u32::try_from(after - 1).unwrap_or(FAR)
    }

    fn send(&mut self, start: u32, path: &[u32]) {
        let Some(&end) = path.last() else { return };
        let right = self.target[end as usize] as usize;
        let mut cost = self.left[start as usize].min(self.right[right]);
        for &edge in path.iter().skip(1).step_by(2) {
            cost = cost.min(self.flow[edge as usize]);
        }
        self.left[start as usize] -= cost;
        self.right[right] -= cost;
        for (&edge, forward) in path.iter().zip([true, false].into_iter().cycle()) {
            let flow = &mut self.flow[edge as usize];
            *flow = if forward { *flow + cost } else { *flow - cost };
        }
    }

    /// The cut nearest to the sink: between the vertices that can still reach it and the others.
    fn last_cut(&self) -> (Vec<bool>, Vec<bool>) {
        let mut left = vec![false; self.left.len()];
        let mut right: Vec<bool> = self.right.iter().map(|&room| room > 0).collect();
        let mut stack: Vec<u32> =
            (0_u32..).zip(&right).filter(|(_, room)| **room).map(|(at, _)| at).collect();
        while let Some(at) = stack.pop() {
            for back in self.edges_to(at) {
                let (from, _) = self.incoming[back as usize];
                if std::mem::replace(&mut left[from as usize], true) {
                    continue;
                }
                for edge in self.edges_from(from) {
                    let to = self.target[edge as usize];
                    if self.flow[edge as usize] > 0 && !std::mem::replace(&mut right[to as usize], true) {
                        stack.push(to);
                    }
                }
            }
        }
        (left, right.into_iter().map(|reaches| !reaches).collect())
    }
}
