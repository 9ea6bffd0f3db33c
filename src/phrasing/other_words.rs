//! Reports names and sentences that are probably the same in other words.

use crate::finding::Severity;
use crate::model::claim::Claim;
use crate::model::register::{NameId, PLACE, SUBJECT, TOPIC};
use crate::names::{Coincident, Composed, Reworded, RewordedKind};
use crate::phrasing::Findings;
use crate::phrasing::context::Context;
use crate::phrasing::presenter::quoted;

/// The consequence of two names being taken for two things.
pub(crate) const NOT_COMPARED: &str = "gainsay does not compare claims about one with claims about the other";

/// Two sentences, events or topics that are probably one in other words.
pub(crate) fn report_reworded(context: &Context<'_>, findings: &mut Findings, one: &Reworded) {
    let words = context.words();
    let registers = &context.corpus.model.registers;
    let [first, second] = one.claims.map(|at| context.corpus.claim(at));
    let named = |name: NameId| registers.names.get(name.0).display.as_str();
    let shown = |claim: &Claim| {
        let scope = registers.scopes.get(claim.scope.0);
        let topic = scope.iter().find(|(key, _)| *key == TOPIC);
        let mut shown = match topic.filter(|_| one.what == RewordedKind::Topic) {
            Some((_, name)) => named(*name).to_owned(),
            None => registers.measures.get(claim.measure.0).display.clone(),
        };
        if one.what == RewordedKind::Office {
            for (key, name) in scope.iter().filter(|(key, _)| matches!(*key, PLACE | SUBJECT)) {
                let preposition = if *key == PLACE { "in" } else { "of" };
                shown = format!("{shown} {preposition} {}", named(*name));
            }
        }
        shown
    };
    let (kind, differ) = match one.what {
        RewordedKind::Sentence => ("sentences", "articles, helping verbs, titles or endings"),
        RewordedKind::Event => ("events", "the order of their words, articles, hyphens or endings"),
        RewordedKind::Topic => ("topics", "the order of their words, articles, hyphens or endings"),
        RewordedKind::Office => ("measures", "the order of their words, or in how a country is named"),
    };
    let relation = if one.is_denied {
        "one says what the other denies".to_owned()
    } else {
        format!("the same: they differ only in {differ}")
    };
    let message =
        format!("`{}` and `{}` are two {kind} here, but probably {relation}", shown(first), shown(second));
    let finding = findings.report(second.place, second.mark, message);
    finding.reasoning = vec![NOT_COMPARED.to_owned()];
    finding.help.push(if one.is_denied {
        "write one sentence for both, with `is false` where it is denied".to_owned()
    } else {
        "write both in one way".to_owned()
    });
    finding.claims.extend([one.claims[1], one.claims[0]].map(|at| words.cite_dated(at)));
}

/// A measure whose name holds its subject or place, beside the same measure with that in its scope:
/// `US Secretary of State`, `Secretary of State` of the US.
pub(crate) fn report_composed(context: &Context<'_>, findings: &mut Findings, one: &Composed) {
    let words = context.words();
    let (whole, apart) = (context.corpus.claim(one.whole), context.corpus.claim(one.apart));
    let registers = &context.corpus.model.registers;
    let measure = |claim: &Claim| &registers.measures.get(claim.measure.0).display;
    let (key, name) = one.scope;
    let preposition = if key == PLACE { "in" } else { "of" };
    let other = format!("{} {preposition} {}", measure(apart), registers.names.get(name.0).display);
    let message = format!("`{}` and `{other}` are two measures here, but probably the same", measure(whole));
    let finding = findings.report(whole.place, whole.mark, message);
    finding.reasoning = vec![NOT_COMPARED.to_owned()];
    finding.help.push("write both in one way".to_owned());
    if key != PLACE {
        finding.help.push(format!(
            "or, if both are in use, define them as one:\n  define measure {}\n      aka {}",
            quoted(measure(whole)),
            quoted(&other)
        ));
    }
    finding.claims.extend([one.whole, one.apart].map(|at| words.cite_dated(at)));
}

/// Two events of one day that may be one under two names.
pub(crate) fn report_coincident(context: &Context<'_>, findings: &mut Findings, one: &Coincident) {
    let words = context.words();
    let registers = &context.corpus.model.registers;
    let claims = one.dated.map(|at| context.corpus.claim(at));
    let [first, second] = claims.map(|claim| registers.measures.get(claim.measure.0).display.as_str());
    let measure = &registers.measures.get(context.corpus.claim(one.about[0]).measure.0).display;
    let message = format!(
        "`{first}` and `{second}` are two events here, but may be one: both are on {}, and the `{measure}` of each is given",
        one.day.in_words()
    );
    let finding = findings.report(claims[1].place, claims[1].mark, message);
    finding.severity = Severity::Note;
    finding.reasoning = vec![NOT_COMPARED.to_owned()];
    finding.help.push(format!(
        "if they are one, define that:\n  define event {}\n      aka {}",
        quoted(first),
        quoted(second)
    ));
    finding.claims.extend(one.dated.iter().chain(&one.about).map(|&at| words.cite_dated(at)));
}
