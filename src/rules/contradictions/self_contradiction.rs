use crate::contradiction::DisputeKind;
use crate::corpus::join_words;
use crate::phrasing::{Context, FEW, Findings, Presenter, disputes, percentage};
use crate::rules::contradictions::conflicting_figures::reasoning;
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One source gives two figures for the same fact.
    ///
    /// ## Why it matters
    /// A source that says 500 and 540 of the same thing on the same day was misheard or mistyped at least once, or it
    /// restated its figure and our notes do not show when. This is a slip, and an error: assume that our copy is wrong until
    /// shown otherwise.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// displaced 4,317 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// Fixed: the second figure is a later word.
    /// ```claims passes
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency" published 2020-10-19
    /// displaced 4,317 in Harrow Bay on 2020-10-19 by "Relief Agency" published 2020-10-21
    /// ```
    ///
    /// ## How to settle it
    /// Check both against the source. If it restated the figure, record when it spoke each time (`said`, or `published` for
    /// its own pages): the later word then stands. If it took the first back, write
    /// `correct @first to 4,317 on 2020-10-21 by …`.
    ///
    /// ## When it is silent
    /// Where a word that is certainly later revises the earlier one; where the figures allow each other (`at least 4,000` and
    /// 4,130); where only relays of the source differ (that is drift, and the source does not contradict itself).
    ///
    /// ## Settings
    /// `tolerance` on the measure, or `[tolerances]` in `gainsay.toml`, widens every figure.
    pub(super) static SELF_CONTRADICTION = "C102" "self-contradiction", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_reported_here =
        |presenter: &Presenter<'_>| presenter.dispute.is_slip() && percentage::sides(presenter).is_none();
    for presenter in disputes(context, DisputeKind::Figures).filter(is_reported_here) {
        let is_reported = presenter.report_either_side(findings, "self-contradiction")
            || presenter.report_whichever(findings, "self-contradiction");
        if is_reported {
            continue;
        }
        let own = presenter.own_figures();
        let (one, two) = presenter.furthest_two();
        let count = if own.len() > 2 { own.len().to_string() } else { "two".to_owned() };
        let figures = if (3..=FEW).contains(&own.len()) {
            let said: Vec<String> = own.iter().map(|statement| presenter.said(statement)).collect();
            join_words(&said)
        } else {
            let among = if own.len() > FEW { " among them" } else { "" };
            format!("{} and {}{among}", presenter.said(one), presenter.said(two))
        };
        let message = format!(
            "{} gives {count} figures for {}{}: {figures}",
            presenter.words.voice(one.voice),
            presenter.about(),
            presenter.when(),
        );
        presenter.report(findings, "self-contradiction", message, reasoning(&presenter));
    }
}
