//! Slips of one source that are so small that nobody would act on any of them alone: a total that comes down by one, parts that
//! miss their whole by two.

use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::finding::{Finding, Standing};

/// From this many on, small slips of one source are one finding.
const SMALL_SLIPS: usize = 4;

/// How much a small slip is at most, in thousandths of a unit.
const MAX_AMOUNT: u64 = 10_000;

/// What share of the figure a small slip is less than, in thousandths.
const SHARE_BELOW: u64 = 10;

/// How much a slip of one or two is at most, in thousandths of a unit: it is small also beside a figure that is itself small.
const ONE_OR_TWO: u64 = 2_000;

/// What share of its figure it is less than then, in thousandths.
const SHARE_BELOW_OF_FEW: u64 = 50;

impl Gathering<'_> {
    /// What is found of one source again and again, by whichever rules, each time by next to nothing.
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

/// Whether a slip is small, in the absolute and beside its figure.
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
