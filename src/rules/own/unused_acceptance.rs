use crate::finding::{Finding, Severity};
use crate::model::directives::Accept;
use crate::phrasing::Findings;
use crate::rules::rule::OtherResults;
use crate::rules::rule::declare_rule;
use crate::rules::rule::{Check, DefaultLevel, Rule};
use crate::source::Place;

declare_rule! {
    /// An acceptance that fits no finding.
    ///
    /// ## Why it matters
    /// An `accept` says: we know of this conflict, and why it is acceptable. When the conflict is gone, or another claim has
    /// joined it, that sentence is no longer true. One day it would hide something that has not been checked.
    ///
    /// ## Example
    /// ```claims fails
    /// @a evacuated 77 in Weir Row on 2024-11-07 by Town Hall
    /// @b evacuated 77 in Weir Row on 2024-11-07 by Fire Service
    /// accept conflicting-figures between @a and @b because "different streets counted in"
    /// ```
    /// ```claims passes
    /// @a evacuated 77 in Weir Row on 2024-11-07 by Town Hall
    /// @b evacuated 92 in Weir Row on 2024-11-07 by Fire Service
    /// accept conflicting-figures between @a and @b because "different streets counted in"
    /// ```
    ///
    /// ## How to settle it
    /// - remove it, if the conflict is gone
    /// - name every claim of the conflict, if another has joined it and the reason covers that one too
    ///
    /// ## When it is silent
    /// - where the acceptance has expired: `expired-acceptance` reports that
    /// - where no statement has a label that it names: `dangling-label` reports that
    /// - with `--as-of`, when the conflict may not have existed yet
    ///
    /// ## Settings
    /// None.
    pub(super) static UNUSED_ACCEPTANCE = "A102" "unused-acceptance", DefaultLevel::Fixed(Severity::Warning), Check::Own(check);
}

fn check(outcome: &OtherResults<'_>, findings: &mut Findings) {
    for (accept, is_matched) in outcome.context.corpus.model.accepts.iter().zip(outcome.is_accept_matched) {
        let is_settled = *is_matched
            || !accept.can_be_judged
            || outcome.is_as_of_earlier_day
            || accept.expired(outcome.today);
        match accept.rule().map(|rule| outcome.rule(rule)) {
            Some(Err((message, help))) => {
                findings.report(accept.place, accept.named.span, message).help.push(help);
            }
            _ if is_settled => {}
            Some(Ok(rule)) => report_unused(outcome, accept, rule, findings),
            None => {
                let message = "no finding has this fingerprint";
                let found = findings.report(accept.place, accept.named.span, message);
                found.help.push(
                    "look at the findings beside it: a changed figure, or another claim, makes it a new finding; \
                     then accept that one, or remove this"
                        .to_owned(),
                );
            }
        }
    }
}

fn report_unused(outcome: &OtherResults<'_>, accept: &Accept, rule: &Rule, findings: &mut Findings) {
    let link = if accept.statements().len() > 1 { "between" } else { "of" };
    let named = outcome.statements(accept.statements());
    let missing = unnamed_statements(outcome, accept, rule);
    let message = if missing.is_empty() {
        format!("there is no `{}` {link} {named} to accept", rule.name)
    } else {
        let more = outcome.statements(&missing);
        format!(
            "the `{}` {link} {named} is reported again: it also involves {more}, not yet accepted",
            rule.name
        )
    };
    let found = findings.report(accept.place, accept.named.span, message);
    if missing.is_empty() {
        found.help.push("remove the acceptance, unless a claim it names is incomplete".to_owned());
    } else {
        found.claims.extend(missing.iter().map(|&place| outcome.cite(place, "")));
        found.help.push("add it to the acceptance if the reason covers it too".to_owned());
    }
}

/// The statements that the acceptance does not name, of conflicts of that rule of which it names others.
fn unnamed_statements(outcome: &OtherResults<'_>, accept: &Accept, rule: &Rule) -> Vec<Place> {
    let conflict = |finding: &Finding| -> Vec<Place> {
        finding.claims.iter().filter(|claim| claim.core || claim.repair).map(|claim| claim.place).collect()
    };
    let mut places: Vec<Place> = accept
        .statements()
        .iter()
        .flat_map(|&statement| outcome.findings_at(statement).map(move |finding| (statement, finding)))
        .filter(|(_, finding)| finding.code == rule.code)
        .map(|(statement, finding)| (statement, conflict(finding)))
        .filter(|(statement, places)| places.contains(statement))
        .flat_map(|(_, places)| places)
        .filter(|place| !accept.statements().contains(place))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}
