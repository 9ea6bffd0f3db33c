//! The findings for programs that read line by line: each as `json` has it.

use std::io::{self, Write};

use super::json::finding_row;
use super::view::ReportView;

/// Writes every finding as a JSON object on a line of its own.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn jsonl(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut line = Vec::new();
    for finding in view.findings() {
        line.clear();
        finding_row(&mut line, view, finding)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}
