//! Figures and events that have no day.

use crate::finding::{Cited, ProblemKind, Severity};
use crate::model::claim::{Claim, ClaimStatus, Value};
use crate::model::vocabulary::Kind;
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::{Place, Span};

declare_rule! {
    /// A figure or an event without a date.
    ///
    /// ## Why it matters
    /// Two figures contradict each other only when they speak of one time. A figure without any date is not compared with
    /// anything, so no mistake in it can ever be found.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - give the day it is true of: `on 2020-05-24`, or for a figure over a period `during May 2020`
    /// - or give the day it was published: `published 2020-05-25`; a level or a total is then taken as of that day
    /// - put a figure that never changes under a measure of `kind constant`
    ///
    /// ## When it is silent
    /// For names, truths and sets, and for measures of `kind constant`, which always hold. For levels and totals with a day
    /// on which they were `said` or `published`, in the claim or in the article above it; where a measure with such a day is not
    /// declared, undeclared-name says what that day comes to. Where a date is given but could not
    /// be read: another finding reports that there. For claims that were taken back.
    ///
    /// ## Settings
    /// None.
    pub(super) static MISSING_DATE = "R115" "missing-date", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let unread_dates = find_unread_dates(context);
    // A statement by several sources is reported once.
    let mut last_reported: Option<(Place, Span)> = None;
    for (number, claim) in context.corpus.claims().iter().enumerate() {
        let Some((missing, help)) = undated(context, claim) else { continue };
        if has_unread_date(&unread_dates, claim.place) || last_reported == Some((claim.place, claim.mark)) {
            continue;
        }
        last_reported = Some((claim.place, claim.mark));
        let what = problem::about(context, claim);
        let message = format!("{what} has no {missing}");
        let finding = findings.report(claim.place, claim.mark, message);
        let words = context.words();
        let is_event = matches!(claim.value, Value::Unread);
        finding.help.push(match is_dated(claim) && is_event {
            true => format!("add the day: `on {}`", words.example_day(number as u32)),
            false => words.moved_to_year_of(&[number as u32], help),
        });
        let cited = context.words().cite(number as u32);
        finding.claims.push(Cited { label: "when?".to_owned(), ..cited });
    }
}

/// What a claim without a date lacks, and how to add it; none if it needs no date.
fn undated(context: &Context<'_>, claim: &Claim) -> Option<(&'static str, &'static str)> {
    if claim.time.is_some() || claim.status != ClaimStatus::Current {
        return None;
    }
    let vocabulary = &context.corpus.model.vocabulary;
    match claim.value {
        Value::Number(_) => match vocabulary.measure(claim.measure).and_then(|measure| measure.kind) {
            Some(Kind::Constant) => None,
            Some(Kind::Flow) => {
                Some(("period", "add the period: `during May 2024`, or `on 2024-05-24` for one day"))
            }
            Some(Kind::Level | Kind::Cumulative) => Some((
                "date",
                "add the day it is about, `on 2024-05-24`, or the publication date, `published 2024-05-25`",
            )),
            // Once its kind is declared, a level or a total is of that day; undeclared-name says so.
            None if is_dated(claim) && context.reports_undeclared() => None,
            _ => Some(("date", "add the day or the period it is about: `on 2024-05-24`, `during May 2024`")),
        },
        Value::Unread if problem::is_event(context, claim) => Some(("date", "add the day: `on 2024-10-10`")),
        _ => None,
    }
}

/// Whether a claim says when it was said or published.
fn is_dated(claim: &Claim) -> bool {
    claim.said.or(claim.published).is_some()
}

/// The dates that could not be read, by place, and whether each stands in a claim.
fn find_unread_dates(context: &Context<'_>) -> Vec<(Place, bool)> {
    let kinds = [ProblemKind::AmbiguousDate, ProblemKind::ImpossibleDate, ProblemKind::UnanchoredDate];
    let mut unread_dates: Vec<Place> =
        kinds.iter().flat_map(|&kind| problem::of(context, kind).map(|problem| problem.at)).collect();
    unread_dates.sort_unstable();
    unread_dates.into_iter().map(|at| (at, problem::claim_around(context.corpus, at).is_some())).collect()
}

/// Whether a date could not be read in a statement, or in an article above it that may date the statement.
fn has_unread_date(unread_dates: &[(Place, bool)], statement: Place) -> bool {
    let before = unread_dates
        .partition_point(|(at, _)| (at.file, at.span.start) < (statement.file, statement.span.end));
    let mut above = unread_dates[..before].iter().rev().take_while(|(at, _)| at.file == statement.file);
    above.any(|&(at, in_claim)| !in_claim || at.span.start >= statement.span.start)
}
