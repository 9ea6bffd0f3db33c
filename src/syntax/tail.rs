//! What follows the body of a statement, to its end: qualifiers, details and `because`.

use nom::Parser;
use nom::combinator::cut;

use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::name::{closes_quote, opens_quote, quoted_name};
use super::qualifier::{SORTS, qualifier, sort};
use super::token::{Key, blank, gap, phrase, quotation_mark, reserved, text_until, word_before_colon};
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

/// How many words before a colon are read as the key of a detail. No known key has more than two, and a line with more words
/// before its colon is no detail.
const MAX_KEY_WORDS: usize = 3;

/// What was read after a statement's body.
#[derive(Debug, Default)]
pub(super) struct Tail<'s> {
    pub(super) qualifiers: Vec<Qualifier<'s>>,
    /// The text of the first qualifier of each sort that can be given once only.
    first: [Option<&'s str>; SORTS],
    pub(super) details: Vec<Detail<'s>>,
    /// The reason that `because` gives, in quotation marks.
    pub(super) because: Option<Name<'s>>,
    /// What is given twice where once is allowed, such as a qualifier or a reason: the text of the first, and that of the second.
    pub(super) duplicates: Vec<(&'s str, &'s str)>,
    /// Text that is not known, and what it was read as.
    pub(super) unknown: Vec<(&'s str, Unknown)>,
}

/// What an unknown text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// The key of a detail, as in `notes: …`.
    Detail,
    /// The first word of a line below a definition, as in `knid level`.
    Property,
    /// A comment that addresses the checker, as in `# gainsay: alow(…)`.
    Directive,
}

impl<'s> Tail<'s> {
    /// Adds a qualifier; one too many goes to the duplicates.
    #[inline]
    pub(super) fn add(&mut self, found: Qualifier<'s>) {
        if let Some(sort) = sort(&found.kind) {
            match self.first[sort] {
                None => self.first[sort] = Some(found.text),
                Some(first) => return self.duplicates.push((first, found.text)),
            }
        }
        self.qualifiers.push(found);
    }
}

/// Everything up to the end of the statement; `because` too, where the statement takes a reason.
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
        if takes_reason && reserved(word_before_colon(next)) == Some(Key::Because) {
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

/// The tail of a statement that takes a reason.
pub(super) fn tail_with_reason<'s>(input: &'s str, into: &mut Tail<'s>) -> Parsed<'s, ()> {
    tail(input, into, true)
}

/// Whether `next`, which follows the blanks at the start of `rest`, stands on a later line than
/// `rest` begins on.
#[inline]
pub(super) fn new_line(rest: &str, next: &str) -> bool {
    let between = text_until(rest, next);
    // The next line is indented, so more than the line end stands between the two.
    between.len() > 1 && memchr::memchr(b'\n', between.as_bytes()).is_some()
}

/// `because "…"`.
pub(super) fn because(input: &str) -> Parsed<'_, Name<'_>> {
    match phrase(input, "because") {
        Some(rest) => cut(quoted_name).parse(blank(rest)),
        None => Failure::want(input, Expected::Because),
    }
}

/// Whether a line reads `key: …`.
pub(super) fn detail_stands(line: &str) -> bool {
    detail_key(line).is_some()
}

/// The key of a detail, without quotation marks, and what stands after the colon; none if the line is no detail.
///
/// A key is in quotation marks, or it is a few words of letters, digits, `-` and `_`. An unquoted one does not begin with a
/// reserved word: `by AFP: …` is a qualifier with a stray colon.
pub(super) fn detail_key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = if line.starts_with(quotation_mark) {
        let (rest, name) = quoted_name(line).ok()?;
        (name.raw.trim_matches(quotation_mark).trim(), rest)
    } else {
        let mut rest = line;
        for number in 0..MAX_KEY_WORDS {
            let found = word_before_colon(rest);
            let is_plain =
                found.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if found.is_empty() || !is_plain || number == 0 && reserved(found).is_some() {
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
    if opens_quote(start) {
        // Read for its errors only, such as a quotation mark that nothing closes: more words may follow the quoted ones.
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

/// A line up to its end or its comment, trailing blanks off. A `#` between quotation marks begins no comment.
#[must_use]
pub fn uncommented(line: &str) -> &str {
    let line = &line[..memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len())];
    // The mark that opened the quotation in which the character stands.
    let mut open: Option<char> = None;
    let (mut is_escaped, mut blank_before) = (false, true);
    for (at, c) in line.char_indices() {
        // A quotation mark that is escaped with a backslash closes nothing.
        if std::mem::take(&mut is_escaped) {
            blank_before = false;
            continue;
        }
        match open {
            Some(_) if c == '\\' => is_escaped = true,
            Some(mark) if closes_quote(mark, c) => open = None,
            Some(_) => {}
            None if c == '#' && blank_before => return line[..at].trim_end(),
            None => {
                let rest = &line[at..];
                // A mark that nothing closes, such as the inches of `12"`, opens no quotation.
                let is_closed = || rest[c.len_utf8()..].contains(|end: char| closes_quote(c, end));
                open = (opens_quote(rest) && is_closed()).then_some(c);
            }
        }
        blank_before = c.is_whitespace();
    }
    line.trim_end()
}

#[cfg(test)]
mod tests {
    use super::uncommented;

    #[test]
    fn a_number_sign_between_quotation_marks_begins_no_comment() {
        for whole in
            [r#""a #b" c"#, "“a #b” c", "„a #b“ c", "„a #b” c", "«a #b» c", "the “a #b” c", r#""a \" #b""#]
        {
            assert_eq!(uncommented(whole), whole);
            assert_eq!(uncommented(&format!("{whole} # d")), whole);
        }
        for (line, value) in [
            ("12\" #b", "12\""),
            ("a” #b”", "a”"),
            ("“a” “b #c", "“a” “b"),
            ("a # “b #c”", "a"),
            ("a#b #c", "a#b"),
        ] {
            assert_eq!(uncommented(line), value);
        }
    }
}
