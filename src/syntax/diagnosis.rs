//! The diagnostic for a statement that could not be read: where, what is expected there, and the likely correction.

use crate::finding::ProblemKind;

use super::context::keyword_before;
use super::define::PROPERTIES;
use super::failure::{Expected, ExpectedSet, Failure};
use super::hint;
use super::mistake;
use super::name::{bare_name, quoted_name};
use super::spelling::nearest;
use super::syntax_error::SyntaxError;
use super::tail::{DETAIL_KEYS, Tail, Unknown};
use super::token::{Key, blank, quotation_mark, reserved, text_until, word_before_colon, word_with_colon};

/// The diagnostics of a statement that could be read all the same.
pub(super) fn of_kept<'s>(tail_parts: &Tail<'s>) -> Vec<SyntaxError<'s>> {
    let mut errors = Vec::new();
    for &(first, second) in &tail_parts.duplicates {
        errors.push(duplicate(first, second));
    }
    for &(at, unknown) in &tail_parts.unknown {
        errors.push(unknown_key(at, unknown));
    }
    errors
}

fn duplicate<'s>(first: &'s str, second: &'s str) -> SyntaxError<'s> {
    let key = word_before_colon(second);
    let thing = match (second.as_bytes().first(), reserved(key)) {
        (Some(b'<'), _) => "an address".to_owned(),
        (Some(b'['), _) => "`[…]`".to_owned(),
        (_, Some(Key::Because)) => "`because`".to_owned(),
        _ if word_before_colon(first) == key => format!("`{key}`"),
        _ => "a date or period".to_owned(),
    };
    let mut error = SyntaxError::syntax(second, "again", format!("this statement has {thing} twice"));
    error.kind = ProblemKind::DuplicateQualifier;
    error.others.push((first, "first here".to_owned()));
    error.help.push(match (word_before_colon(first), key) {
        ("since", "until") => "write the period in one: `from … to …`".to_owned(),
        ("by", "by") => "name several sources after one `by`, with commas: `by A, B`".to_owned(),
        _ if second.starts_with('[') => "put all keys into one pair of brackets: `[a: b, c: d]`".to_owned(),
        _ if second.starts_with('<') => {
            "keep one; put another address on a line `archived: …` below".to_owned()
        }
        _ => "keep one; write a second fact as a second claim".to_owned(),
    });
    if let Some(help) = hint::one_quoted_name(first, second) {
        error.help.push(help);
    }
    error
}

fn unknown_key(at: &str, unknown: Unknown) -> SyntaxError<'_> {
    let (what, near) = match unknown {
        Unknown::Detail => ("detail", nearest(at, DETAIL_KEYS)),
        Unknown::Property => ("property", nearest(at, PROPERTIES)),
        Unknown::Directive => {
            let message = "this comment is for gainsay, but gainsay does not understand it";
            let error = SyntaxError::syntax(at, "not understood", message).helped(
                "write `# gainsay: allow(rule-name) because \"…\"`, with rule names from `gainsay explain`",
            );
            return SyntaxError { kind: ProblemKind::UnknownKey, ..error };
        }
    };
    let message = format!("there is no {what} called `{at}`");
    let mut error = SyntaxError::syntax(at, format!("unknown {what}"), message);
    error.kind = ProblemKind::UnknownKey;
    match (near, unknown) {
        (Some(near), _) => error.help.push(format!("did you mean `{near}`?")),
        (None, Unknown::Detail) => error.help.push(format!(
            "the details are {}; a key of your own begins with `x-`",
            listed(DETAIL_KEYS.iter().map(|key| format!("`{key}`")), "and")
        )),
        (None, _) => error.help.push(format!(
            "the properties are {}",
            listed(PROPERTIES.iter().map(|key| format!("`{key}`")), "and")
        )),
    }
    error
}

/// The single diagnostic of a statement that could not be read.
pub(super) fn of<'s>(text: &'s str, error: nom::Err<Failure<'s>>) -> SyntaxError<'s> {
    let failure = match error {
        nom::Err::Error(failure) | nom::Err::Failure(failure) => failure,
        nom::Err::Incomplete(_) => Failure { at: text, expected: ExpectedSet::default(), mistake: None },
    };
    if let Some((kind, length)) = failure.mistake {
        let mut length = (length as usize).clamp(failure.at.len().min(1), failure.at.len());
        while !failure.at.is_char_boundary(length) {
            length += 1;
        }
        return mistake::describe(text, failure.at, &failure.at[..length], kind);
    }
    let rest = blank(failure.at);
    let expected = listed(failure.expected.iter().map(|want| want.word().to_owned()), "or");
    let before = text_until(text, rest);
    let mut error = if rest.is_empty() {
        let last = last_token(text);
        let message = match keyword_before(before) {
            Some(key) if reserved(last).is_some() => {
                format!("nothing follows `{key}`: expected {expected}")
            }
            _ => format!("the statement ends too early: expected {expected}"),
        };
        SyntaxError::syntax(last, "nothing follows", message)
    } else {
        let token = if failure.expected.has(Expected::Date) { dated(rest) } else { token(rest) };
        let message = match keyword_before(before) {
            Some(key) => format!("expected {expected} after `{key}`, found `{token}`"),
            None => format!("expected {expected}, found `{token}`"),
        };
        SyntaxError::syntax(token, format!("expected {}", first_want(failure.expected)), message)
    };
    error.help = hint::suggestions(text, rest, failure.expected);
    error
}

fn first_want(expected: ExpectedSet) -> &'static str {
    expected.iter().next().map_or("something else", Expected::word)
}

/// What stands where a date belongs: all the words of it.
fn dated(rest: &str) -> &str {
    bare_name(rest).map_or_else(|_| token(rest), |(_, name)| name.raw)
}

/// What to underline where a text goes wrong: a quoted name, a word, or a character.
fn token(rest: &str) -> &str {
    let found = word_with_colon(rest);
    if !found.is_empty() {
        return found;
    }
    let Some(first) = rest.chars().next() else { return rest };
    if quotation_mark(first)
        && let Ok((after, name)) = quoted_name(rest)
    {
        let _ = after;
        return name.raw;
    }
    if first == '@' {
        let name = word_before_colon(&rest[1..]);
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
fn listed(things: impl Iterator<Item = String>, link: &str) -> String {
    let things: Vec<String> = things.collect();
    match things.as_slice() {
        [] => "something else".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {link} {last}", most.join(", ")),
    }
}
