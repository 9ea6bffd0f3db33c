//! Labels given twice.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A label on two statements.
    ///
    /// ## Why it matters
    /// A correction, a law or an acceptance uses a label to name one statement. If two statements have the label, the first
    /// is taken, whichever was meant.
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
    /// For labels in different files, even if one includes the other: the file's own label takes precedence.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_LABEL = "R119" "duplicate-label", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DuplicateLabel);
}
