//! Names: unquoted words, or words in quotation marks.

use std::borrow::Cow;

use nom::Parser;
use nom::combinator::cut;

use super::failure::{Expected, Failure, Mistake, Parsed};
use super::token::{
    blank, free_standing, gap, mark, quotation_mark, reserved, text_until, word, word_before_colon,
};
use super::tree::Name;

/// A name, unquoted or quoted.
#[inline]
pub(super) fn name(input: &str) -> Parsed<'_, Name<'_>> {
    if opens_quote(input) { quoted_name(input) } else { bare_name(input) }
}

/// Names with commas between them.
pub(super) fn names(input: &str) -> Parsed<'_, Vec<Name<'_>>> {
    let (mut rest, first) = name(input)?;
    let mut names = vec![first];
    while let Some(next) = blank(rest).strip_prefix(',') {
        let (after, name) = name(blank(next))?;
        names.push(name);
        rest = after;
    }
    Ok((rest, names))
}

/// `key: name`.
pub(super) fn pair(input: &str) -> Parsed<'_, (Name<'_>, Name<'_>)> {
    let (rest, key) = if opens_quote(input) {
        quoted_name(input)?
    } else {
        bare_until(input, true, |_, _| false).or_else(|_: nom::Err<Failure<'_>>| key(input))?
    };
    let (rest, _) = mark(blank(rest), ':', Expected::Colon)?;
    let (rest, name) = name(blank(rest))?;
    Ok((rest, (key, name)))
}

/// `{a, b}`.
pub(super) fn set(input: &str) -> Parsed<'_, Vec<Name<'_>>> {
    let (rest, _) = mark(input, '{', Expected::Set)?;
    let (rest, names) = cut(names).parse(blank(rest))?;
    let (rest, _) = closing(rest, '}', Expected::Brace)?;
    Ok((rest, names))
}

/// A closing bracket; if it is missing, a comma could have stood there too.
pub(super) fn closing(rest: &str, close: char, want: Expected) -> Parsed<'_, char> {
    let next = blank(rest);
    match next.strip_prefix(close) {
        Some(after) => Ok((after, close)),
        None => Err(nom::Err::Failure(Failure {
            at: next,
            expected: super::failure::ExpectedSet::one(Expected::Comma).and(want),
            mistake: None,
        })),
    }
}

/// Whether a quotation mark that opens stands here.
#[inline]
pub(super) fn opens_quote(input: &str) -> bool {
    match input.as_bytes() {
        [b'"', ..] => true,
        [0..=0x7F, ..] | [] => false,
        _ => input.starts_with(['“', '„', '«']),
    }
}

/// Whether a quotation mark closes what another one opened.
#[inline]
pub(super) fn closes_quote(open: char, close: char) -> bool {
    match open {
        '"' => close == '"',
        '“' => close == '”',
        '„' => matches!(close, '“' | '”'),
        _ => close == '»',
    }
}

/// A name in quotation marks, all on one line.
pub(super) fn quoted_name(input: &str) -> Parsed<'_, Name<'_>> {
    let (rest, raw) = quoted(input)?;
    if raw.trim_matches(quotation_mark).trim().is_empty() {
        return Failure::mistake(input, raw.len(), Mistake::EmptyName);
    }
    Ok((rest, Name { raw, quoted: true }))
}

/// Text in quotation marks, as it stands.
fn quoted(input: &str) -> Parsed<'_, &str> {
    let Some(open) = input.chars().next().filter(|_| opens_quote(input)) else {
        return Failure::want(input, Expected::Quoted);
    };
    let mut rest = &input[open.len_utf8()..];
    let closes = |c: char| closes_quote(open, c);
    loop {
        let stop = if open == '"' {
            memchr::memchr3(b'"', b'\\', b'\n', rest.as_bytes())
        } else {
            rest.find(|c: char| closes(c) || c == '\\' || c == '\n')
        };
        let Some(stop) = stop else { break };
        let at = &rest[stop..];
        match at.chars().next() {
            Some('\\') => rest = escape(at)?.0,
            Some(c) if closes(c) => {
                let after = &at[c.len_utf8()..];
                return Ok((after, text_until(input, after)));
            }
            _ => break,
        }
    }
    let line = input.lines().next().unwrap_or(input);
    Failure::mistake(input, line.trim_end().len(), Mistake::UnclosedQuote)
}

/// `\"` `\\` `\n` `\u{…}` and what it stands for.
fn escape(input: &str) -> Parsed<'_, char> {
    let bytes = input.as_bytes();
    match bytes.get(1) {
        Some(b'"') => return Ok((&input[2..], '"')),
        Some(b'\\') => return Ok((&input[2..], '\\')),
        Some(b'n') => return Ok((&input[2..], '\n')),
        Some(b'u') => {
            if let Some(digits) = input[2..].strip_prefix('{')
                && let Some(end) = digits.find('}')
                && (1..=6).contains(&end)
                && digits.as_bytes()[..end].iter().all(u8::is_ascii_hexdigit)
                && let Some(c) = u32::from_str_radix(&digits[..end], 16).ok().and_then(char::from_u32)
            {
                return Ok((&digits[end + 1..], c));
            }
        }
        _ => {}
    }
    let length = 1 + input[1..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
    Failure::mistake(input, length, Mistake::BadEscape)
}

/// Words up to a reserved word, an operator, a comment, the line's end or a delimiter.
#[inline]
pub(super) fn bare_name(input: &str) -> Parsed<'_, Name<'_>> {
    bare_until(input, false, |_, _| false)
}

/// An unquoted name. It also ends before a word if `stop` says so of the word and the text from it
/// on, and with `ends_at_colon` at any colon.
#[inline]
pub(super) fn bare_until<'s>(
    input: &'s str,
    ends_at_colon: bool,
    stop: impl Fn(&'s str, &'s str) -> bool,
) -> Parsed<'s, Name<'s>> {
    let mut rest = input;
    let mut end = 0;
    while let Some(found) = bare_word(rest, ends_at_colon).filter(|found| !stop(found, rest)) {
        if found.len() == 10 && end > 0 && super::iso::iso_day(found).is_some() {
            return Failure::mistake(rest, found.len(), Mistake::DateInName);
        }
        let after = &rest[found.len()..];
        end = input.len() - after.len();
        rest = gap(after);
        if rest.len() == after.len() || rest.starts_with('#') {
            break;
        }
    }
    if end == 0 {
        return Failure::want(input, Expected::Name);
    }
    Ok((&input[end..], Name { raw: &input[..end], quoted: false }))
}

/// A word that an unquoted name can contain.
#[inline]
fn bare_word(input: &str, ends_at_colon: bool) -> Option<&str> {
    let found = word(input, ends_at_colon);
    (!found.is_empty() && reserved(found).is_none() && !free_standing(found)).then_some(found)
}

/// The key of a definition or of a pair, such as `measure`, `place` or any other scope key: one word, which may be a
/// reserved one, or a quoted name.
pub(super) fn key(input: &str) -> Parsed<'_, Name<'_>> {
    if opens_quote(input) {
        return quoted_name(input);
    }
    let raw = word_before_colon(input);
    if raw.is_empty() {
        return Failure::want(input, Expected::Key);
    }
    Ok((&input[raw.len()..], Name { raw, quoted: false }))
}

impl<'s> Name<'s> {
    /// The part in quotation marks that ends an unquoted head: of `broker of "second ceasefire"`, the last two words.
    #[inline]
    pub(super) fn quoted_end(&self) -> Option<Self> {
        if self.quoted || !self.raw.ends_with(quotation_mark) {
            return None;
        }
        let at = self.raw.find(quotation_mark)?;
        Some(Self { raw: &self.raw[at..], quoted: true })
    }

    /// The name's value: quotation marks removed and escapes resolved; blanks stay as they are.
    #[must_use]
    pub fn text(&self) -> Cow<'s, str> {
        if !self.quoted {
            return match self.quoted_end() {
                Some(end) => Cow::Owned([&self.raw[..self.raw.len() - end.raw.len()], &*end.text()].concat()),
                None => Cow::Borrowed(self.raw),
            };
        }
        let mut inner = self.raw.chars();
        inner.next();
        inner.next_back();
        let inner = inner.as_str();
        if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
            return Cow::Borrowed(inner);
        }
        let mut text = String::with_capacity(inner.len());
        let mut rest = inner;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            rest = match escape(&rest[at..]) {
                Ok((after, c)) => {
                    text.push(c);
                    after
                }
                Err(_) => {
                    text.push('\\');
                    &rest[at + 1..]
                }
            };
        }
        text.push_str(rest);
        Cow::Owned(text)
    }
}
