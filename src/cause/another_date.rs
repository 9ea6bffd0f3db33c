//! Cause: the figure is that of another day: not updated, dated a day off, or counted to another hour.

use super::discrepancy::Discrepancy;
use super::figure_index::{
    figures_on, is_restatement, later_restatement, previous_day, voice_of, was_left_unchanged,
};
use super::reason::Reason;
use super::written::significant_digits;
use crate::corpus::Voice;
use crate::finding::{ANOTHER_DATE, OtherDay, SINCE_REVISED};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number};

/// How many days away the figure is looked for, at most: a fortnight, within which weekly reports still overlap.
const MAX_DAYS_AWAY: i32 = 14;

/// How many values a wrong figure must have been able to take for each date that it could match by chance.
const VALUES_PER_DATE: i64 = 6;

/// Looks for the same figure in its series on a nearby day.
///
/// A wrong figure that has nothing to do with other days is equally likely anywhere near its value, and may match
/// each day's figure between it and the correct one by chance. So there must be at least six possible values, in
/// units of its last significant digit, for each day between: the next day's figure is evidence if it is six off, one
/// a week away if it is forty off. A figure that is no total can match the days on both sides.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    if discrepancy.is_any_of_many() {
        return None;
    }
    let (day, at) = nearest(discrepancy)?;
    let days = i64::from(day.0.abs_diff(discrepancy.day?.0)) * if is_total(discrepancy) { 1 } else { 2 };
    let steps = discrepancy.distance().checked_div(&discrepancy.figure.last_place())?;
    if steps < Number::from_i64(days * VALUES_PER_DATE) || significant_digits(&discrepancy.figure) < 2 {
        return None;
    }
    describe(discrepancy, day, at, "")
}

/// Looks for a source that is some days behind or ahead of another, on this date and on others. If it is so on several dates, even
/// small figures do not match by chance.
pub(super) fn explain_lag(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (at, here) = (discrepancy.other?, discrepancy.day?);
    let theirs = voice_of(discrepancy.corpus().claim(at));
    if theirs == discrepancy.voice() {
        return None;
    }
    let near = discrepancy.index().in_series(
        discrepancy.corpus(),
        discrepancy.series,
        &discrepancy.figure,
        here,
        MAX_LAG,
    );
    let (day, at) = near
        .into_iter()
        .find(|&(day, at)| day != here && voice_of(discrepancy.corpus().claim(at)) == theirs)?;
    let count = (1..=LAG_DATES)
        .flat_map(|days| [days, -days])
        .filter(|&days| is_shifted_by(discrepancy, here, day, days, theirs) == Some(true));
    let count = count.count();
    // Three other dates on which the figures differ, and agree when shifted; four with this one.
    if count < 3 {
        return None;
    }
    describe(discrepancy, day, at, &format!("; the same holds on {count} other dates nearby"))
}

/// By how many days one source may be behind another.
const MAX_LAG: i32 = 2;

/// How many days on each side are examined for the same lag.
const LAG_DATES: i32 = 5;

/// Whether the lag also holds `days` days later than on `here`, where it leads to `shifted`: the
/// two voices differ there on the same date, and agree on shifted ones. None if this voice has no
/// figure there.
fn is_shifted_by(
    discrepancy: &Discrepancy<'_>,
    here: Day,
    shifted: Day,
    days: i32,
    theirs: Voice,
) -> Option<bool> {
    let corpus = discrepancy.corpus();
    let (here, shifted) = (here.plus(i64::from(days))?, shifted.plus(i64::from(days))?);
    let mut mine =
        figures_on(corpus, discrepancy.series, here, Some(discrepancy.voice())).map(|(_, figure)| figure);
    let figure = mine.next()?;
    let mut same = figures_on(corpus, discrepancy.series, here, Some(theirs));
    if same.any(|(_, other)| other == figure) {
        return Some(false);
    }
    Some(figures_on(corpus, discrepancy.series, shifted, Some(theirs)).any(|(_, other)| other == figure))
}

/// The nearest day on which others give the figure, or on which its own source gave it just before.
fn nearest(discrepancy: &Discrepancy<'_>) -> Option<(Day, u32)> {
    let (corpus, here) = (discrepancy.corpus(), discrepancy.day?);
    let near =
        discrepancy.index().in_series(corpus, discrepancy.series, &discrepancy.figure, here, MAX_DAYS_AWAY);
    near.into_iter().filter(|&(day, at)| day != here && !discrepancy.is_involved(at)).find(|&(day, at)| {
        let voice = voice_of(corpus.claim(at));
        // A source that repeats its own figure later only confirms it; so does a source that gives it on this day
        // too.
        let is_of_another_day = if voice == discrepancy.voice() {
            previous_day(corpus, discrepancy.series, here) == Some(day)
                && was_nearer_on(discrepancy, day)
                && !is_nothing_added(discrepancy, here)
        } else {
            !figures_on(corpus, discrepancy.series, here, Some(voice))
                .any(|(_, figure)| *figure == discrepancy.figure)
        };
        let is_restated = later_restatement(corpus, discrepancy.series, day, at).is_some();
        is_of_another_day && is_on_right_side(discrepancy, here, day, is_restated)
    })
}

/// Whether the other source's figure of `day`, on which this source gave the figure too, was at
/// most half as far from it as now; also if the other gave none, or there is no other source.
/// Sources that differed as much before do not differ because one was not updated.
fn was_nearer_on(discrepancy: &Discrepancy<'_>, day: Day) -> bool {
    let corpus = discrepancy.corpus();
    let Some(theirs) = discrepancy.other.map(|other| voice_of(corpus.claim(other))) else { return true };
    let figures = figures_on(corpus, discrepancy.series, day, Some(theirs));
    let gaps = figures.map(|(_, figure)| (&discrepancy.figure - figure).abs());
    theirs == discrepancy.voice()
        || gaps.min().is_none_or(|gap| &gap * &Number::from_i64(2) <= discrepancy.distance())
}

/// Whether the figure of a total can be that of `day`: a figure that is too low is of an earlier
/// day, one that is too high of a later one. It may also be of the day that it conflicts with, if
/// it has been restated there since.
fn is_on_right_side(discrepancy: &Discrepancy<'_>, here: Day, day: Day, is_restated: bool) -> bool {
    if let Some(beside) = discrepancy.beside {
        if is_restated && beside == day {
            return true;
        }
        return if beside < here { day < beside } else { day > beside };
    }
    match &discrepancy.goal {
        Some(goal) if is_total(discrepancy) => (day < here) == (discrepancy.figure < *goal),
        _ => true,
    }
}

/// Whether its source says that nothing was added to the total on a day: then the figure of the day before is right for it.
fn is_nothing_added(discrepancy: &Discrepancy<'_>, day: Day) -> bool {
    let (corpus, claim) = (discrepancy.corpus(), discrepancy.claim());
    let flows = (0..).zip(&corpus.series).filter(|(_, series)| {
        let measure = corpus.model.vocabulary.measure(series.measure);
        (series.scope, series.mode) == (claim.scope, claim.mode)
            && measure.is_some_and(|measure| measure.adds_up_to == Some(claim.measure))
    });
    let mut figures =
        flows.flat_map(|(series, _)| figures_on(corpus, series, day, Some(discrepancy.voice())));
    figures.any(|(_, figure)| figure.is_zero())
}

/// Whether the figure is a running total.
fn is_total(discrepancy: &Discrepancy<'_>) -> bool {
    discrepancy.corpus().series[discrepancy.series as usize].kind == Kind::Cumulative
}

/// The reason that a figure is that of another day, on which the claim `at` gives it.
fn describe(discrepancy: &Discrepancy<'_>, day: Day, at: u32, more: &str) -> Option<Reason> {
    let (corpus, series) = (discrepancy.corpus(), discrepancy.series);
    let here = discrepancy.day.unwrap_or(day);
    let days = day.0 - here.0;
    let relative_day = match days {
        -1 => "the day before, ",
        1 => "the next day, ",
        _ => "",
    };
    let (figure, on) = (discrepancy.shown(), day.in_words());
    let is_own = voice_of(discrepancy.corpus().claim(at)) == discrepancy.voice();
    let voice = match discrepancy.voice() {
        Voice::Nobody(_) => "its source".to_owned(),
        voice => discrepancy.words().voice(voice),
    };
    if is_own {
        // A figure that its source has restated was not left unchanged.
        if is_restatement(corpus, series, here, discrepancy.at) {
            return None;
        }
        if let Some(now) = later_restatement(corpus, series, day, at) {
            if !was_left_unchanged(corpus, discrepancy.at, now) {
                return None;
            }
            let now = discrepancy.words().said(now);
            let text = format!(
                "{figure} was also {voice}'s figure of {relative_day}{on}, until that was restated to {now}; there is no newer one \
                 for this day"
            );
            return Some(discrepancy.reason(SINCE_REVISED, text));
        }
        let text = format!("{figure} is also {voice}'s figure of {relative_day}{on}: not updated");
        return Some(of_another_day(discrepancy, discrepancy.reason(ANOTHER_DATE, text), (at, days)));
    }
    let text = format!("{figure} is the figure of {relative_day}{on}{}{more}", discrepancy.other_voice(at));
    // If the source gives another figure for that day, moving this one there would only move the conflict.
    let mut already = figures_on(corpus, series, day, Some(discrepancy.voice()));
    if already.any(|(_, figure)| *figure != discrepancy.figure) {
        return Some(of_another_day(discrepancy, discrepancy.reason(ANOTHER_DATE, text), (at, days)));
    }
    let reason = discrepancy.edited(ANOTHER_DATE, text, &format!("is about {}", day.iso()));
    Some(of_another_day(discrepancy, reason, (at, days)))
}

/// A reason with the voice whose figure it is, the one that gives it for another day in claim `at`, and the number of days.
fn of_another_day(discrepancy: &Discrepancy<'_>, mut reason: Reason, (at, days): (u32, i32)) -> Reason {
    let of = voice_of(discrepancy.corpus().claim(at)).number();
    reason.cause.other_day = Some(OtherDay { voice: discrepancy.voice().number(), of, days });
    reason
}
