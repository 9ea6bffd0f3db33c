//! Definitions and the properties below them.

use super::amount::amount;
use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::figure::figure;
use super::name::{bare_until, key, name, names, opens_quote, pair, quoted_name, set};
use super::tail::{Tail, Unknown, detail, detail_stands, new_line, uncommented};
use super::token::{blank, is_word, keyword, phrase, text_until, word_before_colon};
use super::tree::{Amount, Definition, Name, Property, PropertyKind};

/// How properties begin: for the diagnostics, and to tell a definition that names nothing. `Definitions` in
/// `grammar/language.md` says what each means.
pub(super) const PROPERTIES: [&str; 18] = [
    "aka",
    "kind",
    "unit",
    "tolerance",
    "rounding",
    "part of",
    "sums over",
    "adds up to",
    "contested",
    "may be negative",
    "allows several",
    "party",
    "speaks for",
    "counts on",
    "settles",
    "fills in",
    "at least",
    "within",
];

/// What follows the word `define`.
pub(super) fn define<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    if phrase(input, "complete").is_some() {
        return complete(input, tail_parts);
    }
    if phrase(input, "disjoint").is_some() {
        return disjoint(input, tail_parts);
    }
    if phrase(input, "unit").is_some() {
        return new_unit(input, tail_parts);
    }
    if phrase(input, "scope").is_some() {
        return scope_default(input, tail_parts);
    }
    entity(input, tail_parts)
}

/// `KEY NAME` and its properties.
fn entity<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    let (rest, key) = key(input)?;
    let next = blank(rest);
    let is_property = || PROPERTIES.iter().any(|property| phrase(next, property).is_some());
    if text_until(rest, next).contains('\n') && is_property() {
        return Failure::mistake(input, key.raw.len(), Mistake::NothingDefined);
    }
    let (rest, name) = name(next)?;
    let (rest, properties) = properties(rest, tail_parts)?;
    Ok((rest, Definition::Entity { key, name, properties }))
}

/// `unit oke = 1.2829 kg`, `unit swabs counts`.
fn new_unit<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    let (rest, _) = keyword(input, "unit", Expected::Key)?;
    let (rest, name) = until_word(blank(rest), "counts")?;
    let next = blank(rest);
    let (rest, equals) = match phrase(next, "counts") {
        Some(rest) => (rest, None),
        None => match next.strip_prefix('=') {
            Some(after) => {
                let (rest, equals) = measured(blank(after))?;
                (rest, Some(equals))
            }
            None => return Failure::want(next, Expected::UnitMeaning),
        },
    };
    let (rest, properties) = properties(rest, tail_parts)?;
    Ok((rest, Definition::Unit { name, equals, properties }))
}

/// `1.2829 kg`; a scale that may be a unit too, with nothing after it, is the unit: `m` is metres, `t` tonnes.
fn measured(input: &str) -> Parsed<'_, (Amount<'_>, Name<'_>)> {
    let (rest, mut factor) = amount(input)?;
    if let Some(scale) = factor.scale.filter(|scale| scale.or_unit) {
        factor.scale = None;
        factor.text = input[..input.len() - rest.len() - scale.text.len()].trim_end();
        return Ok((rest, (factor, Name { raw: scale.text, quoted: false })));
    }
    let (rest, unit) = name(blank(rest)).map_err(|error| {
        error.map(|failure| Failure { expected: ExpectedSet::one(Expected::Unit), ..failure })
    })?;
    Ok((rest, (factor, unit)))
}

/// `complete group {a, b} of everyone`, and `where absent is none` after it.
fn complete<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    let (rest, _) = keyword(input, "complete", Expected::Key)?;
    let (rest, (key, parts, whole)) = self::parts(blank(rest))?;
    let absent = phrase(blank(rest), ABSENT_IS_NONE);
    let definition = Definition::Complete { key, parts, whole, absent_is_none: absent.is_some() };
    plain_end(absent.unwrap_or(rest), tail_parts, definition)
}

/// `disjoint age {a, b} of everyone`.
fn disjoint<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    let (rest, _) = keyword(input, "disjoint", Expected::Key)?;
    let (rest, (key, parts, whole)) = self::parts(blank(rest))?;
    plain_end(rest, tail_parts, Definition::Disjoint { key, parts, whole })
}

/// What says that a part which is not listed is none.
const ABSENT_IS_NONE: &str = "where absent is none";

/// A key, its parts, and the whole they belong to.
type Parts<'s> = (Name<'s>, Vec<Name<'s>>, Option<Name<'s>>);

/// `group {a, b} of everyone`.
fn parts(input: &str) -> Parsed<'_, Parts<'_>> {
    let (rest, key) = key(input)?;
    let (rest, parts) = set(blank(rest))?;
    match phrase(blank(rest), "of") {
        Some(rest) => {
            let (rest, whole) = whole_name(blank(rest))?;
            Ok((rest, (key, parts, Some(whole))))
        }
        None => Ok((rest, (key, parts, None))),
    }
}

/// A name that ends before `where absent is none`.
fn whole_name(input: &str) -> Parsed<'_, Name<'_>> {
    if opens_quote(input) {
        quoted_name(input)
    } else {
        bare_until(input, true, |_, rest| phrase(rest, ABSENT_IS_NONE).is_some())
    }
}

/// A definition that takes details below it, and no properties.
fn plain_end<'s>(
    rest: &'s str,
    tail_parts: &mut Tail<'s>,
    definition: Definition<'s>,
) -> Parsed<'s, Definition<'s>> {
    let (rest, none) = properties(rest, tail_parts)?;
    match none.first() {
        None => Ok((rest, definition)),
        Some(property) => Failure::want(property.text, Expected::End),
    }
}

/// `scope basis defaults to confirmed`.
fn scope_default<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Definition<'s>> {
    let (rest, _) = keyword(input, "scope", Expected::Key)?;
    let (rest, key) = until_word(blank(rest), "defaults")?;
    let (rest, _) = keyword(blank(rest), "defaults", Expected::To)?;
    let (rest, _) = keyword(blank(rest), "to", Expected::To)?;
    let (rest, value) = name(blank(rest))?;
    plain_end(rest, tail_parts, Definition::ScopeDefault { key, value })
}

/// A name that ends before this word.
fn until_word<'s>(input: &'s str, stop: &str) -> Parsed<'s, Name<'s>> {
    if opens_quote(input) {
        quoted_name(input)
    } else {
        bare_until(input, true, |found, _| is_word(found, stop))
    }
}

/// The properties and details below a definition, each on a line of its own.
fn properties<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Vec<Property<'s>>> {
    let mut properties = Vec::new();
    let mut rest = input;
    loop {
        let next = blank(rest);
        if next.is_empty() {
            return Ok((rest, properties));
        }
        if !new_line(rest, next) {
            return Failure::mistake(next, uncommented(next).len().max(1), Mistake::TwoProperties);
        }
        // `counts on basis: confirmed` has a colon as details have.
        if detail_stands(next) && phrase(next, "counts on").is_none() {
            rest = detail(next, tail_parts)?.0;
            continue;
        }
        match property(next) {
            Ok((after, kind)) => {
                properties.push(Property { text: text_until(next, after), kind });
                rest = after;
            }
            Err(nom::Err::Error(failure)) if failure.at.len() == next.len() => {
                let line = uncommented(next);
                tail_parts.unknown.push((first_of(line), Unknown::Property));
                rest = &next[line.len()..];
            }
            Err(nom::Err::Error(failure)) => return Err(nom::Err::Failure(failure)),
            Err(failure) => return Err(failure),
        }
    }
}

/// What to underline of a line that is no property: its first word, or its first character.
fn first_of(line: &str) -> &str {
    match word_before_colon(line) {
        "" => line.chars().next().map_or(line, |c| &line[..c.len_utf8()]),
        first => first,
    }
}

/// One property.
pub(super) fn property(input: &str) -> Parsed<'_, PropertyKind<'_>> {
    let named = |words: &str| phrase(input, words).map(blank);
    let first = word_before_colon(input).as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    match first {
        b'a' => {
            if let Some(rest) = named("aka") {
                return names(rest).map(|(rest, names)| (rest, PropertyKind::Aka(names)));
            }
            if let Some(rest) = named("adds up to") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::AddsUpTo(name)));
            }
            if let Some(rest) = phrase(input, "at least") {
                return Ok((rest, PropertyKind::AtLeast));
            }
            if let Some(rest) = phrase(input, "allows several") {
                return Ok((rest, PropertyKind::AllowsSeveral));
            }
        }
        b'k' => {
            if let Some(rest) = named("kind") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::Kind(name)));
            }
        }
        b'u' => {
            if let Some(rest) = named("unit") {
                return unit_name(rest).map(|(rest, name)| (rest, PropertyKind::Unit(name)));
            }
        }
        b't' => {
            if let Some(rest) = named("tolerance") {
                return figure(rest).map(|(rest, figure)| (rest, PropertyKind::Tolerance(figure)));
            }
        }
        b'r' => {
            if let Some(rest) = phrase(input, "rounding strict") {
                return Ok((rest, PropertyKind::RoundingStrict));
            }
        }
        b'p' => {
            if let Some(rest) = named("part of") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::PartOf(name)));
            }
            if let Some(rest) = named("party") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::Party(name)));
            }
        }
        b's' => {
            if let Some(rest) = named("sums over") {
                return names(rest).map(|(rest, names)| (rest, PropertyKind::SumsOver(names)));
            }
            if let Some(rest) = named("speaks for") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::SpeaksFor(name)));
            }
            if let Some(rest) = named("settles") {
                return names(rest).map(|(rest, names)| (rest, PropertyKind::Settles(names)));
            }
        }
        b'c' => {
            if let Some(rest) = phrase(input, "contested") {
                return Ok((rest, PropertyKind::Contested));
            }
            if let Some(rest) = named("counts on") {
                return pair(rest).map(|(rest, (key, name))| (rest, PropertyKind::CountsOn(key, name)));
            }
        }
        b'f' => {
            if let Some(rest) = phrase(input, "fills in") {
                return Ok((rest, PropertyKind::FillsIn));
            }
        }
        b'm' => {
            if let Some(rest) = phrase(input, "may be negative") {
                return Ok((rest, PropertyKind::MayBeNegative));
            }
        }
        b'w' => {
            if let Some(rest) = named("within") {
                return name(rest).map(|(rest, name)| (rest, PropertyKind::Within(name)));
            }
        }
        _ => {}
    }
    Failure::want(input, Expected::Property)
}

/// A unit by name.
fn unit_name(input: &str) -> Parsed<'_, Name<'_>> {
    match name(input) {
        Err(nom::Err::Error(_)) => Failure::want(input, Expected::Unit),
        found => found,
    }
}
