//! The baseline: known findings, by their fingerprints, which a run does not count again.

use std::collections::BTreeMap;

use crate::finding::Finding;

/// What somebody in the newsroom has decided about a known finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Open,
    /// Somebody has looked at it.
    Reviewed,
    /// It no longer occurs. If it comes back, it counts again.
    Resolved,
}

/// A known finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFinding {
    /// Its state.
    pub state: State,
    /// Code and name of its rule, for a reader.
    pub rule: String,
    /// Where it was, for a reader: `a.claims:12`.
    pub at: String,
    /// What it said, for a reader.
    pub message: String,
    /// Why it is left as it is; empty if no reason is given.
    pub reason: String,
}

/// Known findings by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The entries.
    pub entries: BTreeMap<String, KnownFinding>,
}

/// The findings of a run, split by a baseline.
#[derive(Debug, Default)]
pub(super) struct Partition {
    /// Findings that count.
    pub(super) new: Vec<Finding>,
    /// Known findings.
    pub(super) known: Vec<Finding>,
    /// The fingerprints of findings that the baseline calls resolved and that have come back.
    pub(super) reopened: Vec<String>,
}

impl Baseline {
    /// Whether a finding with this fingerprint is known and does not count.
    fn has_known(&self, fingerprint: &str) -> bool {
        self.entries.get(fingerprint).is_some_and(|known| known.state != State::Resolved)
    }

    /// Splits findings. A folded finding is known if all its members are; if only some are, the others count, each by
    /// itself.
    pub(super) fn partition(&self, findings: Vec<Finding>) -> Partition {
        let mut partition = Partition::default();
        for mut finding in findings {
            let members = std::mem::take(&mut finding.members);
            let (known, new): (Vec<Finding>, Vec<Finding>) =
                members.into_iter().partition(|member| self.has_known(&member.fingerprint));
            match (known.is_empty(), new.is_empty()) {
                (true, true) if !self.has_known(&finding.fingerprint) => partition.new.push(finding),
                (true, false) => partition.new.push(Finding { members: new, ..finding }),
                (_, true) => partition.known.push(Finding { members: known, ..finding }),
                (false, false) => {
                    partition.known.push(Finding { members: known, ..finding });
                    partition.new.extend(new);
                }
            }
        }
        let resolved = |fingerprint: &String| self.entries.contains_key(fingerprint);
        let fingerprints = partition.new.iter().flat_map(fingerprints);
        partition.reopened = fingerprints.filter(|fingerprint| resolved(fingerprint)).cloned().collect();
        partition
    }
}

/// The fingerprints that identify a finding: its own, or those of its members.
pub fn fingerprints(finding: &Finding) -> impl Iterator<Item = &String> {
    let own = finding.members.is_empty().then_some(&finding.fingerprint);
    own.into_iter().chain(finding.members.iter().map(|member| &member.fingerprint))
}

#[cfg(test)]
mod tests {
    use super::{Baseline, KnownFinding, State};
    use crate::finding::{Code, Finding, Severity};
    use crate::phrasing::Findings;
    use crate::source::{FileId, Place, Span};

    fn finding(fingerprint: &str, members: &[&str]) -> Finding {
        let mut findings = Findings::new(Code("C101"), Severity::Warning);
        let at = Place { file: FileId(0), span: Span::START };
        let finding = findings.report(at, Span::START, "m");
        fingerprint.clone_into(&mut finding.fingerprint);
        finding.members = members.iter().map(|member| self::finding(member, &[])).collect();
        findings.into_vec().remove(0)
    }

    fn baseline(entries: &[(&str, State)]) -> Baseline {
        let known = |state| KnownFinding {
            state,
            rule: String::new(),
            at: String::new(),
            message: String::new(),
            reason: String::new(),
        };
        Baseline {
            entries: entries
                .iter()
                .map(|&(fingerprint, state)| (fingerprint.to_owned(), known(state)))
                .collect(),
        }
    }

    #[test]
    fn a_fold_is_known_by_its_members() {
        let known = baseline(&[("a", State::Open), ("b", State::Reviewed), ("gone", State::Resolved)]);
        let partition = known.partition(vec![
            finding("a", &[]),
            finding("x", &[]),
            finding("fold", &["a", "b"]),
            finding("grown", &["a", "new"]),
            finding("fresh", &["n1", "n2"]),
            finding("gone", &[]),
        ]);
        let names = |findings: &[Finding]| {
            findings.iter().map(|finding| finding.fingerprint.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&partition.known), ["a", "fold", "grown"]);
        assert_eq!(names(&partition.new), ["x", "new", "fresh", "gone"]);
        assert_eq!(partition.reopened, ["gone"]);
    }
}
