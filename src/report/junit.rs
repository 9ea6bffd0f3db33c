//! JUnit XML, which most build servers show: each file is a suite, an error or warning a failed test, a note a
//! skipped one.

use std::io::{self, Write};

use super::format::Format;
use super::sections::plain_lines;
use super::short::{severity_word, title};
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::{Finding, Severity};

/// The format.
pub(super) static JUNIT: Format =
    Format::new("junit", "JUnit XML, for build servers", |out, view, _| junit(out, view));

/// Writes each text of the run as a suite; one without findings has a single passing test.
fn junit(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut suites: Vec<Vec<&Finding>> = vec![Vec::new(); view.sources.len()];
    for finding in view.findings() {
        if let Some(suite) = suites.get_mut(finding.at.file.0 as usize) {
            suite.push(finding);
        }
    }
    let all = Counts::of(suites.iter().flatten().copied());
    let passed = suites.iter().filter(|suite| suite.is_empty()).count();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"gainsay\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
        all.tests + passed,
        all.failures
    )?;
    for ((file, _), suite) in view.sources.iter().zip(&suites) {
        let path = view.host_path(file);
        let counts = Counts::of(suite.iter().copied());
        writeln!(
            out,
            "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
            escaped(&with_visible_controls(&path)),
            counts.tests.max(1),
            counts.failures,
            counts.tests - counts.failures
        )?;
        if suite.is_empty() {
            let class = escaped(&with_visible_controls(&path));
            writeln!(out, "<testcase name=\"nothing to report\" classname=\"{class}\"/>")?;
        }
        suite.iter().try_for_each(|finding| test(out, view, finding))?;
        writeln!(out, "</testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// How many tests a suite has, and how many of them failed.
struct Counts {
    tests: usize,
    failures: usize,
}

impl Counts {
    fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut counts = Self { tests: 0, failures: 0 };
        for finding in findings {
            counts.tests += 1;
            counts.failures += usize::from(finding.severity > Severity::Note);
        }
        counts
    }
}

fn test(out: &mut dyn Write, view: &ReportView<'_>, finding: &Finding) -> io::Result<()> {
    let path = view.host_path(finding.at.file);
    let name = with_visible_controls(&path);
    let message = escaped(&with_visible_controls(&finding.message));
    // Build servers identify a test by its name across runs, so the name contains no line number.
    let test = format!("{} [{}]", title(view, finding), finding.fingerprint);
    write!(out, "<testcase name=\"{}\" classname=\"{}\">", escaped(&test), escaped(&name))?;
    if finding.severity == Severity::Note {
        write!(out, "<skipped message=\"{message}\"/>")?;
    } else {
        let at = view.host_spot(finding.at.file, finding.mark.start);
        let at = with_visible_controls(&at).into_owned();
        let mut lines = vec![at, with_visible_controls(&finding.message).into_owned()];
        lines.extend(plain_lines(view, finding));
        let text = escaped(&lines.join("\n"));
        write!(
            out,
            "<failure message=\"{message}\" type=\"{}\">{text}</failure>",
            severity_word(finding.severity)
        )?;
    }
    writeln!(out, "</testcase>")
}

/// A text escaped for XML; `>` is escaped too, as XML allows no `]]>` in a text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
