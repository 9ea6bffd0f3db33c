//! The pages of what is asked: an answer, a series over time, what was searched for.

use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::article::{Article, articles, is_web};
use super::frame::{Live, STYLE, render, shown, typed};
use super::groups::{Group, group_of, group_without_findings};
use super::link;
use super::page::{PageOptions, page};
use crate::finding::Finding;
use crate::query::{
    Answer, FactAnswer, Listed, ListedKind, QueryProblem, Related, Timeline, TimelineSeries, query_for_series,
};
use crate::report::ask::{AnswerLine, answer_sections};
use crate::report::summary::grouped_plural;
use crate::report::view::ReportView;

/// How many findings an answer lists.
const FINDINGS: usize = 20;

/// How many rows of figures a series shows.
const ROWS: usize = 2000;

/// How many rows beside an answer.
const ROWS_BESIDE: usize = 250;

const NOTHING: &str = "Nothing is said of this.";

#[derive(Serialize)]
struct Fact {
    title: String,
    sections: Vec<Section>,
    link: String,
}

#[derive(Serialize)]
struct Section {
    head: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    indent: usize,
    url: Option<String>,
}

/// A name with its page and how much there is of it.
#[derive(Serialize)]
struct Linked {
    name: String,
    link: String,
    claims: String,
    kind: &'static str,
}

/// What everybody says of what is asked, with its series over time.
///
/// # Errors
/// If the page cannot be made.
pub fn answer_page(
    live: &Live<'_>,
    view: &ReportView<'_>,
    answer: &Answer,
    series: &[TimelineSeries],
) -> io::Result<String> {
    let is_about =
        |finding: &&Finding| answer.facts.iter().any(|fact| is_of(finding, fact) || cites(finding, fact));
    let findings: Vec<Article> =
        view.findings().filter(is_about).take(FINDINGS).map(|one| Article::of(view, one)).collect();
    let body = context! {
        action => "/fact",
        query => typed(&answer.query),
        other => ("The same over time", link::series(&answer.query)),
        findings => articles(&findings),
        ..answered(answer, series, ROWS_BESIDE)
    };
    render("answer.html", &title_of(answer), Some(live), body)
}

/// The same as a file for people without a terminal: it asks nothing of a network, and has no findings, as nothing was checked.
///
/// # Errors
/// If the page cannot be made.
pub fn answer_file(
    out: &mut dyn Write,
    answer: &Answer,
    series: &[TimelineSeries],
    today: &str,
) -> io::Result<()> {
    let body = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        today,
        ..answered(answer, series, ROWS_BESIDE)
    };
    out.write_all(render("answer.html", &title_of(answer), None, body)?.as_bytes())
}

/// The series that a query asks about as a file, each with its chart, what its marks say and its figures.
///
/// # Errors
/// If the page cannot be made.
pub fn timeline_file(out: &mut dyn Write, timeline: &Timeline, today: &str) -> io::Result<()> {
    let mut notes = Vec::new();
    if timeline.more > 0 {
        notes.push(format!("{} not shown.", grouped_plural(timeline.more, "more series")));
    }
    notes.extend(unread(timeline.unread));
    let body = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        today,
        series => over_time(&timeline.series, ROWS),
        nothing => timeline.series.is_empty().then_some(NOTHING),
        notes,
    };
    let title = if timeline.query.is_empty() { "Everything".to_owned() } else { timeline.query.clone() };
    out.write_all(render("answer.html", &format!("{title} over time"), None, body)?.as_bytes())
}

fn title_of(answer: &Answer) -> String {
    format!("What is said of {}", answer.query)
}

fn unread(count: usize) -> Option<String> {
    (count > 0).then(|| {
        let unread = grouped_plural(count, "statement");
        format!("{unread} could not be read and may say more; the findings of a check say why.")
    })
}

/// Series for a template.
fn over_time(series: &[TimelineSeries], rows: usize) -> Value {
    let groups: Vec<Group> = series.iter().map(|series| group_without_findings(series, rows)).collect();
    Value::from(Serde(groups))
}

/// What a page says of an answer.
fn answered(answer: &Answer, series: &[TimelineSeries], rows: usize) -> Value {
    let facts: Vec<Fact> = answer.facts.iter().map(fact).collect();
    let mut notes = Vec::new();
    if answer.more > 0 {
        notes.push(format!(
            "{} not shown: name a day, or look at it over time.",
            grouped_plural(answer.more, "earlier or other fact")
        ));
    }
    notes.extend(unread(answer.unread));
    context! {
        facts => Value::from(Serde(&facts)),
        series => over_time(series, rows),
        nothing => answer.facts.is_empty().then_some(NOTHING),
        notes => notes,
        related => related(&answer.related),
    }
}

/// Whether a finding is about a fact, at a time that shares a day with its own.
fn is_of(finding: &Finding, fact: &FactAnswer) -> bool {
    finding.fact.as_ref().is_some_and(|about| {
        about.measure == fact.measure
            && about.scope == fact.scope
            && (about.from.is_none() || about.from <= fact.to)
            && (about.to.is_none() || about.to >= fact.from)
    })
}

/// Whether a finding shows a claim of a fact.
fn cites(finding: &Finding, fact: &FactAnswer) -> bool {
    let mut said = fact.said.iter().flat_map(|said| &said.claims);
    said.any(|claim| finding.claims.iter().any(|cited| cited.id == claim.id))
}

/// Why a query is not understood.
///
/// # Errors
/// If the page cannot be made.
pub fn problem_page(
    live: &Live<'_>,
    is_series: bool,
    query: &str,
    problems: &[QueryProblem],
) -> io::Result<String> {
    let problems: Vec<Value> = problems
        .iter()
        .map(|problem| {
            let end = (problem.at.end as usize).min(query.len());
            let start = (problem.at.start as usize).min(end);
            let part = |range: std::ops::Range<usize>| shown(query.get(range).unwrap_or_default());
            let link = |query: &String| if is_series { link::series(query) } else { link::answer(query) };
            let help = problem
                .help
                .iter()
                .map(|help| context! { text => shown(&help.text), link => help.query.as_ref().map(link) });
            context! {
                message => shown(&problem.message),
                label => shown(&problem.label),
                before => part(0..start),
                mark => part(start..end),
                after => part(end..query.len()),
                help => help.collect::<Vec<Value>>(),
            }
        })
        .collect();
    let action = if is_series { "/series" } else { "/fact" };
    let body = context! { action => action, query => typed(query), problems => problems };
    render("answer.html", "This is not understood", Some(live), body)
}

/// The series that a query asks about, each with its chart, its figures and its findings.
///
/// # Errors
/// If the page cannot be made.
pub fn series_page(live: &Live<'_>, view: &ReportView<'_>, timeline: &Timeline) -> io::Result<String> {
    let series: Vec<_> = timeline.series.iter().map(|series| group_of(view, series, ROWS)).collect();
    let title = format!("{} over time", timeline.query);
    page(
        view,
        &series,
        0,
        PageOptions { series: Some(&title), query: Some(&timeline.query), live: Some(live) },
    )
}

/// What was searched for.
///
/// # Errors
/// If the page cannot be made.
pub fn search_page(live: &Live<'_>, text: &str, found: &[&Listed]) -> io::Result<String> {
    let body = context! { typed => typed(text), hits => hits(found) };
    render("search.html", "Measures, places and sources", Some(live), body)
}

/// Names with their pages.
pub(super) fn hits(found: &[&Listed]) -> Value {
    let hit = |listed: &&Listed| Linked {
        name: shown(&listed.name),
        link: link::listed(listed),
        claims: grouped_plural(listed.claims, "claim"),
        kind: match listed.kind {
            ListedKind::Measure => "measure",
            ListedKind::Scope => "place or part",
            ListedKind::Source => "source",
        },
    };
    Value::from(Serde(found.iter().map(hit).collect::<Vec<_>>()))
}

/// Series with the pages that show what is said of them.
pub(super) fn related(related: &[Related]) -> Value {
    let one = |related: &Related| Linked {
        name: shown(&related.query),
        link: link::answer(&related.query),
        claims: grouped_plural(related.claims, "claim"),
        kind: "",
    };
    Value::from(Serde(related.iter().map(one).collect::<Vec<_>>()))
}

fn fact(fact: &FactAnswer) -> Fact {
    let when = if fact.when.is_empty() { String::new() } else { format!(" {}", fact.when) };
    let sections = answer_sections(fact).into_iter().map(|section| Section {
        head: section.head,
        lines: section
            .lines
            .into_iter()
            .map(|AnswerLine { indent, text, url }| Line {
                text: shown(&text),
                indent,
                url: url.filter(|url| is_web(url)),
            })
            .collect(),
    });
    Fact {
        title: shown(&format!("{}{when}", fact.about)),
        sections: sections.collect(),
        link: link::series(&query_for_series(&fact.measure, &fact.scope)),
    }
}
