//! Qualifiers given twice.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A part of a claim or definition is given twice.
    ///
    /// ## Why it matters
    /// A claim is true of one place and one day and has one origin. Where a second one is given only the first counts, and
    /// the reader cannot know which of the two was meant. The same goes for a definition's `kind`, `unit`, `tolerance` or `party`, and
    /// for two defaults of one scope key.
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
    /// - keep the one that is meant
    /// - where both are meant, write two claims
    /// - several origins of one claim stand behind one `by`: `by WHO, UNICEF`
    ///
    /// ## When it is silent
    /// For `via`, which repeats: `via Reuters via BBC` is a chain.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_QUALIFIER = "R104" "duplicate-qualifier", Level::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::DuplicateQualifier);
}
