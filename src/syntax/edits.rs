//! What the canonical layout changes within a statement: quotation marks, keywords, colons, details.

use super::claim::head;
use super::date::date;
use super::name::bare_name;
use super::qualifier::scope;
use super::spots::{Role, Spots};
use super::tail::{DETAIL_KEYS, detail_key};
use super::token::{phrase, quotation_mark, word};
use super::tree::{Name, Statement, ValueKind};
use super::value::value;

/// A stretch of a statement's text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Its first byte.
    pub(super) at: usize,
    /// Its bytes.
    pub(super) length: usize,
    /// What stands there instead; a lone colon is put close to what is before it.
    pub(super) text: String,
    /// Whether it is a name, which needs blanks around it.
    pub(super) name: bool,
}

/// The changes to a statement, in the order of its text.
pub(super) fn edits(text: &str, statement: &Statement<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut change = |part: &str, by: String, name: bool| {
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        edits.push(Edit { at, length: part.len(), text: by, name });
    };
    let spots = Spots::of(statement);
    for (name, role) in spots.names {
        if let Some(by) = requoted(name, role) {
            change(name.raw, by, true);
        }
    }
    for keyword in spots.qualifiers {
        if let Some((part, by)) = keyword_edit(keyword) {
            change(part, by, true);
        }
    }
    for before in spots.colons {
        let from = before.as_ptr() as usize - text.as_ptr() as usize + before.len();
        if let Some(colon) = text[from..].find(':') {
            change(&text[from + colon..=from + colon], ":".to_owned(), false);
        }
    }
    for detail in &statement.details {
        let key = detail.key.as_ptr() as usize - text.as_ptr() as usize;
        let start = text[..key].trim_end_matches(quotation_mark).len();
        let end = detail.value.as_ptr() as usize - text.as_ptr() as usize + detail.value.len();
        let known = DETAIL_KEYS.contains(&detail.key) || detail_key(&format!("{}:", detail.key)).is_some();
        let key = if known { detail.key.to_owned() } else { format!("\"{}\"", detail.key) };
        change(&text[start..end], format!("{key}: {}", detail.value), true);
    }
    edits.sort_by_key(|edit| edit.at);
    edits
}

/// `according to` is `by`, `as of` is `on`; every keyword is lower case.
fn keyword_edit(qualifier: &str) -> Option<(&str, String)> {
    for (long, short) in [("according to", "by"), ("as of", "on")] {
        if let Some(rest) = phrase(qualifier, long) {
            let words = &qualifier[..qualifier.len() - rest.len()];
            // A line break or a comment between the two words stays, and so do they.
            return (!words.contains('\n')).then(|| (words, short.to_owned()));
        }
    }
    let first = word(qualifier, true);
    first.starts_with(|c: char| c.is_ascii_uppercase()).then(|| (first, first.to_ascii_lowercase()))
}

/// The canonical way to write a name, where it is another than the author's.
fn requoted(name: Name<'_>, role: Role) -> Option<String> {
    if !name.quoted {
        return None;
    }
    let text = name.text();
    if bare_will_do(&text, role) {
        return Some(text.into_owned());
    }
    (!name.raw.starts_with('"')).then(|| quoted(&text))
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control()
                || c.is_whitespace() && !c.is_alphanumeric() && c != ' ' && !is_plain_blank(c) =>
            {
                out.push_str(&format!("\\u{{{:x}}}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Blanks that stand in quotation marks as they are.
fn is_plain_blank(c: char) -> bool {
    !matches!(c, '\r' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// Whether a name means the same without quotation marks in its place.
fn bare_will_do(text: &str, role: Role) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '.' | ' ');
    if role == Role::Words
        || !text.chars().all(plain)
        || !text.starts_with(char::is_alphabetic)
        || text.ends_with([' ', '.'])
        || text.contains("  ")
        || !bare_name(text).is_ok_and(|(rest, _)| rest.is_empty())
        || date(text).is_ok()
        || means_more(text)
    {
        return false;
    }
    let followed = format!("{text} 5");
    let is_head = || head(&followed).is_ok_and(|(_, head)| head.raw == text);
    match role {
        Role::Words => false,
        Role::Head => is_head() && !splits(text),
        Role::Value => matches!(value(text), Ok(("", found)) if matches!(found.kind, ValueKind::Name(_))),
        Role::Plain => is_head(),
        // Only a scope is followed by what a longer name could swallow, and only digits make it differ from a head.
        Role::Scope => scope(&format!("for {text}")).is_ok(),
    }
}

/// Whether a head without quotation marks would be split, or taken for a flow or a total.
fn splits(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    words.iter().any(|word| word.eq_ignore_ascii_case("of"))
        || matches!(words.first(), Some(first) if ["new", "daily"].iter().any(|flow| flow.eq_ignore_ascii_case(first)))
        || text.to_lowercase().ends_with("so far")
}

/// Whether a word of the name has a meaning of its own in some place of the language.
fn means_more(text: &str) -> bool {
    let first = word(text, true);
    let keyword = super::body::kind(text).1 != super::body::StatementKind::Claim;
    let inner = text.split(' ').any(|found| {
        super::claim::mode(found).is_ok()
            || ["counts", "defaults", "stands", "and"].iter().any(|key| found.eq_ignore_ascii_case(key))
    });
    keyword
        || inner
        || super::figure::figure_or_word_stands(text)
        || super::figure::hedge(text).is_ok()
        || super::value::truth(text).is_some()
        || super::amount::number_word(text).is_ok()
        || super::amount::scale(text).is_ok()
        || ["complete", "unit", "scope", "none", "all", "everyone"]
            .iter()
            .any(|key| first.eq_ignore_ascii_case(key))
}
