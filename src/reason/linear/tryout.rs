//! Tests of changing sets of items: each test costs only what has changed since the one before.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::local::{Local, LocalVerdict, Sight};
use crate::reason::linear::pending::is_in;
use crate::reason::linear::unproved_core::{ConflictReason, UnprovedCore};
use crate::reason::simplex::DeltaNumber;

/// The work of the simplex around one conflict, whatever else is allowed: what is tried is small.
const STEPS: u64 = 4_000_000;

/// Items that are tried together, with the rows around them.
pub(super) struct Tryout<'v, 's> {
    local: Local<'v, 's>,
    /// The items on each unknown.
    on: FxHashMap<u32, Vec<u32>>,
    /// Those that are asked to hold.
    asked: FxHashSet<u32>,
    /// The unknowns of which something else is said than in the last test.
    changed: Vec<u32>,
    /// Whether what was asked in the last test holds where the unknowns lie.
    is_settled: bool,
}

impl<'v, 's> Tryout<'v, 's> {
    /// Some items, none of which is asked to hold yet.
    pub(super) fn new(bounds: &'v Bounds<'s>, sight: Sight<'v>, items: &[u32]) -> Self {
        Self::starting_at(bounds, sight, None, items)
    }

    /// The same, starting from a point at which the rows that are looked at hold, if one is known.
    pub(super) fn starting_at(
        bounds: &'v Bounds<'s>,
        sight: Sight<'v>,
        point: Option<&'v [DeltaNumber]>,
        items: &[u32],
    ) -> Self {
        let mut on: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &item in items {
            for (unknown, _) in &bounds.system.items[item as usize].says {
                on.entry(*unknown).or_default().push(item);
            }
        }
        Self {
            local: Local::new(bounds, sight, point, STEPS),
            on,
            asked: FxHashSet::default(),
            changed: Vec::new(),
            is_settled: false,
        }
    }

    pub(super) fn local(&self) -> &Local<'v, 's> {
        &self.local
    }

    /// A conflict of these items by rows that were looked at.
    pub(super) fn conflict(&self, items: Vec<u32>, rows: &[u32]) -> UnprovedCore {
        UnprovedCore { items, by: ConflictReason::Rows(self.local.with_those_between(rows)) }
    }

    /// Asks that these items hold, and no others.
    pub(super) fn ask(&mut self, items: &[u32]) {
        let mut before = std::mem::take(&mut self.asked);
        for &item in items {
            if !before.remove(&item) {
                self.change(item);
            }
            self.asked.insert(item);
        }
        let mut gone: Vec<u32> = before.into_iter().collect();
        gone.sort_unstable();
        gone.into_iter().for_each(|item| self.change(item));
    }

    /// Asks that one more item holds.
    pub(super) fn add(&mut self, item: u32) {
        self.asked.insert(item);
        self.change(item);
    }

    /// No longer asks that an item holds.
    pub(super) fn drop(&mut self, item: u32) {
        self.asked.remove(&item);
        self.change(item);
    }

    fn change(&mut self, item: u32) {
        let says = &self.local.system().items[item as usize].says;
        self.changed.extend(says.iter().map(|(unknown, _)| *unknown));
    }

    /// Whether what is asked can hold.
    pub(super) fn test(&mut self) -> LocalVerdict {
        let Self { local, on, asked, changed, .. } = self;
        let said = |unknown: u32| -> Vec<u32> {
            let here = on.get(&unknown).into_iter().flatten().copied();
            here.filter(|item| asked.contains(item)).collect()
        };
        let verdict = local.test(changed, &said);
        changed.clear();
        self.is_settled = verdict == LocalVerdict::Holds;
        verdict
    }

    /// Whether an item holds too where the unknowns lie, if the last test found that what was asked
    /// holds.
    pub(super) fn holds_too(&self, item: u32) -> bool {
        let says = &self.local.system().items[item as usize].says;
        self.is_settled && says.iter().all(|(unknown, span)| is_in(&self.local.lies(*unknown), span))
    }
}
