//! Claims: head, value, qualifiers.

use super::change::{changed_value, states_change};
use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::figure::{figure_or_word_stands, figure_stands};
use super::misread::{after_doer, quantity, several_names};
use super::name::{bare_until, opens_quote, quoted_name};
use super::qualifier::scope;
use super::tail::{Tail, tail};
use super::token::{
    Key, blank, gap, is_word, phrase, reserved, text_until, word_before_colon, word_with_colon,
};
use super::tree::{Claim, Mode, Name, ValueKind};
use super::value::{plain_value, value};

/// Words that make the figure after them less certain, and so cannot be the last word of a
/// measure's name: `deaths perhaps 400`.
const LOOSENING_WORDS: [&str; 8] =
    ["perhaps", "maybe", "possibly", "probably", "reportedly", "barely", "approximately", "roughly"];

/// Words that belong to the hedge after them, and so cannot be the last word of a measure's name:
/// `well over 400`.
const BEFORE_HEDGE: [&str; 6] = ["well", "far", "much", "slightly", "nearly", "almost"];

/// `HEAD SCOPE* [filler] [MODE] VALUE QUALIFIER*`.
pub(super) fn claim<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Claim<'s>> {
    let (rest, head) = head(input)?;
    if let Some(length) = quantity(head) {
        return Failure::mistake(input, length, Mistake::QuantityFirst);
    }
    let mut rest = blank(rest);
    tail_parts.qualifiers.reserve(5);
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        // Most claims: the figure right after what is measured.
        let (rest, value) = plain_value(rest)?;
        let (rest, ()) = tail(rest, tail_parts, false)?;
        let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
        return Ok((rest, Claim { head, filler: None, mode: None, value, qualifiers, before: 0 }));
    }
    while !figure_stands(rest) {
        match scope(rest) {
            Ok((after, found)) => {
                tail_parts.add(found);
                rest = blank(after);
            }
            Err(nom::Err::Error(_)) => break,
            Err(failure) => return Err(failure),
        }
    }
    let before = tail_parts.qualifiers.len();
    let filler = filler(rest);
    if let Some((after, _)) = filler {
        rest = blank(after);
    }
    if (filler.is_some() || before == 0)
        && let Ok((rest, value)) = changed_value(rest)
    {
        let (rest, ()) = tail(rest, tail_parts, false)?;
        let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
        let filler = filler.map(|(_, word)| word);
        return Ok((rest, Claim { head, filler, mode: None, value, qualifiers, before }));
    }
    if filler.is_none() && before > 0 {
        return if figure_stands(rest) {
            Failure::mistake(rest, word_with_colon(rest).len().max(1), Mistake::NoFiller)
        } else {
            Failure::expected(rest, ExpectedSet::one(Expected::Filler).and(Expected::Scope))
        };
    }
    let (at, mode) = match mode(rest) {
        Ok((after, _)) if !value_follows(blank(after)) => {
            return Failure::mistake(rest, text_until(rest, after).len(), Mistake::ModeAlone);
        }
        Ok((after, mode)) => (blank(after), Some(mode)),
        Err(_) => (rest, None),
    };
    let read = if filler.is_some() {
        value(at)
    } else {
        plain_value(at).map_err(|error| without_filler(error, at, mode.is_some()))
    };
    let (rest, value) = read?;
    if let Some((from, length)) = several_names(&value, rest, at) {
        return Failure::mistake(from, length, Mistake::SeveralNames);
    }
    if let ValueKind::Name(Name { raw, quoted: false }) = value.kind
        && mode.is_none()
        && filler.is_some_and(|(_, word)| reserved(word) == Some(Key::Is))
        && let Some(after) = after_doer(raw, rest)
    {
        return Failure::mistake(at, text_until(at, after).len(), Mistake::DoerOrSource);
    }
    let (rest, ()) = tail(rest, tail_parts, false)?;
    let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
    Ok((rest, Claim { head, filler: filler.map(|(_, word)| word), mode, value, qualifiers, before }))
}

/// Whether a value of any form begins here, and no qualifier does.
fn value_follows(next: &str) -> bool {
    let first = word_with_colon(next);
    !first.is_empty() && reserved(first).is_none()
        || next.starts_with('{')
        || opens_quote(next)
        || figure_or_word_stands(next)
        || matches!(reserved(first), Some(Key::Includes | Key::Excludes))
}

/// Adds to an error at a missing value what else could have stood there: a filler, or a scope.
fn without_filler<'s>(error: nom::Err<Failure<'s>>, at: &'s str, has_mode: bool) -> nom::Err<Failure<'s>> {
    error.map(|mut failure| {
        if failure.at.len() == at.len() && failure.mistake.is_none() {
            if figure_or_word_stands(at) {
                failure.mistake = Some((Mistake::NeedsFiller, word_with_colon(at).len() as u32));
            }
            failure.expected = failure.expected.and(Expected::Filler);
            if !has_mode {
                failure.expected = failure.expected.and(Expected::Scope);
            }
        }
        failure
    })
}

/// What is measured or asserted: words up to a reserved word, a filler, or the start of a figure; or a quoted name.
#[inline]
pub(super) fn head(input: &str) -> Parsed<'_, Name<'_>> {
    head_until(input, |_| false)
}

/// A head; an unquoted one also ends before a word if `stop` says so of the text from that word on.
#[inline]
pub(super) fn head_until<'s>(input: &'s str, stop: impl Fn(&'s str) -> bool) -> Parsed<'s, Name<'s>> {
    if opens_quote(input) {
        return quoted_name(input);
    }
    match bare_until(input, true, |found, rest| !head_word(found, rest) || stop(rest)) {
        Err(nom::Err::Error(failure)) => Failure::want(failure.at, Expected::Head),
        Ok((rest, name)) => match loosening_word(rest, name.raw) {
            Some(found) => Failure::mistake(found, found.len(), Mistake::LooseningWord),
            None if !opens_quote(rest) && opens_quote(gap(rest)) && awaits_subject(name.raw) => {
                let (rest, _) = quoted_name(gap(rest))?;
                Ok((rest, Name { raw: text_until(input, rest), quoted: false }))
            }
            None => Ok((rest, name)),
        },
        found => found,
    }
}

/// Whether a head ends with `of`, so that a quoted subject belongs to it: `broker of "second ceasefire"`.
fn awaits_subject(head: &str) -> bool {
    let mut words = head.split_whitespace().rev();
    let article = |found: &&str| ["the", "a", "an"].iter().any(|known| is_word(found, known));
    let of = words.next().and_then(|last| if article(&last) { words.next() } else { Some(last) });
    of.is_some_and(|found| is_word(found, "of")) && words.next().is_some()
}

/// The last word of a name before a figure, where it is one of [`LOOSENING_WORDS`] or [`BEFORE_HEDGE`].
fn loosening_word<'s>(rest: &str, name: &'s str) -> Option<&'s str> {
    let (_, last) = name.rsplit_once(|char: char| char.is_ascii_whitespace())?;
    let any = |words: &[&str]| words.iter().any(|word| is_word(last, word));
    if !any(&LOOSENING_WORDS) && !any(&BEFORE_HEDGE) {
        return None;
    }
    let at = blank(rest);
    let digit = at.starts_with(|char: char| char.is_ascii_digit());
    (figure_stands(at) && (any(&LOOSENING_WORDS) || !digit)).then_some(last)
}

/// Whether a word, with what follows it, belongs to a head.
#[inline]
fn head_word(found: &str, rest: &str) -> bool {
    if figure_stands(rest) || states_change(found, rest) {
        return false;
    }
    let behind = || blank(&rest[found.len()..]);
    match found.as_bytes() {
        [b'o' | b'O', b'f'] => !figure_or_word_stands(behind()),
        [b's' | b'S', b't', b'a' | b'o', ..] => stands_at(rest).is_none(),
        [b'e' | b'E' | b'p' | b'P' | b't' | b'T' | b'f' | b'F' | b'a' | b'A', _, _, _, _, _, ..] => {
            mode(rest).is_err() || !figure_stands(behind())
        }
        _ => true,
    }
}

/// The word between head and value.
pub(super) fn filler(input: &str) -> Option<(&str, &str)> {
    if input.starts_with([':', '=']) {
        return Some((&input[1..], &input[..1]));
    }
    let first = word_before_colon(input);
    let after = &input[first.len()..];
    match reserved(first) {
        Some(Key::Is) => return Some((after, first)),
        Some(Key::At)
            if !is_word(word_before_colon(blank(after)), "least")
                && !is_word(word_before_colon(blank(after)), "most") =>
        {
            return Some((after, first));
        }
        _ => {}
    }
    if is_word(first, "of") && figure_or_word_stands(blank(after)) {
        return Some((after, first));
    }
    stands_at(input).map(|rest| (rest, text_until(input, rest)))
}

/// `stands at`, `stood at`.
fn stands_at(input: &str) -> Option<&str> {
    phrase(input, "stands at").or_else(|| phrase(input, "stood at"))
}

/// `expected`, `planned`, `targeted`, `projected`, `feared`, `alleged`.
pub(super) fn mode(input: &str) -> Parsed<'_, Mode> {
    let first = word_before_colon(input);
    match Mode::ALL.into_iter().find(|mode| is_word(first, mode.keyword())) {
        Some(mode) => Ok((&input[first.len()..], mode)),
        None => Failure::want(input, Expected::Filler),
    }
}
