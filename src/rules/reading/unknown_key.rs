//! Details and properties with an unknown name.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A detail or property that the language does not know.
    ///
    /// ## Why it matters
    /// What follows a misspelt key is not kept: an archived address, a note or a `tolerance` is lost silently.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    ///     nots: "from the evening bulletin"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    ///     note: "from the evening bulletin"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling; the message names the nearest key
    /// - begin a key of your own with `x-`: `x-desk: "foreign"`
    ///
    /// ## When it is silent
    /// For every key that begins with `x-`, whatever follows.
    ///
    /// ## Settings
    /// None.
    pub(super) static UNKNOWN_KEY = "R103" "unknown-key", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::UnknownKey);
}
