//! Folding: findings with one root (the same slip, cause or difference) become one finding, which says how many there
//! are, between which days, and which are next.
//!
//! There are two steps. [`Plan`] decides what belongs together without changing anything, so that an acceptance can
//! be looked up for a whole fold; [`Plan::join`] then makes the findings. Findings are grouped first in time, at the
//! facts of one series (`recurring`), and then across series, measures and rules (`roots`).

mod difference;
mod recurring;
mod gathering;
mod root;
mod small_slips;
mod one_figure;
mod restated;
mod restated_in_part;
mod of_edition;
mod soon;
mod another_day;
mod two_that_differ;
mod one_whole;
mod missing_part;
mod smaller;
mod falls;
mod knock_on;
mod missed_growth;
mod roots;
mod time_words;
mod across;
mod times;
mod edition_words;
mod beside;
mod wording;

pub(super) use soon::{BY_THE_NEXT_DAY, is_put_right_within};

use super::fingerprint;
use super::suppressions::Suppression;
use crate::corpus::Describer;
use crate::finding::{Code, Finding};
use rustc_hash::FxHashMap;

/// Which findings are reported together.
pub(super) struct Plan {
    /// What becomes one finding each.
    roots: Vec<root::Root>,
}

impl Plan {
    /// Decides which of the reported findings are folded together.
    pub(super) fn new(words: Describer<'_>, findings: &[Finding], reported: &[bool]) -> Self {
        let runs = recurring::runs(words.corpus, findings, reported);
        Self { roots: roots::roots(words.corpus, findings, runs) }
    }

    /// The same without folding: every finding by itself, and what several say in the very same words once.
    pub(super) fn unfolded(findings: &[Finding], reported: &[bool]) -> Self {
        let mut roots: Vec<root::Root> = Vec::new();
        let mut known: FxHashMap<(Code, &str), usize> = FxHashMap::default();
        for (at, finding) in (0_u32..).zip(findings).filter(|(at, _)| reported[*at as usize]) {
            let is_contradiction = finding.standing.is_some();
            match known.get(&(finding.code, finding.message.as_str())).filter(|_| is_contradiction) {
                Some(&number) => roots[number].runs[0].push(at),
                None => {
                    known.insert((finding.code, &finding.message), roots.len());
                    roots.push(root::Root::alone(vec![at]));
                }
            }
        }
        Self { roots }
    }

    /// The plan without the folds that are accepted by their fingerprints; their members get the reason of the
    /// acceptance.
    pub(super) fn without_accepted<'a>(
        mut self,
        findings: &[Finding],
        mut accepts: impl FnMut(&str) -> Option<&'a str>,
        reasons: &mut [Option<Suppression<'a>>],
    ) -> Self {
        self.roots.retain(|root| {
            let members = root.members();
            let accepted =
                if members.len() < 2 { None } else { accepts(&fingerprint::of_members(findings, &members)) };
            let Some(because) = accepted else { return true };
            let suppression = Suppression { is_by_comment: false, because };
            members.iter().for_each(|&at| reasons[at as usize] = Some(suppression));
            false
        });
        self
    }

    /// The folded findings.
    pub(super) fn join(self, words: Describer<'_>, findings: Vec<Finding>) -> Vec<Finding> {
        let fingerprints: Vec<Option<String>> = self
            .roots
            .iter()
            .map(|root| {
                let members = root.members();
                (members.len() > 1).then(|| fingerprint::of_members(&findings, &members))
            })
            .collect();
        let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
        let mut joined = Vec::with_capacity(self.roots.len());
        for (root, fingerprint_of_fold) in self.roots.iter().zip(fingerprints) {
            let mut take = |at: u32| findings[at as usize].take();
            let Some(mut finding) = wording::finding(words, root, &mut take) else { continue };
            if let Some(fingerprint_of_fold) = fingerprint_of_fold {
                let all = match across::count_messages(&finding.members) {
                    0 | 1 => "it as it stands".to_owned(),
                    2 => "both as they stand".to_owned(),
                    count => format!("all {} findings reported here as they stand", across::grouped(count)),
                };
                finding.help.push(format!("to accept {all}, by the fingerprint of this finding:"));
                finding.help.push(format!("  accept finding \"{fingerprint_of_fold}\" because \"…\""));
                finding.fingerprint = fingerprint_of_fold;
            }
            joined.push(finding);
        }
        joined
    }
}
