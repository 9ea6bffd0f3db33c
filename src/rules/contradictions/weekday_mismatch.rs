//! Weekdays that are not those of their dates.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A weekday that does not fit its date.
    ///
    /// ## Why it matters
    /// One of the two is wrong, and the claim may be about another day than it says.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 729 among military in Artsakh on Tuesday 21 October 2020 by "Defence Ministry"
    /// ```
    /// ```claims passes
    /// death toll 729 among military in Artsakh on Wednesday 21 October 2020 by "Defence Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - look up the day in the source; correct the weekday or the date
    /// - until then the date counts, not the weekday
    ///
    /// ## When it is silent
    /// Where the weekday or the date is missing: `Tuesday` alone is the Tuesday before the day of publication.
    ///
    /// ## Settings
    /// None.
    pub(super) static WEEKDAY_MISMATCH = "C114" "weekday-mismatch", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report_slips(context, findings, ProblemKind::WeekdayMismatch);
}
