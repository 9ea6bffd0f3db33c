use rustc_hash::{FxHashMap, FxHashSet};

use crate::drift::Record;
use crate::finding::{Cause, Cited, Finding, Standing};
use crate::model::change::{ChangeAmount, ChangeDirection};
use crate::model::claim::{Status, Value};
use crate::model::{Figure, Window};
use crate::phrasing::{ChangedClaim, Context, Findings, on_date};
use crate::rules::contradictions::clashing_changes;
use crate::rules::rule::{Check, Level, declare_rule};
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
    pub(super) static CHANGE_MISMATCH = "C104" "change-mismatch", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut reported: FxHashSet<u32> = FxHashSet::default();
    let mut records: FxHashMap<u32, Record<'_>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        let (Some(change), Value::Number(figure)) = (claim.change.as_deref(), &claim.value) else { continue };
        if claim.status != Status::Current || claim.excluded {
            continue;
        }
        let case = ChangedClaim { context, at, claim, change, figure };
        if let Some(from) = change.from.as_ref().filter(|from| !change.fits(&from.hard(), &figure.hard())) {
            report_parts(&case, from, findings);
            reported.insert(at);
            continue;
        }
        if change.from.is_none() && report_alone(&case, findings) {
            reported.insert(at);
            continue;
        }
        let Some(number) = corpus.series_of(at) else { continue };
        let record =
            records.entry(number).or_insert_with(|| Record::of(corpus, &corpus.series[number as usize]));
        if let Some(other) = record.misfit(at) {
            report_record(&case, other, findings);
            reported.insert(at);
        }
    }
    clashing_changes::report(context, &reported, findings);
}

/// The three figures of one claim do not fit each other.
fn report_parts(case: &ChangedClaim<'_>, from: &Figure, findings: &mut Findings) {
    let (said, was) = (case.said(), case.part(case.change.from_mark));
    let text = case.part(Some(case.change.mark));
    let (before, after) = (from.hard(), case.figure.hard());
    let mut reasoning = Vec::new();
    let message = match &case.change.by {
        Some(by) => {
            let should = by.apply(case.change.direction, &before);
            let right = case.between(&before, &after);
            if !case.change.ranked {
                reasoning.push(format!("{was} {} is {}", case.step(by), case.span(&should)));
            }
            reasoning.push(format!("from {was} to {said} is {right}"));
            format!("{}: from {was} to {said} is {right}, and not {}", case.about(), case.by())
        }
        None => {
            let way = if case.change.direction == ChangeDirection::Up { "above" } else { "below" };
            reasoning.push(format!("{said} is not {way} {was}"));
            format!("{}: `{text}`, but {said} is not {way} {was}", case.about())
        }
    };
    let cause = case.cause(&before);
    let finding = report(case, findings, message, reasoning, cause);
    finding.help.push(format!(
        "check {said}, the change and {was} against the source's own figures: one of them is wrong"
    ));
    if case.is_percent() && matches!(case.change.by, Some(ChangeAmount::Percent(_))) {
        finding.help.push("write a rise from 38% to 41% as `up 3 points`".to_owned());
    }
}

/// A change that no figure before can have led to, as the measure is never below zero: a fall by more than there was, or
/// a rise by more than there is.
fn report_alone(case: &ChangedClaim<'_>, findings: &mut Findings) -> bool {
    let vocabulary = &case.context.corpus.model.vocabulary;
    let (measure, unit) = (case.claim.measure, case.claim.unit);
    let domain = vocabulary.domain(measure, Some(vocabulary.numeric_kind(measure, unit)), unit);
    let Some(by) = case.change.by.as_ref().filter(|_| domain.low.is_some() && !case.change.ranked) else {
        return false;
    };
    let after = case.figure.hard();
    if case.change.fits(&domain, &after) {
        return false;
    }
    let (said, step) = (case.said(), case.by());
    let (message, reason) = match by.undo(case.change.direction, &after) {
        Some(before) => {
            let before = case.span(&before);
            let bound = if case.change.direction == ChangeDirection::Up {
                "it is never below zero"
            } else {
                "it is never above 100%"
            };
            let message = format!("{}: {said}, {step}, but then it was {before} before", case.about());
            (message, format!("before: {before}, but {bound}"))
        }
        None => (
            format!("{}: {said}, {step}, but a fall of 100% leaves nothing", case.about()),
            format!("{step} leaves nothing, and not {said}"),
        ),
    };
    let finding = report(case, findings, message, vec![reason], None);
    finding.help.push(format!("check {said} and the change against the source's own figures: one is wrong"));
    if domain.high.is_none() {
        let what = &case.context.corpus.model.registers.measures.get(measure.0).display;
        finding.help.push(format!("if `{what}` can go below zero, add `may be negative` to its definition"));
    }
    true
}

/// The figure before is not the one that the source gave.
fn report_record(case: &ChangedClaim<'_>, record: u32, findings: &mut Findings) {
    let words = case.context.words();
    let other = case.context.corpus.claim(record);
    let Value::Number(before) = &other.value else { return };
    let (said, was) = (case.said(), words.said(record));
    let whose = match case.claim.origin.or(case.claim.voice) {
        Some(source) => format!("`{}`", words.source(source)),
        None => "the source".to_owned(),
    };
    let on = other.time.as_ref().map(then).unwrap_or_default();
    let text = case.part(Some(case.change.mark));
    let mut reasoning = Vec::new();
    let message = match (&case.change.from, &case.change.by) {
        (Some(_), _) => {
            let base = case.part(case.change.from_mark);
            reasoning.push(format!("the claim gives {base} as the earlier figure;{on} it was {was}"));
            format!("{}: {said}, {text}, but {whose} gave {was}{on}", case.about())
        }
        (None, Some(by)) => {
            let right = case.between(&before.hard(), &case.figure.hard());
            if !case.change.ranked {
                let should = by.apply(case.change.direction, &before.hard());
                reasoning.push(format!("{was} {} is {}", case.step(by), case.span(&should)));
            }
            reasoning.push(format!("from {was} to {said} is {right}"));
            format!("{}: {said}, {text}, but from {was}{on} it is {right}", case.about())
        }
        (None, None) => {
            reasoning.push(format!("it was {was}{on}"));
            format!("{}: {said}, {text}, but {whose} gave {was}{on}", case.about())
        }
    };
    let cause = case.change.from.is_none().then(|| case.cause(&before.hard())).flatten();
    let cited = words.cite(record, true, false, false, true);
    let finding = report(case, findings, message, reasoning, cause);
    finding.claims.insert(0, cited);
    finding
        .help
        .push(format!("check both against {whose}'s own words: the earlier figure or the change is wrong"));
    let help = "if the change is since another day, add that day: `up 79 since 2024-05-03`";
    finding.help.push(case.context.words().in_year(help, &[case.at]));
}

fn report<'f>(
    case: &ChangedClaim<'_>,
    findings: &'f mut Findings,
    message: String,
    reasoning: Vec<String>,
    cause: Option<Cause>,
) -> &'f mut Finding {
    let words = case.context.words();
    let cited = words.cite(case.at, true, true, false, false);
    let text = case.part(Some(case.change.mark));
    let (own, change) = (case.claim.mark, case.change.mark);
    let inside = change.start <= own.start && own.end <= change.end;
    let text = if inside { text } else { format!("{}, {text}", case.said()) };
    let cited = Cited {
        mark: Span { start: own.start.min(change.start), end: own.end.max(change.end) },
        label: format!("{text}{}", words.byline(case.at)),
        ..cited
    };
    let finding = findings.report(case.claim.place, case.claim.mark, message);
    finding.standing = Some(Standing::Slip);
    finding.reasoning = reasoning;
    finding.cause = cause;
    finding.fact = case
        .context
        .corpus
        .series_of(case.at)
        .map(|number| words.fact(&case.context.corpus.series[number as usize], case.claim.time.as_ref()));
    finding.claims.push(cited);
    finding
}

/// ` on 30 June 2023`, ` over February 2024`; what comes in on one day does so on it.
fn then(window: &Window) -> String {
    let day = window.from.filter(|_| window.from == window.to && window.from_clock == window.to_clock);
    day.map_or_else(|| on_date(window), |_| format!(" on {}", window.in_words()))
}
