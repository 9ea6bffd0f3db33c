use crate::contradiction::{DisputeKind, LawDefect};
use crate::corpus::join_words;
use crate::phrasing::{Context, Findings, arithmetic, disputes, one_line, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::Place;

declare_rule! {
    /// Figures break a declared law.
    ///
    /// ## Why it matters
    /// `law casualties = death toll + injured` says what must hold at every time and place. Figures from several sources can
    /// look harmless one by one and still be impossible together. The checker follows laws, parts and time as far as they
    /// lead.
    ///
    /// ## Example
    /// ```claims fails
    /// law casualties = death toll + injured
    /// death toll 107 in Harrow Bay on 2020-10-19 by "Coastal Council"
    /// injured 214 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// casualties 281 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// ```claims passes
    /// law casualties = death toll + injured
    /// death toll 107 in Harrow Bay on 2020-10-19 by "Coastal Council"
    /// injured 214 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// casualties 321 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// A law that no figures can ever satisfy, alone or together with other laws, is reported itself and is not applied.
    ///
    /// A law can also tie labelled claims together: `law @total = @children + @adults`, `law @rate = @deaths / @cases`.
    ///
    /// ## How to settle it
    /// The reasoning shows every figure that the contradiction needs, and why. Check those. If a source counts in a way for
    /// which the law does not hold, give its figures a scope of their own, or weaken the law (`<=`).
    ///
    /// ## When it is silent
    /// Where days, places or modes differ and nothing ties them; where an unclaimed figure could make the law true; where
    /// figures leave room. A law that multiplies or divides is checked alone, on what its three claims allow.
    ///
    /// ## Settings
    /// `tolerance` in the definitions of the measures.
    pub(super) static BROKEN_LAW = "C109" "broken-law", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Law) {
        if presenter.report_either_side(findings, "broken-law") {
            continue;
        }
        let conclusion = arithmetic::conclusion(&presenter);
        let (about, when) = (presenter.about(), presenter.when());
        let message = if presenter.is_at_once() {
            format!("{about}{when} breaks a declared law: {conclusion}")
        } else {
            format!("{about}{when} and figures of other times break a declared law: {conclusion}")
        };
        let message = format!("{message}{}", presenter.by_whom());
        presenter.report(findings, "broken-law", message, arithmetic::lines(&presenter));
    }
    for (law, defect) in &context.contradictions.law_defects {
        let LawDefect::Impossible(others) = defect else { continue };
        // Laws that exclude each other are reported once, at the last of them.
        let excludes = |place: &Place, law: &Place| {
            let mut all = context.contradictions.law_defects.iter();
            all.any(|(at, defect)| {
                at == place && matches!(defect, LawDefect::Impossible(others) if others.contains(law))
            })
        };
        if others.iter().any(|other| other > law && excludes(other, law)) {
            continue;
        }
        report_impossible(context, findings, *law, others);
    }
}

/// Reports a law that cannot be satisfied and so binds nothing.
fn report_impossible(context: &Context<'_>, findings: &mut Findings, law: Place, others: &[Place]) {
    let with = if others.is_empty() { "" } else { " together with the other declarations" };
    let text = one_line(context.sources.slice(law));
    let message = format!("no figures can satisfy this{with}: {text}");
    let finding = findings.report(law, law.span, message);
    finding.claims.push(problem::cite(context, law, "this law"));
    finding.claims.extend(others.iter().map(|&other| problem::cite(context, other, "and this")));
    if others.is_empty() {
        finding.reasoning.push(
            "counts, totals and shares are never below zero, and a share is never above 100%".to_owned(),
        );
        finding.help.push("correct the law or remove it: until then it has no effect".to_owned());
        return;
    }
    let texts = others.iter().map(|&other| one_line(context.sources.slice(other)));
    finding.reasoning.push(format!("it excludes {}", join_words(&texts.collect::<Vec<_>>())));
    finding.help.push("correct or remove one of them: until then this law has no effect".to_owned());
}
