//! The short format, one line per finding: `file:line:column: severity[CODE rule]: message`.

use std::io::{self, Write};

use super::format::Format;
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::{Finding, Severity, Standing};

/// The format.
pub(super) static SHORT: Format =
    Format::new("short", "One line per finding", |out, view, _| short(out, view));

/// Writes every finding on one line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn short(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    for finding in view.findings() {
        let spot = view.sources.get(finding.at.file).spot(finding.mark.start);
        writeln!(
            out,
            "{}: {}[{} {}]: {}",
            with_visible_controls(&spot),
            severity_word(finding.severity),
            finding.code.0,
            view.rule_name(finding),
            with_visible_controls(&finding.message),
        )?;
    }
    Ok(())
}

/// The word for a standing in reports.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Slip => "slip",
        Standing::Disputed => "disputed",
    }
}

/// The rule and standing of a finding, written before its message: `C101 conflicting-figures · disputed`.
pub(super) fn title(view: &ReportView<'_>, finding: &Finding) -> String {
    let standing = finding.standing.map_or_else(String::new, |of| format!(" · {}", standing(of)));
    format!("{} {}{standing}", finding.code.0, view.rule_name(finding))
}

/// The word for a severity in reports.
pub(super) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
