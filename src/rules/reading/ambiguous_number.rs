//! Figures with two readings.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A figure that can be read in two ways.
    ///
    /// ## Why it matters
    /// `1.234` is a thousand and more where a point parts thousands, and one and a bit where it begins the decimals. A guess
    /// would be wrong by a factor of a thousand.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 1.234 in Spain on 2020-03-20 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 1,234 in Spain on 2020-03-20 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - a comma parts thousands, a point begins the decimals: `1,234` or `1.2`
    /// - a blank parts thousands too: `1 234`
    ///
    /// ## When it is silent
    /// Where the digits leave one reading only: `12.5`, `1,234,567`, `3.14159`.
    ///
    /// ## Settings
    /// `decimal = "comma"` or `decimal = "point"` in `gainsay.toml`, for the corpus or for some tables, says which mark begins
    /// the decimals.
    pub(super) static AMBIGUOUS_NUMBER = "R108" "ambiguous-number", Level::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::AmbiguousNumber);
}
