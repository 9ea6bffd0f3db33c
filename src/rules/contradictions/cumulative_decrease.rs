use crate::contradiction::{DisputeKind, Side, span};
use crate::corpus::Voice;
use crate::model::vocabulary::Tolerance;
use crate::model::{Interval, Number, Window};
use crate::phrasing::{Case, Context, Findings, disputes, on_date, step};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// A running total falls.
    ///
    /// ## Why it matters
    /// Monday's dead are still dead on Tuesday: a total that only grows cannot be lower later. Within one source this is a
    /// slip, or a change of method that should be on record. Between sources it is a dispute, even if no two of them ever
    /// spoke of the same day. The report names the figures that stand out: the fewest whose removal leaves a total that never
    /// falls (a longest consistent subsequence).
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// death toll 26,834 in Spain on 2020-05-25 by "Health Ministry"
    /// ```
    /// Fixed: the ministry changed its method, and said so.
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// death toll 26,834 in Spain on 2020-05-25 by "Health Ministry"
    /// break "death toll" in Spain by "Health Ministry" on 2020-05-25 because "only confirmed deaths are counted from now on"
    /// ```
    ///
    /// ## How to settle it
    /// Check the figure named as the odd one out: a digit, a factor of ten, another day's or another place's figure. If the
    /// source changed how it counts, record a `break`. If the measure can fall at all (people in hospital), it is not a
    /// total: declare `kind level`.
    ///
    /// ## When it is silent
    /// For levels, flows and ratios; across a `break`, unless a figure whose day is uncertain fits on neither side of it;
    /// where hedges and rounding leave room; between clock times and the bare
    /// day they belong to; between a time with a zone and a day that it is somewhere in the world, or a time without a zone
    /// that it may be; for figures that have since been revised, corrected or retracted.
    ///
    /// ## Settings
    /// `kind cumulative` on the measure turns it on; `tolerance`, on the measure or under `[tolerances]` in `gainsay.toml`,
    /// widens every figure.
    pub(super) static CUMULATIVE_DECREASE = "C105" "cumulative-decrease", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in disputes(context, DisputeKind::Decrease) {
        if case.is_straddling() {
            case.report(findings, "cumulative-decrease", case.straddling(), case.straddled());
            continue;
        }
        let finding = case.report(findings, "cumulative-decrease", message(&case), reasoning(&case));
        if case.dispute.is_slip() && !is_by_one(&case) && !is_one_day(&case) {
            finding.help.push("if the source changed its method, declare a break:".to_owned());
            finding.help.push(step_between(&case));
        }
        if is_small(&case) {
            finding.help.push(
                "if falls this small do not matter, give the measure a tolerance: `tolerance 1%`".to_owned(),
            );
        }
    }
}

/// Whether a total falls by no more than one: nobody changes a method for that.
fn is_by_one(case: &Case<'_>) -> bool {
    let (first, second) = case.sides();
    let of = |side: &Side| span(case.words.corpus, &side.statement, false).into_owned();
    of(first).gap(&of(second)) <= Number::ONE
}

/// Whether both figures are of one day: a break takes effect on a day, and settles nothing between two times of it.
fn is_one_day(case: &Case<'_>) -> bool {
    let (first, second) = case.sides();
    let day = |side: &Side| side.window.as_ref().and_then(Window::only_day);
    day(first).is_some() && day(first) == day(second)
}

/// Whether a tolerance of one per cent would cover a fall.
fn is_small(case: &Case<'_>) -> bool {
    let (first, second) = case.sides();
    let (before, after) =
        (span(case.words.corpus, &first.statement, false), span(case.words.corpus, &second.statement, false));
    let ends = before.low.as_ref().zip(after.high.as_ref());
    let one = Tolerance::Share(Number::ratio(1, 100));
    ends.is_some_and(|(least, most)| {
        let (before, after) = (Interval::exact(least.clone()), Interval::exact(most.clone()));
        !one.widen(&before).disjoint(&one.widen(&after))
    })
}

fn message(case: &Case<'_>) -> String {
    let (first, second) = case.sides();
    let who = if case.dispute.is_slip() {
        format!(", both by {}", case.words.voice(first.statement.voice))
    } else {
        format!(
            " ({} after {})",
            case.words.voice(second.statement.voice),
            case.words.voice(first.statement.voice)
        )
    };
    format!(
        "{} falls from {}{} to {}{}{who}",
        case.about(),
        case.said(&first.statement),
        first.window.as_ref().map(on_date).unwrap_or_default(),
        case.said(&second.statement),
        second.window.as_ref().map(on_date).unwrap_or_default()
    )
}

/// When a side was, and what that is in UTC where the other is written in another zone.
fn spoken(side: &Side, other: &Side) -> String {
    let Some(window) = &side.window else { return String::new() };
    let zone = |window: &Window| window.from_clock.and_then(|clock| clock.offset);
    let theirs = other.window.as_ref().and_then(zone);
    match window.in_utc().filter(|_| theirs.is_some() && theirs != zone(window)) {
        Some(utc) => format!("{} ({})", window.spoken(), utc.spoken()),
        None => window.spoken(),
    }
}

fn reasoning(case: &Case<'_>) -> Vec<String> {
    let (first, second) = case.sides();
    let corpus = case.words.corpus;
    let (before, after) = (span(corpus, &first.statement, false), span(corpus, &second.statement, false));
    let measure = &corpus.model.registers.measures.get(case.series.measure.0).display;
    let (Some(least), Some(most)) = (&before.low, &after.high) else { return Vec::new() };
    let mut lines = Vec::new();
    for (side, hard) in [(first, &before), (second, &after)] {
        if **hard != *span(corpus, &side.statement, true) {
            let sign = case.words.percent_sign(side.statement.speaker());
            lines.push(format!("{} allows {hard}{sign}", case.said(&side.statement)));
        }
    }
    let missing = least - most;
    let less = if missing.is_zero() {
        format!("{} allows only lower figures", case.said(&second.statement))
    } else {
        format!("{} is {} less", most.grouped(), missing.grouped())
    };
    let more = if before.low_open { "more than" } else { "at least" };
    lines.push(format!(
        "`{measure}` only grows: {more} {} by {}, so no less on {}; {less}",
        least.grouped(),
        spoken(first, second),
        spoken(second, first),
    ));
    lines
}

/// The break that would explain it, to be copied.
fn step_between(case: &Case<'_>) -> String {
    let (_, second) = case.sides();
    let by = match second.statement.voice {
        Voice::Origin(source) => Some(source),
        Voice::Own(_) | Voice::Nobody(_) => None,
    };
    let day = second.window.as_ref().and_then(|window| window.from);
    format!("  {}", step(&case.words, (case.series.measure, case.series.scope), by, day))
}
