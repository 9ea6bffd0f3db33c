use crate::finding::Severity;
use crate::phrasing::Findings;
use crate::rules::rule::OtherResults;
use crate::rules::rule::declare_rule;
use crate::rules::rule::{Check, DefaultLevel};

declare_rule! {
    /// An acceptance whose date has passed.
    ///
    /// ## Why it matters
    /// `until` sets the date on which to look at a known conflict again. From that day on the conflict is reported as if it
    /// had never been accepted, and this finding says why.
    ///
    /// ## Example
    /// ```claims fails
    /// @a evacuated 118 in Weir Row on 2024-11-07 by Town Hall
    /// @b evacuated 131 in Weir Row on 2024-11-07 by Fire Service
    /// accept conflicting-figures between @a and @b because "the town will recount" until 2024-12-01
    /// ```
    /// ```claims passes
    /// @a evacuated 118 in Weir Row on 2024-11-07 by Town Hall
    /// @b evacuated 131 in Weir Row on 2024-11-07 by Fire Service
    /// accept conflicting-figures between @a and @b because "the town will recount" until 9999-12-31
    /// ```
    ///
    /// ## How to settle it
    /// - look at the claims again: settle the conflict, or set another date
    /// - remove the acceptance, if the conflict is gone
    ///
    /// ## When it is silent
    /// - before the day that `until` gives; on that day it no longer holds
    ///
    /// ## Settings
    /// `--today` sets the current day.
    pub(super) static EXPIRED_ACCEPTANCE = "A103" "expired-acceptance", DefaultLevel::Fixed(Severity::Warning), Check::Own(check);
}

fn check(outcome: &OtherResults<'_>, findings: &mut Findings) {
    for (accept, is_matched) in outcome.context.corpus.model.accepts.iter().zip(outcome.is_accept_matched) {
        let known = accept.rule().is_none_or(|rule| outcome.rule(rule).is_ok());
        let expired = accept.expired(outcome.today) && known;
        let Some(until) = accept.until.filter(|_| expired) else { continue };
        let what = accept.rule().map_or_else(|| "a finding".to_owned(), |rule| format!("`{rule}`"));
        let message = format!("the acceptance of {what} ended on {}", until.in_words());
        let help = if *is_matched {
            "review the conflict: settle it, or set a later day"
        } else {
            "there is nothing left to accept here: remove it"
        };
        findings.report(accept.place, accept.named.span, message).help.push(help.to_owned());
    }
}
