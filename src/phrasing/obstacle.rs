//! Why two claims are not compared, and what would make them comparable, in words.

use crate::corpus::{Describer, HoldingTime, Obstacle, Uncompared, ValueType};
use crate::model::Window;
use crate::model::claim::{Claim, Value};
use crate::model::register::PLACE;
use crate::phrasing::quoted;

/// The place of a claim; empty if it gives none.
pub(crate) fn place<'a>(words: Describer<'a>, claim: &Claim) -> &'a str {
    let registers = &words.corpus.model.registers;
    let place = registers.scopes.get(claim.scope.0).iter().find(|(key, _)| *key == PLACE);
    place.map_or("", |(_, name)| &registers.names.get(name.0).display)
}

/// Why two claims are not compared, and what would help.
pub(crate) fn why_and_help(
    words: Describer<'_>,
    one: &Uncompared,
    said: &str,
    theirs: &str,
) -> (String, String) {
    let (claim, other) = (words.corpus.claim(one.pair.0), words.corpus.claim(one.pair.1));
    let dated = |text: &str| words.moved_to_year_of(&[one.pair.0, one.pair.1], text);
    let day = || "add the day: `on 2024-05-24`; if it is the same day, the two are compared";
    let (why, help) = match one.obstacle {
        Obstacle::Day if other.time.is_none() => {
            let said = |claim: &Claim| claim.said.or(claim.published).is_some();
            let kind = words.corpus.model.vocabulary.measure(claim.measure).and_then(|measure| measure.kind);
            let help = match kind {
                None if said(claim) && said(other) => format!(
                    "declare its kind, and a level or a total is of the day on which it was said or published; or {}",
                    dated(day())
                ),
                _ => dated(day()),
            };
            ("neither says on which day".to_owned(), help)
        }
        Obstacle::Day => ("it does not say on which day".to_owned(), dated(day())),
        Obstacle::Period => (
            "it does not say over which period".to_owned(),
            dated("add the period: `during May 2024`; if it is the same period, the two are compared"),
        ),
        Obstacle::Place => (
            "it does not say where".to_owned(),
            format!("add the place, if it is that one: `in {}`", quoted(place(words, other))),
        ),
        // The unit as written: what follows the last digit.
        Obstacle::Unit => {
            let (bare, unit) = if claim.unit.is_none() { (said, theirs) } else { (theirs, said) };
            let unit = unit.rsplit(|char: char| char.is_numeric()).next().map(str::trim);
            let help = match unit {
                // `m` after a figure means million.
                Some(unit) if !unit.is_empty() && bare.ends_with(" m") => {
                    let figure = bare.trim_end_matches(" m");
                    format!("`m` is read as million: write `{figure} metres`, or `{figure} million {unit}`")
                }
                Some(unit) if !unit.is_empty() => format!("add the unit: `{bare} {unit}`, if that is right"),
                _ => "add the unit".to_owned(),
            };
            (
                if claim.unit.is_none() { "it does not say in which unit" } else { "the second has no unit" }
                    .to_owned(),
                help,
            )
        }
        Obstacle::Units => (
            "nothing converts the one unit into the other".to_owned(),
            "give both in one unit, or, if they measure different things, name two measures".to_owned(),
        ),
        Obstacle::Share => (
            "one is a percentage, the other a count without its whole".to_owned(),
            "give the count with its whole, such as `43 of 191`, or name the count and the share differently"
                .to_owned(),
        ),
        Obstacle::DayAndClock
            if claim.time.and_then(|window| window.from) != other.time.and_then(|window| window.from) =>
        {
            (
                "in another zone the second is of that day, and the first says neither time nor zone"
                    .to_owned(),
                format!("add the time and the zone to {said}: {}", dated("`on 2024-05-24T18:00+02:00`")),
            )
        }
        Obstacle::Zone => (
            "the first does not say in which zone, so both may be of one time".to_owned(),
            dated("add the zone: `on 2024-05-24T18:00+02:00`; if it is the same time, the two are compared"),
        ),
        Obstacle::VagueEnds => {
            let first = matches!(HoldingTime::of(claim), HoldingTime::Throughout(..));
            let (which, vague) = if first { ("first", claim) } else { ("second", other) };
            let sharp = |window: Window| vague.throughout == window.from.zip(window.to);
            let unsaid = if vague.time.is_some_and(sharp) {
                "at what times of its first and its last day"
            } else {
                "on which day it began, or ended"
            };
            (
                format!("the {which} does not say {unsaid}"),
                dated("add what is not said: `from 2024-03-01 to 2024-05-01`, `from 2024-03-01T12:00`"),
            )
        }
        Obstacle::OpenPeriod => {
            let until = claim.time.is_some_and(|window| window.to.is_none());
            (
                format!("it does not say {}", if until { "until when" } else { "since when" }),
                dated(
                    "add both ends, `from 2024-05-01 to 2024-05-31`, or when it was said: `said 2024-05-31`",
                ),
            )
        }
        Obstacle::DayAndClock => (
            "the first does not say at what time of the day".to_owned(),
            format!(
                "add the time: `on {}`; if it is the same time, the two are compared",
                other.time.and_then(|window| window.iso_from()).unwrap_or_default()
            ),
        ),
        Obstacle::PeriodAndInstant if !matches!(claim.value, Value::Number(_)) => (
            format!("it may have been so at another time of {}", time_in_words(claim)),
            dated(
                "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
            ),
        ),
        Obstacle::Periods if claim.throughout.is_some() != other.throughout.is_some() => {
            let (which, loose) =
                if claim.throughout.is_some() { ("second", other) } else { ("first", claim) };
            (
                format!("the {which} may have been so at another time of {}", time_in_words(loose)),
                dated(
                    "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
                ),
            )
        }
        Obstacle::Periods if claim.time == other.time => (
            "one may have followed the other in that time".to_owned(),
            dated("say when each was: `from 2024-05-01 to 2024-05-31`, or `on 2024-05-24`"),
        ),
        Obstacle::Periods => (
            "each may have been so at another time of its period".to_owned(),
            dated(
                "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
            ),
        ),
        Obstacle::PeriodAndInstant => (
            "one is the figure of a period, the other of an instant in it".to_owned(),
            match &claim.time {
                Some(window) if !window.is_open() => format!(
                    "if both are about the same time, give both the same date: `on {}` or `during {}`",
                    other.time.and_then(|window| window.iso_from()).unwrap_or_default(),
                    time_in_words(claim)
                ),
                _ => "if both are about the same time, give both the same date".to_owned(),
            },
        ),
        Obstacle::UnknownTime => (
            format!("it is about some time in {}, and does not say which", time_in_words(claim)),
            dated(
                "add the exact date of both: `on 2024-05-24`, or `during May 2024` for the figure of the whole month",
            ),
        ),
        Obstacle::Change => {
            let bare = |claim: &Claim| claim.change.as_ref().is_some_and(|change| change.since.is_none());
            let why = match (bare(claim), bare(other)) {
                (true, true) => "neither says since when",
                (true, false) => "the first does not say since when",
                _ => "it is not certain that both are counted from one time",
            };
            (
                why.to_owned(),
                dated("add from when each is counted: `up 12 since 2024-05-03`, `up 12 from a year earlier`"),
            )
        }
        Obstacle::Values(first, second) => (
            format!("one is {}, the other {}", kind_of_value(first), kind_of_value(second)),
            "write both in the same form; if they answer different questions, name two measures".to_owned(),
        ),
    };
    (why, help)
}

/// A claim's time for use in a sentence: `May 2024`, `the period until 1 May 2024`.
fn time_in_words(claim: &Claim) -> String {
    let Some(window) = &claim.time else { return String::new() };
    if window.is_open() { format!("the period {}", window.in_words()) } else { window.in_words() }
}

fn kind_of_value(value: ValueType) -> &'static str {
    match value {
        ValueType::Number => "a figure",
        ValueType::Date => "a date",
        ValueType::Name => "a name",
        ValueType::Set => "a set of names",
        ValueType::Truth => "true or false",
    }
}
