//! Some items, of which now these and now those are asked to hold: a test costs what has changed since the one before.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::Endpoint;
use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::local::{Local, LocalVerdict, Sight};
use crate::reason::linear::minimal_conflict::{Ground, MinimalConflict};
use crate::reason::linear::pending::{DeltaPair, is_in};
use crate::reason::linear::system::Span;

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
        Self::from(bounds, sight, None, items)
    }

    /// The same, from where the rows that are looked at hold.
    pub(super) fn from(
        bounds: &'v Bounds<'s>,
        sight: Sight<'v>,
        point: Option<&'v [DeltaPair]>,
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

    /// Items that conflict by rows that were seen.
    pub(super) fn conflict(&self, items: Vec<u32>, rows: &[u32]) -> MinimalConflict {
        MinimalConflict { items, by: Ground::Rows(self.local.with_those_between(rows)) }
    }

    /// Asks that just these hold.
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

    /// Asks that one more holds.
    pub(super) fn add(&mut self, item: u32) {
        self.asked.insert(item);
        self.change(item);
    }

    /// Asks it no more.
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

    /// Whether an item that was missed in the last test could hold if another was missed in its place, by moving what they say against
    /// each other in one of some rows. If not nothing is known.
    pub(super) fn misses_instead(&self, item: u32, other: u32, rows: &[u32]) -> bool {
        let items = &self.local.system().items;
        let ([(one, span)], [(two, _)]) = (&items[item as usize].says[..], &items[other as usize].says[..])
        else {
            return false;
        };
        let from = self.local.lies(*one);
        let Some(to) = nearest(&from, span).filter(|_| self.is_settled && one != two) else { return false };
        let others_hold = |unknown: u32, point: &DeltaPair, but: u32| {
            let here = self.on.get(&unknown).into_iter().flatten();
            let mut others = here.filter(|at| **at != but && self.asked.contains(at));
            others.all(|&at| {
                items[at as usize].says.iter().all(|(said, span)| *said != unknown || is_in(point, span))
            })
        };
        let shift = (&to.0 - &from.0, &to.1 - &from.1);
        rows.iter().any(|&row| {
            let ratio = self.local.times(row, *one).checked_div(&self.local.times(row, *two));
            let Some(ratio) = ratio.filter(|ratio| !ratio.is_zero()) else { return false };
            let start = self.local.lies(*two);
            let moved = (&start.0 - &(&shift.0 * &ratio), &start.1 - &(&shift.1 * &ratio));
            others_hold(*one, &to, item)
                && others_hold(*two, &moved, other)
                && self.local.would_hold(&[(*one, to.clone()), (*two, moved)])
        })
    }

    /// Whether an item holds as well where the unknowns lie by what was found to hold.
    pub(super) fn holds_too(&self, item: u32) -> bool {
        let says = &self.local.system().items[item as usize].says;
        self.is_settled && says.iter().all(|(unknown, span)| is_in(&self.local.lies(*unknown), span))
    }
}

/// The point of a span that is nearest to a point outside it.
fn nearest(point: &DeltaPair, span: &Span) -> Option<DeltaPair> {
    let at = |cut: &Endpoint<Number>| (cut.value.clone(), Number::from_i64(cut.side.into()));
    let low = span.low.as_ref().map(at).filter(|low| point < low);
    low.or_else(|| span.high.as_ref().map(at).filter(|high| point > high))
}
