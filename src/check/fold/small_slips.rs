//! Slips of one source that are so small that nobody would act on any of them alone, whichever rules find them: a total that comes down
//! by one, parts that miss their whole by two. And disputes as small, of any sources.

use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::finding::{Difference, Finding, Standing};

/// Small slips of one source are one finding if there are this many at least.
const SMALL_SLIPS: usize = 3;

/// From this many on, small disputes are one finding, and so is what is small of several sources.
const SMALL_DISPUTES: usize = 5;

impl Gathering<'_> {
    /// Roots of small slips: what is found of one source again and again, each time by next to nothing.
    pub(super) fn small_slips(&mut self) -> Vec<Root> {
        let mut sources: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for run in self.runs_where(is_small) {
            if let Some(voice) = self.fold_info(run).and_then(only_voice) {
                sources.entry(voice).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for runs in sources.into_values().filter(|runs| runs.len() >= SMALL_SLIPS) {
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::SmallSlips, lead, &runs));
            }
        }
        roots
    }

    /// A root of small disputes: in each, sources are no more than one or two apart.
    pub(super) fn small_disputes(&mut self) -> Vec<Root> {
        let runs = self.runs_where(|finding| {
            let difference = finding.fold.as_ref().map(|fold| &fold.difference);
            finding.standing == Some(Standing::Disputed) && difference.is_some_and(Difference::is_one_or_two)
        });
        if runs.len() < SMALL_DISPUTES {
            return Vec::new();
        }
        let lead = self.gravest(runs.iter().copied());
        lead.and_then(|lead| self.gather(RootKind::SmallDisputes, lead, &runs)).into_iter().collect()
    }
}

impl Gathering<'_> {
    /// What is left that is small, of whatever sources.
    pub(super) fn trifles(&mut self) -> Option<Root> {
        let runs = self.runs_where(|finding| {
            let difference = finding.fold.as_ref().map(|fold| &fold.difference);
            finding.standing.is_some() && difference.is_some_and(Difference::is_small)
        });
        if runs.len() < SMALL_DISPUTES {
            return None;
        }
        let head = self.gravest(runs.iter().copied())?;
        self.gather(RootKind::Trifles, head, &runs)
    }
}

/// Whether a finding is a slip that is small.
pub(super) fn is_small(finding: &Finding) -> bool {
    let difference = finding.fold.as_ref().map(|fold| &fold.difference);
    finding.standing == Some(Standing::Slip) && difference.is_some_and(Difference::is_small)
}
