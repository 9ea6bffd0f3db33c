use crate::contradiction::DisputeKind;
use crate::phrasing::{Context, Findings, arithmetic, disputes};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

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
    /// A set of which sources list only what occurs is complete `where absent is none`: what a source leaves out, where it
    /// lists two others or more, is none in its own statements.
    /// ```claims fails
    /// define measure "tanks lost"
    ///     kind cumulative
    ///     sums over status
    /// define complete status {destroyed, damaged, abandoned, captured} where absent is none
    /// tanks lost 331 [status: destroyed] on 2020-11-10 by "Arms Monitor"
    /// tanks lost 18 [status: damaged] on 2020-11-10 by "Arms Monitor"
    /// tanks lost 387 [status: captured] on 2020-11-10 by "Arms Monitor"
    /// tanks lost 737 on 2020-11-10 by "Arms Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check each figure, its day and who is counted. If the parts are not complete (missing, unidentified), name the further
    /// part in `define complete`, or remove the definition. If a part that is not listed may still have a figure, remove `where
    /// absent is none`.
    ///
    /// ## When it is silent
    /// Where no `define complete` says that the parts are complete, or the measure does not `sums over` their key; where a
    /// part is not claimed and some figure for it would make the sum, unless absent is none: but that is so only in the
    /// statements of the source that leaves it out, in one file and one edition (the same outlets and date of publication),
    /// and not where it mentions the part anywhere for a time that may be the same, or where a statement of the file could
    /// not be read; where figures leave room (`about`, `at least`).
    ///
    /// ## Settings
    /// `sums over` and `tolerance` in the definition of the measure; `define complete`.
    pub(super) static PARTS_DO_NOT_SUM = "C107" "parts-do-not-sum", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Sum) {
        if presenter.report_either_side(findings, "parts-do-not-sum") {
            continue;
        }
        let conclusion = arithmetic::conclusion(&presenter);
        let (whole, when) = (presenter.whole(), presenter.when());
        // What other days imply does not show whether the figures of this day add up.
        let message = if presenter.is_at_once() {
            format!("the parts of {whole}{when} do not add up: {conclusion}")
        } else {
            format!("{whole}, its parts{when} and figures of other times do not go together: {conclusion}")
        };
        let message = format!("{message}{}", presenter.by_whom());
        let finding = presenter.report(findings, "parts-do-not-sum", message, arithmetic::lines(&presenter));
        if presenter.dispute.rests_on_absence() {
            finding.help.push(
                "if a part that is not listed may have a figure, state it, or remove `where absent is none`"
                    .to_owned(),
            );
        }
    }
}
