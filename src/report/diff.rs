//! The difference between two states of a corpus: claims by what they are about, findings by their fingerprints.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::claims::{ClaimRow, Value};
use super::json;
use super::markdown::fenced;
use super::short::severity_word;
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use crate::check::{Report, fingerprints};
use crate::finding::Finding;
use crate::rules;
use crate::source::Sources;

/// One state of a corpus.
#[derive(Debug)]
pub struct CorpusState {
    /// Its claims.
    pub claims: Vec<ClaimRow>,
    /// Its report.
    pub report: Report,
    /// Its texts.
    pub sources: Sources,
}

/// A claim that is in both states and differs between them.
#[derive(Debug, Serialize, JsonSchema)]
struct Changed<'a> {
    old: &'a ClaimRow,
    new: &'a ClaimRow,
}

/// A finding of one state.
#[derive(Debug, Serialize, JsonSchema)]
struct FindingRow<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'static str,
    file: &'a str,
    line: u32,
    message: &'a str,
    fingerprint: &'a str,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
struct ClaimChanges<'a> {
    added: Vec<&'a ClaimRow>,
    gone: Vec<&'a ClaimRow>,
    changed: Vec<Changed<'a>>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
struct FindingChanges<'a> {
    appeared: Vec<FindingRow<'a>>,
    disappeared: Vec<FindingRow<'a>>,
}

/// What has changed between two states.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diff<'a> {
    schema: &'static str,
    claims: ClaimChanges<'a>,
    findings: FindingChanges<'a>,
}

/// How the changes are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffLayout {
    /// Lines for reading.
    Text,
    /// One JSON object.
    Json,
    /// A comment on a pull request.
    Markdown,
}

impl<'a> Diff<'a> {
    /// Compares two states. A claim is identified by its label, or without one by its measure, scope, time and
    /// sources; lines and files do not matter.
    #[must_use]
    pub fn new(old: &'a CorpusState, new: &'a CorpusState) -> Self {
        let mut before: BTreeMap<Key<'a>, VecDeque<&'a ClaimRow>> = BTreeMap::new();
        old.claims.iter().for_each(|claim| before.entry(key(claim)).or_default().push_back(claim));
        let mut claims = ClaimChanges::default();
        let mut rest: Vec<&'a ClaimRow> = Vec::new();
        // Unchanged claims are matched first, so that of two claims about one fact the right one counts as changed.
        for claim in &new.claims {
            let same = before.get_mut(&key(claim)).and_then(|found| {
                let at = found.iter().position(|old| without_place(old) == without_place(claim))?;
                found.remove(at)
            });
            if same.is_none() {
                rest.push(claim);
            }
        }
        for claim in rest {
            match before.get_mut(&key(claim)).and_then(VecDeque::pop_front) {
                Some(old) => claims.changed.push(Changed { old, new: claim }),
                None => claims.added.push(claim),
            }
        }
        claims.gone = before.into_values().flatten().collect();
        claims.gone.sort_by(|a, b| (&a.file, a.line, &a.id).cmp(&(&b.file, b.line, &b.id)));
        let fingerprints_of = |state: &'a CorpusState| -> BTreeSet<&'a String> {
            state.report.findings.iter().flat_map(fingerprints).collect()
        };
        let rows = |state: &'a CorpusState, known: &BTreeSet<&String>| {
            let new = state.report.findings.iter().flat_map(|finding| unknown(finding, known));
            new.map(|finding| row(finding, &state.sources)).collect()
        };
        let findings = FindingChanges {
            appeared: rows(new, &fingerprints_of(old)),
            disappeared: rows(old, &fingerprints_of(new)),
        };
        Self { schema: "gainsay-diff/1", claims, findings }
    }

    /// Whether there are findings that were not in the old state.
    #[must_use]
    pub fn has_new_findings(&self) -> bool {
        !self.findings.appeared.is_empty()
    }

    /// Writes the changes.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write, layout: DiffLayout) -> io::Result<()> {
        match layout {
            DiffLayout::Json => json::json_line(out, self),
            DiffLayout::Text => {
                for (head, lines) in self.sections() {
                    writeln!(out, "{head}:")?;
                    lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
                    writeln!(out)?;
                }
                writeln!(out, "{}", self.summary())
            }
            DiffLayout::Markdown => {
                writeln!(out, "## gainsay: {}\n", self.summary())?;
                for (head, lines) in self.sections() {
                    writeln!(out, "<details>\n<summary>{head} ({})</summary>\n", lines.len())?;
                    writeln!(out, "{}\n\n</details>\n", fenced(&lines))?;
                }
                Ok(())
            }
        }
    }

    /// `2 claims added, none gone, 1 changed; 1 finding appeared, none disappeared`.
    fn summary(&self) -> String {
        let (claims, findings) = (&self.claims, &self.findings);
        let rest = |number: usize| if number == 0 { "none".to_owned() } else { number.to_string() };
        format!(
            "{} added, {} gone, {} changed; {} appeared, {} disappeared",
            grouped_plural(claims.added.len(), "claim"),
            rest(claims.gone.len()),
            rest(claims.changed.len()),
            grouped_plural(findings.appeared.len(), "finding"),
            rest(findings.disappeared.len())
        )
    }

    /// The sections of the text output, each with its lines.
    fn sections(&self) -> Vec<(&'static str, Vec<String>)> {
        let finding = |row: &FindingRow<'_>| {
            let FindingRow { code, rule, severity, file, line, message, .. } = row;
            let (file, message) = (with_visible_controls(file), with_visible_controls(message));
            format!("{severity}[{code} {rule}] {file}:{line}: {message}")
        };
        let claim = |claim: &&ClaimRow| {
            format!("{}: {}", description(claim), with_visible_controls(value_text(claim)))
        };
        let changed = |Changed { old, new }: &Changed<'_>| {
            let (before, after) =
                (with_visible_controls(value_text(old)), with_visible_controls(value_text(new)));
            if before == after {
                format!("{}: {before} (other details)", description(new))
            } else {
                format!("{}: {before} → {after}", description(new))
            }
        };
        let sections = [
            ("findings that appeared", self.findings.appeared.iter().map(finding).collect()),
            ("findings that disappeared", self.findings.disappeared.iter().map(finding).collect()),
            ("claims added", self.claims.added.iter().map(claim).collect()),
            ("claims gone", self.claims.gone.iter().map(claim).collect()),
            ("claims changed", self.claims.changed.iter().map(changed).collect::<Vec<String>>()),
        ];
        sections.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

/// The new findings in a finding: itself; of a fold with some known members, each of the others.
fn unknown<'a>(finding: &'a Finding, known: &BTreeSet<&String>) -> Vec<&'a Finding> {
    let is_unknown = |finding: &&Finding| !known.contains(&finding.fingerprint);
    let new: Vec<&Finding> = finding.members.iter().filter(is_unknown).collect();
    if new.len() < finding.members.len() {
        return new;
    }
    let is_whole = !finding.members.is_empty() || is_unknown(&finding);
    is_whole.then_some(finding).into_iter().collect()
}

fn row<'a>(finding: &'a Finding, sources: &'a Sources) -> FindingRow<'a> {
    let source = sources.get(finding.at.file);
    FindingRow {
        code: finding.code.0,
        rule: rules::by_code(finding.code).map_or(finding.code.0, |rule| rule.name),
        severity: severity_word(finding.severity),
        file: source.name(),
        line: source.line_of(finding.mark.start),
        message: &finding.message,
        fingerprint: &finding.fingerprint,
    }
}

/// What identifies a claim.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Label {
        label: &'a str,
        measure: &'a str,
        origin: Option<&'a str>,
    },
    Fact {
        measure: &'a str,
        scope: &'a [(String, String)],
        /// The first and the last day.
        time: Option<(Option<&'a str>, Option<&'a str>)>,
        origin: Option<&'a str>,
        via: &'a [String],
    },
}

fn key(claim: &ClaimRow) -> Key<'_> {
    let origin = claim.origin.as_deref();
    if has_label(claim) {
        return Key::Label { label: &claim.id, measure: &claim.measure, origin };
    }
    let time = claim.time.as_ref().map(|time| (time.from.as_deref(), time.to.as_deref()));
    Key::Fact { measure: &claim.measure, scope: &claim.scope, time, origin, via: &claim.via }
}

/// Whether a claim has a label: without one its id begins with its file.
fn has_label(claim: &ClaimRow) -> bool {
    !claim.id.strip_prefix(claim.file.as_str()).is_some_and(|rest| rest.starts_with(':'))
}

/// A claim without its place, and without its id if that is a place.
fn without_place(claim: &ClaimRow) -> ClaimRow {
    let id = if has_label(claim) { claim.id.clone() } else { String::new() };
    ClaimRow { id, file: String::new(), line: 0, ..claim.clone() }
}

/// What a claim is about and who says it, in words.
fn description(claim: &ClaimRow) -> String {
    let mut text = String::new();
    if has_label(claim) {
        text.push_str(&format!("@{} ", claim.id));
    }
    text.push_str(&claim.measure);
    for (key, name) in &claim.scope {
        text.push_str(&format!(", {key} {name}"));
    }
    if let Some(time) = &claim.time {
        text.push_str(&format!(", {}", time.words()));
    }
    if let Some(origin) = &claim.origin {
        text.push_str(&format!(", by {origin}"));
    }
    if !claim.via.is_empty() {
        text.push_str(&format!(", via {}", claim.via.join(" via ")));
    }
    with_visible_controls(&text).into_owned()
}

/// The value of a claim as written.
fn value_text(claim: &ClaimRow) -> &str {
    match &claim.value {
        Value::Number { text, .. }
        | Value::Date { text, .. }
        | Value::Name { text, .. }
        | Value::Set { text, .. }
        | Value::Truth { text, .. }
        | Value::Quote { text } => text,
    }
}
