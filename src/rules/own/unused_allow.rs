use crate::finding::Severity;
use crate::phrasing::Findings;
use crate::rules::rule::OtherResults;
use crate::rules::rule::declare_rule;
use crate::rules::rule::{Check, DefaultLevel};

declare_rule! {
    /// A comment that allows a rule with no finding, or gives no reason.
    ///
    /// ## Why it matters
    /// `# gainsay: allow(rule) because "…"` exempts one statement from one rule. When the statement no longer needs the
    /// exemption, the comment can only hide the next mistake. Without a reason, a reader cannot judge whether it still
    /// applies.
    ///
    /// ## Example
    /// ```claims fails
    /// # gainsay: allow(weekday-mismatch) because "so printed on the poster"
    /// event "town meeting" on Wednesday 13 November 2024 by Town Hall
    /// ```
    /// ```claims passes
    /// # gainsay: allow(weekday-mismatch) because "so printed on the poster"
    /// event "town meeting" on Monday 13 November 2024 by Town Hall
    /// ```
    ///
    /// ## How to settle it
    /// - remove the comment, or the name of the rule that it does not need
    /// - give a reason: `because "so printed on the poster"`
    ///
    /// ## When it is silent
    /// - with `--as-of`, about comments that fit nothing: what they allow may not have existed yet
    ///
    /// ## Settings
    /// None.
    pub(super) static UNUSED_ALLOW = "A104" "unused-allow", DefaultLevel::Fixed(Severity::Warning), Check::Own(check);
}

fn check(outcome: &OtherResults<'_>, findings: &mut Findings) {
    for (allow, is_matched) in outcome.context.corpus.model.allows.iter().zip(outcome.is_allow_matched) {
        let mark = allow.comment.span;
        for (name, is_matched) in allow.rules.iter().zip(is_matched) {
            match outcome.rule(name) {
                Err((message, help)) => findings.report(allow.comment, mark, message).help.push(help),
                Ok(_) if *is_matched || outcome.is_as_of_earlier_day => {}
                Ok(rule) => {
                    let message = format!("there is no `{}` to allow in the statement below", rule.name);
                    let help = if allow.rules.len() > 1 {
                        "remove the rule from the comment"
                    } else {
                        "remove the comment"
                    };
                    findings.report(allow.comment, mark, message).help.push(help.to_owned());
                }
            }
        }
        if allow.because.is_none() {
            let message = "the comment does not say why this is allowed";
            let help = "end it with `because \"…\"`, so that the next reader knows why".to_owned();
            findings.report(allow.comment, mark, message).help.push(help);
        }
    }
}
