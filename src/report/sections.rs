//! A finding in words, as the formats for code hosts show it: its sections, its claims and its members.

use super::short::{title, word};
use super::summary::count;
use super::view::ReportView;
use super::visible::visible;
use crate::finding::{Cited, Finding};

/// How many members, and how many claims, are given where a format shows one finding in a text.
const LISTED: usize = 20;

/// Below a finding's message: each section with its lines, everything in them visible. A line that starts with two blanks is
/// code.
pub(super) fn sections(finding: &Finding) -> Vec<(&'static str, Vec<String>)> {
    let lines = |entries: &[String]| -> Vec<String> {
        let lines = entries.iter().flat_map(|entry| entry.split('\n'));
        lines.map(|line| visible(line).into_owned()).collect()
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

/// The findings that are folded into one, a line each.
fn members(finding: &Finding) -> Vec<String> {
    let members = finding.members.iter().take(LISTED);
    let mut lines: Vec<String> = members.map(|member| visible(&member.message).into_owned()).collect();
    if finding.members.len() > LISTED {
        lines.push(format!("and {}", count(finding.members.len() - LISTED, "more finding")));
    }
    lines
}

/// The claims to show, the core first where there are too many, in the order of the report; and how many are left out.
pub(super) fn claims(view: &ReportView<'_>, finding: &Finding) -> (Vec<ClaimLine>, usize) {
    let rank = |cited: &Cited| match cited {
        Cited { core: true, .. } => 0,
        Cited { repair: true, .. } => 1,
        _ => 2,
    };
    let mut order: Vec<usize> = (0..finding.claims.len()).collect();
    order.sort_by_key(|&at| rank(&finding.claims[at]));
    order.truncate(view.most(LISTED));
    order.sort_unstable();
    let more = finding.claims.len() - order.len();
    let shown = order.into_iter().map(|at| {
        let cited = &finding.claims[at];
        let odd = if cited.suspect && finding.claims.len() > 1 { " ← odd one out" } else { "" };
        ClaimLine { place: at_line(view, cited), label: format!("{}{odd}", visible(&cited.label)) }
    });
    (shown.collect(), more)
}

/// A claim of a finding as it is shown.
pub(super) struct ClaimLine {
    /// `a.claims:12`.
    pub(super) place: String,
    /// What it says, by whom, and whether it is the odd one out.
    pub(super) label: String,
}

/// `a.claims:12`.
fn at_line(view: &ReportView<'_>, cited: &Cited) -> String {
    let source = view.sources.get(cited.place.file);
    format!("{}:{}", visible(source.name()), source.line_of(cited.mark.start))
}

/// Everything below the message as plain text, a line each: the claims with their places, then the sections.
pub(super) fn plain(view: &ReportView<'_>, finding: &Finding) -> Vec<String> {
    let (claims, more) = claims(view, finding);
    let mut lines: Vec<String> =
        claims.into_iter().map(|claim| format!("  {}  {}", claim.place, claim.label)).collect();
    if more > 0 {
        lines.push(format!("  and {}", count(more, "more claim")));
    }
    for (name, entries) in sections(finding) {
        lines.extend(entries.iter().map(|line| format!("{name}: {line}")));
    }
    lines
}

/// `error[C101 conflicting-figures · disputed] a.claims:3:1: message`, for a line of a log.
pub(super) fn logged(view: &ReportView<'_>, finding: &Finding) -> String {
    let source = view.sources.get(finding.at.file);
    let at = source.position(finding.mark.start);
    format!(
        "{}[{}] {}:{}:{}: {}",
        word(finding.severity),
        title(view, finding),
        visible(source.name()),
        at.line,
        at.column,
        visible(&finding.message)
    )
}
