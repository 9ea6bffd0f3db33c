//! A statement's body: its kind, and its content.

use super::claim::{claim, mode};
use super::date::date;
use super::define::define;
use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::law::law;
use super::misread::{after_doer, date_at_end, several_names};
use super::name::{name, quoted_name};
use super::tail::{Tail, because, detail, detail_stands, new_line, tail, tail_with_reason};
use super::token::{Key, blank, is_word, keyword, label, phrase, reserved, text_until, word_before_colon};
use super::tree::{
    Accept, Accepted, Article, Body, Break, Correct, Event, Expect, Name, QualifierKind, Quote, Retract,
};
use super::value::value;

/// What kind of statement a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum StatementKind {
    Claim,
    Article,
    EndArticle,
    Event,
    Quote,
    Retract,
    Correct,
    Break,
    Accept,
    Expect,
    Law,
    Include,
    Define,
}

/// The words that begin statements other than claims.
pub(super) const KEYWORDS: [(&str, StatementKind); 12] = [
    ("article", StatementKind::Article),
    ("end article", StatementKind::EndArticle),
    ("event", StatementKind::Event),
    ("quote", StatementKind::Quote),
    ("retract", StatementKind::Retract),
    ("correct", StatementKind::Correct),
    ("break", StatementKind::Break),
    ("accept", StatementKind::Accept),
    ("expect", StatementKind::Expect),
    ("law", StatementKind::Law),
    ("include", StatementKind::Include),
    ("define", StatementKind::Define),
];

/// The kind of the statement that begins here, and what follows its keyword.
#[inline]
pub(super) fn kind(input: &str) -> (&str, StatementKind) {
    let first = word_before_colon(input);
    let begins = matches!(
        first.as_bytes(),
        [a, _, _, ..] if first.len() <= 7 && matches!(a | 0x20, b'a' | b'e' | b'q' | b'r' | b'c' | b'b' | b'l' | b'i' | b'd')
    );
    if begins {
        for (words, kind) in KEYWORDS {
            if kind == StatementKind::EndArticle {
                if let Some(rest) = phrase(input, words) {
                    return (rest, kind);
                }
            } else if is_word(first, words) {
                return (&input[first.len()..], kind);
            }
        }
    }
    (input, StatementKind::Claim)
}

/// The kind of a chunk's statement, without its label; decided by its first words.
#[must_use]
pub fn kind_of(text: &str) -> StatementKind {
    let rest = match label(text) {
        Ok((rest, _)) => blank(rest),
        Err(_) => text,
    };
    kind(rest).1
}

/// The content of a statement, up to its end.
pub(super) fn body<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, kind) = kind(input);
    if kind == StatementKind::Claim {
        return claim(input, tail_parts).map(|(rest, claim)| (rest, Body::Claim(claim)));
    }
    let at = blank(rest);
    match kind {
        StatementKind::Claim => Failure::want(input, Expected::Head),
        StatementKind::Article => article(at, tail_parts),
        StatementKind::EndArticle => plain_end(rest, tail_parts).map(|(rest, ())| (rest, Body::EndArticle)),
        StatementKind::Event => event(at, tail_parts),
        StatementKind::Quote => quote(at, tail_parts),
        StatementKind::Retract => retract(at, tail_parts),
        StatementKind::Correct => correct(at, tail_parts),
        StatementKind::Break => series_break(at, tail_parts),
        StatementKind::Accept => accept(at, tail_parts),
        StatementKind::Expect => expect(at, tail_parts),
        StatementKind::Law => law(at, tail_parts).map(|(rest, law)| (rest, Body::Law(law))),
        StatementKind::Include => include(at, tail_parts),
        StatementKind::Define => {
            define(at, tail_parts).map(|(rest, definition)| (rest, Body::Define(definition)))
        }
    }
}

/// The end of a statement that takes details and nothing else.
fn plain_end<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, ()> {
    let mut rest = input;
    loop {
        let next = blank(rest);
        if next.is_empty() {
            return Ok((rest, ()));
        }
        if !new_line(rest, next) || !detail_stands(next) {
            return Failure::want(next, Expected::End);
        }
        rest = detail(next, tail_parts)?.0;
    }
}

/// `article "Title" via Statecraft published 2020-10-21`.
fn article<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, title) = quoted_name(input)?;
    let (rest, ()) = tail(rest, tail_parts, false)?;
    Ok((rest, Body::Article(Article { title, qualifiers: std::mem::take(&mut tail_parts.qualifiers) })))
}

/// `event "humanitarian ceasefire" [MODE] on 2020-10-10`.
fn event<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, name) = event_name(input)?;
    if let Some(after) = after_doer(name.raw, rest).filter(|_| !name.quoted) {
        return Failure::mistake(input, text_until(input, after).len(), Mistake::DoerOrSource);
    }
    let (rest, mode) = match mode(blank(rest)) {
        Ok((rest, mode)) => (rest, Some(mode)),
        Err(_) => (rest, None),
    };
    let (rest, ()) = tail(rest, tail_parts, false)?;
    let dated = tail_parts
        .qualifiers
        .iter()
        .any(|qualifier| matches!(qualifier.kind, QualifierKind::On(_) | QualifierKind::Period(_)));
    if let Some(at) = date_at_end(name.raw, false).filter(|_| !name.quoted && !dated) {
        return Failure::mistake(&input[at..], name.raw.len() - at, Mistake::DateInName);
    }
    Ok((rest, Body::Event(Event { name, mode, qualifiers: std::mem::take(&mut tail_parts.qualifiers) })))
}

/// What happened; unquoted, it ends before a mode.
pub(super) fn event_name(input: &str) -> Parsed<'_, Name<'_>> {
    if super::name::opens_quote(input) {
        return quoted_name(input);
    }
    super::name::bare_until(input, false, |_, rest| mode(rest).is_ok())
}

/// `quote "…" by "NKR MoD" about toll said Monday via AFP`.
fn quote<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, words) = quoted_name(input)?;
    let (rest, ()) = tail(rest, tail_parts, false)?;
    Ok((rest, Body::Quote(Quote { words, qualifiers: std::mem::take(&mut tail_parts.qualifiers) })))
}

/// `retract @toll on 2020-10-22 by … because "…"`.
fn retract<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, target) = label(input)?;
    let (rest, ()) = tail_with_reason(rest, tail_parts)?;
    let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
    Ok((rest, Body::Retract(Retract { target, qualifiers, because: tail_parts.because })))
}

/// `correct @toll to 730 on … by …`.
fn correct<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, target) = label(input)?;
    let (rest, _) = keyword(blank(rest), "to", Expected::To)?;
    let at = blank(rest);
    let (rest, value) = value(at)?;
    if let Some((from, length)) = several_names(&value, rest, at) {
        return Failure::mistake(from, length, Mistake::SeveralNames);
    }
    let (rest, ()) = tail_with_reason(rest, tail_parts)?;
    let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
    Ok((rest, Body::Correct(Correct { target, value, qualifiers, because: tail_parts.because })))
}

/// `break "death toll" in Spain by … on 2020-05-25 because "…"`.
fn series_break<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, measure) = name(input)?;
    let (rest, ()) = tail_with_reason(rest, tail_parts)?;
    let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
    Ok((rest, Body::Break(Break { measure, qualifiers, because: tail_parts.because })))
}

/// `accept RULE between @a, @b and @c because "…" until DATE`, `accept finding "…" because "…"`.
fn accept<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (mut rest, what) = match phrase(input, "finding") {
        Some(rest) => {
            let (rest, fingerprint) = quoted_name(blank(rest))?;
            (rest, Accepted::Finding(fingerprint))
        }
        None => {
            let (rest, rule) = rule(input)?;
            let (rest, labels) = labels(blank(rest))?;
            (rest, Accepted::Conflict(rule, labels))
        }
    };
    let mut until = None;
    loop {
        let next = blank(rest);
        if next.is_empty() {
            return Ok((rest, Body::Accept(Accept { what, because: tail_parts.because, until })));
        }
        if new_line(rest, next) && detail_stands(next) {
            rest = detail(next, tail_parts)?.0;
            continue;
        }
        let first = word_before_colon(next);
        match reserved(first) {
            Some(Key::Because) => {
                let (after, words) = because(next)?;
                match tail_parts.because {
                    None => tail_parts.because = Some(words),
                    Some(first) => tail_parts.duplicates.push((first.raw, text_until(next, after))),
                }
                rest = after;
            }
            Some(Key::Until) => {
                let (after, found) = date(blank(&next[first.len()..]))?;
                match &until {
                    None => until = Some(found),
                    Some(first) => tail_parts.duplicates.push((first.text, text_until(next, after))),
                }
                rest = after;
            }
            _ => {
                let expected = ExpectedSet::one(Expected::Because)
                    .and(Expected::Until)
                    .and(Expected::Comma)
                    .and(Expected::And)
                    .and(Expected::End);
                return Failure::expected(next, expected);
            }
        }
    }
}

/// `expect RULE between @a and @b`, `expect none`.
fn expect<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    if let Some(rest) = phrase(input, "none") {
        let (rest, ()) = plain_end(rest, tail_parts)?;
        return Ok((rest, Body::Expect(Expect::None)));
    }
    let (rest, rule) = rule(input)?;
    let (rest, labels) = labels(blank(rest))?;
    let (rest, ()) = plain_end(rest, tail_parts)?;
    Ok((rest, Body::Expect(Expect::Finding { rule, labels })))
}

/// A rule's name: letters, digits, hyphens.
pub(super) fn rule(input: &str) -> Parsed<'_, &str> {
    let found = word_before_colon(input);
    let named = found.starts_with(|c: char| c.is_ascii_alphabetic())
        && found.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if named && reserved(found).is_none() {
        return Ok((&input[found.len()..], found));
    }
    Failure::want(input, Expected::Rule)
}

/// `between @a, @b and @c`, `of @a`.
fn labels(input: &str) -> Parsed<'_, Vec<&str>> {
    let Some(rest) = phrase(input, "between").or_else(|| phrase(input, "of")) else {
        return Failure::want(input, Expected::BetweenOrOf);
    };
    let (mut rest, first) = label(blank(rest))?;
    let mut labels = vec![first];
    loop {
        let next = blank(rest);
        let comma = next.strip_prefix(',').map(blank);
        let link = comma.unwrap_or(next);
        let after = match (phrase(link, "and"), comma) {
            (Some(after), _) => blank(after),
            (None, Some(after)) => after,
            (None, None) => return Ok((rest, labels)),
        };
        let (after, found) = label(after)?;
        labels.push(found);
        rest = after;
    }
}

/// `include "../vocabulary.claims"`.
fn include<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Body<'s>> {
    let (rest, path) = quoted_name(input)?;
    let (rest, ()) = plain_end(rest, tail_parts)?;
    Ok((rest, Body::Include(path)))
}
