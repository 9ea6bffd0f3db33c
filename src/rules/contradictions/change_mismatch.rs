use rustc_hash::{FxHashMap, FxHashSet};

use crate::drift::Record;
use crate::finding::{Cause, Cited, Finding, Standing};
use crate::model::change::{ChangeAmount, ChangeDirection};
use crate::model::claim::{ClaimStatus, Value};
use crate::model::{Figure, Window};
use crate::phrasing::{ChangedClaim, Context, Findings, on_date};
use crate::rules::contradictions::clashing_changes;
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A figure, its change and the earlier figure do not fit together.
    ///
    /// ## Why it matters
    /// `$3.52bn, up 12% from $3.41bn` holds three figures, and any two of them give the third: from 3.41 to 3.52 is 3%. A
    /// change that does not fit its own figures was counted for another period, or mistyped. Readers remember the change.
    ///
    /// ## Example
    /// ```claims fails
    /// revenue $3.52bn, up 12% from $3.41bn during Q2 2024 by Acme
    /// ```
    /// ```claims passes
    /// revenue $3.52bn, up 3% from $3.41bn during Q2 2024 by Acme
    /// ```
    ///
    /// The earlier figure is also compared with the source's own:
    /// ```claims fails
    /// displaced 650 in Harrow Bay on 2024-05-05 by "Relief Agency"
    /// displaced 729, up 99 since 2024-05-05 in Harrow Bay on 2024-05-06 by "Relief Agency"
    /// ```
    ///
    /// Two changes of one figure that are counted from the same time cannot differ:
    /// ```claims fails
    /// revenue $110m, up 10% from a year earlier during Q2 2024 by Acme
    /// revenue $110m, up 20% from a year earlier during Q2 2024 by Beta
    /// ```
    ///
    /// A fall of more than 100% leaves less than nothing, whatever the earlier figure was:
    /// ```claims fails
    /// displaced 40, down 120% in Harrow Bay on 2024-05-06 by "Relief Agency"
    /// ```
    ///
    /// ## How to settle it
    /// - recalculate it from the source's own figures; one of the three is wrong
    /// - from 38% to 41% is `up 3 points`; `up 3%` from 38% is 39.1%
    /// - from 100 to 250 is `up 150%`, although 250 is 250% of 100
    /// - where the change counts from another day than it seems, give that day: `up 79 since Monday`
    ///
    /// ## When it is silent
    /// - Where the figures leave room, each correct to its own last digit: `$3.52bn, up 3% from $3.41bn`, although it is
    ///   3.2%.
    /// - Where `doubled` is roughly double: as close as `about` allows. `more than doubled` and `nearly halved` are taken
    ///   literally.
    /// - Where the earlier figure is not certain. It is the figure the claim gives, and the source's own figure for the time
    ///   that `since` or `a month earlier` names: for a day that day, for a period the period of equal length that much
    ///   earlier. The rise of a running total is counted from the day before, unless an older figure fits.
    /// - Where two changes of one figure do not both say since when: that is `cannot-tell`. A relay with another change than
    ///   its origin's is `relay-drift`.
    /// - For a place in a ranking, which is no quantity: `rank 6, up 4` may be from 10 or from 2.
    /// - Across a declared `break`, and for claims that are revised, corrected or retracted.
    ///
    /// ## Settings
    /// `[hedges]` in `gainsay.toml` sets how close `about` is.
    pub(super) static CHANGE_MISMATCH = "C104" "change-mismatch", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut reported: FxHashSet<u32> = FxHashSet::default();
    let mut records: FxHashMap<u32, Record<'_>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        let (Some(change), Value::Number(figure)) = (claim.change.as_deref(), &claim.value) else { continue };
        if claim.status != ClaimStatus::Current || claim.excluded {
            continue;
        }
        let changed = ChangedClaim { context, at, claim, change, figure };
        if let Some(from) = change.from.as_ref().filter(|from| !change.fits(&from.hard(), &figure.hard())) {
            report_own_figures(&changed, from, findings);
            reported.insert(at);
            continue;
        }
        if change.from.is_none() && report_impossible_change(&changed, findings) {
            reported.insert(at);
            continue;
        }
        let Some(number) = corpus.series_of(at) else { continue };
        let record =
            records.entry(number).or_insert_with(|| Record::of(corpus, &corpus.series[number as usize]));
        if let Some(other) = record.misfitting_figure(at) {
            report_record(&changed, other, findings);
            reported.insert(at);
        }
    }
    clashing_changes::report(context, &reported, findings);
}

/// Reports a claim whose figure, change and earlier figure do not fit together.
fn report_own_figures(changed: &ChangedClaim<'_>, from: &Figure, findings: &mut Findings) {
    let (said, was) = (changed.said(), changed.part(changed.change.from_mark));
    let text = changed.part(Some(changed.change.mark));
    let (before, after) = (from.hard(), changed.figure.hard());
    let mut reasoning = Vec::new();
    let message = match &changed.change.by {
        Some(by) => {
            let should = by.apply(changed.change.direction, &before);
            let right = changed.between(&before, &after);
            if !changed.change.ranked {
                reasoning.push(format!("{was} {} is {}", changed.operation(by), changed.span(&should)));
            }
            reasoning.push(format!("from {was} to {said} is {right}"));
            format!("{}: from {was} to {said} is {right}, and not {}", changed.about(), changed.by())
        }
        None => {
            let way = if changed.change.direction == ChangeDirection::Up { "above" } else { "below" };
            reasoning.push(format!("{said} is not {way} {was}"));
            format!("{}: `{text}`, but {said} is not {way} {was}", changed.about())
        }
    };
    let cause = changed.cause(&before);
    let finding = report(changed, findings, message, reasoning, cause);
    finding.help.push(format!(
        "check {said}, the change and {was} against the source's own figures: one of them is wrong"
    ));
    if changed.is_percent() && matches!(changed.change.by, Some(ChangeAmount::Percent(_))) {
        finding.help.push("write a rise from 38% to 41% as `up 3 points`".to_owned());
    }
}

/// Reports a change that no earlier figure can have led to: that would have been below zero or above 100%, or a
/// fall of 100% would have left nothing.
fn report_impossible_change(changed: &ChangedClaim<'_>, findings: &mut Findings) -> bool {
    let vocabulary = &changed.context.corpus.model.vocabulary;
    let (measure, unit) = (changed.claim.measure, changed.claim.unit);
    let domain = vocabulary.domain(measure, Some(vocabulary.numeric_kind(measure, unit)), unit);
    let Some(by) = changed.change.by.as_ref().filter(|_| domain.low.is_some() && !changed.change.ranked)
    else {
        return false;
    };
    let after = changed.figure.hard();
    if changed.change.fits(&domain, &after) {
        return false;
    }
    let (said, by_text) = (changed.said(), changed.by());
    let (message, reason) = match by.undo(changed.change.direction, &after) {
        Some(before) => {
            let before = changed.span(&before);
            let bound = if changed.change.direction == ChangeDirection::Up {
                "it is never below zero"
            } else {
                "it is never above 100%"
            };
            let message = format!("{}: {said}, {by_text}, but then it was {before} before", changed.about());
            (message, format!("before: {before}, but {bound}"))
        }
        None => (
            format!("{}: {said}, {by_text}, but a fall of 100% leaves nothing", changed.about()),
            format!("{by_text} leaves nothing, and not {said}"),
        ),
    };
    let finding = report(changed, findings, message, vec![reason], None);
    finding.help.push(format!("check {said} and the change against the source's own figures: one is wrong"));
    if domain.high.is_none() {
        let what = &changed.context.corpus.model.registers.measures.get(measure.0).display;
        finding.help.push(format!("if `{what}` can go below zero, add `may be negative` to its definition"));
    }
    true
}

/// Reports an earlier figure that is not the one that the source gave.
fn report_record(changed: &ChangedClaim<'_>, earlier: u32, findings: &mut Findings) {
    let words = changed.context.words();
    let other = changed.context.corpus.claim(earlier);
    let Value::Number(before) = &other.value else { return };
    let (said, was) = (changed.said(), words.said(earlier));
    let whose = match changed.claim.origin.or(changed.claim.voice) {
        Some(source) => format!("`{}`", words.source(source)),
        None => "the source".to_owned(),
    };
    let on = other.time.as_ref().map(on_day).unwrap_or_default();
    let text = changed.part(Some(changed.change.mark));
    let mut reasoning = Vec::new();
    let message = match (&changed.change.from, &changed.change.by) {
        (Some(_), _) => {
            let base = changed.part(changed.change.from_mark);
            reasoning.push(format!("the claim gives {base} as the earlier figure;{on} it was {was}"));
            format!("{}: {said}, {text}, but {whose} gave {was}{on}", changed.about())
        }
        (None, Some(by)) => {
            let right = changed.between(&before.hard(), &changed.figure.hard());
            if !changed.change.ranked {
                let should = by.apply(changed.change.direction, &before.hard());
                reasoning.push(format!("{was} {} is {}", changed.operation(by), changed.span(&should)));
            }
            reasoning.push(format!("from {was} to {said} is {right}"));
            format!("{}: {said}, {text}, but from {was}{on} it is {right}", changed.about())
        }
        (None, None) => {
            reasoning.push(format!("it was {was}{on}"));
            format!("{}: {said}, {text}, but {whose} gave {was}{on}", changed.about())
        }
    };
    let cause = changed.change.from.is_none().then(|| changed.cause(&before.hard())).flatten();
    let cited = words.cite_dated(earlier).in_core();
    let finding = report(changed, findings, message, reasoning, cause);
    finding.claims.insert(0, cited);
    finding
        .help
        .push(format!("check both against {whose}'s own words: the earlier figure or the change is wrong"));
    let help = "if the change is since another day, add that day: `up 79 since 2024-05-03`";
    finding.help.push(changed.context.words().moved_to_year_of(&[changed.at], help));
}

fn report<'f>(
    changed: &ChangedClaim<'_>,
    findings: &'f mut Findings,
    message: String,
    reasoning: Vec<String>,
    cause: Option<Cause>,
) -> &'f mut Finding {
    let words = changed.context.words();
    let cited = words.cite(changed.at).in_core().in_repair();
    let text = changed.part(Some(changed.change.mark));
    let (own, change) = (changed.claim.mark, changed.change.mark);
    let inside = change.start <= own.start && own.end <= change.end;
    let text = if inside { text } else { format!("{}, {text}", changed.said()) };
    let cited = Cited {
        mark: Span { start: own.start.min(change.start), end: own.end.max(change.end) },
        label: format!("{text}{}", words.byline(changed.at)),
        ..cited
    };
    let finding = findings.report(changed.claim.place, changed.claim.mark, message);
    finding.standing = Some(Standing::Slip);
    finding.reasoning = reasoning;
    finding.cause = cause;
    finding.fact = changed.context.corpus.series_of(changed.at).map(|number| {
        words.fact(&changed.context.corpus.series[number as usize], changed.claim.time.as_ref())
    });
    finding.claims.push(cited);
    finding
}

/// ` on 30 June 2023`, ` over February 2024`; a flow over one day is written ` on` that day.
fn on_day(window: &Window) -> String {
    let day = window.from.filter(|_| window.from == window.to && window.from_clock == window.to_clock);
    day.map_or_else(|| on_date(window), |_| format!(" on {}", window.in_words()))
}
