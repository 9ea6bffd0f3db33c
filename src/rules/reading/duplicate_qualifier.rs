//! Qualifiers given twice.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A part of a claim or definition is given twice.
    ///
    /// ## Why it matters
    /// A claim is true of one place and one day and has one origin. If a second one is given, only the first counts, and a
    /// reader cannot know which was meant. The same applies to a definition's `kind`, `unit`, `tolerance` or `party`, and to
    /// two defaults of one scope key.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 5 in Spain on 2020-05-24 by WHO on 2020-05-25
    /// ```
    /// ```claims passes
    /// death toll 5 in Spain on 2020-05-24 by WHO
    /// death toll 5 in Spain on 2020-05-25 by WHO
    /// ```
    ///
    /// ## How to settle it
    /// - keep the one you mean
    /// - if you mean both, write two claims
    /// - list several origins of one claim after one `by`: `by WHO, UNICEF`
    ///
    /// ## When it is silent
    /// For `via`, which can repeat: `via Reuters via BBC` is a chain.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_QUALIFIER = "R104" "duplicate-qualifier", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DuplicateQualifier);
}
