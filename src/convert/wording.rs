//! Writes a statement in the claim language, and checks it by reading it back.

use super::flat_statement::{FlatStatement, Kind, Time};
use super::written::{is_name, name, spaced};
use crate::syntax::tree::{Value, ValueKind};
use crate::syntax::{self, Chunk};

/// The statement with its line ends; none if the language cannot express it. Names are unquoted if possible.
pub(super) fn worded(flattened: &FlatStatement) -> Option<String> {
    [true, false].into_iter().map(|bare| sentence(flattened, bare)).find(|text| says(text, flattened))
}

/// Whether a text reads back as this statement.
fn says(text: &str, flattened: &FlatStatement) -> bool {
    // A text that begins with `#` is a comment and no chunk, so that it does not read back.
    let mut chunks = syntax::split(text);
    let (Some(Chunk { lead: "", text }), None) = (chunks.next(), chunks.next()) else { return false };
    let (statement, errors) = syntax::statement(Chunk { lead: "", text });
    let read = statement.and_then(|statement| FlatStatement::of(&statement, None, &|_| None));
    errors.is_empty() && read.as_ref() == Some(flattened)
}

fn sentence(flattened: &FlatStatement, bare: bool) -> String {
    let named = |text: &str| name(text, |text| bare && is_name(text));
    let mut text = String::new();
    if let Some(label) = &flattened.label {
        text.push_str(&format!("@{label} "));
    }
    match flattened.kind {
        Kind::Claim => {
            // A head that contains ` of ` would be split if unquoted, and this one is a whole name.
            let lower = flattened.head.to_lowercase();
            text.push_str(&name(&flattened.head, |head| bare && is_name(head) && !lower.contains(" of ")));
            let value = flattened.value.as_deref().unwrap_or("");
            // A figure that begins with a letter, such as `about 40`, would be read as part of the name before it.
            let needs_no_is = value.starts_with(|c: char| !c.is_alphabetic())
                && matches!(syntax::value(value), Ok(Value { kind: ValueKind::Figure(_), .. }));
            if !needs_no_is {
                text.push_str(" is");
            }
            if let Some(mode) = flattened.mode {
                text.push_str(&format!(" {}", mode.keyword()));
            }
            text.push_str(&format!(" {value}"));
        }
        Kind::Event => {
            text.push_str(&format!("event {}", syntax::quoted(&flattened.head)));
            if let Some(mode) = flattened.mode {
                text.push_str(&format!(" {}", mode.keyword()));
            }
        }
        Kind::Quote => text.push_str(&format!("quote {}", syntax::quoted(&flattened.head))),
        Kind::Correct => {
            text.push_str(&format!(
                "correct @{} to {}",
                flattened.head,
                flattened.value.as_deref().unwrap_or("")
            ));
        }
        Kind::Retract => text.push_str(&format!("retract @{}", flattened.head)),
    }
    for (word, scope) in [
        ("among", &flattened.group),
        ("in", &flattened.place),
        ("for", &flattened.subject),
        ("about", &flattened.topic),
    ] {
        if let Some(scope) = scope {
            text.push_str(&format!(" {word} {}", named(scope)));
        }
    }
    if !flattened.keys.is_empty() {
        let pair = |(key, name): &(String, String)| {
            let word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-');
            let key = if bare && word { key.clone() } else { syntax::quoted(key) };
            format!("{key}: {}", named(name))
        };
        text.push_str(&format!(" [{}]", flattened.keys.iter().map(pair).collect::<Vec<_>>().join(", ")));
    }
    match &flattened.time {
        Some(Time::On(date)) => text.push_str(&format!(" on {date}")),
        Some(Time::During(date)) => text.push_str(&format!(" during {date}")),
        Some(Time::Between(from, to)) => text.push_str(&format!(" from {from} to {to}")),
        Some(Time::Since(date)) => text.push_str(&format!(" since {date}")),
        Some(Time::Until(date)) => text.push_str(&format!(" until {date}")),
        None => {}
    }
    if let Some(said) = &flattened.said {
        text.push_str(&format!(" said {said}"));
    }
    if !flattened.by.is_empty() {
        let names: Vec<String> = flattened.by.iter().map(|source| named(source)).collect();
        text.push_str(&format!(" by {}", names.join(", ")));
    }
    for outlet in &flattened.via {
        text.push_str(&format!(" via {}", named(outlet)));
    }
    if let Some(published) = &flattened.published {
        text.push_str(&format!(" published {published}"));
    }
    let address = |url: &&String| {
        url.starts_with(|c: char| c.is_ascii_alphabetic())
            && !url.contains(|c: char| c.is_whitespace() || c == '>')
    };
    let bracketed = flattened.url.as_ref().filter(address);
    if let Some(url) = bracketed {
        text.push_str(&format!(" <{url}>"));
    }
    if let Some(because) = &flattened.because {
        text.push_str(&format!(" because {}", syntax::quoted(because)));
    }
    text.push('\n');
    let plain_url = flattened.url.as_ref().filter(|_| bracketed.is_none());
    let details = flattened.details.iter().map(|(key, value)| (key.as_str(), value));
    for (key, value) in plain_url.map(|url| ("url", url)).into_iter().chain(details) {
        let simple = spaced(value) == *value
            && !value.is_empty()
            && !value.contains(['#', '"', '“', '«', '„'])
            && !value.contains(char::is_control);
        let value = if simple { value.clone() } else { syntax::quoted(value) };
        text.push_str(&format!("    {key}: {value}\n"));
    }
    text
}
