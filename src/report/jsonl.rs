//! JSON Lines: the findings as in `json`, one per line.

use std::io::{self, Write};

use super::format::Format;
use super::json::finding_row;
use super::view::ReportView;

/// The format.
pub(super) static JSONL: Format =
    Format::new("jsonl", "For programs: each finding as `json` has it, one per line", |out, view, _| {
        jsonl(out, view)
    });

/// Writes every finding as a JSON object on one line.
fn jsonl(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut line = Vec::new();
    for finding in view.findings() {
        line.clear();
        finding_row(&mut line, view, finding)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}
