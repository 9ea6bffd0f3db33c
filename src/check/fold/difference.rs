//! Findings compared by how much their figures differ.

use std::cmp::Reverse;

use super::codes::FIGURES;
use crate::finding::Finding;

/// What differs by this many times the median difference stands by itself: one day that is wrong by half must not be hidden among
/// those that are off by a few.
pub(super) const LARGE_FACTOR: u64 = 10;

/// What differs by less than this, in thousandths, stands for nothing by itself, however little the others differ.
pub(super) const SMALL_SHARE: u64 = 10;

/// Up to this difference, in thousandths, neither reader nor source would act.
const TRIFLING_SHARE: u64 = 1;

/// The finding whose figures differ most; of equals the first, and none that speaks of another's figures.
pub(super) fn with_largest_difference(findings: &[Finding], run: &[u32]) -> u32 {
    let weight = |at: u32| {
        let fold = findings[at as usize].fold.as_ref();
        fold.map_or((0, 0, false), |fold| {
            (fold.difference.amount, fold.difference.share, fold.told_by.is_empty())
        })
    };
    run.iter().copied().max_by_key(|&at| (weight(at), Reverse(at))).unwrap_or_default()
}

/// Whether two sources differ by so little that nobody would act on it.
pub(super) fn is_trifling(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| {
        let difference = finding.fold.as_ref().map(|fold| &fold.difference);
        finding.code == FIGURES
            && difference
                .is_some_and(|difference| difference.share <= TRIFLING_SHARE && difference.amount > 0)
    })
}
