//! Laws, sums and other constraints that never checked any claim.

use std::collections::BTreeSet;

use crate::contradiction::Exercised;
use crate::corpus::join_words;
use crate::finding::{Cited, Severity};
use crate::model::key;
use crate::model::law::{LawForm, Subject};
use crate::model::register::{KeyId, MeasureId, NameId};
use crate::model::vocabulary::{Declared, Kind};
use crate::phrasing::{Context, Findings, breaks, one_line, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::{FileId, Place};

declare_rule! {
    /// A law, sum or other tie that checks nothing.
    ///
    /// ## Why it matters
    /// A law is declared so that claims are held against it. If no claims meet it, nothing is checked, and the report looks clean
    /// all the same. Often one word is the reason: the claims name another measure, another place or another day.
    ///
    /// ## Example
    /// ```claims fails
    /// define measure "beds occupied"
    ///     kind level
    /// define measure "beds free"
    ///     kind level
    /// define measure "hospital beds"
    ///     kind level
    /// law hospital beds = beds occupied + beds free
    /// beds occupied 40 in Aldwater on 2024-05-24 by "Town Hospital"
    /// ```
    /// Fixed: the other figures are there, for the same day.
    /// ```claims passes
    /// define measure "beds occupied"
    ///     kind level
    /// define measure "beds free"
    ///     kind level
    /// define measure "hospital beds"
    ///     kind level
    /// law hospital beds = beds occupied + beds free
    /// beds occupied 40 in Aldwater on 2024-05-24 by "Town Hospital"
    /// beds free 12 in Aldwater on 2024-05-24 by "Town Hospital"
    /// hospital beds 52 in Aldwater on 2024-05-24 by "Town Hospital"
    /// ```
    ///
    /// ## How to settle it
    /// - compare the names in the law with the names in the claims; a name that holds a word such as `in` is quoted:
    ///   `law "price in dollars" = 1.29 * "price in pounds"`
    /// - check that the figures are stated for the same time and scope; where a break keeps them apart, the note says so
    /// - remove the law, or leave it for the claims that are still to come
    ///
    /// ## When it is silent
    /// Where any claims met it, at any time and scope. Where it stands in a file that makes no claims, such as a vocabulary that
    /// several corpora share, and nothing is stated of what it names, or of the whole of a sum: it waits for its claims. Definitions that nothing names are a matter for
    /// `unused-definition`. The checker says nothing of what is built in.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static IDLE_TIE = "R123" "idle-tie", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    // If findings are asked of some series only, what no claims meet there may be met elsewhere.
    if context.corpus.claims().is_empty() || context.asked.is_some() {
        return;
    }
    let exercised = &context.contradictions.exercised;
    laws(context, exercised, findings);
    sets(context, exercised, findings);
    measures(context, exercised, findings);
}

/// Which measures are claimed, and in which files.
struct Claimed {
    measures: Vec<bool>,
    files: BTreeSet<FileId>,
}

impl Claimed {
    fn of(context: &Context<'_>) -> Self {
        let mut measures = vec![false; context.corpus.model.registers.measures.entries().len()];
        for series in &context.corpus.series {
            if let Some(claimed) = measures.get_mut(series.measure.0 as usize) {
                *claimed = true;
            }
        }
        let files = context.corpus.claims().iter().map(|claim| claim.place.file).collect();
        Self { measures, files }
    }

    /// Whether a declaration is in a shared vocabulary, so that it may name things that are not claimed.
    fn is_of_shared_vocabulary(&self, place: Place) -> bool {
        !self.files.contains(&place.file)
    }

    fn is_claimed(&self, measure: MeasureId) -> bool {
        self.measures.get(measure.0 as usize).is_some_and(|&claimed| claimed)
    }
}

fn laws(context: &Context<'_>, exercised: &Exercised, findings: &mut Findings) {
    let claimed = Claimed::of(context);
    let model = &context.corpus.model;
    let words = context.words();
    for law in &model.laws {
        let defective = context.contradictions.law_defects.iter().any(|(place, _)| *place == law.place);
        if defective || exercised.declared.contains(&law.place) {
            continue;
        }
        let subjects: Vec<&Subject> = match &law.form {
            LawForm::Linear { terms, .. } => terms.iter().map(|(_, subject)| subject).collect(),
            LawForm::Quotient(one, two, three) | LawForm::Product(one, two, three) => vec![one, two, three],
            LawForm::After { later, earlier } => {
                let missing: Vec<String> = [*later, *earlier]
                    .into_iter()
                    .filter(|&event| !claimed.is_claimed(event))
                    .map(|event| format!("the event `{}`", model.registers.measures.get(event.0).display))
                    .collect();
                report(context, findings, law.place, &missing, &[], None);
                continue;
            }
            LawForm::Invalid => continue,
        };
        let named = subjects.iter().filter_map(|subject| match subject {
            Subject::Measure(measure, _) => Some(*measure),
            Subject::Statement(_) | Subject::Number(_) => None,
        });
        let broken_by = breaks::in_tie(words, &named.collect::<Vec<_>>());
        let mut missing = Vec::new();
        let mut unquoted_names = Vec::new();
        let mut may_be_unclaimed = false;
        for subject in subjects {
            let Subject::Measure(measure, scope) = subject else { continue };
            may_be_unclaimed |= claimed.is_of_shared_vocabulary(law.place) && !claimed.is_claimed(*measure);
            let scope = model.registers.scopes.get(scope.0);
            let about = words.about(*measure, scope, None);
            // The growth of a total counts as a statement of its flow.
            let total = model.vocabulary.measure(*measure).and_then(|flow| flow.adds_up_to);
            let stated = context.corpus.series.iter().any(|series| {
                let own = model.registers.scopes.get(series.scope.0);
                let named = series.measure == *measure || Some(series.measure) == total;
                named && scope.iter().all(|pair| own.contains(pair))
            });
            if stated {
                continue;
            }
            missing.push(about);
            // A name that contains a word of the claim language is split unless it is quoted.
            let name = &model.registers.measures.get(measure.0).display;
            for (_, value) in scope {
                let value = &model.registers.names.get(value.0).display;
                for word in ["in", "among", "for", "about"] {
                    let whole = format!("{name} {word} {value}");
                    let whole = key(&whole);
                    let known =
                        model.registers.measures.names().into_iter().find(|(known, _)| *known == whole);
                    if let Some((_, id)) = known.filter(|(_, id)| claimed.is_claimed(MeasureId(*id))) {
                        let known = &model.registers.measures.get(id).display;
                        unquoted_names.push(format!(
                            "claims name the measure `{known}`: quote it in the law, `\"{known}\"`"
                        ));
                    }
                }
            }
        }
        if !may_be_unclaimed || !unquoted_names.is_empty() {
            report(context, findings, law.place, &missing, &unquoted_names, broken_by);
        }
    }
}

/// The help if a break separates the figures.
const ONE_SIDE: &str = "state the figures for times on one side of the break, each with its date";

fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    law: Place,
    missing: &[String],
    unquoted_names: &[String],
    broken_by: Option<String>,
) {
    let text = one_line(context.sources.slice(law));
    let is_broken = broken_by.is_some() && missing.is_empty();
    let why = match broken_by {
        Some(broken_by) if missing.is_empty() => broken_by,
        None if missing.is_empty() => "its figures are never stated for the same time and scope".to_owned(),
        _ => format!("nothing is stated of {}", join_words(missing)),
    };
    let finding = findings.report(law, law.span, format!("no claims meet this law, because {why}: {text}"));
    finding.claims.push(problem::cite(context, law, "checks nothing"));
    finding.help.extend(unquoted_names.iter().cloned());
    if unquoted_names.is_empty() {
        finding.help.push(if is_broken {
            ONE_SIDE.to_owned()
        } else if missing.is_empty() {
            "check the dates and scopes of the claims that it is meant for".to_owned()
        } else {
            "check the names in the law against the claims that it is meant for".to_owned()
        });
    }
}

/// Complete and disjoint sets none of whose parts was compared with the whole.
fn sets(context: &Context<'_>, exercised: &Exercised, findings: &mut Findings) {
    let claimed = Claimed::of(context);
    let model = &context.corpus.model;
    let complete = model.vocabulary.complete.iter().map(|set| (set.key, &set.parts, set.place, "complete"));
    let disjoint = model.vocabulary.disjoint.iter().map(|set| (set.key, &set.parts, set.place, "disjoint"));
    for (key, parts, place, kind) in complete.chain(disjoint) {
        if exercised.declared.contains(&place) {
            continue;
        }
        let registers = &model.registers;
        let claims = |name: &NameId| {
            context
                .corpus
                .series
                .iter()
                .any(|series| registers.scopes.get(series.scope.0).contains(&(key, *name)))
        };
        let missing: Vec<String> = parts
            .iter()
            .filter(|name| !claims(name))
            .map(|name| format!("`{}`", registers.names.get(name.0).display))
            .collect();
        if missing.len() == parts.len() && claimed.is_of_shared_vocabulary(place) {
            continue;
        }
        let word = &registers.keys.get(key.0).display;
        let sums = model.vocabulary.measures.iter().any(|measure| measure.sums_over.contains(&key));
        let (why, help) = if sums {
            let why = if missing.is_empty() {
                "its parts and their whole are never stated together".to_owned()
            } else {
                format!("nothing is stated of {}", join_words(&missing))
            };
            (why, "check the names against those in the claims".to_owned())
        } else {
            (
                format!("no measure sums over {word}"),
                format!("add `sums over {word}` to the definition of the measure whose parts it names"),
            )
        };
        let message = format!("no claims meet this {kind} set, because {why}");
        let finding = findings.report(place, place.span, message);
        finding.claims.push(problem::cite(context, place, "checks nothing"));
        finding.help.push(help);
    }
}

/// Flows and sums of measures that were never compared with anything.
fn measures(context: &Context<'_>, exercised: &Exercised, findings: &mut Findings) {
    let model = &context.corpus.model;
    let claimed = Claimed::of(context);
    for (number, measure) in (0_u32..).zip(&model.vocabulary.measures) {
        let id = MeasureId(number);
        let Declared::Corpus(place) = measure.declared else { continue };
        if !claimed.is_claimed(id) {
            continue;
        }
        let name = &model.registers.measures.get(number).display;
        if let Some(total) = measure.adds_up_to.filter(|_| !exercised.grown.contains(&id)) {
            let total_kind = model.vocabulary.measure(total).and_then(|total| total.kind);
            let total_name = &model.registers.measures.get(total.0).display;
            if claimed.is_of_shared_vocabulary(place) && !claimed.is_claimed(total) {
                continue;
            }
            let broken_by = breaks::in_growth(context.words(), id, total);
            let (why, help) = match (measure.kind, total_kind) {
                (Some(Kind::Flow), Some(Kind::Cumulative)) if !claimed.is_claimed(total) => (
                    format!("nothing is stated of `{total_name}`"),
                    "check its name against the claims".to_owned(),
                ),
                (Some(Kind::Flow), Some(Kind::Cumulative)) => match broken_by {
                    Some(why) => (why, "state the total on two days of one side of the break".to_owned()),
                    None => (
                        "the two are never stated for the same scope and days".to_owned(),
                        "check the scopes and dates of the claims".to_owned(),
                    ),
                },
                (Some(Kind::Flow), _) => (
                    format!("`{total_name}` is not a running total"),
                    format!("if it never falls, add `kind cumulative` to the definition of `{total_name}`"),
                ),
                _ => (
                    format!("`{name}` is not a flow"),
                    format!("add `kind flow` to the definition of `{name}`"),
                ),
            };
            let message = format!("`{name}` adds up to `{total_name}`, but no claims meet that: {why}");
            let finding = findings.report(place, place.span, message);
            finding.claims.push(cite(context, place));
            finding.help.push(help);
        }
        if !measure.sums_over.is_empty() && !exercised.summed.contains(&id) {
            let keys: Vec<String> =
                measure.sums_over.iter().map(|key| model.registers.keys.get(key.0).display.clone()).collect();
            let has_whole = is_whole_stated(context, id, &measure.sums_over);
            if !has_whole && claimed.is_of_shared_vocabulary(place) {
                continue;
            }
            let broken_by = breaks::in_tie(context.words(), &[id]);
            let why = broken_by.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            let lacks = if has_whole {
                format!("no part of it is stated together with its whole{why}")
            } else {
                "its whole is never stated".to_owned()
            };
            let message = format!("`{name}` sums over {}, but {lacks}", join_words(&keys));
            let finding = findings.report(place, place.span, message);
            finding.claims.push(cite(context, place));
            if !has_whole {
                let without = format!(
                    "state it for the whole too, without {}, or remove `sums over`",
                    join_words(&keys)
                );
                finding.help.push(without);
                continue;
            }
            if broken_by.is_some() {
                finding.help.push(ONE_SIDE.to_owned());
                continue;
            }
            finding.help.push(format!(
                "say what lies in what (`define place A` with `within B`, `define complete {} {{…}} of …`), or check the dates of the claims",
                keys[0]
            ));
        }
    }
}

/// Whether anything is stated of a measure that may be the whole of its parts: without one of the keys that it sums over, or for
/// a name that others lie in.
fn is_whole_stated(context: &Context<'_>, measure: MeasureId, sums_over: &[KeyId]) -> bool {
    let model = &context.corpus.model;
    let sets = || {
        let complete = model.vocabulary.complete.iter().map(|set| set.whole);
        complete.chain(model.vocabulary.disjoint.iter().map(|set| set.whole))
    };
    let has_parts = |name: NameId| {
        model.vocabulary.names.iter().any(|info| info.within == Some(name))
            || sets().any(|whole| whole == Some(name))
    };
    context.corpus.series.iter().filter(|series| series.measure == measure).any(|series| {
        let scope = model.registers.scopes.get(series.scope.0);
        let name_of = |key: &KeyId| scope.iter().find(|pair| pair.0 == *key).map(|pair| pair.1);
        sums_over.iter().any(|key| name_of(key).is_none_or(has_parts))
    })
}

fn cite(context: &Context<'_>, place: Place) -> Cited {
    problem::cite(context, place, "declared here")
}
