//! Cause: a day's increase given as the total, or the total as the day's increase.

use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, previous_day};
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number};

/// Looks whether the figure is what a total grew by, or a total where a flow is expected.
///
/// If the figure is stated for the other measure on the same day, that is enough from ten on;
/// smaller ones are often equal by chance. A computed figure (79 = 729 − 650) needs at least two
/// significant digits and must be at most half of the total: nearly any smaller figure is some
/// difference.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let kind = discrepancy.corpus().series[discrepancy.series as usize].kind;
    match kind {
        Kind::Cumulative => stated_daily(discrepancy).or_else(|| computed_daily(discrepancy)),
        Kind::Flow => stated_total(discrepancy),
        _ => None,
    }
}

/// The figure is stated as the day's flow.
fn stated_daily(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let corpus = discrepancy.corpus();
    let claim = discrepancy.claim();
    let adds_up_to_claim = |measure| {
        corpus
            .model
            .vocabulary
            .measure(measure)
            .is_some_and(|measure| measure.adds_up_to == Some(claim.measure))
    };
    let mut equal = discrepancy.index().on_day(corpus, discrepancy.day, &discrepancy.figure);
    let at = equal.find(|&at| {
        let other = corpus.claim(at);
        other.scope == claim.scope
            && other.unit == claim.unit
            && other.mode == claim.mode
            && adds_up_to_claim(other.measure)
    })?;
    // On a total's first day the total and the increase are the same.
    let earlier = discrepancy.day.and_then(|day| previous_day(corpus, discrepancy.series, day));
    if discrepancy.figure < Number::from_i64(10) || earlier.is_none() {
        return None;
    }
    let daily = &corpus.model.registers.measures.get(corpus.claim(at).measure.0).display;
    let text = format!(
        "{} is the figure of `{daily}`, not the total{}",
        discrepancy.shown(),
        discrepancy.other_voice(at)
    );
    Some(discrepancy.edited("daily-for-total", text, &format!("is about `{daily}`")))
}

/// The figure is the growth of the total since the day before, or since the week before.
fn computed_daily(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (goal, day) = (discrepancy.goal.as_ref()?, discrepancy.day?);
    if significant_digits(&discrepancy.figure) < 2 || &discrepancy.figure + &discrepancy.figure > *goal {
        return None;
    }
    let before = goal - &discrepancy.figure;
    for (days, name) in [(1, "the day's increase"), (7, "the week's increase")] {
        let earlier: Option<Day> = day.plus(-days);
        let Some(earlier) = earlier else { continue };
        if figures_on(discrepancy.corpus(), discrepancy.series, earlier, None)
            .any(|(_, figure)| *figure == before)
        {
            let text = format!(
                "{} is {name}: {} − {}",
                discrepancy.shown(),
                discrepancy.shown_goal(goal),
                before.grouped()
            );
            let measure =
                &discrepancy.corpus().model.registers.measures.get(discrepancy.claim().measure.0).display;
            let change = if days == 1 {
                format!("is about `new {measure}`")
            } else {
                format!(
                    "is about the increase from {} to {}",
                    earlier.next().unwrap_or(earlier).iso(),
                    day.iso()
                )
            };
            return Some(discrepancy.edited("daily-for-total", text, &change));
        }
    }
    None
}

/// The figure is stated as the total of that day.
fn stated_total(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let corpus = discrepancy.corpus();
    let claim = discrepancy.claim();
    let measure = corpus.model.vocabulary.measure(claim.measure)?.adds_up_to?;
    let mut equal = discrepancy.index().on_day(corpus, discrepancy.day, &discrepancy.figure);
    let at = equal.find(|&at| {
        let other = corpus.claim(at);
        other.measure == measure
            && other.scope == claim.scope
            && other.unit == claim.unit
            && other.mode == claim.mode
    })?;
    let there = corpus.series_of(at)?;
    let earlier = discrepancy.day.and_then(|day| previous_day(corpus, there, day));
    if discrepancy.figure < Number::from_i64(10) || earlier.is_none() {
        return None;
    }
    let total = &corpus.model.registers.measures.get(measure.0).display;
    let text = format!(
        "{} is the total, `{total}`, not the increase{}",
        discrepancy.shown(),
        discrepancy.other_voice(at)
    );
    Some(discrepancy.edited("total-for-daily", text, &format!("is about `{total}`")))
}
