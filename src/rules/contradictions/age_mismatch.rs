use crate::contradiction::{BirthRange, DisputeKind, Side, age_on, births, years};
use crate::finding::Cause;
use crate::model::claim::{TimeFrom, Value};
use crate::model::{Day, Window};
use crate::phrasing::{Context, Findings, Presenter, disputes, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// An age does not fit the birth date, or another age.
    ///
    /// ## Why it matters
    /// Someone born on 2 May 1986 is 34 from 2 May 2020 to 1 May 2021, whatever a text says. An age that does not fit was
    /// usually copied from an older text, counted from the year alone, or belongs to another person.
    ///
    /// ## Example
    /// ```claims fails
    /// age of Jane Doe is 34 on 2020-10-19 by "Town Hall"
    /// birth date of Jane Doe is 1987-05-02 by "Town Hall"
    /// ```
    /// Fixed: with the year alone, two ages are possible.
    /// ```claims passes
    /// age of Jane Doe is 33 on 2020-10-19 by "Town Hall"
    /// birth date of Jane Doe is 1987 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// Look up the birth date and count the birthdays. If the age is as old as the text it was copied from, give the day it
    /// applies to: `on 2019-03-01`.
    ///
    /// ## When it is silent
    /// - Where some birthday allows all the ages: a year, a month or `about 34` leaves many.
    /// - Where the claim does not show which day the age applies to: it has no `on`, and no date on which it was said or
    ///   published.
    /// - Where an age is dated only by its text: it may be the age of the week before, when the story took place.
    /// - Where the subject or another part of the scope differs: the ages of two people are two ages.
    /// - For ages and dates that have since been revised, corrected or retracted.
    ///
    /// The measures are `age`, in years, and `birth date` (`date of birth`, `born`, `year of birth`).
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static AGE_MISMATCH = "C115" "age-mismatch", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Ages) {
        let (one, two) = presenter.first_two();
        match (is_birth(&presenter, one), is_birth(&presenter, two)) {
            (true, false) => report_against_birth(&presenter, two, one, findings),
            (false, true) => report_against_birth(&presenter, one, two, findings),
            _ => report_two_ages(&presenter, one, two, findings),
        }
    }
}

fn is_birth(presenter: &Presenter<'_>, side: &Side) -> bool {
    matches!(presenter.words.corpus.claim(side.statement.representative()).value, Value::Date(_))
}

fn birth_range_of(presenter: &Presenter<'_>, side: &Side) -> BirthRange {
    births(presenter.words.corpus, &side.statement, side.window.as_ref())
}

/// An age and a birth date that cannot both be right.
fn report_against_birth(presenter: &Presenter<'_>, age: &Side, birth: &Side, findings: &mut Findings) {
    let (said, born) = (presenter.said(&age.statement), presenter.said(&birth.statement));
    let on = age.window.as_ref().map(on_date).unwrap_or_default();
    let (mine, theirs) = (birth_range_of(presenter, age), birth_range_of(presenter, birth));
    let possible = possible_ages(age, &theirs);
    let who = subject(presenter, age);
    let later = age
        .window
        .as_ref()
        .and_then(|window| window.to)
        .zip(theirs.from)
        .is_some_and(|(day, born)| born > day);
    let message = match &possible {
        Some((least, most)) if least == most => {
            format!("{who} is {said}{on}, but {least} by the birth date, {born}")
        }
        Some((least, most)) => {
            let link = if least + 1 == *most { "or" } else { "to" };
            format!("{who} is {said}{on}, but {least} {link} {most} by the birth date, {born}")
        }
        None if later => format!("{who} is {said}{on}, but was not born before {born}"),
        None => format!("{who} is {said}{on}, which the birth date, {born}, does not allow"),
    };
    let mut reasoning =
        vec![births_needed(presenter, age, &mine), format!("{born} is {}", side_of(&mine, &theirs))];
    if let (Some((least, most)), Some(day)) = (possible, theirs.from.filter(|_| theirs.from == theirs.to)) {
        let turned =
            if least == most { format!("turned {least} on {}", birthday(day, least)) } else { String::new() };
        if !turned.is_empty() {
            reasoning.push(format!("who was born on {} {turned}", day.in_words()));
        }
    }
    let cause = cause(presenter, age, &theirs, possible);
    let finding = presenter.report(findings, "age-mismatch", message, reasoning);
    finding.cause = cause;
}

/// Two ages on two days that are too few or too many years apart.
fn report_two_ages(presenter: &Presenter<'_>, one: &Side, two: &Side, findings: &mut Findings) {
    let (first, second) = (presenter.said(&one.statement), presenter.said(&two.statement));
    let on = |side: &Side| side.window.as_ref().map(on_date).unwrap_or_default();
    let message = if is_birth(presenter, one) {
        format!("born {first} and born {second} cannot both be true of {}", subject(presenter, one))
    } else {
        format!(
            "{} is {first}{} and {second}{}, which no birthday allows",
            subject(presenter, one),
            on(one),
            on(two)
        )
    };
    let (mine, theirs) = (birth_range_of(presenter, one), birth_range_of(presenter, two));
    let reasoning = vec![
        births_needed(presenter, one, &mine),
        births_needed(presenter, two, &theirs),
        "no day fits both".to_owned(),
    ];
    presenter.report(findings, "age-mismatch", message, reasoning);
}

/// The subject, or if there is none the measure: `Jane Doe`.
fn subject(presenter: &Presenter<'_>, side: &Side) -> String {
    let registers = &presenter.words.corpus.model.registers;
    let series = &presenter.words.corpus.series[side.series as usize];
    match registers.scopes.get(series.scope.0) {
        [(crate::model::register::SUBJECT, name)] => format!("`{}`", registers.names.get(name.0).display),
        _ => presenter.words.series(series),
    }
}

/// `34 on 19 October 2020 means born from 20 October 1985 to 19 October 1986`.
fn births_needed(presenter: &Presenter<'_>, side: &Side, births: &BirthRange) -> String {
    let said = presenter.said(&side.statement);
    if is_birth(presenter, side) {
        return format!("born {said}: {}", births_in_words(births));
    }
    let on = side.window.as_ref().map(on_date).unwrap_or_default();
    let dated = presenter.words.corpus.claim(side.statement.representative()).time_from == TimeFrom::Written;
    let lag = if dated { "" } else { ", or in the week before," };
    format!("{said}{on}{lag} means born {}", births_in_words(births))
}

fn births_in_words(births: &BirthRange) -> String {
    match (births.from, births.to) {
        (Some(from), Some(to)) if from == to => format!("on {}", from.in_words()),
        (Some(from), Some(to)) => format!("from {} to {}", from.in_words(), to.in_words()),
        (Some(from), None) => format!("on {} or later", from.in_words()),
        (None, Some(to)) => format!("on {} or before", to.in_words()),
        (None, None) => "on any day".to_owned(),
    }
}

/// Where a birth date lies relative to the days that an age allows: before or after.
fn side_of(needed: &BirthRange, born: &BirthRange) -> &'static str {
    match (needed.from, born.to) {
        (Some(from), Some(to)) if to < from => "before that",
        _ => "after that",
    }
}

/// The youngest and the oldest possible age at the time of an age claim; none before birth.
fn possible_ages(age: &Side, born: &BirthRange) -> Option<(u64, u64)> {
    let window: &Window = age.window.as_ref()?;
    let (first, last) = (window.from.or(window.to)?, window.to.or(window.from)?);
    let oldest = age_on(born.from?, last)?;
    Some((age_on(born.to?, first).unwrap_or(0), oldest))
}

fn birthday(born: Day, years: u64) -> String {
    let months = i64::try_from(years).ok().and_then(|years| years.checked_mul(12));
    months.and_then(|months| born.plus_months(months)).map_or_else(String::new, Day::in_words)
}

/// The cause of a wrong age, if one fits.
fn cause(
    presenter: &Presenter<'_>,
    age: &Side,
    born: &BirthRange,
    possible: Option<(u64, u64)>,
) -> Option<Cause> {
    let (least, most) = possible?;
    let (said, Some(said_at_most)) = years(presenter.words.corpus, &age.statement) else { return None };
    if said != said_at_most {
        return None;
    }
    let day = age.window.as_ref()?.only_day()?;
    let reversed: String = said.to_string().chars().rev().collect();
    if said > 9 && reversed.len() > 1 && (least..=most).any(|right| right.to_string() == reversed) {
        let text = format!("{said} is {reversed} with its digits swapped");
        return Some(Cause::new("swapped-digits", text));
    }
    let year = |day: Day| day.parts().0;
    let birth = born.from.filter(|_| born.from == born.to)?;
    if u64::try_from(year(day) - year(birth)).ok() == Some(said) && most + 1 == said {
        let text = format!(
            "{said} is {} − {}: only the years were subtracted, but the birthday, {}, was still to come",
            year(day),
            year(birth),
            birthday(birth, said)
        );
        return Some(Cause::new("birthday-to-come", text));
    }
    // An age is more often copied from an older text than invented.
    if said < least && least - said <= 10 {
        let until = birthday(birth, said + 1);
        let text = format!("{said} was right until {until}: perhaps copied from an older text");
        return Some(Cause::new("stale", text));
    }
    None
}
