//! Laws: linear relations, quotients and products of labelled claims, and the order of events.

use super::amount::amount;
use super::failure::{Expected, ExpectedSet, Failure, Parsed};
use super::name::{bare_until, opens_quote, quoted_name};
use super::qualifier::scope;
use super::tail::{Tail, tail};
use super::token::{Key, blank, label, reserved, word_before_colon, word_with_colon};
use super::tree::{Atom, Law, Name, Qualifier, Relation, Term};

/// What follows the word `law`.
pub(super) fn law<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Law<'s>> {
    if let Some(found) = after(input, tail_parts) {
        return found;
    }
    let (rest, left) = terms(input)?;
    let (rest, relation) = relation(blank(rest))?;
    let start = blank(rest);
    if let (Relation::Equal, [Term { minus: false, coefficient: None, atom: whole @ Atom::Label(_) }]) =
        (relation, left.as_slice())
        && let Some((rest, a, sign, b)) = two_labels(start)
    {
        let law = match sign {
            '/' => Law::Quotient(whole.clone(), a, b),
            _ => Law::Product(whole.clone(), a, b),
        };
        let (rest, ()) = details_only(rest, tail_parts)?;
        return Ok((rest, law));
    }
    let (rest, right) = terms(start)?;
    let (rest, ()) = details_only(rest, tail_parts)?;
    Ok((rest, Law::Linear(left, relation, right)))
}

fn details_only<'s>(rest: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, ()> {
    let (rest, ()) = tail(rest, tail_parts, false)?;
    match tail_parts.qualifiers.first() {
        None => Ok((rest, ())),
        Some(first) => Failure::expected(first.text, ExpectedSet::one(Expected::End)),
    }
}

/// `"second ceasefire" after "humanitarian ceasefire"`.
fn after<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Option<Parsed<'s, Law<'s>>> {
    let (rest, later) = measure(input).ok()?;
    let next = blank(rest);
    let found = word_before_colon(next);
    if reserved(found) != Some(Key::After) {
        return None;
    }
    let both = measure(blank(&next[found.len()..]));
    Some(both.and_then(|(rest, earlier)| {
        let (rest, ()) = details_only(rest, tail_parts)?;
        Ok((rest, Law::After(later, earlier)))
    }))
}

/// `@deaths / @cases`, `@a * @b`.
fn two_labels(input: &str) -> Option<(&str, Atom<'_>, char, Atom<'_>)> {
    let (rest, a) = label(input).ok()?;
    let next = blank(rest);
    let sign = next.chars().next().filter(|c| matches!(c, '/' | '*'))?;
    let (rest, b) = label(blank(&next[1..])).ok()?;
    Some((rest, Atom::Label(a), sign, Atom::Label(b)))
}

/// `=`, `<=`, `>=`.
pub(super) fn relation(input: &str) -> Parsed<'_, Relation> {
    let forms = [
        ("<=", Relation::AtMost),
        ("≤", Relation::AtMost),
        (">=", Relation::AtLeast),
        ("≥", Relation::AtLeast),
        ("=", Relation::Equal),
    ];
    match forms.iter().find_map(|(sign, relation)| Some((input.strip_prefix(sign)?, *relation))) {
        Some(found) => Ok(found),
        None => Failure::want(input, Expected::Relation),
    }
}

/// Terms with `+` and `-` between them.
pub(super) fn terms(input: &str) -> Parsed<'_, Vec<Term<'_>>> {
    let (mut rest, first) = term(input, false)?;
    let mut terms = vec![first];
    loop {
        let next = blank(rest);
        let minus = match word_with_colon(next) {
            "+" => false,
            "-" | "−" | "–" => true,
            _ => return Ok((rest, terms)),
        };
        let (after, term) = term(blank(&next[word_with_colon(next).len()..]), minus)?;
        terms.push(term);
        rest = after;
    }
}

/// `[number *] (MEASURE SCOPE* | @label | number)`.
pub(super) fn term(input: &str, minus: bool) -> Parsed<'_, Term<'_>> {
    if input.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '−'))
        && let Ok((rest, number)) = amount(input)
    {
        let next = blank(rest);
        if let Some(after) = next.strip_prefix('*') {
            let (rest, atom) = atom(blank(after))?;
            return Ok((rest, Term { minus, coefficient: Some(number), atom }));
        }
        return Ok((rest, Term { minus, coefficient: None, atom: Atom::Number(number) }));
    }
    let (rest, atom) = atom(input)?;
    Ok((rest, Term { minus, coefficient: None, atom }))
}

/// A label, or a measure and its scopes.
pub(super) fn atom(input: &str) -> Parsed<'_, Atom<'_>> {
    if input.starts_with('@') {
        return label(input).map(|(rest, label)| (rest, Atom::Label(label)));
    }
    let (mut rest, measure) = measure(input)?;
    let mut scopes: Vec<Qualifier<'_>> = Vec::new();
    loop {
        match scope(blank(rest)) {
            Ok((after, found)) => {
                scopes.push(found);
                rest = after;
            }
            Err(nom::Err::Error(_)) => return Ok((rest, Atom::Measure(measure, scopes))),
            Err(failure) => return Err(failure),
        }
    }
}

/// A measure's name in a law.
fn measure(input: &str) -> Parsed<'_, Name<'_>> {
    if opens_quote(input) {
        return quoted_name(input);
    }
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Failure::want(input, Expected::Term);
    }
    match bare_until(input, true, |_, _| false) {
        Err(nom::Err::Error(_)) => Failure::want(input, Expected::Term),
        found => found,
    }
}
