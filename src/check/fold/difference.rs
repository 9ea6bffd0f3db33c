//! Compares findings by how much their figures differ.

use std::cmp::Reverse;

use crate::check::codes::FIGURES;
use crate::finding::Finding;

/// A finding whose difference is this many times the median is reported separately: a day that is half wrong must not
/// be hidden among days that are off by a little.
pub(super) const LARGE_FACTOR: u64 = 10;

/// A finding whose difference is less than this, in thousandths, is never reported separately, however little the
/// others differ.
pub(super) const SMALL_SHARE: u64 = 10;

/// Differences up to this, in thousandths, are too small for anybody to act on.
const TRIFLING_SHARE: u64 = 1;

/// The finding whose figures differ most; of equals the first, and preferably none that is a knock-on of another.
pub(super) fn with_largest_difference(findings: &[Finding], run: &[u32]) -> u32 {
    let weight = |at: u32| {
        let fold = findings[at as usize].fold.as_ref();
        fold.map_or((0, 0, false), |fold| {
            (fold.difference.amount, fold.difference.share, fold.message_claims.is_empty())
        })
    };
    run.iter().copied().max_by_key(|&at| (weight(at), Reverse(at))).unwrap_or_default()
}

/// Whether two sources differ by too little for anybody to act on.
pub(super) fn is_trifling(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| {
        let difference = finding.fold.as_ref().map(|fold| &fold.difference);
        finding.code == FIGURES
            && difference
                .is_some_and(|difference| difference.share <= TRIFLING_SHARE && difference.amount > 0)
    })
}
