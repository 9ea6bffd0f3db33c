//! The sources of a corpus, as a table for reading and as rows.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::cell::cell;
use super::paint::{RenderOptions, TextRole};
use super::pretty::Sections;
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use crate::query::{Estimates, Method, SourceList, SourcePair, SourceRow};

/// How many sources are shown for reading, and how many lines of each section.
const SHOWN: usize = 40;
const LINES: usize = 12;

/// How many facts a pair must share to be shown, and how many claims a source that is known only through
/// others must have.
const LEAST: usize = 2;

/// How many names a line lists.
const NAMES: usize = 4;

const HEADINGS: [&str; 7] = ["claims", "facts", "shared", "disputed", "odd", "slips", "restated"];

/// Writes the sources for reading.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn sources(out: &mut dyn Write, list: &SourceList, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    table(&mut text, &list.sources, options);
    text.push('\n');
    let mut sections = Sections { out: &mut text, options };
    let relays: Vec<String> = list.sources.iter().filter_map(only_passes_on).take(LINES).collect();
    sections.add("relay", &relays);
    let known: Vec<String> = list.sources.iter().filter_map(known_through).take(LINES).collect();
    sections.add("known", &known);
    let mut pairs: Vec<&SourcePair> = list.pairs.iter().filter(|pair| pair.together >= LEAST).collect();
    // The pairs with most disagreements first.
    pairs.sort_by_key(|pair| std::cmp::Reverse((pair.together - pair.agree, pair.together)));
    let shown: Vec<String> = pairs.iter().take(LINES).map(|pair| together(pair)).collect();
    sections.add("pairs", &shown);
    if let Some(estimates) = &list.estimates {
        sections.add("trust", &estimated(estimates));
    }
    let mut notes = Vec::new();
    let speaking = list.sources.iter().filter(|row| row.claims > 0).count();
    let counts = [
        (speaking.saturating_sub(SHOWN), "more source"),
        (list.sources.iter().filter_map(only_passes_on).count().saturating_sub(LINES), "more relay"),
        (list.sources.iter().filter_map(known_through).count().saturating_sub(LINES), "more relayed source"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        notes.push(format!("{} not shown; `--format json` lists them all", grouped_plural(count, what)));
    }
    if pairs.len() > LINES {
        let more = grouped_plural(pairs.len() - LINES, "more pair");
        notes.push(format!("{more} not shown; `--format json` lists them"));
    }
    if list.unattributed > 0 {
        notes.push(format!("{} without any source", grouped_plural(list.unattributed, "claim")));
    }
    sections.add("note", &notes);
    out.write_all(text.as_bytes())
}

/// The weights of a method, as estimates.
fn estimated(estimates: &Estimates) -> Vec<String> {
    let method = match estimates.method {
        Method::Majority => "a plain majority",
        Method::TruthFinder => "TruthFinder (Yin, Han and Yu 2008)",
        Method::Crh => "CRH (Li et al. 2014)",
        Method::Catd => "CATD (Li et al. 2014)",
    };
    let mut lines =
        vec![format!("estimated by {method}; an estimate and no verdict, and no finding rests on it:")];
    lines.extend(estimates.weights.iter().take(SHOWN).map(|weight| {
        format!("{:.3} {}, of {}", weight.weight, weight.source, grouped_plural(weight.facts, "fact"))
    }));
    if estimates.weights.len() > SHOWN {
        lines.push(format!("and {} more", estimates.weights.len() - SHOWN));
    }
    if estimates.weights.is_empty() {
        lines.push("no fact has two sources".to_owned());
    }
    lines
}

/// That a source only passes on the words of others; none if it has claims of its own, or passes nothing on.
pub(super) fn only_passes_on(row: &SourceRow) -> Option<String> {
    if row.claims > 0 || row.passed_on == 0 {
        return None;
    }
    let names: Vec<String> =
        row.passes_on_for.iter().take(NAMES).map(|(name, count)| format!("{name} ({count})")).collect();
    let more = row.passes_on_for.len().saturating_sub(NAMES);
    let more = if more > 0 { format!(" and {}", grouped_plural(more, "other")) } else { String::new() };
    Some(format!("{} has nothing of its own on file: it passes on {}{more}", row.source, names.join(", ")))
}

/// Through whom alone a source is known; none if it is known directly, or has few claims.
pub(super) fn known_through(row: &SourceRow) -> Option<String> {
    let (first, rest) = row.known_through.split_first()?;
    if row.claims < LEAST {
        return None;
    }
    let others: String = rest.iter().take(NAMES - 1).map(|name| format!(", {name}")).collect();
    let more = rest.len().saturating_sub(NAMES - 1);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{} is known only through {first}{others}{more}", row.source))
}

/// On how many of their common facts two sources differ.
pub(super) fn together(pair: &SourcePair) -> String {
    let SourcePair { one, other, together, agree } = pair;
    let facts = grouped_plural(*together, "fact");
    match together - agree {
        0 => format!("{one} and {other} agree wherever both speak of the same thing and time ({facts})"),
        differ => format!("{one} and {other} differ on {differ} of {facts} of which both speak"),
    }
}

fn table(out: &mut String, rows: &[SourceRow], options: RenderOptions) {
    let shown: Vec<(String, [String; 7])> = rows
        .iter()
        .filter(|row| row.claims > 0)
        .take(SHOWN)
        .map(|row| (with_visible_controls(&row.source).into_owned(), counts(row)))
        .collect();
    let numbers: usize = HEADINGS.iter().map(|heading| heading.len().max(5) + 2).sum();
    let longest = shown.iter().map(|(name, _)| name.width()).max().unwrap_or(0).max("source".len());
    let room = options.width.saturating_sub(numbers).max(12).min(longest);
    let mut heading = format!("{:room$}", "source");
    for name in HEADINGS {
        heading.push_str(&format!("  {name:>5}"));
    }
    out.push_str(&format!("{}\n", options.paint(TextRole::Strong, heading.trim_end())));
    for (name, counts) in shown {
        let name = shortened(&name, room);
        out.push_str(&name);
        out.extend(std::iter::repeat_n(' ', room - name.width()));
        for (count, heading) in counts.iter().zip(HEADINGS) {
            let wide = heading.len().max(5);
            out.push_str(&format!("  {count:>wide$}"));
        }
        out.push('\n');
    }
}

fn counts(row: &SourceRow) -> [String; 7] {
    let plain = |count: usize| if count == 0 { "-".to_owned() } else { count.to_string() };
    let odd = if row.decided == 0 { "-".to_owned() } else { format!("{}/{}", row.odd, row.decided) };
    [
        row.claims.to_string(),
        plain(row.facts),
        plain(row.shared),
        plain(row.disputes),
        odd,
        plain(row.slips),
        plain(row.raised + row.lowered + row.otherwise),
    ]
}

/// A name in so many columns, its end left out where it is longer.
fn shortened(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        if short.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > room {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

/// Writes a row for each source.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn sources_csv(out: &mut dyn Write, list: &SourceList) -> io::Result<()> {
    writeln!(
        out,
        "source,claims,facts,shared,disputes,decided,odd,slips,raised,lowered,otherwise,retracted,passed_on,known_through"
    )?;
    for row in &list.sources {
        let counts = [
            row.claims as u64,
            row.facts as u64,
            row.shared as u64,
            row.disputes as u64,
            row.decided,
            row.odd,
            row.slips as u64,
            row.raised as u64,
            row.lowered as u64,
            row.otherwise as u64,
            row.retracted as u64,
            row.passed_on as u64,
        ];
        let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
        writeln!(out, "{},{},{}", cell(&row.source), counts.join(","), cell(&row.known_through.join("; ")))?;
    }
    Ok(())
}
