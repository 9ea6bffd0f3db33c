//! CSV: one row per finding, for a spreadsheet: what differs, who says what, and where to look it up.

use std::io::{self, Write};

use super::cell::cell;
use super::format::Format;
use super::short::{severity_word, standing};
use super::view::ReportView;
use crate::check::CitedWords;
use crate::finding::Finding;

const HEADINGS: [&str; 19] = [
    "rank",
    "severity",
    "code",
    "rule",
    "standing",
    "file",
    "line",
    "column",
    "message",
    "cause",
    "measure",
    "scope",
    "from",
    "to",
    "figures",
    "sources",
    "links",
    "help",
    "fingerprint",
];

/// The format.
pub(super) static CSV: Format = Format {
    cited_words: true,
    ..Format::new("csv", "For a spreadsheet: one row per finding", |out, view, _| csv(out, view))
};

/// Writes a row for each finding (RFC 4180, UTF-8 with a byte order mark, as spreadsheets misread it otherwise).
///
/// The figures, sources and links of a finding's claims are lists of equal length, separated by ` | `.
fn csv(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    write!(out, "\u{FEFF}{}\r\n", HEADINGS.join(","))?;
    for finding in view.findings() {
        let cells = row(view, finding).map(|text| cell(&text));
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

fn row(view: &ReportView<'_>, finding: &Finding) -> [String; 19] {
    let source = view.sources.get(finding.at.file);
    let at = source.position(finding.mark.start);
    let fact = finding.fact.as_ref();
    let day = |day: Option<&Option<String>>| day.cloned().flatten().unwrap_or_default();
    let scope = fact.map(|fact| {
        let pairs = fact.scope.iter().map(|(key, name)| format!("{key}={name}"));
        pairs.collect::<Vec<_>>().join("; ")
    });
    let mut figures = Vec::new();
    let mut sources = Vec::new();
    let mut links = Vec::new();
    for cited in &finding.claims {
        match view.report.cited.get(cited) {
            Some(CitedWords { value, origin, via, url }) => {
                figures.push(value.clone());
                sources.push(origin.iter().chain(via).cloned().collect::<Vec<_>>().join(" > "));
                links.push(url.clone().unwrap_or_default());
            }
            None => {
                figures.push(cited.label.clone());
                sources.push(String::new());
                links.push(String::new());
            }
        }
    }
    let list = |entries: Vec<String>| {
        if entries.iter().all(String::is_empty) { String::new() } else { entries.join(" | ") }
    };
    [
        finding.rank.to_string(),
        severity_word(finding.severity).to_owned(),
        finding.code.0.to_owned(),
        view.rule_name(finding).to_owned(),
        finding.standing.map_or_else(String::new, |of| standing(of).to_owned()),
        source.name().to_owned(),
        at.line.to_string(),
        at.column.to_string(),
        finding.message.clone(),
        finding.cause.as_ref().map(|cause| cause.text.clone()).unwrap_or_default(),
        fact.map(|fact| fact.measure.clone()).unwrap_or_default(),
        scope.unwrap_or_default(),
        day(fact.map(|fact| &fact.from)),
        day(fact.map(|fact| &fact.to)),
        list(figures),
        list(sources),
        list(links),
        finding.help.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "),
        finding.fingerprint.clone(),
    ]
}
