//! Labels that lead nowhere.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A label that is not on any statement.
    ///
    /// ## Why it matters
    /// A retraction that names no claim takes nothing back, and an acceptance that names none accepts nothing. The corpus
    /// then says something other than its author intended.
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
    /// - put the label before the statement you mean
    /// - if the statement is in another file, include that file
    /// - only a claim's own origin, or an outlet in its chain, can take it back
    ///
    /// ## When it is silent
    /// Where the statement with the label could not be read: another finding reports that there.
    ///
    /// ## Settings
    /// None.
    pub(super) static DANGLING_LABEL = "R120" "dangling-label", Level::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DanglingLabel);
}
