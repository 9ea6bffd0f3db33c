//! Singles out the wrong figure of a fall in one source's running total, by the source's figures of the days around
//! it.
//!
//! A running total falls between two figures, and either may be wrong. If the figures of the days before and after
//! fit together without one of the two, and at least three of them contradict it, that one is wrong. What laws and parts
//! say of the total makes no difference to that.

use crate::contradiction::allowed::{allowed_by_claim, breaks};
use crate::contradiction::dispute::{Dispute, DisputeKind};
use crate::contradiction::newer_edition::restated_on;
use crate::contradiction::pointer::Pointer;
use crate::corpus::{Corpus, Fact, Statement};
use crate::model::{Interval, Window};

/// How many figures before the two, and after them, are compared at most.
const AROUND: usize = 12;

/// How many figures one contradicts at least, if it is the wrong one.
const ALONE_AGAINST: usize = 3;

/// A figure of a source's series.
struct Point<'c> {
    statement: &'c Statement,
    /// Where the true figure can lie by it.
    allows: Interval,
}

/// Names the wrong figure of falls within one source where nothing else does.
pub(super) fn find(corpus: &Corpus, disputes: &mut [Dispute]) {
    let mut facts_of: (Option<u32>, Vec<Fact>) = (None, Vec::new());
    for dispute in disputes.iter_mut() {
        let is_open = dispute.kind == DisputeKind::Decrease
            && dispute.is_slip()
            && !dispute.has_suspect()
            && !dispute.is_newer_edition
            && dispute.cases.is_empty()
            && dispute.against.len() == 1;
        if !is_open {
            continue;
        }
        let series = &corpus.series[dispute.series as usize];
        let scope = corpus.model.registers.scopes.get(series.scope.0);
        if !breaks(corpus, series.measure, scope).is_empty() {
            continue;
        }
        if facts_of.0 != Some(dispute.series) {
            facts_of = (Some(dispute.series), corpus.facts(series));
        }
        dispute.pointer = pointer(corpus, dispute, &facts_of.1);
    }
}

/// What singles out one of the two figures between which the total falls, if anything does.
fn pointer<'f>(corpus: &Corpus, dispute: &Dispute, facts: &'f [Fact]) -> Option<Pointer> {
    let voice = dispute.removed.statement.voice;
    // A fact of one day at which the source has one statement.
    let point = |fact: &'f Fact| {
        fact.window.as_ref().and_then(Window::only_day)?;
        let mut own = fact.statements.iter().filter(|statement| statement.voice == voice);
        let (Some(statement), None) = (own.next(), own.next()) else { return None };
        Some(Point { statement, allows: allowed_by_claim(corpus, statement.representative()) })
    };
    let points: Vec<Point<'f>> = facts.iter().filter_map(point).collect();
    let position = |claim: u32| points.iter().position(|point| point.statement.representative() == claim);
    let one = position(dispute.removed.statement.representative())?;
    let two = position(dispute.against[0].statement.representative())?;
    let (first, last) = (one.min(two), one.max(two));
    let falls = |from: usize, to: usize| points[to].allows.before(&points[from].allows);
    let (start, end) = (first.saturating_sub(AROUND), (last + AROUND + 1).min(points.len()));
    let mut singled: Vec<Pointer> = Vec::new();
    for at in [first, last] {
        let before: Vec<usize> = (start..at).filter(|&other| falls(other, at)).collect();
        let after: Vec<usize> = (at + 1..end).filter(|&other| falls(at, other)).collect();
        // It is too high for the days after it, or too low for the days before it, and not both.
        let against = if before.is_empty() { &after } else { &before };
        let is_alone = against.len() >= ALONE_AGAINST && before.is_empty() != after.is_empty();
        let near =
            against.first().copied().unwrap_or(at).min(at)..against.last().copied().unwrap_or(at).max(at) + 1;
        let (from, to) = (near.start.saturating_sub(1).max(start), (near.end + 1).min(end));
        let rest: Vec<usize> = (from..to).filter(|&other| other != at).collect();
        let agree = rest.windows(2).all(|pair| !falls(pair[0], pair[1]));
        let is_inside = from < at && at + 1 < to;
        if is_alone && agree && is_inside && restated_on(corpus, points[at].statement).is_none() {
            let claim = |at: usize| points[at].statement.representative();
            singled.push(Pointer::Neighbours {
                claim: claim(at),
                ends: [claim(rest[0]), claim(rest[rest.len() - 1])],
            });
        }
    }
    let only = singled.pop()?;
    singled.is_empty().then_some(only)
}
