//! reviewdog's diagnostic format, one JSON object per line: reviewdog comments on pull requests of many code hosts.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::code::markup_as_code;
use super::format::Format;
use super::json::json_line;
use super::region::byte_column;
use super::sections::{log_line, plain_lines};
use super::short::title;
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::Severity;
use crate::source::{FileId, Span};

/// How many claims of a finding have their places listed.
const MAX_PLACES: usize = 100;

/// The format.
pub(super) static RDJSONL: Format =
    Format::new("rdjsonl", "For reviewdog", |out, view, _| rdjsonl(out, view));

/// Writes every finding as an object on one line. Columns count bytes, as the format requires. reviewdog posts the
/// messages as Markdown, or shows them as plain text.
fn rdjsonl(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    for finding in view.findings() {
        let mut lines = vec![view.host_message(finding)];
        lines.extend(plain_lines(view, finding));
        let claims = finding.claims.iter().take(view.host_limit(MAX_PLACES));
        let related: Vec<Value> = claims
            .map(|cited| {
                let location = location(view, cited.place.file, cited.mark);
                let message = markup_as_code(&with_visible_controls(&cited.label));
                json!({ "message": message, "location": location })
            })
            .collect();
        let row = json!({
            "message": lines.iter().map(|line| markup_as_code(line)).collect::<Vec<_>>().join("\n"),
            "location": location(view, finding.at.file, finding.mark),
            "severity": match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            },
            "source": { "name": "gainsay" },
            "code": { "value": title(view, finding) },
            "related_locations": related,
            // The format has no field for fingerprints.
            "original_output": format!("{} [{}]", log_line(view, finding), finding.fingerprint),
        });
        json_line(out, &row)?;
    }
    Ok(())
}

fn location(view: &ReportView<'_>, file: FileId, span: Span) -> Value {
    let source = view.sources.get(file);
    let at = |byte: u32| json!({ "line": source.line_of(byte), "column": byte_column(source, byte) });
    let range = json!({ "start": at(span.start), "end": at(span.end.max(span.start)) });
    json!({ "path": with_visible_controls(&view.host_path(file)), "range": range })
}
