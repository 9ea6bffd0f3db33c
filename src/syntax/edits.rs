//! What the canonical layout changes within a statement: quotation marks, keywords, colons, and
//! details (the `key: value` lines below it).

use super::spots::Spots;
use super::tail::{DETAIL_KEYS, detail_key};
use super::token::{phrase, quotation_mark, word_before_colon};
use super::tree::{Name, Statement};

/// A stretch of a statement's text and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    /// How many bytes it has.
    pub(super) length: usize,
    /// The replacement. A `:` is written with no blank before it; that is all that replacing a
    /// colon by a colon does.
    pub(super) text: String,
}

/// The changes to a statement, in the order of its text.
pub(super) fn edits(text: &str, statement: &Statement<'_>) -> Vec<Edit> {
    let offset = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    let mut edits = Vec::new();
    let mut change = |part: &str, text: String| {
        edits.push(Edit { at: offset(part), length: part.len(), text });
    };
    let spots = Spots::of(statement);
    for name in spots.names {
        if let Some(by) = straightened(name) {
            change(name.raw, by);
        }
    }
    for qualifier in spots.qualifiers {
        if let Some((part, by)) = keyword_edit(qualifier) {
            change(part, by);
        }
    }
    for before in spots.before_colons {
        let from = offset(before) + before.len();
        if let Some(colon) = text[from..].find(':') {
            change(&text[from + colon..=from + colon], ":".to_owned());
        }
    }
    for detail in &statement.details {
        let start = text[..offset(detail.key)].trim_end_matches(quotation_mark).len();
        let end = offset(detail.value) + detail.value.len();
        let is_read_bare =
            DETAIL_KEYS.contains(&detail.key) || detail_key(&format!("{}:", detail.key)).is_some();
        let key = if is_read_bare { detail.key.to_owned() } else { format!("\"{}\"", detail.key) };
        change(&text[start..end], format!("{key}: {}", detail.value));
    }
    edits.sort_by_key(|edit| edit.at);
    edits
}

/// `according to` becomes `by`, `as of` becomes `on`, and every other keyword lower case.
fn keyword_edit(qualifier: &str) -> Option<(&str, String)> {
    for (long, short) in [("according to", "by"), ("as of", "on")] {
        if let Some(rest) = phrase(qualifier, long) {
            let words = &qualifier[..qualifier.len() - rest.len()];
            // With a line break or a comment between the two words, nothing is changed.
            return (!words.contains('\n')).then(|| (words, short.to_owned()));
        }
    }
    let first = word_before_colon(qualifier);
    first.starts_with(|c: char| c.is_ascii_uppercase()).then(|| (first, first.to_ascii_lowercase()))
}

/// A name in straight quotation marks, where it has others. Whether it is quoted at all is the author's choice.
fn straightened(name: Name<'_>) -> Option<String> {
    (name.quoted && !name.raw.starts_with('"')).then(|| quoted(&name.text()))
}

/// A text in straight quotation marks, with escapes where it needs them.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Other blanks stay as they are.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{{{:x}}}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
