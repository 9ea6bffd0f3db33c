//! A finding as the page shows it.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::link;
use crate::finding::{Cited, Finding};
use crate::model::DRAFT;
use crate::report::sections::sections;
use crate::report::short::{severity_word, standing};
use crate::report::view::ReportView;
use crate::report::visible::with_visible_controls;
use crate::source::FileId;

/// How many claims, and how many members, a finding shows.
const CLAIMS: usize = 12;
const MEMBERS: usize = 40;

/// How many sources a finding links to.
const LINKS: usize = 8;

/// How much of a statement before and after the figure is quoted, in characters.
const QUOTED: usize = 160;

/// A finding, as an `<article>` of the page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Article {
    pub(super) fingerprint: String,
    pub(super) level: &'static str,
    pub(super) code: &'static str,
    pub(super) rule: String,
    standing: Option<&'static str>,
    message: String,
    /// Where it is.
    at: String,
    /// The place of its fact, for the filter.
    pub(super) place: String,
    /// Who says something in it.
    pub(super) sources: Vec<String>,
    claims: Vec<Claim>,
    more_claims: usize,
    sections: Vec<Section>,
    members: Vec<String>,
    more_members: usize,
    /// The page with what everybody says of its fact.
    link: Option<String>,
    /// The first few of these, except the draft, each with the address of its page.
    source_links: Vec<(String, String)>,
}

#[derive(Clone, Debug, Serialize)]
struct Claim {
    before: String,
    mark: String,
    after: String,
    label: String,
    place: String,
    url: Option<String>,
    odd: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Section {
    head: &'static str,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    text: String,
    /// Whether it is to be copied or typed: it is shown in a monospaced font.
    is_code: bool,
}

impl Article {
    /// A finding of a report.
    pub(super) fn of(view: &ReportView<'_>, finding: &Finding) -> Self {
        let cited = &view.report.cited;
        let mut sources: Vec<String> = Vec::new();
        let mut source_links: Vec<(String, String)> = Vec::new();
        for claim in &finding.claims {
            let parts = cited.get(claim);
            let of_claim = parts.into_iter().flat_map(|parts| parts.origin.iter().chain(&parts.via));
            for source in of_claim {
                let shown = with_visible_controls(source).into_owned();
                if !sources.contains(&shown) {
                    if source_links.len() < LINKS && source != DRAFT {
                        source_links.push((shown.clone(), link::source(source)));
                    }
                    sources.push(shown);
                }
            }
        }
        let mut order: Vec<&Cited> = finding.claims.iter().collect();
        order.sort_by_key(|cited| match cited {
            Cited { core: true, .. } => 0,
            Cited { suspect: true, .. } => 1,
            Cited { repair: true, .. } => 2,
            _ => 3,
        });
        let place = finding.fact.iter().flat_map(|fact| &fact.scope).find(|(key, _)| key == "place");
        let shown = sections(finding);
        // Members have a list of their own.
        let shown = shown.into_iter().filter(|(head, _)| *head != "also").map(|(head, lines)| Section {
            head,
            lines: lines
                .into_iter()
                .map(|line| match line.strip_prefix("  ") {
                    Some(code) => Line { text: code.trim().to_owned(), is_code: true },
                    None => Line { text: line.replace('`', ""), is_code: false },
                })
                .collect(),
        });
        Self {
            fingerprint: finding.fingerprint.clone(),
            level: severity_word(finding.severity),
            code: finding.code.0,
            rule: view.rule_name(finding).to_owned(),
            standing: finding.standing.map(standing),
            message: plain(&finding.message),
            at: file_and_line(view, finding.at.file, finding.mark.start),
            place: place.map_or_else(String::new, |(_, name)| with_visible_controls(name).into_owned()),
            sources,
            claims: order.iter().take(CLAIMS).map(|cited| claim(view, finding, cited)).collect(),
            more_claims: order.len().saturating_sub(CLAIMS),
            sections: shown.collect(),
            members: finding.members.iter().take(MEMBERS).map(|member| plain(&member.message)).collect(),
            more_members: finding.members.len().saturating_sub(MEMBERS),
            link: finding.fact.as_ref().map(link::fact),
            source_links,
        }
    }

    /// About how much text it puts on the page, in bytes.
    pub(super) fn size(&self) -> usize {
        let claims: usize = self
            .claims
            .iter()
            .map(|one| one.before.len() + one.mark.len() + one.after.len() + one.label.len() + 220)
            .sum();
        let lines = self.sections.iter().flat_map(|section| &section.lines);
        let lines: usize = lines.map(|line| line.text.len() + 24).sum();
        let members: usize = self.members.iter().map(|member| member.len() + 12).sum();
        700 + self.message.len() + claims + lines + members
    }
}

/// Findings for a template.
pub(super) fn articles(articles: &[Article]) -> Value {
    Value::from(Serde(articles))
}

/// A message without the backticks around names, which a page does not mark.
fn plain(message: &str) -> String {
    with_visible_controls(&message.replace('`', "")).into_owned()
}

fn claim(view: &ReportView<'_>, finding: &Finding, cited: &Cited) -> Claim {
    let source = view.sources.get(cited.place.file);
    let start = cited.place.span.start as usize;
    let end = (cited.place.span.end as usize).max(start);
    let from = (cited.mark.start as usize).clamp(start, end);
    let mark = from..(cited.mark.end as usize).clamp(from, end);
    let text = |range: std::ops::Range<usize>| source.text().get(range).unwrap_or_default();
    let one_line = |text: &str| with_visible_controls(&text.replace(['\n', '\r'], " ")).into_owned();
    let before = one_line(text(start..mark.start));
    let after = one_line(text(mark.end..end));
    let skipped = before.chars().count().saturating_sub(QUOTED);
    let before: String =
        if skipped > 0 { format!("…{}", before.chars().skip(skipped).collect::<String>()) } else { before };
    let long = after.chars().count() > QUOTED;
    let mut after: String = after.chars().take(QUOTED).collect();
    if long {
        after.push('…');
    }
    let url = view.report.cited.get(cited).and_then(|words| words.url.clone());
    Claim {
        before,
        mark: one_line(text(mark)),
        after,
        label: with_visible_controls(&cited.label).into_owned(),
        place: file_and_line(view, cited.place.file, cited.mark.start),
        url: url.filter(|url| is_web(url)),
        odd: cited.suspect && finding.claims.len() > 1,
    }
}

/// `a.claims:12`.
fn file_and_line(view: &ReportView<'_>, file: FileId, at: u32) -> String {
    with_visible_controls(&view.sources.get(file).line_spot(at)).into_owned()
}

/// Whether an address can be a link on a page: of the web, and not of a script.
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}
