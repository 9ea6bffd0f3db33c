//! Labels that lead nowhere.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A label that no statement bears.
    ///
    /// ## Why it matters
    /// A retraction that names no claim takes nothing back, and an acceptance that names none accepts nothing. The corpus then
    /// says something else than its author thinks.
    ///
    /// ## Example
    /// ```claims fails
    /// @toll death toll 5 in Spain on 2020-03-05 by WHO
    /// retract @tol by WHO on 2020-03-06 because "counted twice"
    /// ```
    /// ```claims passes
    /// @toll death toll 5 in Spain on 2020-03-05 by WHO
    /// retract @toll by WHO on 2020-03-06 because "counted twice"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling of the label
    /// - put the label before the statement that is meant
    /// - where the statement stands in another file, include that file
    /// - a claim is taken back by its own origin, or by an outlet in its chain
    ///
    /// ## When it is silent
    /// Where the statement that bears the label could not be read: that is told there.
    ///
    /// ## Settings
    /// None.
    pub(super) static DANGLING_LABEL = "R120" "dangling-label", Level::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DanglingLabel);
}
