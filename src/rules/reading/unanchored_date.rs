//! Relative dates without an anchor.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A relative date without a date to count from.
    ///
    /// ## Why it matters
    /// `Monday` and `10 October` mean a day only to a reader who knows when the sentence was written. Without that, the claim
    /// is not compared with anything.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 729 among military in Artsakh on Monday by "Defence Ministry"
    /// ```
    /// ```claims passes
    /// death toll 729 among military in Artsakh on Monday by "Defence Ministry" published 2020-10-21
    /// ```
    ///
    /// ## How to settle it
    /// - add `published 2020-10-21` to the claim
    /// - or open the file with `article "…" via … published 2020-10-21`: it anchors every date below it
    /// - or write the full date
    ///
    /// ## When it is silent
    /// Where the claim, or the article above it, says when it was published; where the claim says when it was `said`.
    ///
    /// ## Settings
    /// None.
    pub(super) static UNANCHORED_DATE = "R107" "unanchored-date", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    problem::report(context, findings, ProblemKind::UnanchoredDate);
}
