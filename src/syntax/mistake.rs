//! The recognised mistakes: the message of each, and its correction.

use super::context::{body_start, last_name, without_figure_words};
use super::date_mistake::{date_as_place, date_in_name, short_slashed, zone_name};
use super::failure::Mistake;
use super::name::{bare_name, opens_quote};
use super::one_name::joined;
use super::syntax_error::SyntaxError;
use super::token::{
    Key, gap, is_word, phrase, reserved, text_before, text_until, word_before_colon, word_with_colon,
};
use super::tree::{Amount, Form};

/// The diagnostic of a mistake at `at`, the start of `rest`.
pub(super) fn describe<'s>(text: &'s str, rest: &'s str, at: &'s str, mistake: Mistake) -> SyntaxError<'s> {
    let error = |label: &str, message: String| SyntaxError::syntax(at, label, message);
    let head = || bare_name(body_start(text)).map_or("…", |(_, name)| name.raw);
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
            let way = word_before_colon(at);
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
        Mistake::DateAsPlace => date_as_place(text, at),
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
        Mistake::QuantityFirst => error(
            "how many, not of what",
            format!("`{at}` says how many, where what is measured belongs"),
        )
        .helped(format!("begin with what is measured: `…: {at}`"))
        .helped(
            "or put the whole sentence in quotation marks, and write whether it is true: `\"…\" is true`",
        ),
        Mistake::ModeInName => error(
            "at the end of a name",
            format!("`{at}` says how a claim is meant, and would be read as part of a name"),
        )
        .helped(format!("write `{at}` directly before the value, or right behind an event's name"))
        .helped("quote the name if the word is part of it"),
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
            error("no such zone", format!("`{at}` is no zone: none is more than 14 hours from UTC"))
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
        Mistake::ValueInQuery => {
            error("a value", "a query asks for the value, and this one gives it".to_owned())
                .helped(format!("leave it out: `{} in …`, `{0} on …`, `{0} by …`", head_words()))
        }
        Mistake::LongNumber => error("too many words", format!("`{at}` has too many words for a number"))
            .helped("write the number in digits: `250`"),
        Mistake::NothingDefined => {
            let key = bare_name(at).map_or(at, |(_, name)| name.raw);
            error("of what kind?", format!("`define {key}` does not say what is defined")).helped(format!(
                "write what it is before its name: `define measure \"{key}\"`, `define source \"{key}\"`"
            ))
        }
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
            let listed: Vec<&str> = match at.contains(';') {
                true => at.split(';').map(str::trim).filter(|part| !part.is_empty()).collect(),
                false => joined(at),
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
        Mistake::SeveralNames => several_names(text, at),
        Mistake::DoerOrSource => doer_or_source(text, at),
        Mistake::LooseningWord => {
            let found = super::token::word_before_colon(at);
            error(
                "neither a name nor a hedge",
                format!(
                    "`{found}` before a figure is no part of a name, and says nothing that can be compared"
                ),
            )
            .helped(match super::amount::amount(gap(&text[text_before(text, at).len() + at.len()..])) {
                Ok((_, said)) => {
                    let said = said.text;
                    format!("leave it out, or write a hedge: `about {said}`, `more than {said}`, `just over {said}`")
                }
                Err(_) => "leave it out".to_owned(),
            })
            .helped("if the name ends so, put the name in quotation marks".to_owned())
        }
        Mistake::NeedsFiller => {
            error("a value in words", "a value in words needs `is` or a colon before it".to_owned())
                .helped(format!("write `{}: {}`", without_figure_words(head_words()), value_words(rest)))
        }
    }
}

/// The unquoted words before a place, back to a keyword or a mark.
fn name_up_to<'s>(text: &'s str, at: &'s str) -> &'s str {
    last_name(text_before(text, at))
}

/// What to write for `about 40 to 50`.
fn hedged_form(text: &str, at: &str, rest: &str) -> String {
    let before = text_before(text, at);
    let from = super::hedge::hedge(rest).map_or(rest, |(after, _)| after);
    let words = match text_until(rest, from) {
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
        let range = text_until(from, after).trim_end();
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

/// `are Russia, France and Italy`: in braces, or in quotation marks.
fn several_names<'s>(text: &'s str, at: &'s str) -> SyntaxError<'s> {
    let before = text_before(text, at).trim_end();
    let listed = super::name::names(at).map_or_else(|_| Vec::new(), |(_, names)| names);
    let mut parts: Vec<&str> = Vec::new();
    for (number, name) in listed.iter().enumerate() {
        let raw = name.raw.strip_prefix("and ").unwrap_or(name.raw);
        match joined(raw)[..] {
            [.., last] if !name.quoted && number + 1 == listed.len() && last.len() < raw.len() => {
                let first = raw[..raw.len() - last.len()].trim_end();
                parts.extend([first.strip_suffix("and").unwrap_or(first).trim_end(), last]);
            }
            _ => parts.push(raw),
        }
    }
    let (mut words, one) = (parts.join(", "), format!("if it is one name, quote it: `\"{at}\"`"));
    let within = before.ends_with([',', '{']);
    if !within {
        words = format!("{{{words}}}");
    }
    let error =
        SyntaxError::syntax(at, "one name, or several?", format!("`{at}` can be one name or several"));
    let error = error.helped(match within {
        true => format!("separate several names with commas: `{words}`"),
        false => format!("put several names in braces: `{words}`"),
    });
    if at.contains(super::token::quotation_mark) || parts.len() > 2 { error } else { error.helped(one) }
}

/// `was brokered by Moscow`: whoever did it is the value, whoever says so stands behind it.
fn doer_or_source<'s>(text: &'s str, at: &'s str) -> SyntaxError<'s> {
    let start = body_start(text);
    let before = text_before(start, at).trim();
    let words: Vec<&str> = at.split_whitespace().collect();
    let by = words.iter().position(|found| is_word(found, "by")).unwrap_or(words.len());
    let (done, who) = (words[..by].join(" "), words.get(by + 1..).unwrap_or_default().join(" "));
    let error = SyntaxError::syntax(
        at,
        "who did it, or who says so?",
        format!("`by {who}` behind `{done}` can name who did it, or the source"),
    );
    if before.eq_ignore_ascii_case("event") {
        return error
            .helped(format!("if {who} did it, quote the whole: `event \"{done} by {who}\"`"))
            .helped(format!("if {who} says so, quote the name alone: `event \"{done}\" by {who}`"));
    }
    let (head, _) = before.rsplit_once(char::is_whitespace).unwrap_or((before, ""));
    let head = head.trim_end();
    let bare = head.trim_matches(super::token::quotation_mark);
    let verb = before.rsplit(char::is_whitespace).next().unwrap_or("was");
    error
        .helped(format!("if {who} did it, make that the value: `\"{bare} {verb} {done} by\" is {who}`"))
        .helped(format!("if {who} says so, write a colon: `{head}: {done} by {who}`"))
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

/// The value's words, up to the next qualifier.
fn value_words(rest: &str) -> &str {
    let mut next = rest;
    let mut end = rest;
    loop {
        let found = word_with_colon(next);
        let hedge = next.len() == rest.len() && reserved(found) == Some(Key::About)
            || phrase(next, "at least").is_some();
        if found.is_empty()
            || reserved(found).is_some() && !hedge && !end.is_empty() && next.len() < rest.len()
        {
            let words = text_until(rest, end);
            return if words.is_empty() || end.len() == rest.len() { word_with_colon(rest) } else { words };
        }
        end = &next[found.len()..];
        next = gap(end);
        if opens_quote(next) {
            return text_until(rest, end);
        }
    }
}

fn upto_figure(head: &str) -> &str {
    let end = head.find(|c: char| c.is_ascii_digit()).unwrap_or(head.len());
    match head[..end].trim() {
        "" => "…",
        words => words,
    }
}
