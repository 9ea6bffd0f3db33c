//! The CSV of Wikidata's Mismatch Finder: a row for each statement of Wikidata that another source contradicts.

use std::io::{self, Write};

use super::cell::plain_cell;
use super::format::Format;
use super::view::ReportView;
use crate::check::CitedWords;
use crate::finding::{Cited, Finding};
use crate::intake::{WikidataStatement, wikidata_statement};

/// The columns that an import has, in this order.
const HEADINGS: &str =
    "item_id,statement_guid,property_id,wikidata_value,meta_wikidata_value,external_value,external_url,type";

/// The most characters of a value or an address.
const LONGEST: usize = 1500;

/// The rules whose findings set values of one fact against each other. Those of laws, sums and times compare different ones.
const RULES: [&str; 6] = ["C101", "C102", "C112", "C116", "C118", "D101"];

/// The format.
pub(super) static MISMATCH_FINDER: Format = Format {
    cited_words: true,
    ..Format::new(
        "mismatch-finder",
        "For Wikidata's Mismatch Finder: one row per statement of Wikidata that another source contradicts",
        |out, view, _| mismatch_finder(out, view),
    )
};

/// Writes a row for each statement of Wikidata in a finding, with the first value that contradicts it.
fn mismatch_finder(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    writeln!(out, "{HEADINGS}")?;
    for finding in view.findings() {
        let members =
            if finding.members.is_empty() { std::slice::from_ref(finding) } else { &finding.members };
        for member in members.iter().filter(|member| RULES.contains(&member.code.0)) {
            for (statement, external) in mismatches(view, member) {
                let WikidataStatement { item, guid, property, value, calendar } = &statement;
                let url = external.url.as_deref().unwrap_or("");
                let row =
                    [item, guid, property, &short(value), calendar, &short(&external.value), &short(url)];
                let row: Vec<String> = row.iter().map(|text| plain_cell(text)).collect();
                writeln!(out, "{},statement", row.join(","))?;
            }
        }
    }
    Ok(())
}

/// The statements of Wikidata in a finding, each once, with what contradicts it.
fn mismatches<'v>(view: &ReportView<'v>, finding: &Finding) -> Vec<(WikidataStatement, &'v CitedWords)> {
    let has_core = finding.claims.iter().any(|cited| cited.core);
    let involved = || finding.claims.iter().filter(|cited| cited.core || !has_core);
    let statement = |cited: &Cited| wikidata_statement(view.sources.slice(cited.place));
    let mut found: Vec<(WikidataStatement, &'v CitedWords)> = Vec::new();
    for cited in involved() {
        let (Some(own), Some(says)) = (statement(cited), view.report.cited.get(cited)) else { continue };
        let others = involved().filter(|other| statement(other).is_none());
        let mut others = others.filter_map(|other| view.report.cited.get(other));
        let other = others.find(|other| differ(says, other) && other.value != own.value);
        if let Some(other) = other
            && found.iter().all(|(known, _)| known.guid != own.guid)
        {
            found.push((own, other));
        }
    }
    found
}

/// Whether two claims say different things, as far as their words show.
fn differ(one: &CitedWords, other: &CitedWords) -> bool {
    let plain = |words: &CitedWords| -> String {
        words.value.chars().filter(|c| !c.is_whitespace() && *c != ',').flat_map(char::to_lowercase).collect()
    };
    plain(one) != plain(other)
}

/// A text that is no longer than an import allows.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
