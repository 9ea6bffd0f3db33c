//! Text that is no valid syntax.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A statement that cannot be read.
    ///
    /// ## Why it matters
    /// A statement that cannot be read is left out. It is not compared with anything, and a mistake in it goes unseen. The
    /// statements around it are read as usual.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    /// There is no figure. The message shows where reading stopped and what is allowed there.
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - write what the message allows at the underlined place
    /// - put a name that holds a word of the language (`in`, `on`, `by`, `for` …) in quotation marks
    /// - begin a line that is meant as a remark with `#`
    ///
    /// ## When it is silent
    /// Where the statement reads as a claim, even as another one than you meant: `undeclared-name` covers undeclared names,
    /// `ambiguous-date` covers dates that can mean two days.
    ///
    /// ## Settings
    /// None.
    pub(super) static SYNTAX_ERROR = "R101" "syntax-error", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::Syntax);
}
