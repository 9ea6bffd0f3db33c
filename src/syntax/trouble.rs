//! What to tell a reader whose statement could not be read: where, what would do there, and the likely mend.

use crate::finding::ProblemKind;

use super::define::PROPERTIES;
use super::failure::{Failure, Want, Wants};
use super::hint::{self, nearest};
use super::slip;
use super::tail::{DETAIL_KEYS, Tail, Unknown};
use super::token::{Key, blank, quotation_mark, reserved, upto, word};

/// Something that stood in the way of reading a statement; every slice points into its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble<'s> {
    /// Which rule tells it.
    pub kind: ProblemKind,
    /// The exact place.
    pub at: &'s str,
    /// A few words under the underline.
    pub label: String,
    /// Other places that belong to it, each with its few words.
    pub others: Vec<(&'s str, String)>,
    /// The problem in a sentence.
    pub message: String,
    /// What can be done.
    pub help: Vec<String>,
}

impl<'s> Trouble<'s> {
    /// A syntax error.
    pub(super) fn syntax(at: &'s str, label: impl Into<String>, message: impl Into<String>) -> Self {
        let kind = ProblemKind::Syntax;
        Self { kind, at, label: label.into(), others: Vec::new(), message: message.into(), help: Vec::new() }
    }

    /// With one thing more that can be done.
    pub(super) fn helped(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// Characters that no statement may hold: what was not UTF-8, and control characters.
#[must_use]
pub fn unreadable(text: &str) -> Option<Trouble<'_>> {
    // 0xEF begins U+FFFD, which the source layer puts where bytes were not UTF-8.
    let odd =
        |byte: u8| byte == 0xEF || byte == 0x7F || byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if !text.bytes().fold(false, |found, byte| found | odd(byte)) {
        return None;
    }
    let (at, c) = text
        .char_indices()
        .find(|&(_, c)| matches!(c, '\u{FFFD}' | '\u{FEFF}') || c.is_ascii() && odd(c as u8))?;
    let at = &text[at..at + c.len_utf8()];
    Some(if c == '\u{FFFD}' {
        let found = Trouble::syntax(at, "not UTF-8", "some bytes of this statement are not UTF-8 text");
        Trouble { kind: ProblemKind::BadEncoding, ..found }
            .helped("save the file as UTF-8, or type the character again")
    } else {
        let code = c as u32;
        let message = format!("this statement contains an invisible character (U+{code:04X})");
        Trouble::syntax(at, "invisible character", message).helped("delete the character")
    })
}

/// What is told of a statement that is kept.
pub(super) fn reservations<'s>(ends: &Tail<'s>) -> Vec<Trouble<'s>> {
    let mut troubles = Vec::new();
    for &(first, second) in &ends.duplicates {
        troubles.push(duplicate(first, second));
    }
    for &(at, unknown) in &ends.unknown {
        troubles.push(unknown_key(at, unknown));
    }
    troubles
}

fn duplicate<'s>(first: &'s str, second: &'s str) -> Trouble<'s> {
    let key = word(second, true);
    let thing = match (second.as_bytes().first(), reserved(key)) {
        (Some(b'<'), _) => "an address".to_owned(),
        (Some(b'['), _) => "`[…]`".to_owned(),
        (_, Some(Key::Because)) => "`because`".to_owned(),
        _ if word(first, true) == key => format!("`{key}`"),
        _ => "a date or period".to_owned(),
    };
    let mut trouble = Trouble::syntax(second, "again", format!("this statement has {thing} twice"));
    trouble.kind = ProblemKind::DuplicateQualifier;
    trouble.others.push((first, "first here".to_owned()));
    trouble.help.push(match (word(first, true), key) {
        ("since", "until") => "write the period in one: `from … to …`".to_owned(),
        ("by", "by") => "name several sources after one `by`, with commas: `by A, B`".to_owned(),
        _ if second.starts_with('[') => "put all keys into one pair of brackets: `[a: b, c: d]`".to_owned(),
        _ if second.starts_with('<') => {
            "keep one; put another address on a line `archived: …` below".to_owned()
        }
        _ => "keep one; write a second fact as a second claim".to_owned(),
    });
    if let Some(help) = hint::joined(first, second) {
        trouble.help.push(help);
    }
    trouble
}

fn unknown_key(at: &str, unknown: Unknown) -> Trouble<'_> {
    let (what, near) = match unknown {
        Unknown::Detail => ("detail", nearest(at, DETAIL_KEYS)),
        Unknown::Property => ("property", nearest(at, PROPERTIES)),
        Unknown::Directive => {
            let message = "this comment is for gainsay, but gainsay does not understand it";
            let trouble = Trouble::syntax(at, "not understood", message).helped(
                "write `# gainsay: allow(rule-name) because \"…\"`, with rule names from `gainsay explain`",
            );
            return Trouble { kind: ProblemKind::UnknownKey, ..trouble };
        }
    };
    let message = format!("there is no {what} called `{at}`");
    let mut trouble = Trouble::syntax(at, format!("unknown {what}"), message);
    trouble.kind = ProblemKind::UnknownKey;
    match (near, unknown) {
        (Some(near), _) => trouble.help.push(format!("did you mean `{near}`?")),
        (None, Unknown::Detail) => trouble.help.push(format!(
            "the details are {}; a key of your own begins with `x-`",
            listed(DETAIL_KEYS.iter().map(|key| format!("`{key}`")), "and")
        )),
        (None, _) => trouble.help.push(format!(
            "the properties are {}",
            listed(PROPERTIES.iter().map(|key| format!("`{key}`")), "and")
        )),
    }
    trouble
}

/// The one thing told of a statement that could not be read.
pub(super) fn of<'s>(text: &'s str, error: nom::Err<Failure<'s>>) -> Trouble<'s> {
    let failure = match error {
        nom::Err::Error(failure) | nom::Err::Failure(failure) => failure,
        nom::Err::Incomplete(_) => Failure { at: text, wants: Wants::default(), slip: None },
    };
    if let Some((kind, length)) = failure.slip {
        let mut length = (length as usize).clamp(failure.at.len().min(1), failure.at.len());
        while !failure.at.is_char_boundary(length) {
            length += 1;
        }
        return slip::tell(text, failure.at, &failure.at[..length], kind);
    }
    let rest = blank(failure.at);
    let expected = listed(failure.wants.iter().map(|want| want.word().to_owned()), "or");
    let before = upto(text, rest);
    let mut trouble = if rest.is_empty() {
        let last = last_token(text);
        let message = match hint::keyword_before(before) {
            Some(key) if reserved(last).is_some() => {
                format!("nothing follows `{key}`: expected {expected}")
            }
            _ => format!("the statement ends too early: expected {expected}"),
        };
        Trouble::syntax(last, "nothing follows", message)
    } else {
        let token = if failure.wants.has(Want::Date) { dated(rest) } else { token(rest) };
        let message = match hint::keyword_before(before) {
            Some(key) => format!("expected {expected} after `{key}`, found `{token}`"),
            None => format!("expected {expected}, found `{token}`"),
        };
        Trouble::syntax(token, format!("expected {}", first_want(failure.wants)), message)
    };
    trouble.help = hint::mends(text, rest, failure.wants);
    trouble
}

fn first_want(wants: Wants) -> &'static str {
    wants.iter().next().map_or("something else", Want::word)
}

/// What stands where a date belongs: all the words of it.
fn dated(rest: &str) -> &str {
    super::name::bare_name(rest).map_or_else(|_| token(rest), |(_, name)| name.raw)
}

/// What to underline where a text goes wrong: a quoted name, a word, or a character.
pub(super) fn token(rest: &str) -> &str {
    let found = word(rest, false);
    if !found.is_empty() {
        return found;
    }
    let Some(first) = rest.chars().next() else { return rest };
    if quotation_mark(first)
        && let Ok((after, name)) = super::name::quoted_name(rest)
    {
        let _ = after;
        return name.raw;
    }
    if first == '@' {
        let name = word(&rest[1..], true);
        return &rest[..1 + name.len()];
    }
    &rest[..first.len_utf8()]
}

/// The last word or mark of a statement.
fn last_token(text: &str) -> &str {
    let mut last = text;
    let mut rest = blank(text);
    while !rest.is_empty() {
        last = token(rest);
        rest = blank(&rest[last.len().max(1)..]);
    }
    last
}

/// `a, b or c`.
pub(super) fn listed(things: impl Iterator<Item = String>, link: &str) -> String {
    let things: Vec<String> = things.collect();
    match things.as_slice() {
        [] => "something else".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {link} {last}", most.join(", ")),
    }
}
