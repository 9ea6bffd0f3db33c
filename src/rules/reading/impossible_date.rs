//! Dates that the calendar does not have.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A date that does not exist in the calendar.
    ///
    /// ## Why it matters
    /// 31 November is a slip in the copy or in the source. Until it is corrected, the day is unknown and the claim is not
    /// compared with anything.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 31 November 2020 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 30 November 2020 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - look the day up in the source
    /// - if a period ends before it begins, swap the two dates
    ///
    /// ## When it is silent
    /// For days that exist only in some years, in those years: 29 February 2020.
    ///
    /// ## Settings
    /// None.
    pub(super) static IMPOSSIBLE_DATE = "R106" "impossible-date", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::ImpossibleDate);
}
