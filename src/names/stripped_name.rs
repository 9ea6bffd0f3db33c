//! What may stand before a name without being part of it: titles, and the abbreviation of a body.

use crate::corpus::count_titles;
use crate::model::plain;

/// Words that reverse the order: `Ministry of Defence`, `Defence Ministry`.
pub(super) const PREPOSITIONS: [&str; 2] = ["of", "for"];

/// A name without a title or an abbreviation before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StrippedName {
    /// Without titles: `Prime Minister Nikol Pashinyan`.
    Untitled(String),
    /// Without an abbreviation: `OSCE Minsk Group`.
    Unabbreviated(String),
}

impl StrippedName {
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Untitled(words) | Self::Unabbreviated(words) => words,
        }
    }
}

/// Abbreviations that distinguish names: points of the compass.
const COMPASS: [&str; 8] = ["ne", "nw", "se", "sw", "nne", "nnw", "sse", "ssw"];

/// The longest abbreviation that is recognised before a name.
const MAX_ABBREVIATION: usize = 6;

/// A name without what stands before it; none if nothing does, or if too little is left.
pub(super) fn stripped(words: &[String], display: &str) -> Option<StrippedName> {
    let titles = count_titles(words);
    // `Governor's Office` and `Secretary of State` are no names with a title in front.
    let is_name =
        |rest: &[String]| rest.len() > 1 && rest[0] != "s" && !PREPOSITIONS.contains(&rest[0].as_str());
    if titles > 0 && is_name(&words[titles..]) {
        return Some(StrippedName::Untitled(words[titles..].concat()));
    }
    let first = display.split_whitespace().find(|word| !word.eq_ignore_ascii_case("the"))?;
    let is_abbreviation = (2..=MAX_ABBREVIATION).contains(&first.chars().count())
        && first.chars().all(char::is_uppercase)
        && display.chars().any(char::is_lowercase);
    let [front, rest @ ..] = words else { return None };
    let fits = is_abbreviation && *front == plain(first) && !COMPASS.contains(&front.as_str());
    (fits && rest.len() > 1).then(|| StrippedName::Unabbreviated(rest.concat()))
}
