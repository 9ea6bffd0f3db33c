//! Labels given twice.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A label that two statements bear.
    ///
    /// ## Why it matters
    /// A label is how a correction, a law or an acceptance names one statement. Where two bear it the first is taken, whichever
    /// was meant.
    ///
    /// ## Example
    /// ```claims fails
    /// @toll death toll 5 in Spain on 2020-03-05 by WHO
    /// @toll death toll 7 in Spain on 2020-03-06 by WHO
    /// ```
    /// ```claims passes
    /// @toll-5 death toll 5 in Spain on 2020-03-05 by WHO
    /// @toll-6 death toll 7 in Spain on 2020-03-06 by WHO
    /// ```
    ///
    /// ## How to settle it
    /// - give one of the two another label
    ///
    /// ## When it is silent
    /// For labels in different files, even where one includes the other: the file's own label is the nearer one.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_LABEL = "R119" "duplicate-label", Level::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DuplicateLabel);
}
