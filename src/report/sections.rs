//! A finding in plain text for formats of code hosts: its sections, claims and members.

use super::short::{severity_word, title};
use super::summary::grouped_plural;
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::{Cited, Finding};

/// How many members, and how many claims, are listed if a finding is one text.
const MAX_LISTED: usize = 20;

/// The sections below a finding's message, with all characters visible. A line that starts with two blanks is code.
pub(super) fn sections(finding: &Finding) -> Vec<(&'static str, Vec<String>)> {
    let lines = |entries: &[String]| -> Vec<String> {
        let lines = entries.iter().flat_map(|entry| entry.split('\n'));
        lines.map(|line| with_visible_controls(line).into_owned()).collect()
    };
    let cause: Vec<String> = finding.cause.iter().map(|cause| cause.text.clone()).collect();
    let odd: Vec<String> = finding.outlier.iter().cloned().collect();
    let sections = [
        ("why", lines(&finding.reasoning)),
        ("cause", lines(&cause)),
        ("odd", lines(&odd)),
        ("also", members(finding)),
        ("help", lines(&finding.help)),
    ];
    sections.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The findings folded into one, one per line.
fn members(finding: &Finding) -> Vec<String> {
    let members = finding.members.iter().take(MAX_LISTED);
    let mut lines: Vec<String> =
        members.map(|member| with_visible_controls(&member.message).into_owned()).collect();
    if finding.members.len() > MAX_LISTED {
        lines.push(format!("and {}", grouped_plural(finding.members.len() - MAX_LISTED, "more finding")));
    }
    lines
}

/// The claims to show, in the order of the report, preferring the core if there are too many; and the number of
/// others.
pub(super) fn claims(view: &ReportView<'_>, finding: &Finding) -> (Vec<ClaimLine>, usize) {
    let rank = |cited: &Cited| match cited {
        Cited { core: true, .. } => 0,
        Cited { repair: true, .. } => 1,
        _ => 2,
    };
    let mut order: Vec<usize> = (0..finding.claims.len()).collect();
    order.sort_by_key(|&at| rank(&finding.claims[at]));
    order.truncate(view.host_limit(MAX_LISTED));
    order.sort_unstable();
    let more = finding.claims.len() - order.len();
    let shown = order.into_iter().map(|at| {
        let cited = &finding.claims[at];
        let odd = if cited.suspect && finding.claims.len() > 1 { " ← odd one out" } else { "" };
        ClaimLine {
            place: file_and_line(view, cited),
            label: format!("{}{odd}", with_visible_controls(&cited.label)),
        }
    });
    (shown.collect(), more)
}

/// A claim of a finding as shown.
pub(super) struct ClaimLine {
    /// `a.claims:12`.
    pub(super) place: String,
    /// What it says, by whom, and whether it is the outlier.
    pub(super) label: String,
}

/// `a.claims:12`.
fn file_and_line(view: &ReportView<'_>, cited: &Cited) -> String {
    with_visible_controls(&view.host_spot(cited.place.file, cited.mark.start)).into_owned()
}

/// Everything below the message as plain text: the claims with their places, then the sections.
pub(super) fn plain_lines(view: &ReportView<'_>, finding: &Finding) -> Vec<String> {
    let (claims, more) = claims(view, finding);
    let mut lines: Vec<String> =
        claims.into_iter().map(|claim| format!("  {}  {}", claim.place, claim.label)).collect();
    if more > 0 {
        lines.push(format!("  and {}", grouped_plural(more, "more claim")));
    }
    for (name, entries) in sections(finding) {
        lines.extend(entries.iter().map(|line| format!("{name}: {line}")));
    }
    lines
}

/// `error[C101 conflicting-figures · disputed] a.claims:3:1: message`, for a log.
pub(super) fn log_line(view: &ReportView<'_>, finding: &Finding) -> String {
    let source = view.sources.get(finding.at.file);
    let mut spot = view.host_spot(finding.at.file, finding.mark.start);
    if source.cell(finding.mark.start).is_none() {
        spot.push_str(&format!(":{}", source.position(finding.mark.start).column));
    }
    format!(
        "{}[{}] {}: {}",
        severity_word(finding.severity),
        title(view, finding),
        with_visible_controls(&spot),
        with_visible_controls(&finding.message)
    )
}
