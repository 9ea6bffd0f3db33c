//! Text that can be read but probably means something else: a date at the end of a name, several names taken for one,
//! the doer of a thing taken for the source of the claim.

use super::calendar::{MONTH_NAMES, WEEKDAY_NAMES};
use super::date::date;
use super::name::names;
use super::one_name::joined;
use super::token::{blank, gap, is_word, phrase, reserved, text_until, word_before_colon};
use super::tree::{Name, Value, ValueKind};

/// The first words of names that end with the day of a week: `Good Friday`, `Bloody Sunday`.
const FEAST_WORDS: [&str; 19] = [
    "ash", "black", "bloody", "cyber", "easter", "fat", "first", "giving", "good", "holy", "maundy", "news",
    "palm", "ruby", "second", "shrove", "super", "whit", "sunday",
];

/// Where the date at the end of an unquoted name begins: `France last Friday`, `Paris Monday`. A
/// year at the end is part of the name, as in `Expo 2020`, unless `years` says otherwise; so is a
/// date after `of`: `strike of 17 October`.
pub(super) fn date_at_end(raw: &str, years: bool) -> Option<usize> {
    let last = raw.rsplit(char::is_whitespace).next().filter(|last| last.len() < raw.len())?;
    if !may_end_date(last) {
        return None;
    }
    let last_at = raw.len() - last.len();
    let starts = raw
        .char_indices()
        .filter(|&(at, c)| at > 0 && !c.is_whitespace() && raw[..at].ends_with(char::is_whitespace));
    let (at, found) = starts
        .map(|(at, _)| (at, &raw[at..]))
        .find(|(_, part)| date(part).is_ok_and(|(rest, _)| rest.is_empty()))?;
    let before = raw[..at].split_whitespace().next_back().unwrap_or("").to_ascii_lowercase();
    // `strike of 17 October`
    if before == "of" {
        return None;
    }
    if at < last_at {
        return Some(at);
    }
    let is_date = if found.bytes().all(|byte| byte.is_ascii_digit()) {
        years
    } else if is_weekday(found) {
        !FEAST_WORDS.contains(&before.as_str())
    } else {
        // `May` and `March` end names too, and so does the `Today` of newspapers.
        found.starts_with(|c: char| c.is_ascii_lowercase())
    };
    is_date.then_some(at)
}

fn is_weekday(found: &str) -> bool {
    WEEKDAY_NAMES.iter().any(|day| day.eq_ignore_ascii_case(found))
}

/// Whether a word can be the last one of a date; a quick test.
fn may_end_date(last: &str) -> bool {
    last.starts_with(|c: char| c.is_ascii_digit())
        || matches!(last, "ago" | "yesterday" | "tomorrow" | "today" | "week" | "month" | "year" | "weekend")
        || is_weekday(last)
        || last
            .rsplit('-')
            .next()
            .is_some_and(|word| MONTH_NAMES.iter().any(|month| month.eq_ignore_ascii_case(word)))
}

/// Several names where one value was read: `are Russia, France and Italy`; how long they are.
pub(super) fn several_names<'s>(
    value: &Value<'s>,
    rest: &'s str,
    input: &'s str,
) -> Option<(&'s str, usize)> {
    let last = match &value.kind {
        ValueKind::Name(name) => name,
        ValueKind::Set(names) => {
            let last = names.last().filter(|name| joins_two_capitals(**name))?;
            let at = last.raw.as_ptr() as usize - input.as_ptr() as usize;
            return Some((&input[at..], last.raw.len()));
        }
        _ => return None,
    };
    let next = blank(rest).strip_prefix(',').map(blank);
    let listed = next.filter(|next| reserved(word_before_colon(next)).is_none() && !begins_speaker(next));
    if let Some((after, _)) = listed.and_then(|next| names(next).ok()) {
        return Some((input, text_until(input, after).trim_end().len()));
    }
    joins_two_capitals(*last).then_some((input, last.raw.len()))
}

/// Whether the words after a comma name the speaker, as `says Armenia` does, and not a further name
/// of a list.
fn begins_speaker(next: &str) -> bool {
    let first = word_before_colon(next);
    ["says", "say", "reports", "reported", "claims", "claimed", "source", "sources"]
        .iter()
        .any(|verb| is_word(first, verb))
}

/// Whether an unquoted name is two capitalised words joined by `and`: `Russia and France`.
fn joins_two_capitals(name: Name<'_>) -> bool {
    let capital = |part: &str| part.trim_start().starts_with(char::is_uppercase);
    !name.quoted
        && joined(name.raw).windows(2).any(|parts| {
            let before = parts[0].split_whitespace().next_back().unwrap_or("");
            capital(before) && capital(parts[1])
        })
}

/// Words that say how many without saying of what.
const QUANTITIES: [&str; 13] = [
    "a half",
    "a quarter",
    "a third",
    "half",
    "most",
    "no one",
    "nobody",
    "none",
    "nothing",
    "one third",
    "three quarters",
    "three-quarters",
    "two thirds",
];

/// How long a quantity is that stands where a claim says what is measured: `none of the dead`, `half of Ganja`, `nobody`.
pub(super) fn quantity(head: Name<'_>) -> Option<usize> {
    let first = head.raw.split(" of ").next().filter(|_| !head.quoted)?;
    QUANTITIES.iter().any(|quantity| first.eq_ignore_ascii_case(quantity)).then_some(first.len())
}

/// Participles that do not end in `ed`.
const PARTICIPLES: [&str; 31] = [
    "begun",
    "bought",
    "brought",
    "broken",
    "built",
    "caught",
    "cut",
    "drawn",
    "driven",
    "fought",
    "given",
    "held",
    "hit",
    "hurt",
    "laid",
    "led",
    "lost",
    "made",
    "overthrown",
    "overrun",
    "run",
    "sent",
    "set",
    "shot",
    "sold",
    "struck",
    "sunk",
    "taken",
    "torn",
    "won",
    "written",
];

/// Words that end in `ed`, but after which `by` does not name whoever did something: `confirmed
/// by`.
const NOT_DONE: [&str; 21] = [
    "acknowledged",
    "admitted",
    "alleged",
    "announced",
    "asserted",
    "claimed",
    "confirmed",
    "contested",
    "contradicted",
    "debunked",
    "denied",
    "disputed",
    "estimated",
    "indeed",
    "need",
    "refuted",
    "rejected",
    "reported",
    "stated",
    "unchanged",
    "verified",
];

/// The text after `by` and its names, if the words before `by` say what was done (`brokered by
/// Moscow`): then the names may be those of the doers. None otherwise.
pub(super) fn after_doer<'s>(done: &str, rest: &'s str) -> Option<&'s str> {
    let at = phrase(blank(rest), "by")?;
    if !is_done(done) {
        return None;
    }
    names(gap(at)).ok().map(|(after, _)| after)
}

/// Whether words end with what was done: `brokered`, `jointly built`.
fn is_done(raw: &str) -> bool {
    let last = raw.split_whitespace().next_back().unwrap_or("");
    let lower = last.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let regular =
        last.len() > 4 && last.ends_with("ed") && !NOT_DONE.contains(&last) && !last.starts_with("un");
    lower && (regular || PARTICIPLES.contains(&last))
}
