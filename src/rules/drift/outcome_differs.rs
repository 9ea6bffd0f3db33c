use crate::contradiction::allowed_by_claim;
use crate::drift::Outcome;
use crate::finding::{FoldSides, Severity};
use crate::model::Number;
use crate::model::claim::Value;
use crate::phrasing::amount::percent;
use crate::phrasing::{Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A result differs from its source's last forecast.
    ///
    /// ## Why it matters
    /// An expected event has not happened yet. A desk that reported the forecast owes its readers the result, and a source
    /// whose forecasts always miss on the same side is worth knowing. This is a note: a forecast that misses is not a
    /// mistake.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced expected 9,000 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-10
    /// displaced 4,130 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-19
    /// ```
    /// Fixed: the forecast left room for it.
    /// ```claims passes
    /// displaced expected up to 9,000 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-10
    /// displaced 4,130 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-19
    /// ```
    ///
    /// ## How to settle it
    /// No action is needed. If the forecast was printed, print the result.
    ///
    /// ## When it is silent
    /// - where the result lies within what the forecast allows (`about`, `up to`, a range), or misses it by less than a
    ///   hundredth
    /// - where the source later gave a closer forecast: its last word before the result counts
    /// - where only another source forecast it; for what was `feared` or `alleged`; for another day, place or measure
    ///
    /// Events count too: planned for Friday, held on Saturday.
    ///
    /// ## Settings
    /// `outcome` under `[drift]` in `gainsay.toml`; `tolerance` on the measure.
    pub(super) static OUTCOME_DIFFERS = "D108" "outcome-differs", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for outcome in &context.drift.outcomes {
        report(context, outcome, findings);
    }
}

fn report(context: &Context<'_>, outcome: &Outcome, findings: &mut Findings) {
    let words = context.words();
    let series = &context.corpus.series[outcome.series as usize];
    let (forecast, result) = (context.corpus.claim(outcome.forecast), context.corpus.claim(outcome.result));
    let mode = forecast.mode.map_or("expected", |mode| mode.keyword());
    let on = result
        .time
        .as_ref()
        .filter(|_| !matches!(result.value, Value::Date(_)))
        .map(on_date)
        .unwrap_or_default();
    let (forecast_text, result_text) = (words.said(outcome.forecast), words.said(outcome.result));
    let what = words.series(series);
    let who = words.voice(outcome.voice);
    let message = match &result.value {
        Value::Date(_) => {
            format!("{who} had {what} {mode} for {forecast_text}, but puts it on {result_text}")
        }
        _ => format!("{who} had {mode} {forecast_text} for {what}{on}, but gives {result_text}"),
    };
    let finding = findings.report(result.place, result.mark, message);
    finding.fact = Some(words.fact(series, result.time.as_ref()));
    let voice = outcome.voice.number();
    let sides = FoldSides { first: vec![voice], second: vec![voice] };
    let mut fold = fold_info(outcome.series, outcome.fact, sides, result.time.as_ref());
    match (&forecast.value, &result.value) {
        (Value::Number(one), Value::Number(two)) => {
            let gap = allowed_by_claim(context.corpus, outcome.forecast)
                .gap(&allowed_by_claim(context.corpus, outcome.result));
            if let Some((one, two)) = one.best().zip(two.best()).filter(|(one, _)| !one.is_zero()) {
                let side = if two < one { "less" } else { "more" };
                let missed_by = two - one;
                finding.reasoning.push(format!(
                    "{result_text} is {} {side} than {forecast_text}: {}",
                    missed_by.abs().grouped(),
                    percent(&missed_by, one)
                ));
                let larger = one.abs().max(two.abs());
                fold.difference = crate::phrasing::difference(
                    &words,
                    outcome.result,
                    &missed_by.abs(),
                    &larger,
                    Some(two < one),
                );
            } else if !gap.is_zero() {
                finding.reasoning.push(format!("{result_text} misses {forecast_text} by {}", gap.grouped()));
                fold.difference =
                    crate::phrasing::difference(&words, outcome.result, &gap, &Number::HUNDRED, None);
            }
        }
        (Value::Date(one), Value::Date(two)) => {
            if let Some((one, two)) = one.only_day().zip(two.only_day()) {
                let late = if two > one { "later" } else { "earlier" };
                let days = crate::phrasing::amount::days((two.0 - one.0).abs());
                finding.reasoning.push(format!("it came about {days} {late}"));
            }
        }
        _ => {}
    }
    // Dates of one event are one fact, so there is nothing to fold.
    finding.fold = result.time.is_some().then_some(fold);
    for at in [outcome.forecast, outcome.result] {
        finding.claims.push(words.cite(at).in_core());
    }
    if let Some(cited) = finding.claims.first_mut() {
        cited.label = format!("{mode} {}", cited.label);
    }
    finding.help.push("if you printed the forecast, print the result; otherwise do nothing".to_owned());
}
