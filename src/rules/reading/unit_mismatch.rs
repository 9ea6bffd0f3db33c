//! Units and kinds of value that a measure does not take.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A unit, or a kind of value, that the measure does not take.
    ///
    /// ## Why it matters
    /// People are not measured in kilometres, and a death toll is not a name. Either the figure or the measure is wrong. The
    /// claim is not compared with anything until you settle which.
    ///
    /// ## Example
    /// ```claims fails
    /// evacuated 12 km in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    /// ```claims passes
    /// evacuated 12 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - give the figure in the measure's unit
    /// - or use the measure you mean
    /// - or, if the measure was declared with the wrong `kind` or `unit`, change its definition
    ///
    /// ## When it is silent
    /// For units of one dimension, which are converted: metres and feet, hectares and acres. Currencies are never converted,
    /// and are not a mismatch where the measure has no unit of its own.
    ///
    /// ## Settings
    /// None.
    pub(super) static UNIT_MISMATCH = "R110" "unit-mismatch", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::UnitMismatch);
}
