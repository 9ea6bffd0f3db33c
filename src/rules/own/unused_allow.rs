//! A104 unused-allow.

use crate::finding::Severity;
use crate::phrasing::Findings;
use crate::rules::rule::Outcome;
use crate::rules::rule::declare_rule;
use crate::rules::rule::{Check, Level};

declare_rule! {
    /// A comment that allows what nothing finds, or does not say why.
    ///
    /// ## Why it matters
    /// `# gainsay: allow(rule) because "…"` excuses one statement from one rule. When the statement needs no excuse any
    /// more, the comment only waits to hide the next mistake; without a reason nobody can tell whether it still should.
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
    /// - take the comment out, or the rule that it need not name
    /// - say why: `because "so printed on the poster"`
    ///
    /// ## When it is silent
    /// - with `--as-of`, about comments that fit nothing: what they allow may not have been there yet
    ///
    /// ## Settings
    /// None.
    pub(super) static UNUSED_ALLOW = "A104" "unused-allow", Level::Fixed(Severity::Warning), Check::Own(check);
}

fn check(outcome: &Outcome<'_>, findings: &mut Findings) {
    for (allow, fits) in outcome.context.corpus.model.allows.iter().zip(outcome.allows) {
        let mark = allow.comment.span;
        for (name, fits) in allow.rules.iter().zip(fits) {
            match outcome.rule(name) {
                Err((message, help)) => findings.report(allow.comment, mark, message).help.push(help),
                Ok(_) if *fits || outcome.as_it_stood => {}
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
        if !allow.because {
            let message = "the comment does not say why this is allowed";
            let help = "end it with `because \"…\"`, so that the next reader knows why".to_owned();
            findings.report(allow.comment, mark, message).help.push(help);
        }
    }
}
