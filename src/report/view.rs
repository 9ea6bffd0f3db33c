//! What every renderer gets: the report, its texts, the rules by code, and the limit of findings.

use rustc_hash::FxHashMap;

use super::repository::Repository;
use super::visible::with_visible_controls;
use crate::check::Report;
use crate::finding::{Code, Finding, Severity};
use crate::intake::workbook_sheet;
use crate::query::Overview;
use crate::rules::Rule;
use crate::source::{FileId, Sources};

/// A report with everything that is needed to render it.
#[derive(Debug)]
pub struct ReportView<'a> {
    /// The report of the run.
    pub report: &'a Report,
    /// The texts.
    pub sources: &'a Sources,
    /// Every rule, in the order of the codes.
    pub rules: Vec<&'a Rule>,
    by_code: FxHashMap<Code, u32>,
    shown: Option<Vec<u32>>,
    without_host_limits: bool,
    repository: Option<&'a Repository>,
    /// What could not be read, as one clause each.
    pub(super) unread: &'a [String],
    /// The series that findings are about, and the sources, if the format shows them.
    pub(super) overview: Option<&'a Overview>,
}

impl<'a> ReportView<'a> {
    /// The whole report, or its `limit` most important findings, in the order of their places.
    #[must_use]
    pub fn new(report: &'a Report, sources: &'a Sources, rules: &[&'a Rule], limit: Option<usize>) -> Self {
        let by_code = rules.iter().zip(0..).map(|(rule, at)| (rule.code, at)).collect();
        let shown = limit.filter(|&limit| limit < report.findings.len()).map(|limit| {
            let mut order: Vec<u32> = (0..report.findings.len() as u32).collect();
            order.sort_by_key(|&at| by_gravity(&report.findings[at as usize]));
            order.truncate(limit);
            order.sort_unstable();
            order
        });
        Self {
            report,
            sources,
            rules: rules.to_vec(),
            by_code,
            shown,
            without_host_limits: false,
            repository: None,
            unread: &[],
            overview: None,
        }
    }

    /// Without the limits that code hosts set: a format then shows every finding in full.
    #[must_use]
    pub fn without_host_limits(self) -> Self {
        Self { without_host_limits: true, ..self }
    }

    /// With the repository that contains the texts: code hosts count paths from its root.
    #[must_use]
    pub fn in_repository(self, repository: Option<&'a Repository>) -> Self {
        Self { repository, ..self }
    }

    /// With what could not be read, as one clause each, since not everything was checked.
    #[must_use]
    pub fn with_unread(self, unread: &'a [String]) -> Self {
        Self { unread, ..self }
    }

    /// With the series that findings are about, and the sources.
    #[must_use]
    pub fn with_overview(self, overview: Option<&'a Overview>) -> Self {
        Self { overview, ..self }
    }

    /// A limit set by a code host, if it applies.
    pub(super) fn host_limit(&self, limit: usize) -> usize {
        if self.without_host_limits { usize::MAX } else { limit }
    }

    /// The path of a text's file as a code host counts it: for a workbook's sheet, that of the workbook.
    pub(super) fn host_path(&self, file: FileId) -> String {
        let name = self.sources.get(file).name();
        let name = workbook_sheet(name).map_or(name, |(workbook, _)| workbook);
        self.repository.map_or_else(|| name.to_owned(), |repository| repository.host_path(name))
    }

    /// A place as a code host counts it: `desk/a.claims:14`, `desk/a.xlsx#Claims!C14` or `desk/a.parquet#row 14`.
    pub(super) fn host_spot(&self, file: FileId, at: u32) -> String {
        let source = self.sources.get(file);
        let path = self.host_path(file);
        match (source.cell(at), workbook_sheet(source.name())) {
            (Some(cell), Some((_, sheet))) => format!("{path}#{sheet}!{cell}"),
            (Some(row), None) => format!("{path}#{row}"),
            _ => format!("{path}:{}", source.line_of(at)),
        }
    }

    /// A finding's message for formats that give only a file and a line: in a workbook's sheet it names the cell, in a table the row.
    pub(super) fn host_message(&self, finding: &Finding) -> String {
        let source = self.sources.get(finding.at.file);
        let message = with_visible_controls(&finding.message);
        match (source.cell(finding.mark.start), workbook_sheet(source.name())) {
            (Some(cell), Some((_, sheet))) => format!("{}!{cell}: {message}", with_visible_controls(sheet)),
            (Some(row), None) => format!("{row}: {message}"),
            _ => message.into_owned(),
        }
    }

    /// The index of a finding's rule in the list of rules.
    pub(super) fn rule_number(&self, finding: &Finding) -> Option<u32> {
        self.by_code.get(&finding.code).copied()
    }

    /// With the most important finding first.
    #[must_use]
    pub fn gravest_first(mut self) -> Self {
        let findings = &self.report.findings;
        let all = || (0..findings.len() as u32).collect();
        self.shown.get_or_insert_with(all).sort_by_key(|&at| by_gravity(&findings[at as usize]));
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

    /// The name of a finding's rule; its code if there is no such rule.
    #[must_use]
    pub fn rule_name(&self, finding: &Finding) -> &'a str {
        self.rule_number(finding).map_or(finding.code.0, |at| self.rules[at as usize].name)
    }
}

/// The sort key of findings by importance.
pub(super) fn by_gravity(finding: &Finding) -> (u32, std::cmp::Reverse<Severity>) {
    (finding.rank, std::cmp::Reverse(finding.severity))
}
