//! GitLab's code quality report: one JSON list, which merge requests and pipelines show.

use std::io::{self, Write};

use serde_json::json;

use super::code::markup_as_code;
use super::format::Format;
use super::json::value;
use super::region::LineRange;
use super::sections::plain_lines;
use super::short::title;
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::Severity;

/// How many claims of a finding have their places listed.
const MAX_PLACES: usize = 100;

/// The format.
pub static GITLAB: Format =
    Format::new("gitlab", "A code quality report for GitLab", |out, view, _| gitlab(out, view));

/// Writes the list with one entry per finding and line.
fn gitlab(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut separator = "[\n";
    for finding in view.findings() {
        out.write_all(separator.as_bytes())?;
        separator = ",\n";
        let place = |file, span| {
            let at = LineRange::of(view.sources.get(file), span);
            let path = with_visible_controls(&view.host_path(file)).into_owned();
            json!({ "path": path, "lines": { "begin": at.line, "end": at.end_line } })
        };
        let others = finding.claims.iter().take(view.host_limit(MAX_PLACES));
        let others: Vec<_> = others.map(|cited| place(cited.place.file, cited.mark)).collect();
        // GitLab reads only this text as Markdown.
        let body: Vec<String> = plain_lines(view, finding).iter().map(|line| markup_as_code(line)).collect();
        let entry = json!({
            "type": "issue",
            "check_name": view.rule_name(finding),
            "description": format!("{}: {}", title(view, finding), view.host_message(finding)),
            "content": { "body": body.join("\n") },
            "categories": ["Bug Risk"],
            "severity": match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Note => "info",
            },
            "fingerprint": finding.fingerprint,
            "location": place(finding.at.file, finding.mark),
            "other_locations": others,
        });
        value(out, &entry)?;
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
}
