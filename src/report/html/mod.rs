//! The report as one page that works offline: findings by what they are about, the gravest first, with charts, a filter, and
//! the sources. It asks nothing of a network, and all text of a corpus is escaped.

mod article;
mod groups;

use std::io::{self, Write};

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use super::format::{Format, Sort};
use super::paint::RenderOptions;
use super::summary::{grouped_plural, summary};
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::query::SourceRow;
use groups::{Group, groups};

/// The format.
pub(super) static HTML: Format = Format {
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
    out.write_all(page(view, &found.groups, found.left_out, None)?.as_bytes())
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
        pages.push((name, page(view, &[group], 0, Some(&title))?));
    }
    pages.insert(0, ("index.html".to_owned(), page(view, &index, found.left_out, None)?));
    Ok(pages)
}

/// A page with some groups of findings; `series` is the series that alone is on it.
fn page(view: &ReportView<'_>, shown: &[Group], left_out: usize, series: Option<&str>) -> io::Result<String> {
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
    let names = |of: &dyn Fn(&article::Article) -> Vec<String>| {
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
    let visible = |row: &SourceRow| SourceRow {
        source: with_visible_controls(&row.source).into_owned(),
        ..row.clone()
    };
    let rows: Vec<SourceRow> = rows.iter().filter(|row| row.claims > 0).take(SOURCES).map(visible).collect();
    let mut environment = Environment::new();
    // The end of the name turns the escaping on.
    environment.add_template("finding.html", include_str!("finding.html")).map_err(io::Error::other)?;
    environment.add_template("page.html", PAGE).map_err(io::Error::other)?;
    let page = environment.get_template("page.html").map_err(io::Error::other)?;
    let context = context! {
        version => env!("CARGO_PKG_VERSION"),
        title => series.unwrap_or("What the sources say, and where they differ"),
        home => series.is_some(),
        style => Value::from_safe_string(include_str!("style.css").to_owned()),
        script => Value::from_safe_string(include_str!("script.js").to_owned()),
        summary => sentence,
        nothing => "Nothing to report.",
        notes => notes,
        today => view.report.today.clone(),
        groups => Value::from(Serde(&shown)),
        levels => levels,
        rules => rules,
        names => sources,
        places => places,
        accepted => accepted,
        sources => Value::from(Serde(&rows)),
    };
    let text = page.render(context).map_err(io::Error::other)?;
    Ok(format!("{}\n", text.trim_start()))
}

/// The page, which takes the markup of a finding from a file of its own.
const PAGE: &str = concat!("{% from \"finding.html\" import article %}\n", include_str!("page.html"));

/// The summary of the run: its sentence, and what else it says.
fn sentences(view: &ReportView<'_>) -> io::Result<Vec<String>> {
    let mut text = Vec::new();
    summary(&mut text, view, RenderOptions { width: 100, colour: false })?;
    let text = String::from_utf8_lossy(&text).replace('`', "");
    Ok(text.lines().map(|line| with_visible_controls(line).into_owned()).collect())
}
