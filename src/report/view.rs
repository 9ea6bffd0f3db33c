//! What every renderer receives: the report, its texts, the rules by code, and the limit of findings.

use rustc_hash::FxHashMap;

use crate::check::Report;
use crate::finding::{Code, Finding, Severity};
use crate::rules::Rule;
use crate::source::Sources;

/// A report with all that is needed to render it.
#[derive(Debug)]
pub struct ReportView<'a> {
    /// The report of the run.
    pub report: &'a Report,
    /// The texts.
    pub sources: &'a Sources,
    rules: FxHashMap<Code, &'a Rule>,
    shown: Option<Vec<u32>>,
}

impl<'a> ReportView<'a> {
    /// The report, whole or limited to `limit` findings: the gravest ones, still in the order of their places.
    #[must_use]
    pub fn new(report: &'a Report, sources: &'a Sources, rules: &[&'a Rule], limit: Option<usize>) -> Self {
        let rules = rules.iter().map(|&rule| (rule.code, rule)).collect();
        let shown = limit.filter(|&limit| limit < report.findings.len()).map(|limit| {
            let mut order: Vec<u32> = (0..report.findings.len() as u32).collect();
            order.sort_by_key(|&at| rank(&report.findings[at as usize]));
            order.truncate(limit);
            order.sort_unstable();
            order
        });
        Self { report, sources, rules, shown }
    }

    /// The same with the gravest finding first.
    #[must_use]
    pub fn gravest_first(mut self) -> Self {
        let findings = &self.report.findings;
        let all = || (0..findings.len() as u32).collect();
        self.shown.get_or_insert_with(all).sort_by_key(|&at| rank(&findings[at as usize]));
        self
    }

    /// The findings to show, in order.
    pub fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        let report = self.report;
        let shown = self.shown.as_deref();
        let count = shown.map_or(report.findings.len(), <[u32]>::len);
        (0..count).map(move |at| &report.findings[shown.map_or(at, |shown| shown[at] as usize)])
    }

    /// How many findings are not shown.
    #[must_use]
    pub fn held_back(&self) -> usize {
        self.shown.as_ref().map_or(0, |shown| self.report.findings.len() - shown.len())
    }

    /// The name of a finding's rule; its code where the registry has no such rule.
    #[must_use]
    pub fn rule_name(&self, finding: &Finding) -> &'a str {
        self.rules.get(&finding.code).map_or(finding.code.0, |rule| rule.name)
    }
}

/// What findings are ordered by, the gravest first.
fn rank(finding: &Finding) -> (u32, std::cmp::Reverse<Severity>) {
    (finding.rank, std::cmp::Reverse(finding.severity))
}
