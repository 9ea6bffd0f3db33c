//! Text that is not the language.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A statement that cannot be read.
    ///
    /// ## Why it matters
    /// A statement that cannot be read is left out: it is compared with nothing, and a mistake in it stays unseen.
    /// The statements around it are read as ever.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    /// There is no figure. The message says where reading stopped and what would be accepted there.
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - write what the message says would be accepted at the place that is underlined
    /// - a name that holds a word of the language (`in`, `on`, `by`, `for` …) is put in quotation marks
    /// - a line that is meant as a remark begins with `#`
    ///
    /// ## When it is silent
    /// Where the statement reads as a claim, even as another one than you meant: a name nobody declared is the business of
    /// `undeclared-name`, a date that can mean two days of `ambiguous-date`.
    ///
    /// ## Settings
    /// None.
    pub(super) static SYNTAX_ERROR = "R101" "syntax-error", Level::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::Syntax);
}
