//! One line a finding: `file:line:column: severity[CODE rule]: message`.

use std::io::{self, Write};

use super::view::ReportView;
use super::visible::visible;
use crate::finding::Severity;
use crate::source::Place;

/// Writes every finding on a line of its own.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn short(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    for finding in view.findings() {
        let place = Place { file: finding.at.file, span: finding.mark };
        let at = view.sources.position(place);
        writeln!(
            out,
            "{}:{}:{}: {}[{} {}]: {}",
            visible(view.sources.get(place.file).name()),
            at.line,
            at.column,
            word(finding.severity),
            finding.code.0,
            view.rule_name(finding),
            visible(&finding.message),
        )?;
    }
    Ok(())
}

/// A severity as reports say it.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
