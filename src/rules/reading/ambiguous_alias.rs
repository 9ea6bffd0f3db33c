//! One name of two entities.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// One name that stands for two things.
    ///
    /// ## Why it matters
    /// A claim that uses the name is counted for the first of the two. Where the second was meant, two different things are
    /// compared as if they were one. It is also told where a name or unit is defined twice, where a built-in unit is given
    /// another meaning, and where `speaks for` or `within` lead back to where they began: then nobody speaks for anybody.
    ///
    /// ## Example
    /// ```claims fails
    /// define place "Old Bridge"
    ///     aka Bridge
    /// define place "New Bridge"
    ///     aka Bridge
    /// ```
    /// ```claims passes
    /// define place "Old Bridge"
    ///     aka Bridge
    /// define place "New Bridge"
    /// ```
    ///
    /// ## How to settle it
    /// - leave the name out of one of the two definitions
    /// - where a thing is defined twice, keep one definition and move the properties of the other into it
    ///
    /// ## When it is silent
    /// For names of different kinds: a place and a source may share a name. For a definition of yours that takes the place of
    /// a built-in one.
    ///
    /// ## Settings
    /// None.
    pub(super) static AMBIGUOUS_ALIAS = "R113" "ambiguous-alias", Level::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::AmbiguousAlias);
}
