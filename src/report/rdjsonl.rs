//! reviewdog's diagnostic format, an object a line: it comments on pull requests wherever they are.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::format::Format;
use super::json::value;
use super::region::byte_column;
use super::sections::{logged, plain};
use super::short::title;
use super::view::ReportView;
use super::visible::visible;
use crate::finding::Severity;
use crate::source::{FileId, Span};

/// How many claims of a finding have their places listed.
const CLAIMS: usize = 100;

/// The format.
pub(super) static RDJSONL: Format =
    Format::new("rdjsonl", "For reviewdog", |out, view, _| rdjsonl(out, view));

/// Writes every finding as an object on a line of its own. Columns count bytes, as the format has it.
fn rdjsonl(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    for finding in view.findings() {
        let mut lines = vec![visible(&finding.message).into_owned()];
        lines.extend(plain(view, finding));
        let claims = finding.claims.iter().take(view.most(CLAIMS));
        let related: Vec<Value> = claims
            .map(|cited| {
                let location = location(view, cited.place.file, cited.mark);
                json!({ "message": visible(&cited.label), "location": location })
            })
            .collect();
        let row = json!({
            "message": lines.join("\n"),
            "location": location(view, finding.at.file, finding.mark),
            "severity": match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            },
            "source": { "name": "gainsay" },
            "code": { "value": title(view, finding) },
            "related_locations": related,
            // The format has no field for it.
            "original_output": format!("{} [{}]", logged(view, finding), finding.fingerprint),
        });
        value(out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn location(view: &ReportView<'_>, file: FileId, span: Span) -> Value {
    let source = view.sources.get(file);
    let at = |byte: u32| json!({ "line": source.line_of(byte), "column": byte_column(source, byte) });
    let range = json!({ "start": at(span.start), "end": at(span.end.max(span.start)) });
    json!({ "path": visible(source.name()), "range": range })
}
