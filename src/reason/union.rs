//! A union-find structure: sets that are only ever joined (represented by their lowest members, with path halving).

/// Sets that are only ever joined.
#[derive(Clone, Debug)]
pub struct Union {
    parent: Vec<u32>,
}

impl Union {
    /// Each element alone.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self { parent: (0_u32..).take(count).collect() }
    }

    /// The representative of a set.
    pub fn find(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two sets; the lowest member represents them.
    pub fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
        low
    }

    /// For each element the representative of its set.
    #[must_use]
    pub fn roots(mut self) -> Vec<u32> {
        (0..self.parent.len() as u32).map(|at| self.find(at)).collect()
    }

    /// The sets of two or more, each ascending, in the order of their lowest members.
    pub(super) fn groups(mut self) -> Vec<Vec<u32>> {
        let count = self.parent.len();
        let mut sizes = vec![0_u32; count];
        for at in (0_u32..).take(count) {
            sizes[self.find(at) as usize] += 1;
        }
        let mut slot = vec![u32::MAX; count];
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for at in (0_u32..).take(count) {
            let root = self.find(at) as usize;
            if sizes[root] < 2 {
                continue;
            }
            if slot[root] == u32::MAX {
                slot[root] = u32::try_from(groups.len()).unwrap_or(u32::MAX);
                groups.push(Vec::with_capacity(sizes[root] as usize));
            }
            groups[slot[root] as usize].push(at);
        }
        groups
    }
}
