//! Slips of one source, of one kind, that are so small that nobody would act on any of them alone: a total that comes down by one, parts that
//! miss their whole by two.

use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::finding::{Code, Finding, Standing};

/// From how many on small slips of one source are one finding.
const SMALL_SLIPS: usize = 4;

/// From this many on, small disputes are one finding.
const SMALL_DISPUTES: usize = 5;

/// How much a small slip is at most, in thousandths of a unit.
const MAX_AMOUNT: u64 = 10_000;

/// The share of its figure that a small slip stays below, in thousandths.
const SHARE_BELOW: u64 = 10;

/// The largest amount of a slip of one or two, in thousandths of a unit: it is small also in a figure that is small
/// itself.
const ONE_OR_TWO: u64 = 2_000;

/// The share of its figure that such a slip stays below, in thousandths.
const SHARE_BELOW_OF_FEW: u64 = 50;

impl Gathering<'_> {
    /// What is found of one source again and again, by one rule, each time by next to nothing.
    pub(super) fn small_slips(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<(u32, Code), Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(is_small) {
            let Some(fold) = self.fold_info(run) else { continue };
            if let Some(voice) = only_voice(fold) {
                let code = self.findings[self.findings_of(run)[0] as usize].code;
                sources.entry((voice, code)).or_default().push(run);
            }
        }
        // What one rule finds too seldom for that stays with what others find of the same source.
        let mut left: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for (&(voice, _), runs) in &sources {
            *counts.entry(voice).or_default() += runs.len();
        }
        sources.retain(|&(voice, _), runs| {
            let is_one = runs.len() >= SMALL_SLIPS;
            if !is_one {
                left.entry(voice).or_default().append(runs);
            }
            is_one
        });
        let mut roots = Vec::new();
        left.retain(|voice, _| counts.get(voice).is_some_and(|count| *count >= SMALL_SLIPS));
        let left = left.into_values();
        for runs in sources.into_values().chain(left) {
            if let Some(head) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SmallSlips, head, &runs));
            }
        }
        roots
    }

    /// Disputes of several sources that are no more than one or two apart each.
    pub(super) fn small_disputes(&mut self) -> Vec<Root> {
        let runs = self.runs_where(|finding| {
            let difference = finding.fold.as_ref().map(|fold| &fold.difference);
            finding.standing == Some(Standing::Disputed)
                && difference.is_some_and(|difference| {
                    difference.unit.is_empty() && (1..=ONE_OR_TWO).contains(&difference.amount)
                })
        });
        if runs.len() < SMALL_DISPUTES {
            return Vec::new();
        }
        let head = self.gravest(runs.iter().copied());
        head.and_then(|head| self.gather(RootKind::SmallDisputes, head, &runs)).into_iter().collect()
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
