use crate::contradiction::DisputeKind;
use crate::phrasing::template::Template;
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One source says yes, another says no.
    ///
    /// ## Why it matters
    /// Who supports whom, whether a ceasefire held, whether a town was taken: such claims are denied as often as they are
    /// made. The denial belongs beside the claim.
    ///
    /// ## Example
    /// ```claims fails
    /// "the dam is safe" is true by "Coastal Council"
    /// "the dam is safe" is false by "Harbour Monitor"
    /// ```
    /// Fixed: the two were speaking of different days.
    /// ```claims passes
    /// "the dam is safe" is true on 2021-03-10 by "Coastal Council"
    /// "the dam is safe" is false on 2021-03-12 by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check both against the sources' words. If things changed, date both claims with `on`. If both really say so, keep both
    /// and `accept` the conflict with a reason, or print who denies it.
    ///
    /// ## When it is silent
    /// For different days, and for periods that do not overlap. `from … to …` and `since …` say that something held all that
    /// time; `during` only that it held at some time, so it is compared with the same period alone. What is not dated holds
    /// always. Where scope or mode differs; for statements that have since been corrected or retracted.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static CONFLICTING_TRUTH = "C117" "conflicting-truth", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let template = Template {
        kind: DisputeKind::Truth,
        rule: "conflicting-truth",
        slip: |about| format!("says both yes and no to {about}"),
        differ: |about| format!("on whether {about} holds"),
        why: |_, _, _| "yes and no cannot both be true at one time".to_owned(),
        settle: |_| Vec::new(),
    };
    template.report(context, findings);
}
