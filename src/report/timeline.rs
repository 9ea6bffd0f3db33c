//! A series by source over time: a chart of characters, the marks in words, and the data as rows.

#![expect(clippy::float_arithmetic, reason = "a drawing may be rounded, and decides nothing")]

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::cell::cell;
use super::chart::{Chart, day_label, tick_label, ticks};
use super::paint::{RenderOptions, TextRole};
use super::pretty::Sections;
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use super::wrap::wrap;
use crate::query::{Against, MarkKind, Point, Standing, Timeline, TimelineSeries};

/// How many series are drawn.
const DRAWN: usize = 3;

/// How many marks of a kind, and how many values that are no figures, are listed.
const LISTED: usize = 8;

/// How many figures are named that do not go with others.
const SAID_AGAINST: usize = 6;

/// The widest chart; a wider one is harder to follow.
const WIDEST: usize = 110;

/// The sign of each source; what has none is shown by the last.
const SIGNS: [char; 8] = ['●', '○', '▲', '△', '■', '□', '◆', '+'];

/// Where several sources would be in one cell.
const SEVERAL: char = '*';

/// What does not stand any more.
const OLD: char = '·';

/// Writes the series for reading.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn timeline(out: &mut dyn Write, timeline: &Timeline, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    for series in timeline.series.iter().take(DRAWN) {
        draw_series(&mut text, series, options);
        text.push('\n');
    }
    if timeline.series.is_empty() {
        text.push_str("Nothing is said of this.\n\n");
    }
    let mut notes = Vec::new();
    let rest = timeline.series.iter().skip(DRAWN);
    let names: Vec<String> = rest
        .map(|series| format!("{} ({})", series.about, grouped_plural(series.points.len(), "value")))
        .collect();
    if !names.is_empty() || timeline.more > 0 {
        let more = if timeline.more > 0 { format!(" and {} more", timeline.more) } else { String::new() };
        notes.push(format!("not drawn: {}{more}", names.join("; ")));
    }
    if timeline.unread > 0 {
        let unread = grouped_plural(timeline.unread, "statement");
        notes.push(format!("{unread} could not be read and may say more; `gainsay check` says why"));
    }
    Sections { out: &mut text, options }.add("note", &notes);
    out.write_all(text.as_bytes())
}

/// Writes a row for each value.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn timeline_csv(out: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    writeln!(
        out,
        "measure,scope,from,to,source,via,value,low,high,unit,standing,marks,said,published,id,file,line,url"
    )?;
    for series in &timeline.series {
        let scope: Vec<String> = series.scope.iter().map(|(key, name)| format!("{key}={name}")).collect();
        let scope = scope.join(";");
        for point in &series.points {
            let row = row(series, &scope, point);
            writeln!(out, "{}", row.map(|text| cell(&text)).join(","))?;
        }
    }
    Ok(())
}

fn row(series: &TimelineSeries, scope: &str, point: &Point) -> [String; 18] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let standing = match point.said.standing {
        Standing::Current => "current",
        Standing::Undecided => "undecided",
        Standing::Superseded => "superseded",
        Standing::Retracted => "retracted",
    };
    let marks: Vec<&str> = point.marks.iter().map(|mark| kind_word(mark.kind)).collect();
    let first = point.said.claims.first();
    let of_first = |of: &dyn Fn(&crate::query::Carried) -> String| first.map(of).unwrap_or_default();
    [
        series.measure.clone(),
        scope.to_owned(),
        text(&point.from),
        text(&point.to),
        point.said.source.clone(),
        of_first(&|claim| claim.via.join(" > ")),
        point.said.value.clone(),
        text(&point.said.low),
        text(&point.said.high),
        text(&series.unit),
        standing.to_owned(),
        marks.join(" "),
        of_first(&|claim| text(&claim.said)),
        of_first(&|claim| text(&claim.published)),
        of_first(&|claim| claim.id.clone()),
        of_first(&|claim| claim.file.clone()),
        of_first(&|claim| claim.line.to_string()),
        of_first(&|claim| text(&claim.url)),
    ]
}

fn kind_word(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Differs => "differs",
        MarkKind::Against => "against",
        MarkKind::Falls => "falls",
        MarkKind::Restated => "restated",
        MarkKind::Retracted => "retracted",
    }
}

fn draw_series(out: &mut String, series: &TimelineSeries, options: RenderOptions) {
    let unit = series.unit.as_deref().filter(|unit| *unit != "people");
    let unit = unit.map(|unit| format!(", in {unit}")).unwrap_or_default();
    let title = with_visible_controls(&format!("{}{unit}", series.about)).into_owned();
    for line in wrap(&title, options.width) {
        out.push_str(&format!("{}\n", options.paint(TextRole::Strong, line)));
    }
    match Chart::of(series) {
        Some(chart) => plot(out, &chart, options),
        None => {
            let values = series.points.iter().map(|point| {
                let when = if point.when.is_empty() { String::new() } else { format!("{}: ", point.when) };
                format!("{when}{}, by {}", point.said.value, point.said.source)
            });
            let values = shortened(values.collect());
            Sections { out, options }.add("said", &values);
        }
    }
    let mut sections = Sections { out, options };
    for (head, lines) in mark_sections(series) {
        sections.add(head, &lines);
    }
}

/// What the marks of a series say, each part with its heading.
pub(super) fn mark_sections(series: &TimelineSeries) -> Vec<(&'static str, Vec<String>)> {
    let of_kind = |kind: MarkKind, since: &str| -> Vec<String> {
        let marks = series.points.iter().flat_map(|point| {
            point.marks.iter().filter(move |mark| mark.kind == kind).map(move |mark| {
                let when =
                    if matches!(kind, MarkKind::Falls) { String::new() } else { format!("{}: ", point.when) };
                format!("{}{}{since}", when.trim_start_matches("on ").trim_start_matches(": "), mark.text)
            })
        });
        marks.collect()
    };
    let lines = |kind: MarkKind, since: &str| shortened(of_kind(kind, since));
    // Each side of a difference has the mark; one of them says it.
    let mut apart = of_kind(MarkKind::Differs, "");
    apart.dedup_by_key(|line| line.split(':').next().map(str::to_owned));
    let mut apart = shortened(apart);
    apart.extend(shortened(series.against.iter().map(against).collect()));
    let breaks = series.breaks.iter().map(|step| format!("counted another way from {} on", step.day));
    let mut sections = vec![
        ("apart", apart),
        ("falls", lines(MarkKind::Falls, "")),
        ("since", lines(MarkKind::Restated, ", restated since")),
        ("gone", lines(MarkKind::Retracted, ", retracted")),
        ("break", shortened(breaks.collect())),
    ];
    sections.retain(|(_, lines)| !lines.is_empty());
    sections
}

/// `at least 5,000: …. But 2,317 on 14 November 2020, by A; 2,425 on 18 November 2020, by A`.
fn against(against: &Against) -> String {
    let shown = against.said.iter().take(SAID_AGAINST).map(|said| said.text.as_str());
    let shown = shown.collect::<Vec<_>>().join("; ");
    let more = against.said.len().saturating_sub(SAID_AGAINST);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}: {}. But {shown}{more}", against.text, against.why)
}

/// The first few lines, and how many more there are.
fn shortened(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > LISTED {
        let more = lines.len() - LISTED;
        lines.truncate(LISTED);
        lines.push(format!("and {more} more"));
    }
    lines
}

/// A chart of characters: figures upwards, days to the right, a sign for each source.
fn plot(out: &mut String, chart: &Chart<'_>, options: RenderOptions) {
    let high = if options.width < 70 { 10 } else { 15 };
    let marks = ticks(chart.figures.0, chart.figures.1, 4);
    let labels: Vec<String> = marks.iter().map(|tick| tick_label(*tick, &marks)).collect();
    let margin = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let wide = options.width.min(WIDEST).saturating_sub(margin + 5).max(10);
    let column = |day: f64| ((chart.across(day) * (wide - 1) as f64).round() as usize).min(wide - 1);
    let line = |figure: f64| {
        let up = (chart.up(figure) * (high - 1) as f64).round() as usize;
        high - 1 - up.min(high - 1)
    };
    let mut cells = vec![vec![' '; wide]; high];
    for step in &chart.breaks {
        if (chart.days.0..=chart.days.1).contains(step) {
            cells.iter_mut().for_each(|row| row[column(*step)] = '┊');
        }
    }
    let mut below = vec![' '; wide];
    // What does not stand any more is drawn first, so that it hides nothing.
    let (standing, old): (Vec<_>, Vec<_>) = chart.points.iter().partition(|point| point.stands);
    for point in old.iter().chain(&standing) {
        let at = column(point.day());
        let sign = if point.stands { SIGNS[point.source.min(SIGNS.len() - 1)] } else { OLD };
        let ends = (point.low.map_or(0, &line), point.high.map_or(0, &line));
        match (point.low, point.high) {
            (Some(_), Some(_)) => {
                let rows = cells.iter_mut().enumerate().take(ends.0 + 1).skip(ends.1);
                for (row, cells) in rows {
                    let is_end = row == ends.1 || row == ends.0;
                    set(&mut cells[at], if is_end { sign } else { '│' });
                }
            }
            (Some(_), None) => {
                set(&mut cells[ends.0][at], sign);
                if ends.0 > 0 {
                    set_if_free(&mut cells[ends.0 - 1][at], '↑');
                }
            }
            (None, Some(_)) => {
                set(&mut cells[ends.1][at], sign);
                if ends.1 + 1 < high {
                    set_if_free(&mut cells[ends.1 + 1][at], '↓');
                }
            }
            (None, None) => {}
        }
        // A period reaches from its first day to its last.
        let (first, last) = (column(point.days.0), column(point.days.1));
        let row = line(point.figure());
        (first..=last).for_each(|at| set_if_free(&mut cells[row][at], '─'));
        if point.is_marked {
            below[at] = '!';
        }
    }
    let drawn: String = cells.iter().flatten().collect();
    for (row, cells) in cells.iter().enumerate() {
        let label =
            marks.iter().zip(&labels).find(|(tick, _)| line(**tick) == row).map_or("", |(_, label)| label);
        let tick = if label.is_empty() { '│' } else { '┤' };
        let text: String = cells.iter().collect();
        out.push_str(format!("  {label:>margin$} {tick} {text}").trim_end());
        out.push('\n');
    }
    out.push_str(&format!("  {:margin$} └─{}\n", "", "─".repeat(wide)));
    let below: String = below.iter().collect();
    if !below.trim().is_empty() {
        out.push_str(&format!("  {:margin$}   {}\n", "", below.trim_end()));
    }
    out.push_str(&format!("  {:margin$}   {}\n", "", day_axis(chart, wide).trim_end()));
    legend(out, chart, &drawn, (margin, options));
}

fn set(cell: &mut char, sign: char) {
    let is_free = matches!(*cell, ' ' | '┊' | '─' | '│' | '↑' | '↓' | OLD);
    *cell = if is_free || *cell == sign { sign } else { SEVERAL };
}

fn set_if_free(cell: &mut char, sign: char) {
    if matches!(*cell, ' ' | '┊') {
        *cell = sign;
    }
}

/// The days below the chart: the first and the last, and some between them as far as there is room.
fn day_axis(chart: &Chart<'_>, wide: usize) -> String {
    let (first, last) = chart.days;
    let label = "2020-10-19".len();
    let room = (wide / (label + 4)).clamp(1, 6);
    let days = (last.floor() - first.floor()) as usize + 1;
    let fitting = if wide < 2 * label + 1 { 1 } else { room.max(2) };
    let count = fitting.min(days).max(1);
    let mut axis = vec![' '; wide.max(label)];
    let mut free_from = 0;
    for number in 0..count {
        let share = if count > 1 { number as f64 / (count - 1) as f64 } else { 0.0 };
        let text = day_label(first + share * (last - first));
        let at = ((share * (wide.saturating_sub(1)) as f64).round() as usize)
            .saturating_sub((share * label as f64) as usize);
        let at = at.min(axis.len() - label);
        if at < free_from {
            continue;
        }
        axis.splice(at..at + label, text.chars());
        free_from = at + label + 2;
    }
    axis.into_iter().collect()
}

/// The signs of the sources, and those that are in the drawing.
fn legend(out: &mut String, chart: &Chart<'_>, drawn: &str, (margin, options): (usize, RenderOptions)) {
    let mut entries: Vec<String> = Vec::new();
    for (number, source) in chart.sources.iter().enumerate().take(SIGNS.len() - 1) {
        entries.push(format!("{}\u{A0}{}", SIGNS[number], with_visible_controls(source)));
    }
    match chart.sources.len() {
        many if many > SIGNS.len() => {
            entries.push(format!("{}\u{A0}{} other sources", SIGNS[SIGNS.len() - 1], many - SIGNS.len() + 1));
        }
        all if all == SIGNS.len() => {
            let last = chart.sources[SIGNS.len() - 1];
            entries.push(format!("{}\u{A0}{}", SIGNS[SIGNS.len() - 1], with_visible_controls(last)));
        }
        _ => {}
    }
    if drawn.contains(SEVERAL) {
        entries.push(format!("{SEVERAL}\u{A0}several"));
    }
    if drawn.contains(['↑', '↓']) {
        entries.push("↑\u{A0}↓\u{A0}or\u{A0}more,\u{A0}or\u{A0}less".to_owned());
    }
    if drawn.contains('─') {
        entries.push("─\u{A0}some\u{A0}time\u{A0}within".to_owned());
    }
    if chart.points.iter().any(|point| !point.stands) {
        entries.push(format!("{OLD}\u{A0}no longer stands"));
    }
    if chart.points.iter().any(|point| point.is_marked) {
        entries.push("!\u{A0}see below".to_owned());
    }
    let room = options.width.min(WIDEST).saturating_sub(margin + 5);
    for line in wrap(&entries.join("\u{A0}\u{A0} "), room) {
        out.push_str(&format!("  {:margin$}   {}\n", "", line.replace('\u{A0}', " ").trim_end()));
    }
}
