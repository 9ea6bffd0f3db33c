//! Units that are neither built in nor defined.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A unit that is not defined.
    ///
    /// ## Why it matters
    /// Figures are compared only in one unit. A figure that cannot be converted is not compared with anything.
    ///
    /// ## Example
    /// ```claims fails
    /// river level 9 cubits in Aldwater on 2024-11-05 by "River Board"
    /// ```
    /// ```claims passes
    /// define unit cubits = 0.457 m
    /// define measure "river level"
    ///     kind level
    ///     unit m
    /// river level 9 cubits in Aldwater on 2024-11-05 by "River Board"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling; the message names the nearest unit
    /// - define it: `define unit cubits = 0.457 m`, or for things that are counted `define unit swabs counts`
    /// - if the words say who is counted, put `among` before them: `death toll 12 among civilians`
    ///
    /// ## When it is silent
    /// For every metric and customary unit, currency and counted thing that is built in.
    ///
    /// ## Settings
    /// None.
    pub(super) static UNKNOWN_UNIT = "R109" "unknown-unit", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::UnknownUnit);
}
