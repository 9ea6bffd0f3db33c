use rustc_hash::FxHashSet;

use crate::corpus::{Statement, plural};
use crate::drift::Jump;
use crate::finding::{Cited, Severity};
use crate::model::claim::Value;
use crate::model::{Number, Window};
use crate::phrasing::amount::{days, rounded, times};
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One step of a source's series is far larger than all its others.
    ///
    /// ## Why it matters
    /// A level may rise and fall freely, so nothing contradicts 8,130 displaced after 810 and before 840. But an extra zero
    /// is far more likely than real news. If it is news, readers will ask what happened that day.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 810 in Harrow Bay on 2021-03-04 by "Relief Agency"
    /// displaced 815 in Harrow Bay on 2021-03-05 by "Relief Agency"
    /// displaced 822 in Harrow Bay on 2021-03-06 by "Relief Agency"
    /// displaced 8,130 in Harrow Bay on 2021-03-07 by "Relief Agency"
    /// displaced 840 in Harrow Bay on 2021-03-08 by "Relief Agency"
    /// displaced 851 in Harrow Bay on 2021-03-09 by "Relief Agency"
    /// displaced 849 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// ```
    /// Fixed: there was an extra zero.
    /// ```claims passes
    /// displaced 810 in Harrow Bay on 2021-03-04 by "Relief Agency"
    /// displaced 815 in Harrow Bay on 2021-03-05 by "Relief Agency"
    /// displaced 822 in Harrow Bay on 2021-03-06 by "Relief Agency"
    /// displaced 813 in Harrow Bay on 2021-03-07 by "Relief Agency"
    /// displaced 840 in Harrow Bay on 2021-03-08 by "Relief Agency"
    /// displaced 851 in Harrow Bay on 2021-03-09 by "Relief Agency"
    /// displaced 849 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// ```
    ///
    /// ## How to settle it
    /// - check the figure after the jump against the source: a digit, a unit or a decimal mark may be wrong
    /// - if the source changed how it counts, declare it: `break "displaced" in … by … on 2021-03-07 because "…"`
    /// - if it really happened, write `# gainsay: allow(sudden-jump) because "…"` above the claim
    ///
    /// ## When it is silent
    /// - for series of fewer than six steps; for figures that do not double or halve; where another step, each measured per
    ///   day, is more than a fifth as large (the step back does not count)
    /// - for counts so small that chance alone makes them differ as much (2 after 1, 12 after 5): the step must be more than
    ///   three times the square root of the larger count
    /// - where another source also has the new level for the same day; where a `break` is declared; for forecasts
    /// - where the source's figure of the whole doubles or halves at the same time, and the series stays where it leapt to
    /// - where a contradiction already reports one of the figures
    ///
    /// Hedged figures (`about 800`, `at least 800`) do not count.
    ///
    /// ## Settings
    /// `jump-steps`, `jump-times` and `jump-factor` under `[drift]` in `gainsay.toml`.
    pub(super) static SUDDEN_JUMP = "D106" "sudden-jump", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.drift.jumps.is_empty() {
        return;
    }
    let reported = already_reported(context);
    for jump in &context.drift.jumps {
        if ![jump.before, jump.after].iter().any(|claim| reported.contains(claim)) {
            report(context, jump, findings);
        }
    }
}

/// The claims that a contradiction removes or has in its core.
fn already_reported(context: &Context<'_>) -> FxHashSet<u32> {
    let disputes = context.contradictions.disputes.iter();
    disputes
        .flat_map(|dispute| {
            let core = dispute.core().map(|side| &side.statement);
            core.chain(&dispute.repair).map(Statement::representative)
        })
        .collect()
}

fn report(context: &Context<'_>, jump: &Jump, findings: &mut Findings) {
    let words = context.words();
    let series = &context.corpus.series[jump.series as usize];
    let claim = |at: u32| context.corpus.claim(at);
    let day = |at: u32| claim(at).time.as_ref().map(Window::in_words).unwrap_or_default();
    let figure = |at: u32| match &claim(at).value {
        Value::Number(figure) => figure.best().cloned().unwrap_or(Number::ZERO),
        _ => Number::ZERO,
    };
    let (before, after) = (words.said(jump.before), words.said(jump.after));
    let leaps = if jump.rate.is_negative() { "drops" } else { "leaps" };
    let mut message = format!(
        "{} {leaps} from {before} on {} to {after} on {}, by {}",
        words.series(series),
        day(jump.before),
        day(jump.after),
        words.voice(jump.voice)
    );
    if let Some(back) = jump.returns_with {
        message.push_str(&format!(", and is back at {} on {}", words.said(back), day(back)));
    }
    let at = claim(jump.after);
    let finding = findings.report(at.place, at.mark, message);
    finding.fact = Some(words.fact(series, at.time.as_ref()));
    let days_of_both = claim(jump.after)
        .time
        .and_then(|time| time.from)
        .zip(claim(jump.before).time.and_then(|time| time.from));
    let days_between = days_of_both.map_or(1, |(after, before)| after.0 - before.0);
    let change = &figure(jump.after) - &figure(jump.before);
    let mut line =
        format!("{after} − {before} is a change of {} in {}", rounded(&change), days(days_between));
    let rest = plural(jump.others, "other step");
    line.push_str(&match times(&jump.rate, &jump.usual) {
        None => format!("; the series does not change in its {rest}"),
        Some(times) => {
            format!(", {times} as much per day as the largest of its {rest} ({})", rounded(&jump.usual))
        }
    });
    finding.reasoning.push(line);
    let cited = [(jump.before, true), (jump.after, true)];
    for (at, core) in cited.into_iter().chain(jump.returns_with.map(|back| (back, false))) {
        finding.claims.push(Cited { core, ..words.cite_dated(at) });
    }
    finding
        .help
        .push(format!("check {after} against the source: a digit, a unit or a decimal mark may be wrong"));
    finding.help.push(
        "if the source changed how it counts, declare a `break`; if the jump is real, allow it above the claim:"
            .to_owned(),
    );
    finding.help.push("  # gainsay: allow(sudden-jump) because \"…\"".to_owned());
}
