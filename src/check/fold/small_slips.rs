//! Slips of one source that are so small that nobody would act on any of them alone, whichever rules find them: a total that comes down
//! by one, parts that miss their whole by two; and falls of a total by less than a thousandth. And disputes as small, of any sources.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::check::codes::FALL;
use crate::finding::{Difference, Finding, FoldInfo, Standing};

/// Small slips of one source are one finding if there are this many at least.
const SMALL_SLIPS: usize = 3;

/// From this many on, small disputes are one finding, and so are a source's slips with slight falls among them, and what is small of
/// several sources.
const SMALL_OF_ANY_KIND: usize = 5;

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
        for mut runs in sources.into_values() {
            if runs.len() < SMALL_OF_ANY_KIND {
                runs.retain(|&run| {
                    self.findings_of(run).iter().all(|&at| is_trifle(&self.findings[at as usize]))
                });
            }
            if runs.len() < SMALL_SLIPS {
                continue;
            }
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
        if runs.len() < SMALL_OF_ANY_KIND {
            return Vec::new();
        }
        let lead = self.gravest(runs.iter().copied());
        lead.and_then(|lead| self.gather(RootKind::SmallDisputes, lead, &runs)).into_iter().collect()
    }
}

impl Gathering<'_> {
    /// Makes one root of all that is next to nothing: small slips of whatever sources, small disputes, and what is left that is as small.
    pub(super) fn trifles(&mut self, roots: &mut Vec<Root>) {
        let left = self.runs_where(|finding| finding.standing.is_some() && is_trifle(finding));
        let is_of_trifles = |root: &Root| {
            let mut members = root.members().into_iter();
            root.kind == RootKind::SmallDisputes
                || root.kind == RootKind::SmallSlips
                    && members.all(|at| is_trifle(&self.findings[at as usize]))
        };
        let (small, others): (Vec<Root>, Vec<Root>) =
            std::mem::take(roots).into_iter().partition(is_of_trifles);
        *roots = others;
        let is_too_little =
            small.len() + left.len() < 2 || small.is_empty() && left.len() < SMALL_OF_ANY_KIND;
        if is_too_little {
            roots.extend(small);
            return;
        }
        let left = left.into_iter().filter_map(|run| self.runs[run as usize].take());
        let mut all =
            left.map(Root::alone).chain(small).fold(Root::new(RootKind::Trifles, Vec::new()), Root::with);
        all.runs.sort_by_key(|run| (Reverse(self.importance_of(run)), run.clone()));
        roots.push(all);
    }
}

/// Whether a finding is a slip that is small: next to nothing, or a fall by less than a thousandth of the total.
pub(super) fn is_small(finding: &Finding) -> bool {
    let is_slight = |fold: &FoldInfo| finding.code == FALL && fold.difference.share == 0;
    finding.standing == Some(Standing::Slip)
        && (is_trifle(finding) || finding.fold.as_ref().is_some_and(is_slight))
}

/// Whether the figures of a finding differ by next to nothing.
fn is_trifle(finding: &Finding) -> bool {
    finding.fold.as_ref().is_some_and(|fold| fold.difference.is_small())
}
