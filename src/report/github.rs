//! Workflow commands: GitHub shows each as an annotation at its line.
//!
//! It shows ten of each level a step and drops the rest; those are written as plain lines of the log.

use std::io::{self, Write};

use super::format::{Format, Sort};
use super::region::LineRange;
use super::sections::{logged, plain};
use super::short::title;
use super::summary::count;
use super::view::ReportView;
use super::visible::visible;
use crate::finding::{Finding, Severity};

/// How many annotations of a level GitHub shows a step.
const SHOWN: usize = 10;

/// The format.
pub static GITHUB: Format = Format {
    sort: Sort::Gravity,
    commands: true,
    ..Format::new("github", "Annotations for GitHub Actions", |out, view, _| github(out, view))
};

/// Writes a command for each finding, as far as GitHub shows them; the others as lines, and how many they are.
fn github(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let most = view.most(SHOWN);
    let mut written = [0_usize; 3];
    let mut rest = 0;
    for finding in view.findings() {
        let written = &mut written[finding.severity as usize];
        *written += 1;
        if *written <= most {
            command(out, view, finding)?;
        } else {
            rest += 1;
            writeln!(out, "{}", calm(&logged(view, finding)))?;
        }
    }
    if rest > 0 {
        writeln!(
            out,
            "{} not annotated: GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notes of a step",
            count(rest, "finding")
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
    write!(out, "::{name} file={},line={}", property(&view.path(finding.at.file)), at.line)?;
    // With columns GitHub refuses a place of several lines.
    if at.line == at.end_line {
        write!(out, ",col={},endColumn={}", at.column, at.end_column)?;
    } else {
        write!(out, ",endLine={}", at.end_line)?;
    }
    let mut text = visible(&finding.message).into_owned();
    for line in plain(view, finding) {
        text.push('\n');
        text.push_str(&line);
    }
    writeln!(out, ",title={}::{}", property(&title(view, finding)), data(&text))
}

/// A text as the value of a command.
fn data(text: &str) -> String {
    calm(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as a property of a command.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}

/// A text without the mark of the older commands, which GitHub obeys anywhere in a line.
fn calm(text: &str) -> String {
    text.replace("##[", "## [")
}
