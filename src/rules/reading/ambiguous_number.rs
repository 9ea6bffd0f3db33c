//! Figures with two readings, or with one that the language does not write so.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A figure that can be read in two ways, or only in another way than the language writes it.
    ///
    /// ## Why it matters
    /// `1.234` is over a thousand where a point separates thousands, and just over one where it starts the decimals. A wrong
    /// guess would be out by a factor of a thousand.
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
    /// - use a comma to separate thousands and a point to start the decimals: `1,234` or `1.2`
    /// - a space also separates thousands: `1 234`
    ///
    /// ## When it is silent
    /// Where the language's own marks allow only one reading: `12.5`, `1,234,567`, `3.14159`.
    ///
    /// ## Settings
    /// `decimal = "comma"` or `decimal = "point"` in `gainsay.toml`, for the corpus or for some tables, sets which mark
    /// starts the decimals.
    pub(super) static AMBIGUOUS_NUMBER = "R108" "ambiguous-number", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::AmbiguousNumber);
}
