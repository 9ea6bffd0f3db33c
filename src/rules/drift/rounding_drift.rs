use crate::drift::{Deviation, DeviationKind, Fidelity};
use crate::finding::Severity;
use crate::phrasing::{Context, Findings, relay};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A relay keeps its origin's figure, but loses its precision or its hedge.
    ///
    /// ## Why it matters
    /// `at least 40` is a floor, and 40 is a count: the next story will report a rise to 52 that no source has seen. A
    /// rounded figure can no longer be compared with the next day's, and a figure more exact than its origin's comes from
    /// somewhere else.
    ///
    /// ## Example
    /// ```claims fails
    /// missing at least 40 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// missing 40 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    /// Fixed:
    /// ```claims passes
    /// missing at least 40 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// missing 40+ in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    ///
    /// ## How to settle it
    /// Use the figure as its origin gave it. If the outlet heard the exact figure on another occasion, record when
    /// (`said …`).
    ///
    /// ## When it is silent
    /// - where the relay means the same: another unit within rounding, another notation, `40+` for `at least 40`
    /// - where the figures exclude each other, or `at least` has become `at most`: that is `relay-drift`
    ///
    /// A relay that is openly looser and still true (`about 700` or `more than 700` for 729) is only a note.
    ///
    /// ## Settings
    /// `rounding strict` on the measure takes round figures literally; `[hedges]` in `gainsay.toml` sets what loose words
    /// mean.
    pub(super) static ROUNDING_DRIFT = "D102" "rounding-drift", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for relayed in
        relay::of(context, |deviation: &Deviation| matches!(deviation.kind, DeviationKind::Weakened(_)))
    {
        let DeviationKind::Weakened(fidelity) = relayed.deviation.kind else { continue };
        let what = match fidelity {
            Fidelity::Rounded => "it is rounded",
            Fidelity::Unhedged => "the hedge is lost",
            Fidelity::RangeEnd => "only one end of a range",
            Fidelity::Looser => "looser, though it does not contradict that",
            Fidelity::MoreExact => "more exact than the source",
            Fidelity::Reworded | Fidelity::Same | Fidelity::Different => "not quite the same",
        };
        let said = relayed.said();
        let message = format!(
            "{} gives {} for {}, but {}: {what}{}",
            relayed.outlet(),
            relayed.stated(),
            relayed.about(),
            relayed.origin_said(),
            relayed.further_relays()
        );
        let finding = relayed.report(findings, message);
        finding.help.push(if relayed.deviation.is_direct {
            format!("use it as {} gave it: {said}", relayed.origin())
        } else {
            format!("find {}'s own statement and use its words", relayed.origin())
        });
        if fidelity == Fidelity::Looser {
            finding.severity = Severity::Note;
        }
    }
}
