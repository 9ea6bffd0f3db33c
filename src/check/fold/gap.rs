//! Findings compared by how far apart their figures are.

use std::cmp::Reverse;

use super::codes::FIGURES;
use crate::finding::Finding;

/// What is this many times further apart than most stands by itself: one day that is wrong by half must not be hidden among
/// those that are off by a few.
pub(super) const FAR: u64 = 10;

/// What differs by less than this, in thousandths, stands for nothing by itself, however little the others differ.
pub(super) const LITTLE: u64 = 10;

/// The most of a difference, in thousandths, on which neither reader nor source would act.
const TRIFLE: u64 = 1;

/// The finding whose figures are furthest apart; of equals the first.
pub(super) fn worst(findings: &[Finding], run: &[u32]) -> u32 {
    let weight = |at: u32| {
        let gap = findings[at as usize].fold.as_ref().map(|fold| &fold.gap);
        gap.map_or((0, 0), |gap| (gap.amount, gap.share))
    };
    run.iter().copied().max_by_key(|&at| (weight(at), Reverse(at))).unwrap_or_default()
}

/// Whether two sources differ by so little that nobody would act on it.
pub(super) fn is_trifle(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| {
        let gap = finding.fold.as_ref().map(|fold| &fold.gap);
        finding.code == FIGURES && gap.is_some_and(|gap| gap.share <= TRIFLE && gap.amount > 0)
    })
}
