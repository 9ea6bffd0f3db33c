//! A figure by its digits as written, whatever its unit or scale word.

use crate::corpus::Describer;
use crate::model::Number;

/// A figure's numeral, and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenFigure {
    /// The numeral.
    pub(super) number: Number,
    /// What one in the numeral is worth in the measure's unit: a million in `1.2 million`.
    pub(super) scale: Number,
    /// The text before the numeral, the numeral, and the text after it.
    text: [String; 3],
}

impl WrittenFigure {
    /// The numeral of a claim whose figure is known. If the text does not contain it (a count in words, a sum of two
    /// amounts), the figure itself is used.
    pub(super) fn of(words: Describer<'_>, claim: u32, figure: &Number) -> Self {
        let text = words.said(claim);
        let without_scale = |numeral: String| Self {
            number: figure.clone(),
            scale: Number::ONE,
            text: [String::new(), numeral, String::new()],
        };
        let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
            return without_scale(figure.grouped());
        };
        let part = |c: char| {
            c.is_ascii_digit()
                || matches!(c, ',' | '.' | '\'' | '_' | '’' | '\u{A0}' | '\u{2009}' | '\u{202F}' | ' ')
        };
        let end = text[start..].find(|c: char| !part(c)).map_or(text.len(), |end| start + end);
        let numeral = text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let bare: String = numeral.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let Some(number) = Number::parse(&bare).filter(|number| !number.is_zero()) else {
            return without_scale(figure.grouped());
        };
        let Some(scale) = figure.abs().checked_div(&number) else { return without_scale(figure.grouped()) };
        let unit = words.corpus.claim(claim).unit;
        let is_counted = unit.is_none_or(|unit| words.corpus.model.vocabulary.units.is_counting(unit));
        if scale == Number::ONE && is_counted {
            // `729 people` and a bare 729 are one figure.
            return without_scale(numeral.to_owned());
        }
        let text = [&text[..start], numeral, &text[start + numeral.len()..]].map(str::to_owned);
        Self { number, scale, text }
    }

    /// The text with another numeral, with thousands separators if this one has them.
    pub(super) fn with_numeral(&self, number: &Number) -> String {
        let [head, numeral, tail] = &self.text;
        let has_no_separators = numeral.len() > 3 && numeral.bytes().all(|byte| byte.is_ascii_digit());
        let number = if has_no_separators { number.to_string() } else { number.grouped() };
        format!("{head}{number}{tail}")
    }

    /// The figure as shown in messages.
    pub(super) fn shown(&self) -> String {
        self.text.concat()
    }

    /// A figure of the measure's unit, written like this one.
    pub(super) fn shown_with(&self, figure: &Number) -> String {
        self.with_numeral(&figure.checked_div(&self.scale).unwrap_or_else(|| figure.clone()))
    }
}

/// The digits of two numerals with equally many decimals; none for a number that is no finite decimal.
pub(super) fn digits(one: &Number, other: &Number) -> Option<(Vec<u8>, Vec<u8>)> {
    let parts = |number: &Number| {
        let text = number.abs().to_string();
        let (whole, part) = text.split_once('.').map_or((text.as_str(), ""), |parts| parts);
        let is_decimal = whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
        is_decimal.then(|| (whole.to_owned(), part.to_owned()))
    };
    let ((whole, mut part), (other_whole, mut other_part)) = (parts(one)?, parts(other)?);
    let places = part.len().max(other_part.len());
    part.extend(std::iter::repeat_n('0', places - part.len()));
    other_part.extend(std::iter::repeat_n('0', places - other_part.len()));
    let joined =
        |whole: String, part: String| (whole + &part).trim_start_matches('0').bytes().collect::<Vec<u8>>();
    Some((joined(whole, part), joined(other_whole, other_part)))
}

/// The digits of one numeral, and how many of them are decimals.
pub(super) fn own_digits(number: &Number) -> Option<(Vec<u8>, u8)> {
    let (digits, _) = digits(number, number)?;
    let text = number.abs().to_string();
    let places = text.split_once('.').map_or(0, |(_, part)| part.len());
    Some((digits, u8::try_from(places).ok()?))
}

/// A numeral with these digits and that many decimals; none if it starts with a zero, as no figure is written so.
pub(super) fn numeral(digits: &[u8], places: u8) -> Option<Number> {
    if digits.first() == Some(&b'0') || digits.len() > 17 {
        return None;
    }
    let mantissa = digits.iter().fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    Some(Number::decimal(mantissa, places))
}

/// How many significant digits a figure has: all but the zeros at its end, which may come from rounding or chance.
pub(super) fn significant_digits(number: &Number) -> usize {
    let digits: String = number.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len()
}
