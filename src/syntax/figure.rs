//! Figures in all forms: hedged, ranges, vague, shares, with a unit.

use std::borrow::Cow;

use super::amount::{after_odd, amount, begins_figure, number_words};
use super::date::date;
use super::failure::{Expected, Failure, Mistake, Parsed};
use super::fraction::{fraction, share_in_words};
use super::hedge::{hedge, plain_words};
use super::name::{bare_name, opens_quote, quoted_name};
use super::token::{
    Key, blank, gap, is_word, name_ends, phrase, reserved, text_until, word_before_colon, word_ends,
    word_with_colon,
};
use super::tree::{Amount, Figure, Form, Hedge, Name};

/// The vague words: lower case, blanks single, longest first where one begins another.
pub const VAGUE: [&str; 27] = [
    "none",
    "no",
    "a couple",
    "a few hundred",
    "a few thousand",
    "a few million",
    "a few dozen",
    "a few",
    "several hundred",
    "several thousand",
    "several million",
    "several dozen",
    "several",
    "a dozen",
    "dozens",
    "scores",
    "hundreds of thousands",
    "hundreds of millions",
    "hundreds",
    "thousands",
    "tens of thousands",
    "tens of millions",
    "tens of billions",
    "hundreds of billions",
    "millions",
    "billions",
    "trillions",
];

/// A figure with its hedge, range and unit; number and vague words as well as digits.
#[inline]
pub(super) fn figure(input: &str) -> Parsed<'_, Figure<'_>> {
    if let [b'0'..=b'9', ..] = input.as_bytes() {
        return without_hedge(input);
    }
    if let Ok((rest, hedge)) = hedge(input) {
        return with_hedge(rest, hedge);
    }
    if let Some(rest) = plain_words(input).filter(|rest| figure_or_word_stands(rest)) {
        return figure(rest);
    }
    if let Some(rest) = phrase(input, "between") {
        return between(blank(rest));
    }
    if let Ok(found) = vague(input) {
        return Ok(found);
    }
    if let Ok((rest, part)) = fraction(input) {
        return Ok((rest, Figure { form: Form::Fraction(None, part), unit: None }));
    }
    without_hedge(input)
}

/// A figure after its hedge.
fn with_hedge(input: &str, hedge: Hedge) -> Parsed<'_, Figure<'_>> {
    if let Ok((rest, part)) = fraction(input) {
        return Ok((rest, Figure { form: Form::Fraction(Some(hedge), part), unit: None }));
    }
    let (rest, amount) = amount(input)?;
    if let Some((after, whole, true)) = share_whole(gap(rest))
        && let Some(part) = share_in_words(&amount, &whole)
    {
        return with_unit(after, Form::Fraction(Some(hedge), part));
    }
    if let Some((after, whole, true)) = share_whole(gap(rest)) {
        return rate(rest, after, Some(hedge), amount, whole);
    }
    // `some 400-odd` is one hedge said twice.
    if let Some(after) = after_odd(rest).filter(|_| hedge == Hedge::About) {
        return with_unit(after, Form::Hedged(Hedge::JustOver, amount));
    }
    if range_end(rest).is_some() || share_whole(gap(rest)).is_some() {
        if hedge == Hedge::Exactly {
            return without_hedge(input);
        }
        return Failure::mistake(input, text_until(input, rest).len(), Mistake::HedgedForm);
    }
    with_unit(rest, Form::Hedged(hedge, amount))
}

/// A figure in digits or number words with no hedge before it, and the range, margin or whole that may follow it.
fn without_hedge(input: &str) -> Parsed<'_, Figure<'_>> {
    let (rest, first) = amount(input)?;
    // Most figures are followed by the end or a qualifier. Of the reserved words only `to` and `in`
    // can continue one.
    let next = gap(rest);
    if next.is_empty() || next.starts_with('\n') {
        return Ok((rest, Figure { form: Form::Plain(first), unit: None }));
    }
    if next.len() < rest.len()
        && let Some(key) = reserved(word_before_colon(next))
        && key != Key::To
        && (key != Key::In || next.as_bytes().get(3) == Some(&b'"'))
    {
        return Ok((rest, Figure { form: Form::Plain(first), unit: None }));
    }
    if let Some(after) = plus(rest) {
        return with_unit(after, Form::Hedged(Hedge::AtLeast, first));
    }
    if let Some(after) = after_odd(rest) {
        return with_unit(after, Form::Hedged(Hedge::JustOver, first));
    }
    if let Some((rest, unit, second)) = range_end(rest) {
        return finish_range(rest, first, second, unit);
    }
    if let Some((rest, margin)) = margin(gap(rest)) {
        let (first, margin) = fill_scale_and_currency(first, margin);
        return with_unit(rest, Form::PlusMinus(first, margin));
    }
    if let Some(open) = gap(rest).strip_prefix('(')
        && let Some((rest, low, high)) = best_range(open)
    {
        let (mut low, mut high) = fill_scale_and_currency(low, high);
        low.scale = low.scale.or(first.scale);
        high.scale = high.scale.or(first.scale);
        low.currency = low.currency.or(first.currency);
        high.currency = high.currency.or(first.currency);
        return with_unit(rest, Form::Best(first, low, high));
    }
    if let Some((after, whole, within)) = share_whole(gap(rest)) {
        if within && let Some(part) = share_in_words(&first, &whole) {
            return with_unit(after, Form::Fraction(None, part));
        }
        if within {
            return rate(rest, after, None, first, whole);
        }
        return with_unit(after, Form::Share(first, whole));
    }
    with_unit(rest, Form::Plain(first))
}

/// `3 in 10`, from the end of its count on; the whole is read up to `after`.
fn rate<'s>(
    rest: &'s str,
    after: &'s str,
    hedge: Option<Hedge>,
    count: Amount<'s>,
    whole: Amount<'s>,
) -> Parsed<'s, Figure<'s>> {
    if year_like(whole.text) {
        let at = gap(rest);
        return Failure::mistake(at, text_until(at, after).len(), Mistake::ShareOrYear);
    }
    with_unit(after, Form::Rate(hedge, count, whole))
}

/// A `+` after a figure: so many, or more.
fn plus(rest: &str) -> Option<&str> {
    rest.strip_prefix('+')
        .filter(|after| !after.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-')))
}

fn year_like(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && ("1500".."2200").contains(&text)
}

/// `between 50 and 60`, from the first figure on.
fn between(input: &str) -> Parsed<'_, Figure<'_>> {
    let (rest, low) = amount(input)?;
    let (rest, unit) = repeated_unit(rest, "and").unwrap_or((blank(rest), None));
    let Some(rest) = phrase(rest, "and") else { return Failure::want(rest, Expected::And) };
    let (rest, high) = amount(blank(rest))?;
    let (rest, mut figure) = finish_range(rest, low, high, unit)?;
    if let Form::Range(low, high) = figure.form {
        figure.form = Form::Between(low, high);
    }
    Ok((rest, figure))
}

/// What makes a range of the figure before: a hyphen or `to`, and a second figure. A unit may stand with both.
fn range_end(rest: &str) -> Option<(&str, Option<&str>, Amount<'_>)> {
    let (rest, unit) = match rest.strip_prefix('%') {
        Some(after) => (after, Some("%")),
        None => (rest, None),
    };
    let after = match (rest.strip_prefix(['-', '–', '—']), gap(rest)) {
        (Some(after), _) => after,
        (None, next) => {
            if let Some(after) = next.strip_prefix(['-', '–', '—']) {
                let figure = gap(after);
                if figure.len() == after.len() { return None } else { figure }
            } else if let Some(after) = phrase(next, "to") {
                blank(after)
            } else if unit.is_none()
                && let Some((next, unit)) = repeated_unit(rest, "to")
            {
                let (rest, second) = amount(blank(phrase(next, "to")?)).ok()?;
                return Some((rest, unit, second));
            } else {
                return None;
            }
        }
    };
    let (rest, second) = amount(after).ok()?;
    Some((rest, unit, second))
}

/// The unit of the first figure of a range, if both figures have one; the rest begins at the word
/// between them.
fn repeated_unit<'s>(rest: &'s str, link: &str) -> Option<(&'s str, Option<&'s str>)> {
    let start = gap(rest);
    if !unit_word(start) {
        return None;
    }
    let mut next = start;
    let mut end = start;
    loop {
        let found = word_with_colon(next);
        if phrase(next, link).is_some() {
            let unit = text_until(start, end);
            return (!unit.is_empty()).then_some((next, Some(unit)));
        }
        if found.is_empty() || reserved(found).is_some() {
            return None;
        }
        end = &next[found.len()..];
        next = gap(end);
    }
}

/// A range whose ends are known, with its unit.
fn finish_range<'s>(
    rest: &'s str,
    low: Amount<'s>,
    high: Amount<'s>,
    unit: Option<&'s str>,
) -> Parsed<'s, Figure<'s>> {
    let (low, high) = fill_scale_and_currency(low, high);
    let (after, figure) = match plus(rest) {
        Some(rest) => with_unit(rest, Form::OpenRange(low, high))?,
        None => with_unit(rest, Form::Range(low, high))?,
    };
    match (unit, figure.unit) {
        (Some(first), Some(second)) if first != second.raw => {
            Failure::mistake(second.raw, second.raw.len(), Mistake::TwoUnits)
        }
        (Some(_), None) => Failure::want(rest, Expected::Unit),
        _ => Ok((after, figure)),
    }
}

/// Gives both ends of a range what is written for one of them only: `50-60 million`, `$50-60m`.
fn fill_scale_and_currency<'s>(mut low: Amount<'s>, mut high: Amount<'s>) -> (Amount<'s>, Amount<'s>) {
    low.scale = low.scale.or(high.scale);
    high.currency = high.currency.or(low.currency);
    (low, high)
}

/// `± 5`, `+/- 5`.
fn margin(rest: &str) -> Option<(&str, Amount<'_>)> {
    let after = ["±", "+/-", "+-", "+/−"].iter().find_map(|sign| rest.strip_prefix(sign))?;
    amount(gap(after)).ok()
}

/// `700-760)` after a best figure.
fn best_range(open: &str) -> Option<(&str, Amount<'_>, Amount<'_>)> {
    let open = gap(open);
    let (rest, low, high) = match phrase(open, "between") {
        Some(rest) => {
            let (rest, low) = amount(blank(rest)).ok()?;
            let (rest, high) = amount(blank(phrase(blank(rest), "and")?)).ok()?;
            (rest, low, high)
        }
        None => {
            let (rest, low) = amount(open).ok()?;
            let (rest, None, high) = range_end(rest)? else { return None };
            (rest, low, high)
        }
    };
    Some((gap(rest).strip_prefix(')')?, low, high))
}

/// `in 10`, `out of 10`, `of 650`: the whole of a share, and whether it was said with `in`.
fn share_whole(next: &str) -> Option<(&str, Amount<'_>, bool)> {
    let within = matches!(next.as_bytes(), [b'i', b'n', ..]);
    if !within && !matches!(next.as_bytes(), [b'o', b'u' | b'f', ..]) {
        return None;
    }
    let start = gap(["in", "of", "out of"].iter().find_map(|words| phrase(next, words))?);
    let (rest, whole) = amount(start).ok()?;
    if !word_ends(rest) || within && date(start).is_ok_and(|(after, _)| after.len() < rest.len()) {
        return None;
    }
    Some((rest, whole, within))
}

/// A vague word: `dozens`, `several`, `tens of thousands`.
pub(super) fn vague(input: &str) -> Parsed<'_, Figure<'_>> {
    if !matches!(input.as_bytes(), [first, ..] if matches!(first | 0x20, b'n' | b'a' | b's' | b'd' | b'h' | b't' | b'm' | b'b'))
    {
        return Failure::want(input, Expected::Figure);
    }
    let found = VAGUE.iter().find_map(|words| Some((phrase(input, words)?, *words)));
    let Some((rest, words)) = found else { return Failure::want(input, Expected::Figure) };
    let after = phrase(gap(rest), "of").unwrap_or(rest);
    let (end, figure) = with_unit(after, Form::Vague(Cow::Borrowed(words)))?;
    match figure.unit {
        None if after.len() < rest.len() => Ok((rest, figure)),
        _ => Ok((end, figure)),
    }
}

/// A figure's form with the unit that follows it, if any.
#[inline]
fn with_unit<'s>(rest: &'s str, form: Form<'s>) -> Parsed<'s, Figure<'s>> {
    let (rest, unit) = unit(rest)?;
    Ok((rest, Figure { form, unit }))
}

/// The words after a figure, up to where a name would end.
#[inline]
pub(super) fn unit(rest: &str) -> Parsed<'_, Option<Name<'_>>> {
    let next = gap(rest);
    if opens_quote(next) {
        let (rest, unit) = quoted_name(next)?;
        return Ok((rest, Some(unit)));
    }
    if !unit_word(next) || next.len() == rest.len() && !may_touch_figure(next) {
        return Ok((rest, None));
    }
    unit_words(next).map(|(rest, unit)| (rest, Some(unit)))
}

/// Whether a unit can begin with the word here.
fn unit_word(next: &str) -> bool {
    let begins = match next.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z' | b'%' | b'$', ..] => true,
        [0x80..=0xFF, ..] => !next.starts_with(['–', '—', '−', '±', '≈', '’', '≤', '≥']),
        _ => false,
    };
    let first = word_with_colon(next);
    begins
        && !first.is_empty()
        && reserved(first).is_none()
        && !["of", "and", "or", "out"].iter().any(|link| is_word(first, link))
}

/// A unit in words. A date there is a mistake: a word such as `on` is missing before it.
fn unit_words(input: &str) -> Parsed<'_, Name<'_>> {
    let (rest, unit) = bare_name(input)?;
    if input.starts_with(|c: char| c.is_ascii_alphabetic())
        && date(input).is_ok_and(|(end, _)| end.len() == rest.len())
    {
        return Failure::mistake(input, unit.raw.len(), Mistake::DateAsUnit);
    }
    Ok((rest, unit))
}

/// Whether a unit begins here that may follow a figure without a blank: `40km`, `12%`, `5€`.
fn may_touch_figure(next: &str) -> bool {
    next.starts_with(|c: char| {
        c.is_alphabetic() || matches!(c, '%' | '°' | '‰' | '$' | '€' | '£' | '¥' | '₹' | '₽')
    })
}

/// Whether a figure in digits, hedged or not, stands here.
#[inline]
pub(super) fn figure_stands(input: &str) -> bool {
    begins_figure(input)
        || matches!(input.as_bytes(), [b'b' | b'B', b'e', ..])
            && phrase(input, "between").is_some_and(|rest| begins_figure(blank(rest)))
        || hedge(input).is_ok_and(|(rest, _)| begins_figure(rest))
        || plain_words(input)
            .is_some_and(|rest| begins_figure(rest) || hedge(rest).is_ok_and(|(rest, _)| begins_figure(rest)))
}

/// Whether a figure in digits or in words, hedged or not, a fraction or a vague word stands here.
pub(super) fn figure_or_word_stands(input: &str) -> bool {
    let input = plain_words(input).unwrap_or(input);
    let at = hedge(input).map_or(input, |(rest, _)| rest);
    figure_stands(at)
        || number_words(at).is_ok_and(|(rest, _)| word_ends(rest) || after_odd(rest).is_some())
        || vague(input).is_ok()
        || fraction(at).is_ok_and(|(rest, _)| name_ends(rest))
}
