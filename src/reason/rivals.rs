//! The conflict graph: for each vertex its rivals, the vertices it conflicts with.

/// For each vertex the vertices it conflicts with, ascending.
pub(super) struct ConflictGraph {
    begin: Vec<u32>,
    list: Vec<u32>,
}

impl ConflictGraph {
    /// Built from pairs in both directions, in any order, repeated or not.
    pub(super) fn new(count: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut begin = vec![0_u32; count + 1];
        pairs.iter().for_each(|&(from, _)| begin[from as usize + 1] += 1);
        (1..begin.len()).for_each(|at| begin[at] += begin[at - 1]);
        Self { begin, list: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.begin.len() - 1
    }

    pub(super) fn of(&self, at: u32) -> &[u32] {
        &self.list[self.begin[at as usize] as usize..self.begin[at as usize + 1] as usize]
    }

    /// Every conflict, in both directions.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0_u32..).take(self.len()).flat_map(|at| self.of(at).iter().map(move |&to| (at, to)))
    }

    /// Two sides such that every conflict is between them, if the graph is bipartite.
    pub(super) fn sides(&self) -> Option<Vec<bool>> {
        let mut side: Vec<Option<bool>> = vec![None; self.len()];
        for start in (0_u32..).take(self.len()) {
            if side[start as usize].is_some() {
                continue;
            }
            side[start as usize] = Some(false);
            let mut stack = vec![(start, false)];
            while let Some((at, here)) = stack.pop() {
                for &to in self.of(at) {
                    match side[to as usize] {
                        Some(there) if there == here => return None,
                        Some(_) => {}
                        None => {
                            side[to as usize] = Some(!here);
                            stack.push((to, !here));
                        }
                    }
                }
            }
        }
        Some(side.into_iter().map(|side| side == Some(true)).collect())
    }
}
