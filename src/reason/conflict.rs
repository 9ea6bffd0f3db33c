//! A conflict and its repair.

/// Items that cannot all be true, connected by conflicts, and how to repair them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The connected component of the conflict graph, ascending.
    pub items: Vec<u32>,
    /// A set of smallest weight whose removal leaves no conflict, ascending.
    pub repair: Vec<u32>,
    /// Whether no other set has the same weight.
    pub unique: bool,
    /// The items that every repair of this weight contains, as far as known, ascending.
    pub certain: Vec<u32>,
    /// For each item of the repair, in order, one kept item it conflicts with.
    pub cores: Vec<(u32, u32)>,
    /// Whether the repair is of smallest weight. Otherwise it is only minimal, and `unique` is false.
    pub is_smallest: bool,
}

impl Conflict {
    /// The same conflict with other numbers for the items, in the same order.
    #[must_use]
    pub fn renumbered(self, number: impl Fn(u32) -> u32) -> Self {
        let moved = |items: Vec<u32>| items.into_iter().map(&number).collect();
        let certain = self.certain.into_iter().map(&number).collect();
        let cores = self.cores.into_iter().map(|(removed, kept)| (number(removed), number(kept))).collect();
        Self { items: moved(self.items), repair: moved(self.repair), certain, cores, ..self }
    }
}
