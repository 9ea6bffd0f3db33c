//! SARIF 2.1.0, as GitHub code scanning and other tools read it.
//!
//! GitHub refuses files of more than 10 MB (compressed), 25,000 results or 1,000 places per result, and shows 5,000
//! results with 100 places each. What is beyond is left out, the least important first, and a notification in the
//! file says how much.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::explain::doc_lines;
use super::format::{Format, Sort};
use super::json::append;
use super::region::LineRange;
use super::repository::uri;
use super::sections::sections;
use super::short::{severity_word, standing, title};
use super::summary::grouped_plural;
use super::view::{ReportView, by_gravity};
use super::visible::with_visible_controls;
use crate::finding::{Finding, Severity};
use crate::rules::{DefaultLevel, Rule};
use crate::source::{FileId, Span};

/// How many findings are written, and how many together with accepted ones.
const MAX_FINDINGS: usize = 5_000;
const MAX_RESULTS: usize = 25_000;

/// How many places of a finding are written.
const MAX_PLACES: usize = 100;

/// The largest size of the file in bytes, before compression.
const MAX_BYTES: usize = 10_000_000;

/// Space that is kept free for the end of the file.
const RESERVED: usize = 10_000;

/// The format.
pub(super) static SARIF: Format = Format {
    sort: Sort::Gravity,
    ..Format::new("sarif", "SARIF 2.1.0, for GitHub code scanning and others", |out, view, _| {
        sarif(out, view)
    })
};

/// Writes the report as one run, with one result per line.
fn sarif(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut text = Vec::new();
    text.extend_from_slice(b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n\"tool\":");
    let rules: Vec<Value> = view.rules.iter().map(|rule| rule_entry(rule)).collect();
    let driver = json!({
        "name": "gainsay",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    append(&mut text, &json!({ "driver": driver }))?;
    text.extend_from_slice(b",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
    let byte_limit = view.host_limit(MAX_BYTES - RESERVED);
    let findings: Vec<&Finding> = view.findings().collect();
    let mut order: Vec<&Finding> = findings.clone();
    if findings.len() > view.host_limit(MAX_FINDINGS) {
        order.sort_by_key(|finding| by_gravity(finding));
        order.truncate(MAX_FINDINGS);
    }
    let mut written = 0;
    let mut row = Vec::new();
    let mut add = |result: &Value| -> io::Result<bool> {
        row.clear();
        row.extend_from_slice(if written == 0 { b"\n" } else { b",\n" });
        append(&mut row, result)?;
        let fits = text.len() + row.len() <= byte_limit;
        if fits {
            text.extend_from_slice(&row);
            written += 1;
        }
        Ok(fits)
    };
    let mut shown = 0;
    for finding in order {
        if !add(&result(view, finding, None))? {
            break;
        }
        shown += 1;
    }
    let mut written_not_counted = 0;
    let accepted = view.report.accepted.iter().map(|accepted| {
        (
            &accepted.finding,
            NotCounted { kind: "inSource", because: with_visible_controls(&accepted.because).into_owned() },
        )
    });
    let known = view.report.known.iter().map(|finding| {
        (finding, NotCounted { kind: "external", because: "known from the baseline".to_owned() })
    });
    for (finding, not_counted) in accepted.chain(known).take(view.host_limit(MAX_RESULTS - MAX_FINDINGS)) {
        if !add(&result(view, finding, Some(&not_counted)))? {
            break;
        }
        written_not_counted += 1;
    }
    text.extend_from_slice(if written == 0 { b"],\n" } else { b"\n],\n" });
    let unread = view.unread.iter().take(view.host_limit(MAX_PLACES));
    let mut notes: Vec<Value> = unread
        .map(|unread| json!({ "level": "error", "message": { "text": without_links(&with_visible_controls(unread)) } }))
        .collect();
    notes.extend(notifications(
        findings.len() - shown,
        view.report.accepted.len() + view.report.known.len() - written_not_counted,
    ));
    let invocation = json!({
        "executionSuccessful": view.unread.is_empty(),
        "toolExecutionNotifications": notes,
    });
    text.extend_from_slice(b"\"invocations\":[");
    append(&mut text, &invocation)?;
    text.extend_from_slice(b"]\n}]}\n");
    out.write_all(&text)
}

/// Notifications about what the file leaves out.
fn notifications(findings: usize, accepted: usize) -> Vec<Value> {
    let mut notes = Vec::new();
    let mut say = |number: usize, what: &str| {
        if number > 0 {
            let text = format!(
                "{} not in this file, the least grave: a code host takes no more",
                grouped_plural(number, what)
            );
            notes.push(json!({ "level": "warning", "message": { "text": text } }));
        }
    };
    say(findings, "finding");
    say(accepted, "accepted or known finding");
    notes
}

/// A rule with its page.
fn rule_entry(rule: &Rule) -> Value {
    let page: Vec<&str> = doc_lines(rule.doc).collect();
    let opening: Vec<&str> = page.iter().copied().take_while(|line| !line.starts_with('#')).collect();
    let full: String = opening.join(" ").trim().chars().take(1_000).collect();
    let level = match rule.level {
        DefaultLevel::Fixed(severity) => level(severity),
        DefaultLevel::ByStanding => "error",
        DefaultLevel::Off => "warning",
    };
    let markdown = page.join("\n");
    json!({
        "id": rule.code.0,
        "name": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": full },
        "help": { "text": markdown, "markdown": markdown },
        "defaultConfiguration": { "level": level, "enabled": rule.level != DefaultLevel::Off },
        "properties": { "tags": [rule.name] },
    })
}

fn level(severity: Severity) -> &'static str {
    // SARIF uses the same words as we do.
    severity_word(severity)
}

/// Why a finding does not count.
struct NotCounted {
    /// SARIF's word for what suppresses it.
    kind: &'static str,
    because: String,
}

/// A finding as a result; if it does not count, with the reason.
fn result(view: &ReportView<'_>, finding: &Finding, not_counted: Option<&NotCounted>) -> Value {
    let claims = finding.claims.iter().map(|cited| (cited.place.file, cited.mark, cited.label.as_str()));
    let laws = finding.laws.iter().map(|law| (law.place.file, law.place.span, law.text.as_str()));
    let places: Vec<_> = claims.chain(laws).take(view.host_limit(MAX_PLACES)).collect();
    let not_listed = finding.claims.len() + finding.laws.len() - places.len();
    let mut lines = vec![without_links(&view.host_message(finding))];
    for (number, (file, span, label)) in (1..).zip(&places) {
        let source = view.sources.get(*file);
        let path = view.host_path(*file);
        let at = format!("{}:{}", with_visible_controls(&path), source.line_of(span.start));
        lines.push(format!(
            "- {} ([{}]({number}))",
            without_links(&with_visible_controls(label)),
            without_links(&at)
        ));
    }
    if not_listed > 0 {
        lines.push(format!("- and {}", grouped_plural(not_listed, "more")));
    }
    for (name, entries) in sections(finding) {
        lines.extend(entries.iter().map(|line| format!("{name}: {}", without_links(line))));
    }
    let related: Vec<Value> = (1..)
        .zip(&places)
        .map(|(number, (file, span, label)): (u32, _)| {
            let text = if label.is_empty() {
                "see here".to_owned()
            } else {
                with_visible_controls(label).into_owned()
            };
            json!({
                "id": number,
                "message": { "text": without_links(&text) },
                "physicalLocation": physical_location(view, *file, *span),
            })
        })
        .collect();
    let members: Vec<Value> = finding
        .members
        .iter()
        .take(view.host_limit(MAX_PLACES))
        .map(|member| json!({ "message": with_visible_controls(&member.message), "fingerprint": member.fingerprint }))
        .collect();
    let mut result = json!({
        "ruleId": finding.code.0,
        "level": level(finding.severity),
        "message": { "text": lines.join("\n") },
        "locations": [{ "physicalLocation": physical_location(view, finding.at.file, finding.mark) }],
        "relatedLocations": related,
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "gainsay/v1": finding.fingerprint,
        },
        "properties": {
            "title": title(view, finding),
            "summary": with_visible_controls(&finding.message),
            "standing": finding.standing.map(standing),
            "rank": finding.rank,
            "members": members,
        },
    });
    if let Some(at) = view.rule_number(finding) {
        result["ruleIndex"] = json!(at);
    }
    if view.report.has_baseline {
        let known = not_counted.is_some_and(|not_counted| not_counted.kind == "external");
        result["baselineState"] = json!(if known { "unchanged" } else { "new" });
    }
    if let Some(NotCounted { kind, because }) = not_counted {
        result["suppressions"] = json!([{ "kind": kind, "status": "accepted", "justification": because }]);
    }
    result
}

fn physical_location(view: &ReportView<'_>, file: FileId, span: Span) -> Value {
    let at = LineRange::of(view.sources.get(file), span);
    let mut region = json!({ "startLine": at.line, "startColumn": at.column, "endLine": at.end_line });
    region["endColumn"] = json!(at.end_column.max(1));
    let path = view.host_path(file);
    let mut artifact = json!({ "uri": uri(&path) });
    if path.starts_with('/') {
        artifact["uri"] = json!(format!("file://{}", uri(&path)));
    } else {
        artifact["uriBaseId"] = json!("%SRCROOT%");
    }
    json!({ "artifactLocation": artifact, "region": region })
}

/// A text without links: in SARIF's messages brackets are links.
fn without_links(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
