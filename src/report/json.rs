//! The report as JSON for programs, `gainsay-report/1`: fields may be added, and are never changed or removed.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::format::Format;
use super::region::{LineRange, Location, line_ranges};
use super::short::{severity_word, standing};
use super::view::ReportView;
use crate::check::Summary;
use crate::finding::{Fact, Finding};
use crate::source::is_hidden;

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// The format.
pub(super) static JSON: Format = Format::new(
    "json",
    "For programs; `gainsay explain report-schema` prints its JSON Schema",
    |out, view, _| json(out, view),
);

/// Writes the report as one JSON object, with one finding per line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn json(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    out.write_all(b"{\"schema\":\"gainsay-report/1\",\n\"tool\":")?;
    value(out, &Tool { name: "gainsay", version: env!("CARGO_PKG_VERSION") })?;
    out.write_all(b",\n\"summary\":")?;
    value(out, &SummaryRow { summary: &view.report.summary, held_back: view.held_back() })?;
    out.write_all(b",\n\"today\":")?;
    value(out, &view.report.today)?;
    out.write_all(b",\n\"findings\":[")?;
    let mut first = true;
    let mut line = Vec::new();
    for finding in view.findings() {
        line.clear();
        line.extend_from_slice(if first { b"\n" } else { b",\n" });
        first = false;
        finding_row(&mut line, view, finding)?;
        out.write_all(&line)?;
    }
    out.write_all(if first { b"]}\n" } else { b"\n]}\n" })
}

/// Appends a finding to a line, as one JSON object.
pub(super) fn finding_row(line: &mut Vec<u8>, view: &ReportView<'_>, finding: &Finding) -> io::Result<()> {
    append(line, &FindingRow::of(finding, view))
}

/// Writes a value as JSON without hidden characters.
pub(super) fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::new();
    append(&mut line, value)?;
    out.write_all(&line)
}

/// Writes a value as one JSON object on a line of its own.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn json_line(out: &mut dyn Write, row: &impl Serialize) -> io::Result<()> {
    value(out, row)?;
    out.write_all(b"\n")
}

/// Appends a value to a line: a vector takes the many small pieces of an object faster than a writer does.
pub(super) fn append(line: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(line, EscapeHidden);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// JSON without blanks, in which bidirectional and other hidden characters are escaped like control characters.
struct EscapeHidden;

impl serde_json::ser::Formatter for EscapeHidden {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        // Most text is ASCII, where only DEL is hidden and not escaped already.
        if fragment.is_ascii() && !fragment.contains(['\u{7F}', '#']) {
            return out.write_all(fragment.as_bytes());
        }
        // GitHub obeys this marker anywhere in a log line.
        if let Some((before, after)) = fragment.split_once("##[") {
            self.write_string_fragment(out, before)?;
            out.write_all(b"##\\u005b")?;
            return self.write_string_fragment(out, after);
        }
        while let Some((at, hidden)) = rest.char_indices().find(|&(_, c)| is_hidden(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The counts of a run, in the order in which the schema lists them.
struct SummaryRow<'r> {
    summary: &'r Summary,
    held_back: usize,
}

#[derive(Serialize)]
struct ArchiveRow {
    files: usize,
    claims: usize,
}

impl Serialize for SummaryRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let held_back = self.held_back;
        let &Summary {
            files,
            statements,
            claims,
            sources,
            series,
            errors,
            warnings,
            notes,
            slips,
            disputed,
            accepted,
            baselined,
            reopened,
            rows,
            refused,
            skipped,
            archive_files,
            archive_claims,
            compared,
            filled_in,
            passed_over,
        } = self.summary;
        let counts = [
            ("files", files),
            ("statements", statements),
            ("claims", claims),
            ("sources", sources),
            ("series", series),
            ("errors", errors),
            ("warnings", warnings),
            ("notes", notes),
            ("slips", slips),
            ("disputed", disputed),
            ("accepted", accepted),
            ("baselined", baselined),
            ("reopened", reopened),
            ("held_back", held_back),
            ("rows", rows),
            ("refused", refused),
            ("skipped", skipped),
            ("compared", compared),
            ("filled_in", filled_in),
            ("passed_over", passed_over),
        ];
        let mut map = serializer.serialize_map(None)?;
        counts.iter().try_for_each(|(name, count)| map.serialize_entry(name, count))?;
        if archive_files > 0 {
            map.serialize_entry("archive", &ArchiveRow { files: archive_files, claims: archive_claims })?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct FindingRow<'a> {
    rule: &'a str,
    code: &'a str,
    severity: &'static str,
    standing: Option<&'static str>,
    at: Location<'a>,
    mark: LineRange,
    message: &'a str,
    help: &'a [String],
    cause: Option<CauseRow<'a>>,
    odd: Option<&'a str>,
    fact: Option<FactRow<'a>>,
    reasoning: &'a [String],
    claims: Vec<CitedRow<'a>>,
    laws: Vec<LawRow<'a>>,
    rank: u32,
    members: Vec<FindingRow<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct CauseRow<'a> {
    kind: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct FactRow<'a> {
    measure: &'a str,
    #[serde(serialize_with = "map")]
    scope: &'a [(String, String)],
    from: Option<&'a str>,
    to: Option<&'a str>,
}

#[derive(Serialize)]
struct CitedRow<'a> {
    id: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    mark: LineRange,
    core: bool,
    repair: bool,
    suspect: bool,
    label: &'a str,
}

#[derive(Serialize)]
struct LawRow<'a> {
    file: &'a str,
    line: u32,
    text: &'a str,
}

impl<'a> FindingRow<'a> {
    fn of(finding: &'a Finding, view: &ReportView<'a>) -> Self {
        let sources = view.sources;
        let (at, mark) = line_ranges(finding.at, finding.mark, sources);
        let claims = finding.claims.iter().map(|claim| {
            let (Location { file, line, column, end_line, end_column, cell: _ }, mark) =
                line_ranges(claim.place, claim.mark, sources);
            CitedRow {
                id: &claim.id,
                file,
                line,
                column,
                end_line,
                end_column,
                mark,
                core: claim.core,
                repair: claim.repair,
                suspect: claim.suspect,
                label: &claim.label,
            }
        });
        let laws = finding.laws.iter().map(|law| LawRow {
            file: sources.get(law.place.file).name(),
            line: sources.position(law.place).line,
            text: &law.text,
        });
        Self {
            rule: view.rule_name(finding),
            code: finding.code.0,
            severity: severity_word(finding.severity),
            standing: finding.standing.map(standing),
            at,
            mark,
            message: &finding.message,
            help: &finding.help,
            cause: finding.cause.as_ref().map(|cause| CauseRow { kind: cause.kind, text: &cause.text }),
            odd: finding.outlier.as_deref(),
            fact: finding.fact.as_ref().map(FactRow::of),
            reasoning: &finding.reasoning,
            claims: claims.collect(),
            laws: laws.collect(),
            rank: finding.rank,
            members: finding.members.iter().map(|member| Self::of(member, view)).collect(),
            fingerprint: &finding.fingerprint,
        }
    }
}

impl<'a> FactRow<'a> {
    fn of(fact: &'a Fact) -> Self {
        Self {
            measure: &fact.measure,
            scope: &fact.scope,
            from: fact.from.as_deref(),
            to: fact.to.as_deref(),
        }
    }
}

/// Pairs as one object, in the same order.
pub(super) fn map<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (key, name) in pairs {
        map.serialize_entry(key, name)?;
    }
    map.end()
}
