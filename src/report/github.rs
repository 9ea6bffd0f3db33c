//! GitHub workflow commands: GitHub shows each as an annotation at its line.
//!
//! GitHub shows ten annotations per level and step and drops the rest, which are written as plain log lines.

use std::io::{self, Write};

use super::format::{Format, Sort};
use super::region::LineRange;
use super::sections::{log_line, plain_lines};
use super::short::title;
use super::summary::grouped_plural;
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::{Finding, Severity};

/// How many annotations of a level GitHub shows per step.
const MAX_ANNOTATIONS: usize = 10;

/// The format.
pub static GITHUB: Format = Format {
    sort: Sort::Gravity,
    is_commands: true,
    ..Format::new("github", "Annotations for GitHub Actions", |out, view, _| github(out, view))
};

/// Writes a command for each finding up to GitHub's limit; the others as plain lines, with their number.
fn github(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let limit = view.host_limit(MAX_ANNOTATIONS);
    let mut written = [0_usize; 3];
    let mut not_annotated = 0;
    for finding in view.findings() {
        let written = &mut written[finding.severity as usize];
        *written += 1;
        if *written <= limit {
            command(out, view, finding)?;
        } else {
            not_annotated += 1;
            writeln!(out, "{}", without_commands(&log_line(view, finding)))?;
        }
    }
    if not_annotated > 0 {
        writeln!(
            out,
            "{} not annotated: GitHub shows {MAX_ANNOTATIONS} errors, {MAX_ANNOTATIONS} warnings and {MAX_ANNOTATIONS} notes of a step",
            grouped_plural(not_annotated, "finding")
        )?;
    }
    Ok(())
}

fn command(out: &mut dyn Write, view: &ReportView<'_>, finding: &Finding) -> io::Result<()> {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let at = LineRange::of(view.sources.get(finding.at.file), finding.mark);
    write!(out, "::{name} file={},line={}", property(&view.host_path(finding.at.file)), at.line)?;
    // GitHub rejects columns for a place of several lines.
    if at.line == at.end_line {
        write!(out, ",col={},endColumn={}", at.column, at.end_column)?;
    } else {
        write!(out, ",endLine={}", at.end_line)?;
    }
    let mut text = view.host_message(finding);
    for line in plain_lines(view, finding) {
        text.push('\n');
        text.push_str(&line);
    }
    writeln!(out, ",title={}::{}", property(&title(view, finding)), data(&text))
}

/// A text as the value of a command.
fn data(text: &str) -> String {
    without_commands(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(&with_visible_controls(text)).replace(':', "%3A").replace(',', "%2C")
}

/// A text without the marker of older commands, which GitHub obeys anywhere in a line.
fn without_commands(text: &str) -> String {
    text.replace("##[", "## [")
}
