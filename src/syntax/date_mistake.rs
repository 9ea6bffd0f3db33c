//! The recognised mistakes about dates: a date where a place or a name belongs, a zone given by name, a date without
//! a year.

use super::clock::ZONES;
use super::context::body_start;
use super::spelling::nearest;
use super::syntax_error::SyntaxError;
use super::token::{gap, phrase, text_before};
use super::tree::DateForm;

/// `in 1992`, `created in 1992`: a date after `in`.
pub(super) fn date_as_place<'s>(text: &'s str, at: &'s str) -> SyntaxError<'s> {
    let message = format!("`in` takes a place, and `{at}` is a date");
    let error = SyntaxError::syntax(at, "a date, not a place", message);
    let quote = format!("if a place has that name, quote it: `in \"{at}\"`");
    // Where nothing but the head stands before it, the date may be the value.
    let claims = super::body::kind_of(text) == super::body::StatementKind::Claim;
    let before = text_before(text, at).trim_end();
    let head = super::claim::head(body_start(text)).ok().filter(|(behind, _)| {
        claims && phrase(gap(behind), "in").is_some_and(|rest| before.len() == text.len() - rest.len())
    });
    let Some((_, head)) = head else {
        let said = text_before(body_start(text), at).trim_end();
        let said = said.strip_suffix("in").unwrap_or(said).trim();
        let is_done = ["was", "were"].iter().any(|verb| {
            let mut words = said.split_whitespace().rev();
            claims && words.next().is_some() && words.next() == Some(verb)
        });
        if is_done {
            return error
                .helped(format!("if it is when something happened: `event \"{said}\" during {at}`"))
                .helped(quote);
        }
        return error.helped(format!("write `during {at}` after the value; {quote}"));
    };
    let bare = head.text();
    let bare = bare.trim();
    error
        .helped(format!("if the date is the value, write a colon: `{}: {at}`", head.raw))
        .helped(format!("if it is when something happened: `event \"{bare}\" during {at}`"))
        .helped(quote)
}

pub(super) fn date_in_name<'s>(text: &'s str, at: &'s str) -> SyntaxError<'s> {
    let before = text_before(text, at).trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let keys = ["on", "said", "published", "since", "until", "during", "from", "via", "as of"];
    let error = SyntaxError::syntax(at, "a date in a name", format!("the date `{at}` is inside a name"));
    match nearest(last, keys) {
        Some(near) => error.helped(format!("did you mean `{near} {at}`?")),
        None if super::date::date(at)
            .is_ok_and(|(_, date)| matches!(date.form, DateForm::Year(_) | DateForm::Month { .. })) =>
        {
            error.helped(format!("write `during {at}`")).helped("quote the name if the date is part of it")
        }
        None => error
            .helped(format!("put `on`, `said` or `published` before it: `on {at}`"))
            .helped("quote the name if the date is part of it"),
    }
}

pub(super) fn zone_name(at: &str) -> SyntaxError<'_> {
    let message = format!(
        "gainsay does not read the zone `{at}`: names of zones mean different hours in different countries"
    );
    let error = SyntaxError::syntax(at, "zone by name", message);
    match ZONES.iter().find(|(name, _)| *name == at) {
        Some((_, offset)) => {
            error.helped(format!("write the hours from GMT: `{offset}`, if that is the one you mean"))
        }
        None => error.helped("write the hours from GMT, such as `14:00+01:00`, or GMT itself: `14:00 GMT`"),
    }
}

pub(super) fn short_slashed(at: &str) -> SyntaxError<'_> {
    let error = SyntaxError::syntax(
        at,
        "day or month first?",
        format!("`{at}` has no year and can be read two ways"),
    );
    let mut numbers = at.split('/').map(|number| number.parse::<usize>().unwrap_or(0));
    let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    let name = |month: usize| month.checked_sub(1).and_then(|at| super::calendar::MONTH_NAMES.get(at));
    let readings: Vec<String> = [(first, second), (second, first)]
        .iter()
        .filter(|(day, _)| (1..=31).contains(day))
        .filter_map(|&(day, month)| Some(format!("`{day} {}`", name(month)?)))
        .collect();
    match readings.as_slice() {
        [] => error.helped("write the day and the month in words: `12 October`"),
        _ => error.helped(format!("write {}", readings.join(" or "))),
    }
}
