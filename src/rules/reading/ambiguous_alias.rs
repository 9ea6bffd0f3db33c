//! Names that stand for two things, and definitions that clash or lead back to themselves.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One name that stands for two things.
    ///
    /// ## Why it matters
    /// A claim that uses the name counts for the first of the two. If the second was meant, two different things are compared
    /// as if they were one. The rule also reports what is defined twice, of which the first definition counts; a built-in unit
    /// that a definition makes measure something else, as `unit kg = 5 km`; and `speaks for`, `within`, `part of` or complete
    /// sets that lead back to where they began, which then have no effect.
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
    /// - remove the name from one of the two definitions
    /// - if a thing is defined twice, keep one definition and move the properties of the other into it
    ///
    /// ## When it is silent
    /// For names of different kinds: a place and a source may share a name. For a definition of yours that replaces a
    /// built-in one, also with another size of the same unit.
    ///
    /// ## Settings
    /// None.
    pub(super) static AMBIGUOUS_ALIAS = "R113" "ambiguous-alias", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::AmbiguousAlias);
}
