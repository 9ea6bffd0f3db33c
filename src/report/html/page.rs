//! The findings of a report as one page, or as a folder of pages.

use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::article::Article;
use super::frame::{FILTER_SCRIPT, Live, STYLE, render, typed};
use super::groups::{Group, groups};
use super::link;
use crate::query::SourceRow;
use crate::report::format::{Format, Sort};
use crate::report::paint::RenderOptions;
use crate::report::summary::{grouped_plural, summary};
use crate::report::view::ReportView;
use crate::report::visible::with_visible_controls;

/// The format.
pub(in crate::report) static HTML: Format = Format {
    sort: Sort::Gravity,
    cited_words: true,
    has_overview: true,
    folder: Some(folder),
    ..Format::new("html", "A page for people without a terminal: offline, with charts and a filter", html)
};

/// The largest text of findings and charts on one page, in bytes: larger pages feel broken in a browser.
const BUDGET: usize = 4_500_000;

/// How many rows of figures a series shows where all findings are on one page.
const ROWS: usize = 250;

/// How many sources are listed.
const SOURCES: usize = 500;

/// How many accepted findings are listed.
const ACCEPTED: usize = 200;

/// Writes the page.
///
/// # Errors
/// Where `out` cannot be written to.
fn html(out: &mut dyn Write, view: &ReportView<'_>, _: RenderOptions) -> io::Result<()> {
    let found = groups(view, BUDGET, ROWS);
    out.write_all(page(view, &found.groups, found.left_out, PageOptions::default())?.as_bytes())
}

/// The same as a page that is served.
///
/// # Errors
/// If the page cannot be made.
pub fn findings_page(live: &Live<'_>, view: &ReportView<'_>) -> io::Result<String> {
    let found = groups(view, BUDGET, ROWS);
    page(view, &found.groups, found.left_out, PageOptions { live: Some(live), ..PageOptions::default() })
}

/// The pages of a folder, each with its name: `index.html` with all findings, and one for each series with its findings, its
/// chart and all its figures.
///
/// # Errors
/// Where a page cannot be made.
fn folder(view: &ReportView<'_>) -> io::Result<Vec<(String, String)>> {
    let found = groups(view, usize::MAX, usize::MAX);
    let mut index = Vec::with_capacity(found.groups.len());
    let mut pages = Vec::new();
    for (number, group) in found.groups.into_iter().enumerate() {
        if !group.has_series() {
            index.push(group);
            continue;
        }
        let name = format!("series-{}.html", number + 1);
        index.push(group.linked_to(&name));
        let title = group.about().to_owned();
        pages.push((
            name,
            page(view, &[group], 0, PageOptions { series: Some(&title), ..PageOptions::default() })?,
        ));
    }
    pages.insert(0, ("index.html".to_owned(), page(view, &index, found.left_out, PageOptions::default())?));
    Ok(pages)
}

/// Whether a page shows the whole report or only some series, and whether it is served.
#[derive(Clone, Copy, Default)]
pub(super) struct PageOptions<'a> {
    /// The title of a page that shows series and not the whole report.
    pub(super) series: Option<&'a str>,
    /// The query that the series answer.
    pub(super) query: Option<&'a str>,
    /// What it has if it is served.
    pub(super) live: Option<&'a Live<'a>>,
}

/// A page with some groups of findings.
pub(super) fn page(
    view: &ReportView<'_>,
    shown: &[Group],
    left_out: usize,
    PageOptions { series, query, live }: PageOptions<'_>,
) -> io::Result<String> {
    let mut notes: Vec<String> =
        view.unread.iter().map(|unread| format!("Not everything was checked: {unread}")).collect();
    let left_out = if series.is_some() { 0 } else { left_out + view.held_back() };
    if left_out > 0 {
        let more = grouped_plural(left_out, "more finding");
        notes.push(format!("{more}, the least grave, not on this page; `--format json` has them all."));
    }
    let mut said = sentences(view)?.into_iter();
    let sentence = said.next().unwrap_or_default();
    notes.extend(said);
    let names = |of: &dyn Fn(&Article) -> Vec<String>| {
        let articles = shown.iter().flat_map(|group| &group.findings);
        let mut names: Vec<String> = articles.flat_map(of).filter(|name| !name.is_empty()).collect();
        names.sort();
        names.dedup();
        names
    };
    let levels = ["error", "warning", "note"];
    let has_level = |level: &&str| !names(&|one| vec![one.level.to_owned()]).iter().all(|name| name != level);
    let levels: Vec<&str> = levels.into_iter().filter(has_level).collect();
    let (rules, sources, places) = (
        names(&|one| vec![one.rule.to_owned()]),
        names(&|one| one.sources.clone()),
        names(&|one| vec![one.place.clone()]),
    );
    let accepted = if series.is_some() { &[][..] } else { &view.report.accepted[..] };
    let accepted: Vec<Value> = accepted
        .iter()
        .take(ACCEPTED)
        .map(|accepted| {
            context! {
                code => accepted.finding.code.0,
                message => with_visible_controls(&accepted.finding.message),
                because => with_visible_controls(&accepted.because),
            }
        })
        .collect();
    let rows = view
        .overview
        .filter(|_| series.is_none())
        .map(|overview| &overview.sources.sources[..])
        .unwrap_or_default();
    let body = context! {
        home => series.is_some() && live.is_none(),
        skip => ("findings", "Skip to the findings"),
        style => live.is_none().then(|| Value::from_safe_string(STYLE.to_owned())),
        script => (live.is_none() && !shown.is_empty())
            .then(|| Value::from_safe_string(FILTER_SCRIPT.to_owned())),
        action => "/series",
        query => query.map(typed),
        other => query.map(|query| ("What everybody says of it", link::answer(query))),
        summary => sentence,
        nothing => if query.is_some() { "Nothing is said of this." } else { "Nothing to report." },
        notes => notes,
        today => view.report.today.clone(),
        groups => Value::from(Serde(&shown)),
        levels => levels,
        rules => rules,
        names => sources,
        places => places,
        accepted => accepted,
        sources => source_rows(rows),
    };
    render("findings.html", series.unwrap_or("What the sources say, and where they differ"), live, body)
}

/// A source in a table.
#[derive(Serialize)]
struct Row {
    link: String,
    #[serde(flatten)]
    row: SourceRow,
}

/// Sources for a template: those that say something themselves.
pub(super) fn source_rows(rows: &[SourceRow]) -> Value {
    let row = |row: &SourceRow| Row {
        link: link::source(&row.source),
        row: SourceRow { source: with_visible_controls(&row.source).into_owned(), ..row.clone() },
    };
    let rows: Vec<Row> = rows.iter().filter(|row| row.claims > 0).take(SOURCES).map(row).collect();
    Value::from(Serde(rows))
}

/// The summary of the run: its sentence, and what else it says.
pub(super) fn sentences(view: &ReportView<'_>) -> io::Result<Vec<String>> {
    let mut text = Vec::new();
    summary(&mut text, view, RenderOptions { width: 100, colour: false })?;
    let text = String::from_utf8_lossy(&text).replace('`', "");
    Ok(text.lines().map(|line| with_visible_controls(line).into_owned()).collect())
}
