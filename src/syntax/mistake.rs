//! The recognised mistakes: the message of each, and its correction.

use super::clock::ZONES;
use super::context::{body_start, last_name, without_hedge};
use super::failure::Mistake;
use super::name::{bare_name, opens_quote};
use super::spelling::nearest;
use super::syntax_error::SyntaxError;
use super::token::{Key, gap, phrase, reserved, upto, word};
use super::tree::{Amount, Form};

/// The diagnostic of a mistake at `at`, the start of `rest`.
pub(super) fn describe<'s>(text: &'s str, rest: &'s str, at: &'s str, mistake: Mistake) -> SyntaxError<'s> {
    let error = |label: &str, message: String| SyntaxError::syntax(at, label, message);
    let head = || bare_name(body_start(text)).map_or("death toll", |(_, name)| name.raw);
    let head_words = || upto_figure(head());
    match mistake {
        Mistake::UnclosedQuote => unclosed_quote(at),
        Mistake::EmptyName => {
            error("nothing in it", "there is nothing between the quotation marks".to_owned())
                .helped("write the name between them, or remove them")
        }
        Mistake::BadEscape => error("not an escape", format!("`{at}` means nothing inside quotation marks"))
            .helped("write `\\\\` for a backslash; `\\\"`, `\\n` and `\\u{e9}` are the others"),
        Mistake::UnclosedUrl => error("no `>` after it", "the address is not closed".to_owned())
            .helped(format!("close it: `{}>`", at.trim_end())),
        Mistake::ChangeAlone => {
            let way = word(at, true);
            error("by how much, or from what?", format!("`{at}` does not say by how much the figure changed"))
                .helped(format!("write `{way} 12%`, `{way} 3 from 15` or `{way} from 650`"))
        }
        Mistake::BaseOrYear => {
            error("the year, or the figure before?", format!("`from {at}` can be a year or a figure")).helped(
                format!(
                    "for the year write `since {at}`; a figure has a unit or a comma: `from {},{}`",
                    &at[..1],
                    &at[1..]
                ),
            )
        }
        Mistake::ShareOrYear => {
            let year = at.rsplit(char::is_whitespace).next().unwrap_or(at);
            error("a share, or a year?", format!("`{at}` can be a share of {year} or the year {year}"))
                .helped(format!("did you mean `during {year}`? For the share write `out of {year}`"))
        }
        Mistake::DateAsPlace => {
            error("a date, not a place", format!("`in` takes a place, and `{at}` is a date")).helped(format!(
                "write `during {at}` after the value; if a place has that name, quote it: `in \"{at}\"`"
            ))
        }
        Mistake::NumberAsName => {
            error("a number, not a place", format!("`in` takes a place, and `{at}` is a number")).helped(
                format!(
                    "write a share as `3 in 10 people`; if a place has that name, quote it: `in \"{at}\"`"
                ),
            )
        }
        Mistake::DateAsUnit => error("a date, not a unit", format!("`{at}` is where a unit belongs"))
            .helped(format!("write `on {at}`, or `said {at}` for when it was said")),
        Mistake::DateInName => date_in_name(text, at),
        Mistake::HedgedForm => error(
            "more than one figure",
            "a hedge goes before one figure, not before a range or a count with its whole".to_owned(),
        )
        .helped(hedged_form(text, at, rest)),
        Mistake::TwoUnits => error(
            "another unit",
            format!("the two ends of the range have different units, the second `{at}`"),
        )
        .helped("give both ends in one unit, written once after the second: `50 to 60 km`"),
        Mistake::ZoneName => zone_name(at),
        Mistake::NoSuchZone => {
            error("no such zone", format!("`{at}` is no zone: they reach from −12:00 to +14:00"))
                .helped("write it as `+04:00`, `-03:30` or `Z`")
        }
        Mistake::BadClock => error("no such time", format!("`{at}` is not a time of day"))
            .helped("write it as `14:00` or `2 p.m.`; add a zone as in `14:00+02:00` or `14:00 GMT`"),
        Mistake::ShortSlashed => short_slashed(at),
        Mistake::ShortYear => error("which century?", format!("the year of `{at}` has two digits"))
            .helped("write the year in full, best as `2020-10-19`"),
        Mistake::EmptyDetail => {
            let key = at.trim_end_matches(':');
            error("nothing after it", format!("`{key}` has no content"))
                .helped("write its content after the colon, or remove the line")
        }
        Mistake::Indented => {
            error("indented", "this line is indented, but there is no statement above it".to_owned())
                .helped("remove the spaces at its start: a statement begins in column one")
        }
        Mistake::ModeAlone => error(
            "no value",
            format!("`{at}` says how a value is meant, but no value follows"),
        )
        .helped(format!(
            "add the value: `{at} 40` or `{at} true`; if the word itself is the value, quote it: `\"{at}\"`"
        )),
        Mistake::LongNumber => error("too many words", format!("`{at}` has too many words for a number"))
            .helped("write the number in digits: `250`"),
        Mistake::TwoProperties => {
            error("on the same line", format!("`{at}` is on the same line as what comes before it"))
                .helped("put each property on an indented line of its own")
        }
        Mistake::NoFiller => {
            error("`is` belongs before it", "a value after a scope needs `is` before it".to_owned()).helped(
                format!(
                    "write `is {}`, or put the figure directly after what is measured",
                    value_words(rest)
                ),
            )
        }
        Mistake::FullStop => {
            let name = name_up_to(text, at);
            error("a full stop", "this name ends with the full stop of its line".to_owned())
                .helped("remove the full stop: a statement ends with its line")
                .helped(format!("if it belongs to the name, quote the name: `\"{name}.\"`"))
        }
        Mistake::Semicolon => error("a semicolon", "this name contains a semicolon".to_owned())
            .helped("remove the semicolon: qualifiers need none between them")
            .helped("quote the name if the semicolon is part of it"),
        Mistake::Sources => {
            let names = at.split([';', ' ']).filter(|part| !part.is_empty() && *part != "and");
            let listed = if at.contains(';') {
                at.split(';').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>()
            } else {
                names.collect()
            };
            let message = format!("`{at}` reads as the name of one source");
            error("one source, or several?", message)
                .helped(format!("separate several sources with commas: `by {}`", listed.join(", ")))
                .helped(format!("if it is one source, quote its name: `\"{at}\"`"))
        }
        Mistake::SingleQuotes => {
            let name = at.trim_matches(['\'', '‘', '’']);
            error(
                "single quotation marks",
                format!("single quotation marks do not count as quotation marks: `{at}`"),
            )
            .helped(format!("use double quotes: `\"{name}\"`"))
        }
        Mistake::HangingWord => {
            let found = super::token::word(at, true);
            error(
                "neither a name nor a hedge",
                format!(
                    "`{found}` before a figure is no part of a name, and says nothing that can be compared"
                ),
            )
            .helped(
                "leave it out, or write a hedge: `about 400`, `more than 400`, `just over 400`".to_owned(),
            )
            .helped("if the name ends so, put the name in quotation marks".to_owned())
        }
        Mistake::NeedsFiller => {
            error("a value in words", "a value in words needs `is` or a colon before it".to_owned())
                .helped(format!("write `{}: {}`", without_hedge(head_words()), value_words(rest)))
        }
    }
}

/// The unquoted words before a place, back to a keyword or a mark.
fn name_up_to<'s>(text: &'s str, at: &'s str) -> &'s str {
    last_name(&text[..at.as_ptr() as usize - text.as_ptr() as usize])
}

/// What to write for `about 40 to 50`.
fn hedged_form(text: &str, at: &str, rest: &str) -> String {
    let before = &text[..at.as_ptr() as usize - text.as_ptr() as usize];
    let from = super::hedge::hedge(rest).map_or(rest, |(after, _)| after);
    let words = match upto(rest, from) {
        "" => match before.split_whitespace().next_back() {
            Some(word) if word.ends_with(char::is_alphabetic) => format!("{word} "),
            Some(sign) => sign.to_owned(),
            None => "about ".to_owned(),
        },
        words => words.to_owned(),
    };
    if let Ok((after, figure)) = super::figure::figure(from)
        && let Form::Range(low, high) | Form::Between(low, high) = &figure.form
    {
        let range = upto(from, after).trim_end();
        let unit = match figure.unit {
            Some(unit) if unit.raw.starts_with('%') => unit.raw.to_owned(),
            Some(unit) => format!(" {}", unit.raw),
            None => String::new(),
        };
        let whole = |amount: &Amount<'_>| amount.text.parse::<u64>().ok();
        let middle = match (whole(low), whole(high)) {
            (Some(low), Some(high)) => (low / 2 + high / 2 + (low % 2 + high % 2) / 2).to_string(),
            _ => high.text.to_owned(),
        };
        return format!("write `{range}`, or `{words}{middle}{unit}`");
    }
    "remove the hedge, or make it one figure: `about 40%`".to_owned()
}

fn unclosed_quote(at: &str) -> SyntaxError<'_> {
    let (open, close) = match at.chars().next() {
        Some('“') => ("“", "”"),
        Some('„') => ("„", "“"),
        Some('«') => ("«", "»"),
        _ => ("\"", "\""),
    };
    let message = format!("the quotation mark `{open}` is not closed on its line");
    let error = SyntaxError::syntax(at, format!("no `{close}` after it"), message);
    if close != "\"" && at.contains('"') {
        return error.helped(format!("`{open}` is closed by `{close}`, not by `\"`"));
    }
    error.helped(format!("add `{close}` at the end of the quoted words"))
}

fn date_in_name<'s>(text: &'s str, at: &'s str) -> SyntaxError<'s> {
    let before = text[..at.as_ptr() as usize - text.as_ptr() as usize].trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let keys = ["on", "said", "published", "since", "until", "during", "from", "via", "as of"];
    let error = SyntaxError::syntax(at, "a date in a name", format!("the date `{at}` is inside a name"));
    match nearest(last, keys) {
        Some(near) => error.helped(format!("did you mean `{near} {at}`?")),
        None => error
            .helped(format!("put `on`, `said` or `published` before it: `on {at}`"))
            .helped("quote the name if the date is part of it"),
    }
}

fn zone_name(at: &str) -> SyntaxError<'_> {
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

fn short_slashed(at: &str) -> SyntaxError<'_> {
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

/// The value's words, up to the next qualifier.
fn value_words(rest: &str) -> &str {
    let mut next = rest;
    let mut end = rest;
    loop {
        let found = word(next, false);
        let hedge = next.len() == rest.len() && reserved(found) == Some(Key::About)
            || phrase(next, "at least").is_some();
        if found.is_empty()
            || reserved(found).is_some() && !hedge && !end.is_empty() && next.len() < rest.len()
        {
            let words = upto(rest, end);
            return if words.is_empty() || end.len() == rest.len() { word(rest, false) } else { words };
        }
        end = &next[found.len()..];
        next = gap(end);
        if opens_quote(next) {
            return upto(rest, end);
        }
    }
}

fn upto_figure(head: &str) -> &str {
    let end = head.find(|c: char| c.is_ascii_digit()).unwrap_or(head.len());
    match head[..end].trim() {
        "" => "death toll",
        words => words,
    }
}
