//! Lists every claim in its normal form, for other tools: one JSON object per line, a table, or comma-separated
//! values.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::cell::cell;
use super::json;
use super::visible::with_visible_controls;

/// One claim of one origin, with canonical names and resolved figures and dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub struct ClaimRow {
    pub id: String,
    pub file: String,
    pub line: u32,
    pub measure: String,
    /// The scope keys that are set, in key order.
    #[serde(serialize_with = "as_object")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub scope: Vec<(String, String)>,
    pub value: Value,
    pub time: Option<ClaimTime>,
    pub mode: Option<String>,
    /// None for the outlet's own voice.
    pub origin: Option<String>,
    /// The relays, from the origin outwards.
    pub via: Vec<String>,
    pub said: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    /// `current`, `revised` or `retracted`.
    pub status: &'static str,
    /// The other details, as key and value; left out where there is none.
    #[serde(serialize_with = "as_object", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub details: Vec<(String, String)>,
}

/// The value of a claim. Figures are exact strings (`1/3` if no decimal is finite); an open end is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub enum Value {
    /// A figure: its soft span, and its hard span where that differs.
    Number {
        text: String,
        low: Option<String>,
        high: Option<String>,
        low_open: bool,
        high_open: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        hard_low: Option<Option<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hard_high: Option<Option<String>>,
        unit: Option<String>,
        /// How it changed, if the claim says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        change: Option<Box<Change>>,
    },
    /// A day or another stretch of time.
    Date { text: String, from: Option<String>, to: Option<String> },
    /// A name, canonical.
    Name { text: String, name: String },
    /// A whole set, or what it includes or excludes.
    Set { text: String, members: Vec<String>, includes: Vec<String>, excludes: Vec<String> },
    /// Yes or no.
    Truth { text: String, truth: bool },
    /// Somebody's words.
    Quote { text: String },
}

/// How a figure changed. Every figure is a hard span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub struct Change {
    pub text: String,
    /// `up` or `down`.
    pub direction: &'static str,
    /// By how much; none if the claim does not say.
    pub by: Option<ChangeRange>,
    /// The earlier figure, in the unit of the value.
    pub from: Option<Ends>,
    /// The first and last day at which the earlier figure was true; `first/last` if they differ.
    pub since: Option<String>,
}

/// By how much a figure changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub struct ChangeRange {
    /// `amount`, `percent`, `points` or `times`.
    pub kind: &'static str,
    #[serde(flatten)]
    pub ends: Ends,
}

/// A span of figures; an open end is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub struct Ends {
    pub low: Option<String>,
    pub high: Option<String>,
}

/// The time at which a claim is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the word of the published format")]
pub struct ClaimTime {
    pub text: String,
    /// `instant` or `period`.
    pub kind: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
    pub approximate: bool,
    pub uncertain: bool,
}

/// How the claims are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One JSON object per line, with all fields.
    Json,
    /// Aligned columns for reading.
    Table,
    /// Comma-separated values (RFC 4180), with a line of headings.
    Csv,
}

/// Writes every claim.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn claims(out: &mut dyn Write, rows: &[ClaimRow], layout: Layout) -> io::Result<()> {
    match layout {
        Layout::Json => rows.iter().try_for_each(|row| json::json_line(out, row)),
        Layout::Csv => {
            writeln!(out, "{}", HEADINGS.join(","))?;
            rows.iter().try_for_each(|row| writeln!(out, "{}", row.cells().map(|text| cell(&text)).join(",")))
        }
        Layout::Table => table(out, rows),
    }
}

const HEADINGS: [&str; 11] =
    ["id", "measure", "scope", "value", "time", "mode", "origin", "via", "said", "published", "status"];

impl ClaimRow {
    /// The text of the row under each heading.
    fn cells(&self) -> [String; 11] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let scope: Vec<String> = self.scope.iter().map(|(key, name)| format!("{key}={name}")).collect();
        [
            self.id.clone(),
            self.measure.clone(),
            scope.join(";"),
            self.value.words(),
            self.time.as_ref().map_or_else(String::new, ClaimTime::words),
            text(&self.mode),
            text(&self.origin),
            self.via.join(" > "),
            text(&self.said),
            text(&self.published),
            self.status.to_owned(),
        ]
    }
}

impl Value {
    /// The value in a few words.
    fn words(&self) -> String {
        match self {
            Self::Number { low, high, unit, .. } => {
                let figure = between(low.as_deref(), high.as_deref());
                unit.as_ref().map_or_else(|| figure.clone(), |unit| format!("{figure} {unit}"))
            }
            Self::Date { from, to, .. } => between(from.as_deref(), to.as_deref()),
            Self::Name { name, .. } => name.clone(),
            Self::Set { members, includes, excludes, .. } => {
                let mut parts = Vec::new();
                if !members.is_empty() || (includes.is_empty() && excludes.is_empty()) {
                    parts.push(format!("{{{}}}", members.join(", ")));
                }
                parts.extend(includes.iter().map(|name| format!("includes {name}")));
                parts.extend(excludes.iter().map(|name| format!("excludes {name}")));
                parts.join("; ")
            }
            Self::Truth { truth, .. } => truth.to_string(),
            Self::Quote { text } => text.clone(),
        }
    }
}

impl ClaimTime {
    /// The day, or the first and the last.
    pub(super) fn words(&self) -> String {
        between(self.from.as_deref(), self.to.as_deref())
    }
}

/// One figure or day if both ends are the same, else both ends; an open end is left out.
fn between(low: Option<&str>, high: Option<&str>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_owned(),
        (low, high) => format!("{}..{}", low.unwrap_or(""), high.unwrap_or("")),
    }
}

fn table(out: &mut dyn Write, rows: &[ClaimRow]) -> io::Result<()> {
    let cells: Vec<[String; 11]> =
        rows.iter().map(|row| row.cells().map(|cell| with_visible_controls(&cell).into_owned())).collect();
    let mut wide = HEADINGS.map(str::len);
    for row in &cells {
        for (wide, cell) in wide.iter_mut().zip(row) {
            *wide = (*wide).max(cell.width());
        }
    }
    let mut line = String::new();
    let mut write = |row: &[&str]| {
        line.clear();
        for (cell, wide) in row.iter().zip(wide) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', wide - cell.width() + 2));
        }
        writeln!(out, "{}", line.trim_end())
    };
    write(&HEADINGS)?;
    cells.iter().try_for_each(|row| write(&row.each_ref().map(String::as_str)))
}

/// Keys and names as one object.
fn as_object<S: serde::Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    json::map(pairs, serializer)
}
