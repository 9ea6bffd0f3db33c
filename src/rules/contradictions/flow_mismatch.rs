use crate::contradiction::DisputeKind;
use crate::phrasing::{Context, Findings, arithmetic, disputes};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A period's figure differs from the growth of the total.
    ///
    /// ## Why it matters
    /// If the toll was 650 yesterday and is 729 today, 79 people were added. If a daily figure does not match the growth of
    /// the total, or the days add up to more than their week, one of the figures is wrong or belongs to another day.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 650 in Northvale on 2020-10-18 by "Health Ministry"
    /// death toll 729 in Northvale on 2020-10-19 by "Health Ministry"
    /// new death toll 97 in Northvale on 2020-10-19 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 650 in Northvale on 2020-10-18 by "Health Ministry"
    /// death toll 729 in Northvale on 2020-10-19 by "Health Ministry"
    /// new death toll 79 in Northvale on 2020-10-19 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// Check the figures and their days: a daily figure is often that of the day before. If the source changed its method on
    /// that day, declare a `break`: the total may then step. If the two are counted in different ways, give them different
    /// scopes.
    ///
    /// ## When it is silent
    /// Across a `break`; where the total is not claimed at both ends of the period and could have grown by as much; where the
    /// period has an open end or a time of day.
    ///
    /// ## Settings
    /// `adds up to` and `tolerance` in the definition of the measure.
    pub(super) static FLOW_MISMATCH = "C108" "flow-mismatch", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Flow) {
        if presenter.report_either_side(findings, "flow-mismatch") {
            continue;
        }
        let message = presenter.growth_and_flow().unwrap_or_else(|| {
            let conclusion = arithmetic::conclusion(&presenter);
            format!(
                "{}{} and the figures around it do not add up: {conclusion}{}",
                presenter.about(),
                presenter.when(),
                presenter.by_whom()
            )
        });
        let mut lines = arithmetic::lines(&presenter);
        lines.extend(presenter.what_would_fit());
        presenter.report(findings, "flow-mismatch", message, lines);
    }
}
