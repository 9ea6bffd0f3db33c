//! Charts of series as SVG, fit to publish: sources told apart by shape as well as by colour, one file without links.

#![expect(clippy::float_arithmetic, reason = "a drawing may be rounded, and decides nothing")]

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::chart::{Chart, ChartPoint, day_label, tick_label, ticks};
use super::visible::with_visible_controls;
use super::wrap::wrap;
use crate::query::TimelineSeries;

/// The drawing's size, and the room for the plot within it, in pixels.
const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = 400.0;

/// How many sources have a sign of their own; what is beyond shares the last.
const SIGNED: usize = 7;

/// Colours that people with any colour vision tell apart (M. Okabe and K. Ito, *Color Universal Design*, 2008).
const COLOURS: [&str; SIGNED] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A5C00", "#56B4E9", "#555555"];

/// How many letters a line of the legend and of the title takes.
const LEGEND_LETTERS: usize = 26;
const TITLE_LETTERS: usize = 96;

/// Whether a series can be drawn: at least two of its values are figures with a day.
#[must_use]
pub fn is_drawable(series: &TimelineSeries) -> bool {
    Chart::of(series).is_some()
}

/// Writes the charts of some series as one drawing, each below the one before; nothing where none can be drawn.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn svg(out: &mut dyn Write, series: &[&TimelineSeries]) -> io::Result<()> {
    let charts: Vec<(&TimelineSeries, Chart<'_>)> =
        series.iter().filter_map(|series| Some((*series, Chart::of(series)?))).collect();
    if charts.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut text, &charts);
    out.write_all(text.as_bytes())
}

fn draw(out: &mut String, charts: &[(&TimelineSeries, Chart<'_>)]) -> std::fmt::Result {
    let titles: Vec<String> = charts.iter().map(|(series, _)| title(series)).collect();
    let descriptions: Vec<String> = charts
        .iter()
        .zip(&titles)
        .map(|((_, chart), title)| {
            let (first, last) = (day_label(chart.days.0), day_label(chart.days.1));
            let (values, sources) = (chart.points.len(), chart.sources.len());
            let of = if charts.len() > 1 { format!("{title}: ") } else { String::new() };
            format!("{of}{values} values by {sources} sources, from {first} to {last}")
        })
        .collect();
    let (all, description) = (titles.join("; "), descriptions.join("; "));
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" \
         aria-label=\"{}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">",
        HEIGHT * charts.len() as f64,
        escaped(&all)
    )?;
    writeln!(out, "<title>{}</title><desc>{}</desc>", escaped(&all), escaped(&description))?;
    for (place, ((_, chart), title)) in charts.iter().zip(&titles).enumerate() {
        if charts.len() > 1 {
            writeln!(out, "<g transform=\"translate(0 {})\">", HEIGHT * place as f64)?;
        }
        panel(out, title, chart)?;
        if charts.len() > 1 {
            writeln!(out, "</g>")?;
        }
    }
    writeln!(out, "</svg>")
}

fn title(series: &TimelineSeries) -> String {
    match series.unit.as_deref().filter(|unit| *unit != "people") {
        Some(unit) => format!("{}, in {unit}", series.about),
        None => series.about.clone(),
    }
}

/// The chart of one series.
fn panel(out: &mut String, title: &str, chart: &Chart<'_>) -> std::fmt::Result {
    writeln!(out, "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>")?;
    for (number, line) in wrap(&with_visible_controls(title), TITLE_LETTERS).iter().take(2).enumerate() {
        let y = 26.0 + 18.0 * number as f64;
        writeln!(
            out,
            "<text x=\"16\" y=\"{y}\" font-size=\"16\" font-weight=\"600\" fill=\"#222\">{}</text>",
            escaped(line)
        )?;
    }
    axes(out, chart)?;
    for step in chart.breaks.iter().filter(|step| (chart.days.0..=chart.days.1).contains(*step)) {
        let x = x(chart, *step);
        writeln!(
            out,
            "<path d=\"M{x:.1} {TOP}V{BOTTOM}\" stroke=\"#555\" stroke-dasharray=\"2 4\"><title>counted another way \
             from {} on</title></path>",
            day_label(*step)
        )?;
    }
    for number in 0..chart.sources.len() {
        line(out, chart, number)?;
    }
    let (standing, old): (Vec<_>, Vec<_>) = chart.points.iter().partition(|point| point.stands);
    for point in old.into_iter().chain(standing) {
        draw_point(out, chart, point)?;
    }
    legend(out, chart)
}

fn x(chart: &Chart<'_>, day: f64) -> f64 {
    LEFT + 8.0 + chart.across(day) * (RIGHT - LEFT - 16.0)
}

fn y(chart: &Chart<'_>, figure: f64) -> f64 {
    BOTTOM - chart.up(figure) * (BOTTOM - TOP)
}

fn axes(out: &mut String, chart: &Chart<'_>) -> std::fmt::Result {
    let figures = ticks(chart.figures.0, chart.figures.1, 5);
    for tick in figures.iter().filter(|tick| **tick <= chart.figures.1 && **tick >= chart.figures.0) {
        let y = y(chart, *tick);
        writeln!(out, "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"#ddd\"/>")?;
        writeln!(
            out,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444\">{}</text>",
            LEFT - 8.0,
            y + 4.5,
            escaped(&tick_label(*tick, &figures))
        )?;
    }
    writeln!(out, "<path d=\"M{LEFT} {BOTTOM}H{RIGHT}\" stroke=\"#444\"/>")?;
    let (first, last) = chart.days;
    // Whole days, evenly apart.
    let step = ((last - first) / 4.0).ceil().max(1.0);
    let count = ((last - first) / step).floor() as usize + 1;
    for number in 0..count {
        let day = first.floor() + number as f64 * step;
        let x = x(chart, day);
        writeln!(out, "<path d=\"M{x:.1} {BOTTOM}v5\" stroke=\"#444\"/>")?;
        writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#444\">{}</text>",
            BOTTOM + 21.0,
            day_label(day)
        )?;
    }
    Ok(())
}

fn colour(source: usize) -> &'static str {
    COLOURS[source.min(SIGNED - 1)]
}

/// The line through what a source still says, where it has a sign of its own.
fn line(out: &mut String, chart: &Chart<'_>, source: usize) -> std::fmt::Result {
    if source + 1 >= SIGNED && chart.sources.len() > SIGNED {
        return Ok(());
    }
    let points = chart.points.iter().filter(|point| point.source == source && point.stands);
    let at = points.map(|point| format!("{:.1} {:.1}", x(chart, point.day()), y(chart, point.figure())));
    let at: Vec<String> = at.collect();
    if at.len() > 1 {
        writeln!(
            out,
            "<path d=\"M{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" stroke-opacity=\".6\"/>",
            at.join("L"),
            colour(source)
        )?;
    }
    Ok(())
}

/// Draws a point: its sign, the span of its days and figures, and a ring if something is wrong with it.
fn draw_point(out: &mut String, chart: &Chart<'_>, point: &ChartPoint<'_>) -> std::fmt::Result {
    let (x, at) = (x(chart, point.day()), y(chart, point.figure()));
    let colour = colour(point.source);
    write!(out, "<g>")?;
    let said = format!("{} {}, by {}", point.point.said.value, point.point.when, point.point.said.source);
    let marks: Vec<&str> = point.point.marks.iter().map(|mark| mark.text.as_str()).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    write!(out, "<title>{}</title>", escaped(&format!("{said}{marks}")))?;
    let (first, last) = (self::x(chart, point.days.0), self::x(chart, point.days.1));
    if last - first > 2.0 {
        write!(out, "<path d=\"M{first:.1} {at:.1}H{last:.1}\" stroke=\"{colour}\" stroke-width=\"2\"/>")?;
    }
    match (point.low, point.high) {
        (Some(low), Some(high)) if low < high => {
            let (bottom, top) = (y(chart, low), y(chart, high));
            write!(
                out,
                "<path d=\"M{:.1} {top:.1}h8m-4 0V{bottom:.1}m-4 0h8\" stroke=\"{colour}\" fill=\"none\"/>",
                x - 4.0
            )?;
        }
        (Some(_), None) => {
            write!(out, "<path d=\"M{x:.1} {at:.1}v-18m-4 5l4 -5l4 5\" stroke=\"{colour}\" fill=\"none\"/>")?
        }
        (None, Some(_)) => {
            write!(out, "<path d=\"M{x:.1} {at:.1}v18m-4 -5l4 5l4 -5\" stroke=\"{colour}\" fill=\"none\"/>")?
        }
        _ => {}
    }
    if point.stands {
        draw_sign(out, point.source, x, at)?;
    } else {
        write!(out, "<circle cx=\"{x:.1}\" cy=\"{at:.1}\" r=\"3\" fill=\"#fff\" stroke=\"{colour}\"/>")?;
    }
    if point.is_marked {
        write!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{at:.1}\" r=\"9\" fill=\"none\" stroke=\"#B00020\" stroke-width=\"1.5\"/>"
        )?;
    }
    writeln!(out, "</g>")
}

/// Draws the sign of a source: a shape and a colour of its own.
fn draw_sign(out: &mut String, source: usize, x: f64, y: f64) -> std::fmt::Result {
    let colour = colour(source);
    let path = match source.min(SIGNED - 1) {
        0 => return write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{colour}\"/>"),
        1 => format!("M{:.1} {:.1}h8v8h-8z", x - 4.0, y - 4.0),
        2 => format!("M{x:.1} {:.1}l5 9h-10z", y - 5.5),
        3 => format!("M{x:.1} {:.1}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", y - 5.5),
        4 => format!("M{x:.1} {:.1}l-5 -9h10z", y + 5.5),
        5 => format!("M{:.1} {:.1}h3v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3z", x - 4.75, y - 1.5),
        _ => format!("M{:.1} {:.1}l9 9m0 -9l-9 9", x - 4.5, y - 4.5),
    };
    let is_cross = source >= SIGNED - 1;
    let paint = if is_cross {
        format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"")
    } else {
        format!("fill=\"{colour}\"")
    };
    write!(out, "<path d=\"{path}\" {paint}/>")
}

fn legend(out: &mut String, chart: &Chart<'_>) -> std::fmt::Result {
    let left = RIGHT + 24.0;
    let mut top = TOP + 6.0;
    let own = if chart.sources.len() > SIGNED { SIGNED - 1 } else { chart.sources.len() };
    let others = chart.sources.len() - own;
    let mut entries: Vec<(usize, String)> =
        chart.sources.iter().take(own).enumerate().map(|(at, source)| (at, (*source).to_owned())).collect();
    if others > 0 {
        entries.push((SIGNED - 1, format!("{others} other sources")));
    }
    for (source, name) in entries {
        draw_sign(out, source, left, top - 4.5)?;
        writeln!(out)?;
        for line in wrap(&with_visible_controls(&name), LEGEND_LETTERS).iter().take(3) {
            debug_assert!(line.width() <= LEGEND_LETTERS);
            writeln!(
                out,
                "<text x=\"{}\" y=\"{top:.1}\" fill=\"#222\">{}</text>",
                left + 14.0,
                escaped(line)
            )?;
            top += 16.0;
        }
        top += 6.0;
    }
    if chart.points.iter().any(|point| !point.stands) {
        writeln!(
            out,
            "<circle cx=\"{left}\" cy=\"{:.1}\" r=\"3\" fill=\"#fff\" stroke=\"#555\"/>",
            top - 4.5
        )?;
        writeln!(out, "<text x=\"{}\" y=\"{top:.1}\" fill=\"#222\">no longer stands</text>", left + 14.0)?;
        top += 22.0;
    }
    if chart.points.iter().any(|point| point.is_marked) {
        writeln!(
            out,
            "<circle cx=\"{left}\" cy=\"{:.1}\" r=\"7\" fill=\"none\" stroke=\"#B00020\" stroke-width=\"1.5\"/>",
            top - 4.5
        )?;
        writeln!(out, "<text x=\"{}\" y=\"{top:.1}\" fill=\"#222\">contradicted</text>", left + 14.0)?;
    }
    Ok(())
}

/// Text within an element or an attribute, with every character visible.
fn escaped(text: &str) -> String {
    with_visible_controls(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
