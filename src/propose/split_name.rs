//! Splits a composed name into the measure that it contains and a scope: `military death toll` is `death toll` `among
//! military`.

use crate::model::register::{GROUP, KeyId, PLACE, Registers};
use crate::model::{Model, key};
use crate::syntax;

/// Words before the place, the group or the event in a name.
const BETWEEN: [&str; 5] = [" in ", " among ", " from ", " at ", " during "];

/// Words that end the name of an event in which people are hurt and things are lost.
const EVENTS: [&str; 30] = [
    "accident",
    "attack",
    "attacks",
    "avalanche",
    "battle",
    "blast",
    "bombing",
    "collapse",
    "crash",
    "cyclone",
    "earthquake",
    "eruption",
    "explosion",
    "fire",
    "fires",
    "flood",
    "floods",
    "hurricane",
    "landslide",
    "massacre",
    "outbreak",
    "pandemic",
    "quake",
    "shooting",
    "siege",
    "storm",
    "tsunami",
    "typhoon",
    "war",
    "wildfires",
];

/// Words that say how something was counted; they are no place or group.
const COUNTED: [&str; 24] = [
    "annual",
    "average",
    "combined",
    "confirmed",
    "cumulative",
    "current",
    "daily",
    "estimated",
    "final",
    "global",
    "latest",
    "local",
    "monthly",
    "national",
    "new",
    "official",
    "overall",
    "preliminary",
    "provisional",
    "reported",
    "suspected",
    "total",
    "weekly",
    "yearly",
];

/// A composed name written as a measure and a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SplitName {
    /// The measure, as it is declared.
    pub(crate) measure: String,
    /// The measure as in the name, with its scope: `death toll … among military`; one text for each way to read the
    /// name.
    pub(crate) written: Vec<String>,
}

/// Splits a composed name; none if it contains no declared measure, or the rest can be no scope.
pub(crate) fn split_name(model: &Model, name: &str) -> Option<SplitName> {
    let known =
        |text: &str| model.declared(text).map(|id| model.registers.measures.get(id.0).display.clone());
    for between in BETWEEN {
        let Some(at) = name.to_lowercase().find(between).filter(|&at| name.is_char_boundary(at)) else {
            continue;
        };
        let (head, rest) = (name[..at].trim(), name[at + between.len()..].trim());
        let Some(measure) = known(head) else { continue };
        return Some(SplitName {
            measure,
            written: ways_to_write(&head.to_lowercase(), between, article_off(rest)),
        });
    }
    // The longest ending that is a measure, and what precedes it.
    let starts = name.match_indices(' ').map(|(at, _)| at);
    for at in starts {
        let (before, head) = (name[..at].trim(), name[at..].trim());
        let Some(measure) = known(head) else { continue };
        let word = scope_word(model, before)?;
        return Some(SplitName { measure, written: vec![format!("{head} … {word}")] });
    }
    None
}

/// The ways to write what follows `deaths in`.
fn ways_to_write(head: &str, between: &str, rest: &str) -> Vec<String> {
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    let event = words.last().is_some_and(|last| EVENTS.contains(&last.to_lowercase().as_str()));
    if !event {
        let word = if between == " among " { "among" } else { "in" };
        return vec![format!("{head} … {word} {}", named(rest))];
    }
    let mut written = vec![format!("{head} … [event: {}]", named(rest))];
    words.pop();
    let place = words.join(" ");
    if place.starts_with(char::is_uppercase) {
        written.push(format!("{head} … in {}", named(&place)));
    }
    written
}

/// How the words before a measure are written as a scope: a known group or place, or a capitalised name.
fn scope_word(model: &Model, before: &str) -> Option<String> {
    let find = |id: KeyId| {
        let joined = Registers::key_under(&model.registers.keys.get(id.0).key, before);
        model.registers.names.find(&joined).map(|id| model.registers.names.get(id).display.clone())
    };
    if let Some(group) = find(GROUP) {
        return Some(format!("among {}", named(&group)));
    }
    if let Some(place) = find(PLACE) {
        return Some(format!("in {}", named(&place)));
    }
    let capital = before.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let counted = key(before).split(' ').any(|word| COUNTED.contains(&word));
    (capital && !counted).then(|| format!("in {}", named(before)))
}

fn article_off(text: &str) -> &str {
    ["the ", "The ", "a ", "an "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// A name as a claim has to write it, in quotation marks if needed.
fn named(name: &str) -> String {
    let bare = matches!(syntax::name(name), Ok(found) if found.raw == name && !found.quoted);
    if bare { name.to_owned() } else { syntax::quoted(name) }
}
