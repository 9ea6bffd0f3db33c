//! What follows the body of a statement: qualifiers, details, `because`, to the end.

use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::name::quoted_name;
use super::qualifier::{qualifier, same};
use super::token::{Key, blank, gap, phrase, quotation_mark, reserved, text_until, word};
use super::tree::{Detail, Name, Qualifier};

/// The keys of details; any key that begins with `x-` is one too.
pub const DETAIL_KEYS: [&str; 11] = [
    "url",
    "quote",
    "note",
    "accessed",
    "archived",
    "page",
    "tags",
    "confidence",
    "checked",
    "translated",
    "based on",
];

/// What was read after a statement's body.
#[derive(Debug, Default)]
pub(super) struct Tail<'s> {
    pub(super) qualifiers: Vec<Qualifier<'s>>,
    pub(super) details: Vec<Detail<'s>>,
    pub(super) because: Option<Name<'s>>,
    /// Details and qualifiers given twice that may be given once: the first and the second occurrence.
    pub(super) duplicates: Vec<(&'s str, &'s str)>,
    /// Keys of details and first words of properties that are not known.
    pub(super) unknown: Vec<(&'s str, Unknown)>,
}

/// What has an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Detail,
    Property,
    Directive,
}

impl<'s> Tail<'s> {
    /// Adds a qualifier, unless it repeats an earlier one.
    #[inline]
    pub(super) fn add(&mut self, found: Qualifier<'s>) {
        match self.qualifiers.iter().find(|first| same(&first.kind, &found.kind)) {
            None => self.qualifiers.push(found),
            Some(first) => self.duplicates.push((first.text, found.text)),
        }
    }
}

/// Everything up to the end of the statement.
pub(super) fn tail<'s>(input: &'s str, into: &mut Tail<'s>, takes_reason: bool) -> Parsed<'s, ()> {
    let mut rest = input;
    loop {
        let next = blank(rest);
        if next.is_empty() {
            return Ok((rest, ()));
        }
        if new_line(rest, next) && detail_stands(next) {
            rest = detail(next, into)?.0;
            continue;
        }
        if takes_reason && reserved(word(next, true)) == Some(Key::Because) {
            let (after, words) = because(next)?;
            match into.because {
                None => into.because = Some(words),
                Some(first) => into.duplicates.push((first.raw, text_until(next, after))),
            }
            rest = after;
            continue;
        }
        match qualifier(next) {
            Ok((after, found)) => {
                into.add(found);
                rest = after;
            }
            Err(nom::Err::Error(_)) => {
                let expected = ExpectedSet::one(Expected::Qualifier).and(Expected::End);
                return Failure::expected(
                    next,
                    if takes_reason { expected.and(Expected::Because) } else { expected },
                );
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// Everything up to the end of a statement that can give a reason.
pub(super) fn tail_with_reason<'s>(input: &'s str, into: &mut Tail<'s>) -> Parsed<'s, ()> {
    tail(input, into, true)
}

/// Whether the blanks between two places hold a line's end.
#[inline]
pub(super) fn new_line(rest: &str, next: &str) -> bool {
    let between = text_until(rest, next);
    between.len() > 1 && memchr::memchr(b'\n', between.as_bytes()).is_some()
}

/// `because "…"`.
pub(super) fn because(input: &str) -> Parsed<'_, Name<'_>> {
    match phrase(input, "because") {
        Some(rest) => {
            let at = blank(rest);
            quoted_name(at).map_err(|error| nom::Err::Failure(error_of(error)))
        }
        None => Failure::want(input, Expected::Because),
    }
}

fn error_of(error: nom::Err<Failure<'_>>) -> Failure<'_> {
    match error {
        nom::Err::Error(failure) | nom::Err::Failure(failure) => failure,
        nom::Err::Incomplete(_) => Failure { at: "", expected: ExpectedSet::default(), mistake: None },
    }
}

/// Whether a line reads `key: …`.
pub(super) fn detail_stands(line: &str) -> bool {
    detail_key(line).is_some()
}

/// The key, without quotation marks, and what stands after the colon.
pub(super) fn detail_key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = if line.starts_with(quotation_mark) {
        let (rest, name) = quoted_name(line).ok()?;
        (name.raw.trim_matches(quotation_mark).trim(), rest)
    } else {
        let mut rest = line;
        for _ in 0..3 {
            let found = word(rest, true);
            let letters =
                found.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if found.is_empty() || !letters || rest.len() == line.len() && reserved(found).is_some() {
                return None;
            }
            rest = &rest[found.len()..];
            if rest.starts_with(':') {
                break;
            }
            rest = gap(rest);
        }
        (text_until(line, rest), rest)
    };
    let after = rest.strip_prefix(':')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then_some((key, after))
}

/// `key: value`, the value being the rest of the line without its comment.
pub(super) fn detail<'s>(input: &'s str, into: &mut Tail<'s>) -> Parsed<'s, ()> {
    let Some((key, after)) = detail_key(input) else { return Failure::want(input, Expected::Detail) };
    let start = gap(after);
    if start.starts_with(['"', '“', '«', '„']) {
        quoted_name(start)?;
    }
    let value = uncommented(start);
    if value.is_empty() {
        return Failure::mistake(input, input.len() - after.len(), Mistake::EmptyDetail);
    }
    if !DETAIL_KEYS.contains(&key) && !key.starts_with("x-") {
        into.unknown.push((key, Unknown::Detail));
    }
    into.details.push(Detail { key, value });
    Ok((&start[value.len()..], ()))
}

/// A line up to its end or its comment, trailing blanks off.
pub(super) fn uncommented(line: &str) -> &str {
    let line = &line[..memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len())];
    let (mut quoted, mut escaped) = (false, false);
    let mut blank_before = true;
    for (at, c) in line.char_indices() {
        // A quotation mark that is escaped with a backslash closes nothing.
        if std::mem::take(&mut escaped) {
            blank_before = false;
            continue;
        }
        match c {
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted && line[at + 1..].contains('"'),
            '#' if blank_before && !quoted => return line[..at].trim_end(),
            _ => {}
        }
        blank_before = c.is_whitespace();
    }
    line.trim_end()
}
