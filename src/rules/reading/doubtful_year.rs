//! Dates without a year that may be meant to lie ahead.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A date without a year that may be a year later.
    ///
    /// ## Why it matters
    /// A date without a year counts back from the day of publication. `24 October` in a report of 21 October is then
    /// 24 October of the year before, although the report may speak of what is to come three days later. A plan a year off
    /// meets none of the dates that others give.
    ///
    /// ## Example
    /// ```claims fails
    /// event "Washington visit" on 24 October by Armenia published 2020-10-21
    /// ```
    /// ```claims passes
    /// event "Washington visit" planned on 24 October by Armenia published 2020-10-21
    /// ```
    ///
    /// ## How to settle it
    /// - write the year: `24 October 2020`
    /// - for what is still to come, write `planned` or `expected` before the date
    ///
    /// ## When it is silent
    /// Where the same date lies more than a month ahead. With a weekday that fits one of the two years only, as in `Saturday
    /// 24 October`: that year is meant. At the beginning of a period, which lies before its end.
    ///
    /// ## Settings
    /// None.
    pub(super) static DOUBTFUL_YEAR = "R124" "doubtful-year", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DoubtfulYear);
}
