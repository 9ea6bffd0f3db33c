//! The likely correction: what the writer probably meant, from the words around the place where reading stopped.

use super::amount::{amount, begins_figure};
use super::body::KEYWORDS;
use super::calendar::{MONTH_NAMES, WEEKDAY_NAMES};
use super::context::{body_start, keyword_before, last_name, without_figure_words};
use super::failure::{Expected, ExpectedSet};
use super::number_word::number_of_word;
use super::quoting::{QUALIFIERS, head_after_keyword, quoted_event, quoted_subject};
use super::spelling::nearest;
use super::token::{
    Key, blank, gap, phrase, quotation_mark, reserved, text_until, word_before_colon, word_with_colon,
};
use super::tree::DateForm;

/// What can be done about a statement that could not be read from `rest` on.
pub(super) fn suggestions(text: &str, rest: &str, expected: ExpectedSet) -> Vec<String> {
    let mut help = Vec::new();
    let before = text_until(text, rest);
    let found = word_with_colon(rest);
    let start = body_start(text);
    let first = word_before_colon(start);

    if let Some(known) = super::rewrite::suggest_rewrite(text, rest, expected) {
        return known;
    }
    if expected.has(Expected::Head) && begins_figure(rest) {
        return vec![figure_first(rest)];
    }
    if found == "." {
        return vec!["remove the full stop: a statement ends with its line".to_owned()];
    }
    if let Some(head) = head_after_keyword(start, first) {
        help.push(format!(
            "if this is a claim about `{head}`, quote the name: it begins with the statement `{first}`"
        ));
    }
    if let Some(near) = nearest(first, KEYWORDS.iter().map(|(words, _)| *words)) {
        help.push(format!("did you mean `{near}`?"));
    }
    if expected.has(Expected::Brace) || expected.has(Expected::Bracket) {
        let (mark, what) =
            if expected.has(Expected::Brace) { ('}', "the set") } else { (']', "the brackets") };
        help.push(format!(
            "close {what} with `{mark}`{}",
            if found.is_empty() { String::new() } else { format!(" before `{found}`") }
        ));
        return help;
    }
    if let Some(quoted) = quote_around(before, rest, expected, first) {
        help.push(quoted);
    }
    if let Some(subject) = quoted_subject(before, rest).or_else(|| subject_after(start, rest)) {
        help.push(subject);
    }
    if expected.has(Expected::Date) {
        dates(before, rest, &mut help);
    }
    if expected.has(Expected::Qualifier) || expected.has(Expected::Filler) {
        if let Some(near) = nearest(found, QUALIFIERS.iter().copied().chain(["is", "are", "was", "were"])) {
            help.push(format!("did you mean `{near}`?"));
        }
        if let Some(after) = rest.strip_prefix(',') {
            commas(before, blank(after), &mut help);
        }
        if expected.has(Expected::Qualifier) && help.is_empty() {
            help.extend(bare_date(first, rest));
        }
        if first == "event" && expected.has(Expected::Qualifier) && help.is_empty() {
            help.extend(quoted_event(start, rest));
        }
        if first == "event" && matches!(reserved(found), Some(Key::Is)) {
            help.push(
                "an event has no value: give its date after `on`, or remove `event` to make a claim"
                    .to_owned(),
            );
        }
    }
    if expected.has(Expected::Filler) && help.is_empty() {
        match figure_in_name(before) {
            Some(known) => help.push(known),
            None => help.extend(value_missing(start, rest)),
        }
    }
    if help.is_empty() {
        help.extend(pattern(rest, before, expected, start));
    }
    help
}

/// `event "phone call" Tuesday`: a date without its keyword.
fn bare_date(first: &str, rest: &str) -> Option<String> {
    let (after, found) = super::date::date(rest).ok().filter(|(after, _)| super::token::name_ends(after))?;
    let when = text_until(rest, after).trim_end();
    let key = match found.form {
        DateForm::Year(_) | DateForm::Month { .. } => "during",
        _ => "on",
    };
    Some(match first {
        "event" => format!("write `{key} {when}`"),
        _ => format!("write `{key} {when}`, or `said {when}` for when it was said"),
    })
}

/// The correction by what is expected here; of several expected things the one that is asked about
/// first.
fn pattern(rest: &str, before: &str, expected: ExpectedSet, start: &str) -> Option<String> {
    let words = || super::name::bare_name(rest).map_or("…", |(_, name)| name.raw);
    if expected.has(Expected::Quoted) {
        return Some(format!("put the words in quotation marks: `\"{}\"`", words()));
    }
    if expected.has(Expected::Relation) {
        return Some("write a law as `casualties = deaths + injured` or `part <= whole`".to_owned());
    }
    if expected.has(Expected::UnitMeaning) {
        return Some(
            "give its value: `define unit oke = 1.2829 kg`, or make it a counting unit: `define unit swabs \
                     counts`"
                .to_owned(),
        );
    }
    if expected.has(Expected::Colon) {
        let example = if word_before_colon(start).eq_ignore_ascii_case("define") {
            "counts on basis: confirmed"
        } else {
            "[basis: confirmed]"
        };
        return Some(format!("write key and name: `{example}`"));
    }
    if expected.has(Expected::Term) {
        return Some(
            "add a measure, a label such as `@toll`, or a number, or remove the sign before it".to_owned(),
        );
    }
    if expected.has(Expected::Label) {
        return Some("put a label before the claim, `@toll …`, and name it here as `@toll`".to_owned());
    }
    if expected.has(Expected::To) && word_before_colon(start) == "correct" {
        return Some(format!(
            "write the new value after `to`: `to {}`",
            if rest.is_empty() { "…" } else { word_with_colon(rest) }
        ));
    }
    if expected.has(Expected::To) || expected.has(Expected::And) {
        return Some(
            "write a period as `from 1 October to 3 October` or `between … and …`; with only one end, use \
                     `since` or `until`"
                .to_owned(),
        );
    }
    if expected.has(Expected::BetweenOrOf) {
        return Some("name the claims by their labels: `between @a and @b`, or `of @a`".to_owned());
    }
    let key = keyword_before(before)?;
    if expected.has(Expected::Date) && key == "between" && reserved(word_before_colon(rest)).is_none() {
        return Some(
            "write two dates after `between`; if it belongs to a name, put the whole name in quotation marks"
                .to_owned(),
        );
    }
    (expected.has(Expected::Name) || expected.has(Expected::Date))
        .then(|| format!("write it after `{key}`, or remove `{key}`"))
}

/// `729 deaths in Spain`: the measure comes first.
fn figure_first(rest: &str) -> String {
    let Ok((after, amount)) = amount(rest) else {
        return format!("begin with what is measured, then the figure: `… {}`", word_with_colon(rest));
    };
    let words = super::name::bare_name(gap(after)).map(|(_, name)| name.raw);
    match words {
        Ok(words) => format!("begin with what is measured, then the figure: `{words} {}`", amount.text),
        Err(_) => format!("begin with what is measured, then the figure: `… {}`", amount.text),
    }
}

/// Adds what can be done where a date is expected.
fn dates(before: &str, rest: &str, help: &mut Vec<String>) {
    let words = super::name::bare_name(rest).map_or("", |(_, name)| name.raw);
    let near = words.split(|c: char| !c.is_alphabetic()).take(4).find_map(|letters| {
        nearest(
            letters,
            MONTH_NAMES.iter().chain(&WEEKDAY_NAMES).chain(&["today", "yesterday", "tomorrow"]).copied(),
        )
    });
    if let Some(near) = near {
        help.push(format!("did you mean `{near}`?"));
    } else if words.contains(|c: char| c.is_ascii_digit()) {
        help.push("write the date as `2020-10-19`, `19 October 2020` or `October 2020`".to_owned());
    } else if help.is_empty()
        && keyword_before(before).is_some_and(|key| matches!(reserved(key), Some(Key::On)))
        && !words.is_empty()
    {
        help.push("write a date after `on`; a topic goes after `about`".to_owned());
    }
}

/// The name that holds the reserved word at or before the place: `Committee on Foreign Affairs`.
fn quote_around(before: &str, rest: &str, expected: ExpectedSet, first: &str) -> Option<String> {
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let (head, key) = match keyword_before(before) {
        Some(key) => (line.trim_end().strip_suffix(key)?, key),
        None => (line, word_before_colon(rest)),
    };
    let known = reserved(key)?;
    let right = match keyword_before(before) {
        Some(_) => rest,
        None => gap(&rest[key.len()..]),
    };
    if expected.has(Expected::Name) && right.is_empty() {
        return None;
    }
    let left = last_name(head.trim_end());
    if left.len() == head.trim().len()
        && (KEYWORDS.iter().any(|(words, _)| *words == first)
            || left.split(char::is_whitespace).any(begins_figure))
    {
        return None;
    }
    let (_, right) = super::name::bare_name(right).ok()?;
    let date_word =
        matches!(known, Key::On | Key::Since | Key::Until | Key::During | Key::From | Key::Between);
    if left.is_empty()
        || begins_figure(left)
        || date_word && right.raw.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if let Some(number) = spelt_out(left) {
        return Some(format!("write the number in digits: `{number}`"));
    }
    // What follows the name is its figure.
    let mut blanks = right.raw.match_indices(char::is_whitespace).map(|(at, _)| at);
    let is_figure = |at: &usize| right.raw[*at..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let right = right.raw[..blanks.find(is_figure).unwrap_or(right.raw.len())].trim_end();
    (!right.is_empty()).then(|| format!("quote the name: it contains `{key}`: `\"{left} {key} {right}\"`"))
}

/// `magnitude 5.3 of quake`: whom or what it is of stands before the figure.
fn subject_after(start: &str, rest: &str) -> Option<String> {
    let name = phrase(rest, "of").and_then(|of| super::name::bare_name(gap(of)).ok())?.1.raw;
    let (behind, head) = super::claim::head(start).ok().filter(|(behind, _)| rest.len() < behind.len())?;
    let figure = text_until(behind, rest).trim();
    let is_figure = begins_figure(figure) && !head.quoted && !name.is_empty();
    is_figure.then(|| format!("put `of` before the figure: `{} of {name} {figure}`", head.raw))
}

/// The number in which words end, where it is read in digits only: `new homes five thousand`.
fn spelt_out(words: &str) -> Option<String> {
    let mut last = words.split_whitespace().rev();
    let zeros = match last.next()? {
        "hundred" => "00",
        "thousand" => ",000",
        "million" => " million",
        "billion" => " billion",
        _ => return None,
    };
    number_of_word(last.next()?).map(|number| format!("{number}{zeros}"))
}

/// Adds what can be done about a comma between qualifiers; in `via A, B` it should be another
/// `via`.
fn commas(before: &str, next: &str, help: &mut Vec<String>) {
    if reserved(word_before_colon(next)).is_some() {
        help.push("remove the comma: qualifiers need none between them".to_owned());
        return;
    }
    let last = before.rsplit(char::is_whitespace).find_map(|found| reserved(found).map(|key| (found, key)));
    match last {
        Some((_, Key::Via)) => help.push("repeat `via` for each further outlet: `via A via B`".to_owned()),
        Some((word, Key::In | Key::Among | Key::For | Key::About)) => {
            help.push(format!(
                "`{word}` takes one name: make it two claims, or quote a name that contains a comma"
            ));
        }
        _ => help.push("remove the comma: qualifiers need none between them".to_owned()),
    }
}

/// A figure that became part of a name: `in Northvale 729`.
fn figure_in_name(before: &str) -> Option<String> {
    let mut key = "";
    let mut rest = before;
    let mut found = None;
    while !rest.is_empty() {
        let next = word_with_colon(rest);
        match reserved(next) {
            Some(Key::In | Key::Among | Key::For | Key::About) => key = next,
            Some(_) => key = "",
            None if !key.is_empty() && begins_figure(rest) => {
                found = Some((key, amount(rest).map_or(next, |(_, amount)| amount.text)));
            }
            None => {}
        }
        let length = if next.is_empty() { rest.chars().next().map_or(1, char::len_utf8) } else { next.len() };
        rest = blank(&rest[length..]);
    }
    let (key, figure) = found?;
    Some(format!("put the figure before `{key}`, or write `is {figure}` after the name"))
}

/// A claim with no value at all, or with words where one belongs.
fn value_missing(start: &str, rest: &str) -> Vec<String> {
    let head = super::claim::head(start).map_or("…", |(_, name)| name.raw);
    let plain = without_figure_words(head);
    if plain.len() < head.len() {
        return vec![format!(
            "put `is` or a colon before a value in words: `{plain}: {}`",
            head[plain.len()..].trim()
        )];
    }
    if rest.is_empty() {
        // `Turkey supports Baku` says something, `death toll` only what is measured.
        let value = format!("give its value: a figure right after it, or a date or a name: `{head} is …`");
        if !super::context::is_sentence(head) {
            return vec![value];
        }
        let truth = format!("if it says something, write whether that is true: `{head} is true`");
        return vec![truth, format!("if it is what is measured, {value}")];
    }
    // `Nikol Pashinyan said "We never shelled Ganja"`
    if let Some(words) =
        super::token::phrase(rest, "said").map(blank).filter(|next| next.starts_with(quotation_mark))
    {
        let quoted = super::name::quoted_name(words).map_or("\"…\"", |(after, _)| text_until(words, after));
        return vec![format!("write a quotation as `quote {quoted} by {head}`")];
    }
    if rest.starts_with(quotation_mark)
        || word_with_colon(rest).len() > 1 && reserved(word_with_colon(rest)).is_none()
    {
        return vec![format!("put `is` before a value in words: `{head} is …`")];
    }
    vec!["write the value before its qualifiers".to_owned()]
}

/// Two qualifiers that may be parts of one quoted name: `in Bank in Amsterdam`.
pub(super) fn one_quoted_name(first: &str, second: &str) -> Option<String> {
    let key = word_before_colon(second);
    let adjacent = (second.as_ptr() as usize).checked_sub(first.as_ptr() as usize + first.len())? <= 2;
    reserved(key)?;
    if !adjacent || first.contains(quotation_mark) || second.contains(quotation_mark) {
        return None;
    }
    let name = first.strip_prefix(word_before_colon(first))?.trim_start();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(format!("if it is all one name, quote it: it contains `{key}`: `\"{name} {second}\"`"))
}
