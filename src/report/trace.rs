//! A trace, for reading.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::pretty::Sections;
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use super::wrap::wrap;
use crate::query::{Link, LinkKind, Trace, Traced};

/// How many of a kind are listed.
const LISTED: usize = 12;

/// The kinds in the order in which they are shown, each with its heading and what it means.
const KINDS: [(LinkKind, &str, &str); 9] = [
    (LinkKind::Carries, "same", "the same word of the same source"),
    (
        LinkKind::Repeats,
        "again",
        "the same figure of the same source, for another hour of that day or for the day",
    ),
    (
        LinkKind::Deviates,
        "other",
        "another word of the same source for it: before, since, or as others pass it on",
    ),
    (LinkKind::Amends, "since", "retracted, corrected, or put in the place of another"),
    (LinkKind::BasedOn, "from", "computed from"),
    (LinkKind::RestsOn, "rests", "computed from it, or from what is"),
    (LinkKind::Beside, "with", "what others say of the same"),
    (LinkKind::Law, "law", "laws that bind it"),
    (LinkKind::Names, "known", "acceptances that name it"),
];

/// Writes a trace for reading.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn trace(out: &mut dyn Write, trace: &Trace, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    for claim in &trace.claims {
        for line in wrap(&with_visible_controls(&line(claim)), options.width) {
            text.push_str(&format!("{}\n", options.paint(TextRole::Strong, line)));
        }
    }
    for (kind, heading, meaning) in KINDS {
        let of_kind: Vec<&Link> = trace.links.iter().filter(|link| link.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let mut lines = vec![(0, format!("{meaning}:"))];
        lines.extend(of_kind.iter().take(LISTED).map(|link| (2, line(&link.what))));
        if of_kind.len() > LISTED {
            lines.push((2, format!("and {} more", of_kind.len() - LISTED)));
        }
        Sections { out: &mut text, options }.add_indented(heading, &lines);
    }
    let mut findings: Vec<(usize, String)> = trace
        .findings
        .iter()
        .take(LISTED)
        .map(|finding| {
            let accepted = if finding.accepted { " (accepted)" } else { "" };
            (0, format!("{} {}{accepted}: {}", finding.code, finding.rule, finding.message))
        })
        .collect();
    if trace.findings.len() > LISTED {
        findings.push((0, format!("and {} more", trace.findings.len() - LISTED)));
    }
    if findings.is_empty() {
        findings.push((0, "in no finding".to_owned()));
    }
    Sections { out: &mut text, options }.add_indented("found", &findings);
    let count = |kind: LinkKind| trace.links.iter().filter(|link| link.kind == kind).count();
    let carries = |count: usize| if count == 1 { "carries" } else { "carry" };
    let repeats = match count(LinkKind::Repeats) {
        0 => String::new(),
        1 => "1 gives the same figure for another hour of that day, ".to_owned(),
        many => format!("{many} give the same figure for another hour of that day, "),
    };
    let reach = format!(
        "{} {} the same word, {repeats}{} computed from it",
        grouped_plural(count(LinkKind::Carries), "other claim"),
        carries(count(LinkKind::Carries)),
        match count(LinkKind::RestsOn) {
            1 => "1 is".to_owned(),
            many => format!("{many} are"),
        }
    );
    Sections { out: &mut text, options }.add("reach", &[reach]);
    out.write_all(text.as_bytes())
}

fn line(what: &Traced) -> String {
    if what.id.starts_with(&what.file) {
        format!("{} ({})", what.text, what.place)
    } else {
        format!("{} (@{}, {})", what.text, what.id, what.place)
    }
}
