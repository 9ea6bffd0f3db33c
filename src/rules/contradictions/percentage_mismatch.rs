use crate::contradiction::DisputeKind;
use crate::model::Number;
use crate::phrasing::{Context, Findings, disputes, percentage};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A percentage does not fit its own count and whole.
    ///
    /// ## Why it matters
    /// 326 of 650 is 50.2 %, whatever a source says. If a text gives the count, the whole and a percentage that does not fit,
    /// one of the three was mistyped or belongs to another whole.
    ///
    /// ## Example
    /// ```claims fails
    /// tests positive 3 of 10 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// tests positive 35% in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// define measure "tests positive"
    ///     kind ratio
    /// ```
    /// ```claims passes
    /// tests positive 3 of 10 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// tests positive 30% in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// define measure "tests positive"
    ///     kind ratio
    /// ```
    ///
    /// ## How to settle it
    /// Divide, and check which of the three figures the source really gives. A share of another whole (of those who answered,
    /// of all) is another count: show it with a scope.
    ///
    /// ## When it is silent
    /// Where the percentage is right to its own precision: 326 of 650 is 50%, 50.2% and 50.15%. Where day, place or scope
    /// differs.
    ///
    /// ## Settings
    /// `tolerance` on the measure widens every figure.
    pub(super) static PERCENTAGE_MISMATCH = "C103" "percentage-mismatch", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Figures) {
        let Some((counted, percent)) = percentage::sides(&presenter) else { continue };
        let Some((count, whole)) = percentage::count_and_whole(&presenter, counted) else { continue };
        let is = (&count * &Number::HUNDRED).checked_div(&whole).unwrap_or(Number::ZERO);
        let (said, other) = (presenter.said(&counted.statement), presenter.said(&percent.statement));
        let message = format!(
            "{}{} is {said}, which is {}%, and not {other}",
            presenter.about(),
            presenter.when(),
            is.grouped()
        );
        let reasoning = vec![format!(
            "{} / {} = {}%: {other} does not allow that",
            count.grouped(),
            whole.grouped(),
            is.grouped()
        )];
        presenter.report(findings, "percentage-mismatch", message, reasoning);
    }
}
