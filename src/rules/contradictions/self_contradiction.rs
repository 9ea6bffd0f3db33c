//! C102 self-contradiction.

use crate::contradiction::DisputeKind;
use crate::phrasing::{Case, Context, Findings, disputes, percentage};
use crate::rules::contradictions::conflicting_figures::reasoning;
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// One source gives two figures for the same fact.
    ///
    /// ## Why it matters
    /// A source that says 500 and 540 of the same thing on the same day has been misheard or mistyped at least once, or has
    /// restated its figure without our noting when. This is a slip, and an error: it lies in our copy until shown otherwise.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// displaced 4,317 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// Mended: the second figure is a later word.
    /// ```claims passes
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency" published 2020-10-19
    /// displaced 4,317 in Harrow Bay on 2020-10-19 by "Relief Agency" published 2020-10-21
    /// ```
    ///
    /// ## How to settle it
    /// Check both against the source. If it restated the figure, say when it spoke each time (`said`, or `published` for its own
    /// pages): the later word then stands. If it took the first back, write `correct @first to 4,317 on 2020-10-21 by …`.
    ///
    /// ## When it is silent
    /// Where a certainly later word revises the earlier one; where the figures allow each other (`at least 4,000` and 4,130); where
    /// only relays of the source differ (that is drift, not the source's contradiction).
    ///
    /// ## Settings
    /// `tolerance` on the measure, or `[tolerances]` in `gainsay.toml`, widens every figure.
    pub(super) static SELF_CONTRADICTION = "C102" "self-contradiction", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let ours = |case: &Case<'_>| case.dispute.is_slip() && percentage::sides(case).is_none();
    for case in disputes(context, DisputeKind::Figures).filter(ours) {
        let (one, two) = case.sides();
        let message = format!(
            "{} gives two figures for {}{}: {} and {}",
            case.words.voice(one.statement.voice),
            case.about(),
            case.when(),
            case.said(&one.statement),
            case.said(&two.statement)
        );
        case.report(findings, "self-contradiction", message, reasoning(&case));
    }
}
