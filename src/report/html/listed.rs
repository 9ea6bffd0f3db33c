//! The pages of sources and rules.

use std::io;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::article::{Article, articles};
use super::asked::related;
use super::frame::{Live, render, shown};
use super::page::source_rows;
use super::prose::blocks;
use crate::finding::Finding;
use crate::query::{Related, SourceList, SourcePair, SourceRow};
use crate::report::explain::{doc_lines, level};
use crate::report::sources::{known_through, only_passes_on, together};
use crate::report::summary::{grouped, grouped_plural};
use crate::report::view::ReportView;
use crate::rules::Rule;

/// How many findings a page of a source or a rule shows, how many series, and how many pairs of sources.
const FINDINGS: usize = 100;
const SERIES: usize = 100;
const PAIRS: usize = 40;

/// All sources.
///
/// # Errors
/// If the page cannot be made.
pub fn sources_page(live: &Live<'_>, list: &SourceList) -> io::Result<String> {
    let pairs = list.pairs.iter().take(PAIRS).map(together);
    let all = list.sources.iter();
    let lines: Vec<String> = all
        .clone()
        .filter_map(only_passes_on)
        .chain(all.filter_map(known_through))
        .take(PAIRS)
        .chain(pairs)
        .map(|line| shown(&line))
        .collect();
    let body = context! { sources => source_rows(&list.sources), lines => lines, is_list => true };
    render("source.html", "Sources", Some(live), body)
}

/// One source: how it compares with the others, what it speaks of, and the findings with it.
///
/// # Errors
/// If the page cannot be made.
pub fn source_page(
    live: &Live<'_>,
    view: &ReportView<'_>,
    list: &SourceList,
    name: &str,
    series: &[Related],
) -> io::Result<String> {
    let row: Option<&SourceRow> = list.sources.iter().find(|row| row.source == name);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(row.and_then(only_passes_on));
    lines.extend(row.and_then(known_through));
    let is_in = |pair: &&SourcePair| pair.one == name || pair.other == name;
    lines.extend(list.pairs.iter().filter(is_in).take(PAIRS).map(together));
    let lines: Vec<String> = lines.iter().map(|line| shown(line)).collect();
    let is_with = |finding: &&Finding| {
        let words = finding.claims.iter().filter_map(|claim| view.report.cited.get(claim));
        words.flat_map(|words| words.origin.iter().chain(&words.via)).any(|source| source == name)
    };
    let more = series.len().saturating_sub(SERIES);
    let body = context! {
        sources => row.map(|row| source_rows(std::slice::from_ref(row))),
        lines => lines,
        series => related(&series[..series.len() - more]),
        more => (more > 0).then(|| format!("{} more", grouped(more))),
    };
    with_findings(live, view, ("source.html", name), is_with, body)
}

/// All rules.
///
/// # Errors
/// If the page cannot be made.
pub fn rules_page(live: &Live<'_>, view: &ReportView<'_>) -> io::Result<String> {
    let rules: Vec<Value> = view
        .rules
        .iter()
        .map(|rule| {
            let findings = view.findings().filter(|finding| finding.code == rule.code).count();
            context! {
                name => rule.name,
                code => rule.code.0,
                level => level(rule.level),
                findings => findings,
                summary => shown(rule.summary()),
            }
        })
        .collect();
    render("rule.html", "Rules", Some(live), context! { rules => rules })
}

/// A rule's page, with its findings.
///
/// # Errors
/// If the page cannot be made.
pub fn rule_page(live: &Live<'_>, view: &ReportView<'_>, rule: &Rule) -> io::Result<String> {
    let body = context! {
        level => format!("By default: {}.", level(rule.level)),
        blocks => Value::from(Serde(blocks(doc_lines(rule.doc)))),
    };
    let title = format!("{} {}", rule.code.0, rule.name);
    with_findings(live, view, ("rule.html", &title), |finding| finding.code == rule.code, body)
}

/// A page of a template and a title, with the findings that fit.
fn with_findings(
    live: &Live<'_>,
    view: &ReportView<'_>,
    (template, title): (&str, &str),
    fits: impl Fn(&&Finding) -> bool,
    body: Value,
) -> io::Result<String> {
    let found: Vec<&Finding> = view.findings().filter(fits).collect();
    let findings: Vec<Article> = found.iter().take(FINDINGS).map(|one| Article::of(view, one)).collect();
    let more = found.len().saturating_sub(FINDINGS);
    let findings = context! {
        findings => articles(&findings),
        more_findings => (more > 0).then(|| grouped_plural(more, "more finding")),
    };
    render(template, title, Some(live), context! { ..body, ..findings })
}
