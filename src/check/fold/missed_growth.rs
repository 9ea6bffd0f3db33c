//! Counts how often a source's figures of single periods miss the growth of its total, also where one of these is reported alone:
//! where it is a habit, no single day can say which of its figures is wrong.

use rustc_hash::{FxHashMap, FxHashSet};

use super::gathering::{Gathering, only_voice};
use super::root::Root;
use crate::check::codes::FLOW;
use crate::finding::Standing;
use crate::model::vocabulary::Kind;

/// A voice and the series of its figures of single periods.
type Flow = (u32, Vec<u32>);

impl Gathering<'_> {
    /// Notes in each root that is about a source's figures of periods how many findings there are of these.
    pub(super) fn count_misses(&self, roots: &mut [Root]) {
        let mut told: FxHashMap<Flow, FxHashSet<&str>> = FxHashMap::default();
        for at in roots.iter().flat_map(Root::members) {
            if let Some(flow) = self.flow_missed(at) {
                told.entry(flow).or_default().insert(&self.findings[at as usize].message);
            }
        }
        for root in roots {
            let mut flows = root.runs.iter().flatten().map(|&at| self.flow_missed(at));
            let Some(Some(first)) = flows.next() else { continue };
            if flows.all(|flow| flow.as_ref() == Some(&first)) {
                root.misses = told[&first].len();
            }
        }
    }

    /// The figures of periods that a finding says miss the growth of their total; none if it says something else.
    fn flow_missed(&self, at: u32) -> Option<Flow> {
        let finding = &self.findings[at as usize];
        let is_slip = finding.code == FLOW && finding.standing == Some(Standing::Slip);
        let voice = finding.fold.as_ref().filter(|_| is_slip).and_then(only_voice)?;
        let series = self.core_claims(at).into_iter().filter_map(|claim| self.corpus.series_of(claim));
        let mut flows: Vec<u32> =
            series.filter(|&at| self.corpus.series[at as usize].kind == Kind::Flow).collect();
        flows.sort_unstable();
        flows.dedup();
        Some((voice, flows))
    }
}
