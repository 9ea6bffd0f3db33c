//! Dates with two readings.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A date that can be read as two days.
    ///
    /// ## Why it matters
    /// `10/11/2020` is 10 November to one desk and 11 October to the next. A guess would put the figure in the wrong month.
    /// It would raise false contradictions or hide a real one.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 05/06/2020 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-06-05 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - write the date as `2020-06-05`, or with the month in letters: `5 June 2020`
    ///
    /// ## When it is silent
    /// Where only one reading exists.
    ///
    /// ## Settings
    /// `date-order = "dmy"` or `date-order = "mdy"` in `gainsay.toml`, for the corpus or for some tables, sets what comes
    /// first.
    pub(super) static AMBIGUOUS_DATE = "R105" "ambiguous-date", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::AmbiguousDate);
}
