//! A statement in the claim language, read again before it is believed.

use super::saying::{Kind, Saying, Time};
use super::written::{is_name, name, spaced};
use crate::syntax::tree::{Value, ValueKind};
use crate::syntax::{self, Chunk};

/// The statement with its line ends; none where the language cannot say it. Names stand bare where they may.
pub(super) fn worded(saying: &Saying) -> Option<String> {
    [true, false].into_iter().map(|bare| sentence(saying, bare)).find(|text| says(text, saying))
}

/// Whether a text, read, says just this.
fn says(text: &str, saying: &Saying) -> bool {
    // As it will be met: a name that begins with `#` would open a comment.
    let mut chunks = syntax::split(text);
    let (Some(Chunk { lead: "", text }), None) = (chunks.next(), chunks.next()) else { return false };
    let (statement, troubles) = syntax::statement(Chunk { lead: "", text });
    let read = statement.and_then(|statement| Saying::of(&statement, None, &|_| None));
    troubles.is_empty() && read.as_ref() == Some(saying)
}

fn sentence(saying: &Saying, bare: bool) -> String {
    let named = |text: &str| name(text, |text| bare && is_name(text));
    let mut text = String::new();
    if let Some(label) = &saying.label {
        text.push_str(&format!("@{label} "));
    }
    match saying.kind {
        Kind::Claim => {
            // A bare head with ` of ` in it is split, and this one is whole.
            let lower = saying.head.to_lowercase();
            text.push_str(&name(&saying.head, |head| bare && is_name(head) && !lower.contains(" of ")));
            let value = saying.value.as_deref().unwrap_or("");
            let digits = value.starts_with(|c: char| !c.is_alphabetic())
                && matches!(syntax::value(value), Ok(Value { kind: ValueKind::Figure(_), .. }));
            if !digits {
                text.push_str(" is");
            }
            if let Some(mode) = saying.mode {
                text.push_str(&format!(" {}", mode.keyword()));
            }
            text.push_str(&format!(" {value}"));
        }
        Kind::Event => {
            text.push_str(&format!("event {}", syntax::quoted(&saying.head)));
            if let Some(mode) = saying.mode {
                text.push_str(&format!(" {}", mode.keyword()));
            }
        }
        Kind::Quote => text.push_str(&format!("quote {}", syntax::quoted(&saying.head))),
        Kind::Correct => {
            text.push_str(&format!("correct @{} to {}", saying.head, saying.value.as_deref().unwrap_or("")));
        }
        Kind::Retract => text.push_str(&format!("retract @{}", saying.head)),
    }
    for (word, scope) in
        [("among", &saying.group), ("in", &saying.place), ("for", &saying.subject), ("about", &saying.topic)]
    {
        if let Some(scope) = scope {
            text.push_str(&format!(" {word} {}", named(scope)));
        }
    }
    if !saying.keys.is_empty() {
        let pair = |(key, name): &(String, String)| {
            let word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-');
            let key = if bare && word { key.clone() } else { syntax::quoted(key) };
            format!("{key}: {}", named(name))
        };
        text.push_str(&format!(" [{}]", saying.keys.iter().map(pair).collect::<Vec<_>>().join(", ")));
    }
    match &saying.time {
        Some(Time::On(date)) => text.push_str(&format!(" on {date}")),
        Some(Time::During(date)) => text.push_str(&format!(" during {date}")),
        Some(Time::Between(from, to)) => text.push_str(&format!(" from {from} to {to}")),
        Some(Time::Since(date)) => text.push_str(&format!(" since {date}")),
        Some(Time::Until(date)) => text.push_str(&format!(" until {date}")),
        None => {}
    }
    if let Some(said) = &saying.said {
        text.push_str(&format!(" said {said}"));
    }
    if !saying.by.is_empty() {
        let names: Vec<String> = saying.by.iter().map(|source| named(source)).collect();
        text.push_str(&format!(" by {}", names.join(", ")));
    }
    for outlet in &saying.via {
        text.push_str(&format!(" via {}", named(outlet)));
    }
    if let Some(published) = &saying.published {
        text.push_str(&format!(" published {published}"));
    }
    let address = |url: &&String| {
        url.starts_with(|c: char| c.is_ascii_alphabetic())
            && !url.contains(|c: char| c.is_whitespace() || c == '>')
    };
    let bracketed = saying.url.as_ref().filter(address);
    if let Some(url) = bracketed {
        text.push_str(&format!(" <{url}>"));
    }
    if let Some(because) = &saying.because {
        text.push_str(&format!(" because {}", syntax::quoted(because)));
    }
    text.push('\n');
    let plain_url = saying.url.as_ref().filter(|_| bracketed.is_none());
    let details = saying.details.iter().map(|(key, value)| (key.as_str(), value));
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
