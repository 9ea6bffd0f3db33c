//! The report for programs: `gainsay-report/1`, a promise that only ever grows.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::short::word;
use super::visible::is_hidden;
use super::{Fingerprints, Told};
use crate::check::Summary;
use crate::finding::{Fact, Finding, Standing};
use crate::source::{Place, Sources};

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Writes the report as one JSON object, a finding a line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn json(out: &mut dyn Write, told: &Told<'_>) -> io::Result<()> {
    out.write_all(b"{\"schema\":\"gainsay-report/1\",\n\"tool\":")?;
    value(out, &Tool { name: "gainsay", version: env!("CARGO_PKG_VERSION") })?;
    out.write_all(b",\n\"summary\":")?;
    value(out, &SummaryRow::of(&told.report.summary, told.held_back()))?;
    out.write_all(b",\n\"today\":")?;
    value(out, &told.report.today)?;
    out.write_all(b",\n\"findings\":[")?;
    // Those that are held back have their fingerprints counted too, so that an ordinal never depends on a limit.
    let mut shown = told.findings().peekable();
    let mut prints = Fingerprints::default();
    let mut first = true;
    for finding in &told.report.findings {
        let rule = told.rule_name(finding);
        let fingerprint = prints.next(finding, rule, told.sources);
        if shown.next_if(|next| std::ptr::eq(*next, finding)).is_none() {
            continue;
        }
        out.write_all(if first { b"\n" } else { b",\n" })?;
        first = false;
        value(out, &FindingRow::of(finding, rule, fingerprint, told.sources))?;
    }
    out.write_all(if first { b"]}\n" } else { b"\n]}\n" })
}

/// Writes a value as JSON in which no character is hidden.
pub(super) fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Visible);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// JSON without blanks, in which bidirectional and other hidden characters are escaped like control characters.
struct Visible;

impl serde_json::ser::Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
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

#[derive(Serialize)]
struct SummaryRow {
    files: usize,
    statements: usize,
    claims: usize,
    sources: usize,
    series: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    slips: usize,
    disputed: usize,
    accepted: usize,
    baselined: usize,
    held_back: usize,
}

impl SummaryRow {
    fn of(summary: &Summary, held_back: usize) -> Self {
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
        } = summary;
        Self {
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
            held_back,
        }
    }
}

/// A stretch of a text: lines and columns from one, columns in characters, the end one past the last character.
#[derive(Serialize)]
struct Stretch {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Stretch {
    fn of(place: Place, sources: &Sources) -> Self {
        let source = sources.get(place.file);
        let start = source.position(place.span.start);
        let end = source.position(place.span.end.max(place.span.start));
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    #[serde(flatten)]
    stretch: Stretch,
}

impl<'a> At<'a> {
    fn of(place: Place, sources: &'a Sources) -> Self {
        Self { file: sources.get(place.file).name(), stretch: Stretch::of(place, sources) }
    }
}

#[derive(Serialize)]
struct FindingRow<'a> {
    rule: &'a str,
    code: &'a str,
    severity: &'static str,
    standing: Option<&'static str>,
    at: At<'a>,
    mark: Stretch,
    message: &'a str,
    help: &'a [String],
    cause: Option<CauseRow<'a>>,
    odd: Option<&'a str>,
    fact: Option<FactRow<'a>>,
    reasoning: &'a [String],
    claims: Vec<CitedRow<'a>>,
    laws: Vec<LawRow<'a>>,
    fingerprint: String,
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
    #[serde(flatten)]
    at: At<'a>,
    mark: Stretch,
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
    fn of(finding: &'a Finding, rule: &'a str, fingerprint: String, sources: &'a Sources) -> Self {
        let mark = |file, span| Stretch::of(Place { file, span }, sources);
        let claims = finding.claims.iter().map(|claim| CitedRow {
            id: &claim.id,
            at: At::of(claim.place, sources),
            mark: mark(claim.place.file, claim.mark),
            core: claim.core,
            repair: claim.repair,
            suspect: claim.suspect,
            label: &claim.label,
        });
        let laws = finding.laws.iter().map(|law| LawRow {
            file: sources.get(law.place.file).name(),
            line: sources.position(law.place).line,
            text: &law.text,
        });
        Self {
            rule,
            code: finding.code.0,
            severity: word(finding.severity),
            standing: finding.standing.map(|standing| match standing {
                Standing::Slip => "slip",
                Standing::Disputed => "disputed",
            }),
            at: At::of(finding.at, sources),
            mark: mark(finding.at.file, finding.mark),
            message: &finding.message,
            help: &finding.help,
            cause: finding.cause.as_ref().map(|cause| CauseRow { kind: cause.kind, text: &cause.text }),
            odd: finding.odd.as_deref(),
            fact: finding.fact.as_ref().map(FactRow::of),
            reasoning: &finding.reasoning,
            claims: claims.collect(),
            laws: laws.collect(),
            fingerprint,
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

/// Pairs as one object, in their order.
pub(super) fn map<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (key, name) in pairs {
        map.serialize_entry(key, name)?;
    }
    map.end()
}
