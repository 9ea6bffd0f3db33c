//! Common forms of everyday prose that are no statements: for each, the line to write instead.

use super::body::{StatementKind, kind};
use super::change::states_change;
use super::claim::{filler, head};
use super::context::{body_start, is_sentence, keyword_before, without_figure_words};
use super::date::date;
use super::failure::{Expected, ExpectedSet};
use super::figure::{figure, figure_stands};
use super::hedge::hedge;
use super::name::bare_name;
use super::qualifier::qualifier;
use super::token::{Key, blank, gap, phrase, reserved, text_until, word_before_colon, word_with_colon};
use super::tree::QualifierKind;
use super::value::value;

/// Verbs for a figure that changes.
const MOVES: [&str; 18] = [
    "rose",
    "rises",
    "risen",
    "rising",
    "fell",
    "falls",
    "fallen",
    "climbed",
    "climbs",
    "dropped",
    "drops",
    "grew",
    "grown",
    "increased",
    "decreased",
    "jumped",
    "declined",
    "doubled",
];

/// How many words a name may have before a change of figure.
const MAX_NAME_WORDS: usize = 8;

/// Words before the name of a speaker that is written after what is said: `, says Armenia`.
const SPEAKS: [&str; 8] = ["says", "say", "reports", "reported", "claims", "claimed", "source", "sources"];

/// The correction of a common form; none where it is not one.
pub(super) fn suggest_rewrite(text: &str, rest: &str, expected: ExpectedSet) -> Option<Vec<String>> {
    let start = body_start(text);
    if rest.len() > start.len() {
        return None;
    }
    if let Some(remark) = start.strip_prefix("//").or_else(|| start.strip_prefix("--")) {
        return Some(vec![format!("start a comment with `#`: `# {}`", line(remark).trim())]);
    }
    if start.starts_with(['\'', '‘']) {
        return Some(vec!["use double quotes: single quotation marks do not quote".to_owned()]);
    }
    if expected.has(Expected::Head) {
        return prose_opening(start).map(|help| vec![help]);
    }
    if kind(start).1 != StatementKind::Claim {
        return None;
    }
    if expected.has(Expected::Filler) && !rest.is_empty() {
        let found = changed_after_scope(start)
            .or_else(|| change_verb(start, rest))
            .or_else(|| nothing(start, rest))
            .or_else(|| value_last(start, rest));
        if found.is_some() {
            return found.map(|help| vec![help]);
        }
    }
    if expected.has(Expected::Date)
        && let Some(help) = night_of(text, rest)
    {
        return Some(vec![help]);
    }
    let before = text_until(text, rest).trim_end();
    if expected.has(Expected::Qualifier)
        && let Some(help) = in_brackets(start, rest)
            .or_else(|| words_joined_to_figure(start, rest))
            .or_else(|| speaker_after(rest))
    {
        return Some(vec![help]);
    }
    if let Some(help) = either(start, before, rest) {
        return Some(vec![help]);
    }
    if phrase(rest, "to date").is_some() || phrase(rest, "date").is_some() && before.ends_with(" to") {
        let (behind, name) = head(start).ok()?;
        let (_, said) = value(blank(filler(blank(behind)).map_or(behind, |(after, _)| after))).ok()?;
        return Some(vec![format!("write `{} so far {}`", name.raw, said.text)]);
    }
    None
}

/// `13 or 14`.
fn either(start: &str, before: &str, rest: &str) -> Option<String> {
    let (_, high) = super::amount::amount(gap(phrase(rest, "or")?)).ok()?;
    let said = before.get(before.len() - text_until(start, rest).trim_end().len()..)?;
    Some(format!("write a range: `{} to {}`", line(said), high.text))
}

/// The first line of a text.
fn line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}

/// The correction of a statement that opens as prose does.
fn prose_opening(start: &str) -> Option<String> {
    for mark in ["-", "*", "•", "–"] {
        if let Some(after) = start.strip_prefix(mark)
            && after.starts_with([' ', '\t'])
            && !line(after).trim().is_empty()
        {
            return Some(format!("remove the `{mark}`: `{}`", line(after).trim()));
        }
    }
    if let Some(after) = phrase(start, "according to") {
        let (behind, name) = bare_name(gap(after)).ok()?;
        let said = line(behind.trim_start_matches([',', ' ']));
        let said = if said.trim().is_empty() { "…" } else { said.trim() };
        return Some(format!("write the source after the value: `{said} by {}`", name.raw));
    }
    if hedge(start).is_err()
        && let Ok((after, _)) = qualifier(start)
    {
        let place = text_until(start, after).trim_end();
        let said = line(after.trim_start_matches([',', ' '])).trim_end();
        return Some(match head(said) {
            Ok(_) if !said.is_empty() => {
                let (first, more) = place.split_at(word_before_colon(place).len());
                format!("begin with what is measured: `{said} {}{more}`", first.to_lowercase())
            }
            _ => {
                format!("begin with what is measured and its value, then where and when: `… {}`", line(place))
            }
        });
    }
    counted_first(start)
}

/// `At least 13 people were killed in Ganja`: the measure comes first.
fn counted_first(start: &str) -> Option<String> {
    let from = hedge(start).map_or(start, |(after, _)| after);
    let (after, _) = super::amount::amount(from).ok()?;
    let said = text_until(start, after).trim_end();
    let said = if from.len() < start.len() { said.to_lowercase() } else { said.to_owned() };
    if after.starts_with(['-', '–']) || phrase(gap(after), "to").is_some() {
        return None;
    }
    if after.starts_with('%') {
        return Some(format!("begin with what is measured, then the share: `… {said}%`"));
    }
    let (behind, counted) = bare_name(gap(after)).ok()?;
    let verb = gap(behind);
    let mut measure = counted.raw.to_owned();
    let mut behind = behind;
    if matches!(reserved(word_before_colon(verb)), Some(Key::Is)) {
        let done = gap(&verb[word_before_colon(verb).len()..]);
        if let Ok((after, done)) = bare_name(done) {
            measure = format!("{measure} {}", done.raw);
            behind = after;
        }
    } else if from.len() == start.len() {
        return None;
    }
    let more = line(behind).trim_end().trim_end_matches('.');
    let gap = if from.len() < start.len() { ": " } else { " " };
    Some(format!("begin with what is measured, then the figure: `{measure}{gap}{said}{more}`"))
}

/// A verb of change instead of the figure: `death toll rose to 40`, `fell by 3%`, `rose from 30
/// to 40`.
fn change_verb(start: &str, rest: &str) -> Option<String> {
    let name = text_until(start, rest).trim_end();
    let (measure, verb) = name.rsplit_once(char::is_whitespace)?;
    let measure =
        measure.trim_end().trim_end_matches(" has").trim_end_matches(" have").trim_end_matches(" had");
    if !MOVES.contains(&verb) || measure.is_empty() {
        return None;
    }
    let key = word_before_colon(rest);
    let behind = gap(&rest[key.len()..]);
    match reserved(key)? {
        Key::To => {
            let figure = figure_text(behind)?;
            Some(format!("give the figure, not how it changed: write `{measure} {}`", figure))
        }
        Key::From => {
            let (after, _) = super::amount::amount(behind).ok()?;
            let after = gap(after);
            let percent = gap(after.strip_prefix('%').unwrap_or(after));
            let to = gap(phrase(percent, "to")?);
            let figure = figure_text(to)?;
            Some(format!("give the figure, not how it changed: write `{measure} {}`", figure))
        }
        Key::By => {
            let step = figure_text(behind)?;
            let sign = if step.contains('%') { "%" } else { "" };
            Some(format!("`by {step}` is a change: give the new figure, as in `{measure} 40{sign}`"))
        }
        _ => None,
    }
}

/// `deaths among women jumped 250% to 25,500`: a change after what it is counted among.
fn changed_after_scope(start: &str) -> Option<String> {
    let (behind, head) = head(start).ok()?;
    let scope = gap(behind);
    let key = word_before_colon(scope);
    if !matches!(reserved(key)?, Key::In | Key::Among | Key::For | Key::About) {
        return None;
    }
    let mut rest = gap(&scope[key.len()..]);
    for _ in 0..MAX_NAME_WORDS {
        let found = word_before_colon(rest);
        if found.is_empty() {
            return None;
        }
        if states_change(found, rest) {
            let (after, _) = super::change::changed_value(rest).ok()?;
            let (change, scope) = (text_until(rest, after).trim_end(), text_until(scope, rest).trim_end());
            return Some(format!("put the change before `{key}`: `{} {change} {scope}`", head.raw));
        }
        rest = gap(&rest[found.len()..]);
    }
    None
}

/// The words of the figure that stands here.
fn figure_text(text: &str) -> Option<&str> {
    figure(text).ok().map(|(after, _)| text_until(text, after).trim_end())
}

/// `no deaths in Ganja`.
fn nothing(start: &str, rest: &str) -> Option<String> {
    let counted = phrase(start, "no")?;
    let (after, name) = bare_name(gap(counted)).ok()?;
    if after.len() < rest.len() {
        return None;
    }
    Some(format!("write `{}: none{}`", name.raw, line(after).trim_end()))
}

/// `"X" on 17 October is true`: the value comes before its date and source.
fn value_last(start: &str, rest: &str) -> Option<String> {
    let said = text_until(start, rest).trim_end();
    let mut next = rest;
    let mut figures = false;
    while let Ok((after, found)) = qualifier(next) {
        let named =
            !matches!(found.kind, QualifierKind::On(_) | QualifierKind::Period(_) | QualifierKind::Said(_));
        figures |= named && found.text.bytes().any(|byte| byte.is_ascii_digit());
        next = blank(after);
    }
    if next.len() == rest.len() || said.is_empty() {
        return None;
    }
    // `civilian casualties several by Azerbaijan`
    let name = head(start).map_or("", |(_, name)| name.raw);
    let plain = without_figure_words(name);
    if next.is_empty() && plain.len() < name.len() {
        let value = name[plain.len()..].trim();
        let scope = said.strip_prefix(name).unwrap_or("");
        return Some(format!(
            "put `is` or a colon before a value in words: `{plain}: {value}{scope} {}`",
            line(rest).trim_end()
        ));
    }
    // `Bassi signed the agreement on Friday`
    if next.is_empty() && !figures && !super::name::opens_quote(said) && is_sentence(head(start).ok()?.1.raw)
    {
        let more = line(rest).trim_end();
        return Some(format!(
            "if it says something, write whether that is true: `{said} is true {more}`; if it is what is measured, write its value \
             before `{}`",
            word_before_colon(rest)
        ));
    }
    // `"Ganja was shelled" on 17 October`
    if next.is_empty() && super::name::opens_quote(said) {
        return Some(format!("write whether it is true: `{said} is true {}`", line(rest).trim_end()));
    }
    // `by AP 13`: the figure became part of the name.
    if let Some((name, last)) = line(rest).trim_end().rsplit_once(' ')
        && next.is_empty()
        && matches!(reserved(word_before_colon(rest)), Some(Key::By | Key::Via))
        && figure_stands(last)
    {
        return Some(format!("write `{said} {last} {name}`: the value comes before its date and source"));
    }
    let between = text_until(rest, next).trim_end();
    let (from, link) = match filler(next) {
        Some((after, ":" | "=")) => (blank(after), ":"),
        Some((after, word)) => (blank(after), word),
        None if figure_stands(next) => (next, ""),
        None => return None,
    };
    let (after, found) = value(from).ok()?;
    let gap = if link == ":" || link.is_empty() { "" } else { " " };
    let more = line(after).trim_end();
    Some(format!(
        "write `{said}{gap}{link} {}{more} {between}`: the value comes before its date and source",
        found.text
    ))
}

/// `on the night of 17 October`.
fn night_of(text: &str, rest: &str) -> Option<String> {
    let key = keyword_before(text_until(text, rest))?;
    let words = line(rest);
    let mut at = 0;
    while let Some(found) = words[at..].find(" of ") {
        at += found + " of ".len();
        if let Ok((after, _)) = date(&words[at..]) {
            return Some(format!("write `{key} {}`", text_until(&words[at..], after).trim_end()));
        }
    }
    None
}

/// `13 (AP, 17 October)`.
fn in_brackets(start: &str, rest: &str) -> Option<String> {
    let (inner, _) = rest.strip_prefix('(')?.split_once(')')?;
    let said = text_until(start, rest);
    let mut names = Vec::new();
    let mut dates = String::new();
    for part in inner.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match date(part) {
            Ok(("", _)) if dates.is_empty() => dates = format!(" on {part}"),
            _ => names.push(part),
        }
    }
    let by = if names.is_empty() { String::new() } else { format!(" by {}", names.join(", ")) };
    (!by.is_empty() || !dates.is_empty())
        .then(|| format!("write `{}{dates}{by}`: write who and when without brackets", line(said.trim())))
}

/// `18-year-old`: words joined to a figure with hyphens.
fn words_joined_to_figure(start: &str, rest: &str) -> Option<String> {
    let said = text_until(start, rest);
    if !rest.starts_with('-') || said.ends_with(char::is_whitespace) {
        return None;
    }
    let figure = said.rsplit(char::is_whitespace).next().filter(|figure| figure.len() < said.len())?;
    let head = said[..said.len() - figure.len()].trim_end();
    let verbs = [" is", " are", " was", " were"];
    let head = verbs.iter().find_map(|verb| head.strip_suffix(verb)).unwrap_or(head);
    let head = head.trim_end().trim_end_matches([':', '=']);
    let words = word_with_colon(rest);
    // `the 18-year-old attacker`
    if matches!(head, "the" | "The" | "a" | "A" | "an" | "An") {
        let whose = word_before_colon(gap(&rest[words.len()..]));
        let is_age = matches!(words, "-year-old" | "-years-old") && !whose.is_empty();
        return is_age.then(|| format!("write the age by itself: `age of {whose} is {figure}`"));
    }
    let quoted = format!("`{head} is \"{figure}{words}\"`");
    Some(match words {
        "-year-old" | "-years-old" => format!(
            "write the age as a figure: `age of {head} is {figure}`, or the words as a name: {quoted}"
        ),
        _ => format!("write the words as a name: {quoted}"),
    })
}

/// `13, says Armenia` or `13 – Armenia`: the speaker after the value.
fn speaker_after(rest: &str) -> Option<String> {
    if let Some(after) = rest.strip_prefix(['-', '–', '—']) {
        let said = gap(after);
        let verb = word_before_colon(said);
        let name = if SPEAKS.contains(&verb.to_lowercase().as_str()) { &said[verb.len()..] } else { said };
        let (_, name) = bare_name(name.trim_start_matches([':', ' '])).ok()?;
        return Some(format!("write `by {}` instead of the dash", name.raw));
    }
    let after = rest.strip_prefix(',').map(blank)?;
    let verb = word_before_colon(after);
    if let Some(to) = phrase(after, "according to") {
        let (_, name) = bare_name(gap(to)).ok()?;
        return Some(format!("write `by {0}` instead of `, according to {0}`", name.raw));
    }
    if !SPEAKS.contains(&verb) {
        return None;
    }
    let (_, name) = bare_name(gap(&after[verb.len()..])).ok()?;
    Some(format!("write `by {0}` instead of `, {verb} {0}`", name.raw))
}
