//! C107 parts-do-not-sum.

use crate::contradiction::DisputeKind;
use crate::phrasing::{Context, Findings, arithmetic, disputes};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// Parts that make up a whole do not add up to it.
    ///
    /// ## Why it matters
    /// If everyone killed was either a soldier or a civilian, the two figures add up to the toll. Only adding up reveals a
    /// table whose rows miss its total, or three sources that cannot all be right although no two of them contradict each
    /// other.
    ///
    /// ## Example
    /// ```claims fails
    /// define measure "death toll"
    ///     kind cumulative
    ///     unit people
    ///     sums over group
    /// define complete group {military, civilians} of everyone
    /// death toll 729 among military in Nagorno-Karabakh on 2020-10-19 by "Defence Ministry"
    /// death toll 40 among civilians in Nagorno-Karabakh on 2020-10-19 by Ombudsman
    /// death toll 750 in Nagorno-Karabakh on 2020-10-19 by "Regional Monitor"
    /// ```
    /// Fixed: the monitor had been misread.
    /// ```claims passes
    /// define measure "death toll"
    ///     kind cumulative
    ///     unit people
    ///     sums over group
    /// define complete group {military, civilians} of everyone
    /// death toll 729 among military in Nagorno-Karabakh on 2020-10-19 by "Defence Ministry"
    /// death toll 40 among civilians in Nagorno-Karabakh on 2020-10-19 by Ombudsman
    /// death toll 769 in Nagorno-Karabakh on 2020-10-19 by "Regional Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check each figure, its day and who is counted. If the parts are not complete (missing, unidentified), name the further
    /// part in `define complete`, or remove the definition.
    ///
    /// ## When it is silent
    /// Where no `define complete` says that the parts are complete, or the measure does not `sums over` their key; where a
    /// part is not claimed and some figure for it would make the sum; where figures leave room (`about`, `at least`).
    ///
    /// ## Settings
    /// `sums over` and `tolerance` in the definition of the measure; `define complete`.
    pub(super) static PARTS_DO_NOT_SUM = "C107" "parts-do-not-sum", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in disputes(context, DisputeKind::Sum) {
        let conclusion = arithmetic::conclusion(&case);
        let message = format!("the parts of {}{} do not add up: {conclusion}", case.whole(), case.when());
        case.report(findings, "parts-do-not-sum", message, arithmetic::lines(&case));
    }
}
