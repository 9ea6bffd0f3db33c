//! Fractions in words: `half`, `two thirds`, `one in five`.

use super::amount::number_word;
use super::failure::{Expected, Failure, Parsed};
use super::number_word::number_of_word;
use super::token::{gap, is_word, word_before_colon};
use super::tree::{Amount, Fraction};

/// The words for one part of a whole and for several, and how many parts the whole has.
const PARTS: [(&str, &str, u64); 13] = [
    ("half", "halves", 2),
    ("third", "thirds", 3),
    ("quarter", "quarters", 4),
    ("fourth", "fourths", 4),
    ("fifth", "fifths", 5),
    ("sixth", "sixths", 6),
    ("seventh", "sevenths", 7),
    ("eighth", "eighths", 8),
    ("ninth", "ninths", 9),
    ("tenth", "tenths", 10),
    ("twentieth", "twentieths", 20),
    ("hundredth", "hundredths", 100),
    ("thousandth", "thousandths", 1000),
];

/// `half`, `a third`, `two thirds`, `three-quarters`.
pub(super) fn fraction(input: &str) -> Parsed<'_, Fraction> {
    let first = word_before_colon(input);
    let rest = &input[first.len()..];
    if is_word(first, "half") {
        return Ok((rest, Fraction { numerator: 1, denominator: 2 }));
    }
    if let Some((count, part)) = first.split_once('-')
        && let Some(found) = parts(count, part)
    {
        return Ok((rest, found));
    }
    let Ok((rest, count)) = number_word(input) else { return Failure::want(input, Expected::Figure) };
    let at = gap(rest);
    let part = word_before_colon(at);
    match parts(count, part).filter(|_| at.len() < rest.len()) {
        Some(found) => Ok((&at[part.len()..], found)),
        None => Failure::want(input, Expected::Figure),
    }
}

/// So many of such parts: `one third` and `two thirds`, but not `twenty-third`, which is a rank.
fn parts(count: &str, part: &str) -> Option<Fraction> {
    let numerator = u64::from(number_of_word(count)?);
    let named = |(one, several, _): &&(&str, &str, u64)| part == if numerator == 1 { *one } else { *several };
    let (_, _, denominator) = PARTS.iter().find(named)?;
    Some(Fraction { numerator, denominator: *denominator })
}

/// The fraction that `one in five` is; none for digits, which can be a count with its whole.
pub(super) fn share_in_words(part: &Amount<'_>, whole: &Amount<'_>) -> Option<Fraction> {
    let number = |amount: &Amount<'_>| {
        let worded = amount.numeral.starts_with(|c: char| c.is_ascii_alphabetic());
        let plain = worded && !amount.negative && amount.currency.is_none();
        let number = u64::from(number_of_word(amount.numeral).filter(|_| plain)?);
        number.checked_mul(amount.scale.map_or(1, |scale| scale.factor))
    };
    let (numerator, denominator) = (number(part)?, number(whole).filter(|whole| *whole > 0)?);
    Some(Fraction { numerator, denominator })
}
