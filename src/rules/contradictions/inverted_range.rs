//! Ranges that run the wrong way.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A range whose low end is above its high end, or a best figure outside its own range.
    ///
    /// ## Why it matters
    /// `60-50` holds no number, and `729 (740-760)` excludes its own best figure. Such a claim cannot be true, whatever
    /// others say: a digit was mistyped, or two figures were swapped.
    ///
    /// ## Example
    /// ```claims fails
    /// injured 60-50 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    /// ```claims passes
    /// injured 50-60 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - check both ends against the source
    /// - if it is the same range the wrong way round, swap the ends
    ///
    /// ## When it is silent
    /// Where both ends are the same figure. Where the second figure is shortened, as in `1998-99`, write it in full.
    ///
    /// ## Settings
    /// None.
    pub(super) static INVERTED_RANGE = "C111" "inverted-range", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report_slips(context, findings, ProblemKind::InvertedRange);
}
