//! Names that contain a word of the language, so that they end too early: what to quote; and quoted names in the
//! wrong place.

use super::body::KEYWORDS;
use super::context::last_name;
use super::token::{blank, quotation_mark, reserved, text_until, word_with_colon};

/// The keywords of qualifiers.
pub(super) const QUALIFIERS: [&str; 17] = [
    "in",
    "among",
    "for",
    "about",
    "on",
    "as of",
    "at",
    "from",
    "between",
    "during",
    "since",
    "until",
    "said",
    "by",
    "via",
    "published",
    "according to",
];

/// Whether a word is the first one of a qualifier.
#[must_use]
pub fn begins_qualifier(word: &str) -> bool {
    QUALIFIERS.iter().any(|qualifier| qualifier.split(' ').next() == Some(word))
}

/// The head of a statement that reads as a claim, except that the head begins with a keyword such
/// as `break`.
pub(super) fn head_after_keyword<'s>(start: &'s str, first: &str) -> Option<&'s str> {
    if !KEYWORDS.iter().any(|(words, _)| *words == first) {
        return None;
    }
    let (rest, head) = super::claim::head(start).ok()?;
    let next = blank(rest);
    let claims = super::figure::figure_stands(next)
        || matches!(super::claim::filler(next), Some((_, word)) if word != "=");
    (claims && !head.quoted && head.raw.len() > first.len()).then_some(head.raw)
}

/// `event visit to Washington on Friday`: `to` ends the name too early.
pub(super) fn quoted_event(start: &str, rest: &str) -> Option<String> {
    let begun = text_until(start, rest).trim().strip_prefix("event")?.trim();
    let is_name =
        !begun.is_empty() && !begun.contains(quotation_mark) && reserved(word_with_colon(rest)).is_some();
    let mut left = rest;
    while is_name && !left.is_empty() {
        let next = word_with_colon(left);
        let ends = QUALIFIERS.contains(&next) || super::claim::mode(left).is_ok();
        if ends && left.len() < rest.len() {
            let name = text_until(rest, left).trim();
            return Some(format!("quote the name: `event \"{begun} {name}\" {}`", left.trim_end()));
        }
        let length = if next.is_empty() { left.chars().next().map_or(1, char::len_utf8) } else { next.len() };
        left = blank(&left[length..]);
    }
    None
}

/// `host of "Washington visit"`: a bare head holds no quoted name.
pub(super) fn quoted_subject(before: &str, rest: &str) -> Option<String> {
    let head = last_name(before.trim_end().strip_suffix(" of")?);
    let inside = rest.strip_prefix(quotation_mark)?;
    let name = inside.split(quotation_mark).next().filter(|name| !name.is_empty() && !name.contains('\n'))?;
    (!head.is_empty()).then(|| format!("leave out the quotation marks, or write `{head} for \"{name}\"`"))
}
