//! The findings by what they are about, each group with the chart and the figures of its series.

use minijinja::Value;
use serde::Serialize;

use super::article::{Article, is_web};
use super::frame::shown;
use super::link;
use crate::finding::{Fact, Finding};
use crate::query::{Point, Standing, TimelineSeries};
use crate::report::svg::svg;
use crate::report::timeline::mark_sections;
use crate::report::view::ReportView;
use crate::report::visible::with_visible_controls;

/// The largest chart, in bytes.
const CHART: usize = 200_000;

/// The findings of a page.
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    /// How many findings have no room.
    pub(super) left_out: usize,
}

/// The findings about one series.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    about: String,
    chart: Option<Value>,
    /// What the marks of its figures say.
    mark_sections: Vec<MarkSection>,
    rows: Vec<Row>,
    more_rows: usize,
    pub(super) findings: Vec<Article>,
    /// The page of its series, where the pages are served.
    link: Option<String>,
    /// The page with its chart and figures, if that is another one.
    page: Option<String>,
}

impl Group {
    /// Whether it has a chart or figures to show on a page of its own.
    pub(super) fn has_series(&self) -> bool {
        !self.rows.is_empty()
    }

    /// What it is about.
    pub(super) fn about(&self) -> &str {
        &self.about
    }

    /// The same with its chart and figures on another page.
    pub(super) fn linked_to(&self, page: &str) -> Self {
        Self {
            chart: None,
            mark_sections: Vec::new(),
            rows: Vec::new(),
            more_rows: 0,
            page: Some(page.to_owned()),
            ..self.clone()
        }
    }
}

/// What the marks of one kind say, under a heading.
#[derive(Clone, Debug, Serialize)]
struct MarkSection {
    head: &'static str,
    lines: Vec<String>,
}

/// A figure in a table.
#[derive(Clone, Debug, Serialize)]
struct Row {
    when: String,
    value: String,
    state: &'static str,
    source: String,
    via: String,
    place: String,
    url: Option<String>,
    marked: bool,
}

/// A measure and a scope, as names.
type SeriesName = (String, Vec<(String, String)>);

/// Groups the findings, the gravest first, up to a size in bytes and so many rows of figures for a series.
pub(super) fn groups(view: &ReportView<'_>, budget: usize, rows: usize) -> Groups {
    let mut groups: Vec<(Option<SeriesName>, Group)> = Vec::new();
    let (mut size, mut left_out) = (0, 0);
    for finding in view.findings() {
        if size > budget {
            left_out += 1;
            continue;
        }
        let article = Article::of(view, finding);
        size += article.size();
        let key = finding.fact.as_ref().map(|fact| (fact.measure.clone(), fact.scope.clone()));
        if let Some((_, group)) = groups.iter_mut().find(|(known, _)| *known == key) {
            group.findings.push(article);
            continue;
        }
        let mut group = Group {
            about: finding.fact.as_ref().map_or_else(|| "How claims are written and read".to_owned(), about),
            chart: None,
            mark_sections: Vec::new(),
            rows: Vec::new(),
            more_rows: 0,
            findings: vec![article],
            link: finding.fact.as_ref().map(link::timeline_of),
            page: None,
        };
        if let Some(series) = overview_series(view, finding.fact.as_ref()) {
            group.about = with_visible_controls(&series.about).into_owned();
            size += add_series(&mut group, series, rows);
        }
        groups.push((key, group));
    }
    Groups { groups: groups.into_iter().map(|(_, group)| group).collect(), left_out }
}

/// A series by itself, with the findings about it.
pub(super) fn group_of(view: &ReportView<'_>, series: &TimelineSeries, rows: usize) -> Group {
    let is_about = |finding: &&Finding| {
        finding.fact.as_ref().is_some_and(|fact| series.measure == fact.measure && series.scope == fact.scope)
    };
    let findings = view.findings().filter(is_about).map(|finding| Article::of(view, finding)).collect();
    Group { findings, ..group_without_findings(series, rows) }
}

/// A series by itself, with its chart, what its marks say and its figures.
pub(super) fn group_without_findings(series: &TimelineSeries, rows: usize) -> Group {
    let mut group = Group {
        about: with_visible_controls(&series.about).into_owned(),
        chart: None,
        mark_sections: Vec::new(),
        rows: Vec::new(),
        more_rows: 0,
        findings: Vec::new(),
        link: None,
        page: None,
    };
    add_series(&mut group, series, rows);
    let sections = mark_sections(series).into_iter();
    let shown = |lines: Vec<String>| lines.iter().map(|line| shown(line)).collect();
    group.mark_sections = sections.map(|(head, lines)| MarkSection { head, lines: shown(lines) }).collect();
    group
}

fn overview_series<'v>(view: &ReportView<'v>, fact: Option<&Fact>) -> Option<&'v TimelineSeries> {
    let fact = fact?;
    let overview = view.overview?;
    overview.series.iter().find(|series| series.measure == fact.measure && series.scope == fact.scope)
}

/// Adds chart and figures of a series; returns about how much text that is.
fn add_series(group: &mut Group, series: &TimelineSeries, rows: usize) -> usize {
    let mut chart = Vec::new();
    // Writing to memory cannot fail.
    let _ = svg(&mut chart, &[series]);
    if !chart.is_empty() && chart.len() <= CHART {
        group.chart = Some(Value::from_safe_string(String::from_utf8_lossy(&chart).into_owned()));
    }
    // What is marked comes before what is not, if there are too many; then in order of time.
    let mut order: Vec<usize> = (0..series.points.len()).collect();
    order.sort_by_key(|&at| series.points[at].marks.is_empty());
    order.truncate(rows);
    order.sort_unstable();
    group.more_rows = series.points.len() - order.len();
    group.rows = order.into_iter().map(|at| row(&series.points[at])).collect();
    chart.len()
        + group
            .rows
            .iter()
            .map(|row| row.value.len() + row.source.len() + row.place.len() + 120)
            .sum::<usize>()
}

fn row(point: &Point) -> Row {
    let shown = |text: &str| with_visible_controls(text).into_owned();
    let first = point.said.claims.first();
    let url = first.and_then(|claim| claim.url.clone()).filter(|url| is_web(url));
    Row {
        when: shown(point.when.trim_start_matches("on ")),
        value: shown(&point.said.value),
        state: match point.said.standing {
            Standing::Current => "",
            Standing::Undecided => "or another",
            Standing::Superseded => "superseded",
            Standing::Retracted => "retracted",
        },
        source: shown(&point.said.source),
        via: shown(&first.map(|claim| claim.via.join(", ")).unwrap_or_default()),
        place: shown(&first.map(|claim| claim.place.clone()).unwrap_or_default()),
        url,
        marked: !point.marks.is_empty(),
    }
}

fn about(fact: &Fact) -> String {
    let scope: String = fact.scope.iter().map(|(key, name)| format!(", {key} {name}")).collect();
    with_visible_controls(&format!("{}{scope}", fact.measure)).into_owned()
}
