//! Folds slips of one source that are each too small to act on: a total that falls by one, parts that miss their
//! whole by two.

use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::finding::{Finding, Standing};

/// From how many on small slips of one source are one finding.
const SMALL_SLIPS: usize = 4;

/// The largest amount of a small slip, in thousandths of a unit.
const MAX_AMOUNT: u64 = 10_000;

/// The share of its figure that a small slip stays below, in thousandths.
const SHARE_BELOW: u64 = 10;

/// The largest amount of a slip of one or two, in thousandths of a unit: it is small also in a figure that is small
/// itself.
const ONE_OR_TWO: u64 = 2_000;

/// The share of its figure that such a slip stays below, in thousandths.
const SHARE_BELOW_OF_FEW: u64 = 50;

impl Gathering<'_> {
    /// Roots of small slips of one source, whichever rules find them.
    pub(super) fn small_slips(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(is_small) {
            let Some(fold) = self.fold_info(run) else { continue };
            if let Some(voice) = only_voice(fold) {
                sources.entry(voice).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for runs in sources.into_values().filter(|runs| runs.len() >= SMALL_SLIPS) {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SmallSlips, head, &runs));
            }
        }
        roots
    }
}

/// Whether a slip is small, in amount and as a share of its figure.
pub(super) fn is_small(finding: &Finding) -> bool {
    let difference = finding.fold.as_ref().map(|fold| &fold.difference);
    finding.standing == Some(Standing::Slip)
        && difference.is_some_and(|difference| {
            let is_count = difference.unit.is_empty();
            (1..=MAX_AMOUNT).contains(&difference.amount) && difference.share < SHARE_BELOW
                || is_count
                    && (1..=ONE_OR_TWO).contains(&difference.amount)
                    && difference.share < SHARE_BELOW_OF_FEW
        })
}
