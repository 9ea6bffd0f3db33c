//! One figure: sign, currency, numeral, scale.

use super::failure::{Expected, Failure, Mistake, Parsed};
use super::number_word::{is_below_ten, tens_of_word, unit_of_word};
use super::token::{blank, gap, is_word, phrase, reserved, text_until, word_before_colon, word_ends};
use super::tree::{Amount, Scale};

/// ISO 4217 codes of currencies in use, sorted.
#[rustfmt::skip]
const CURRENCIES: [&str; 156] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
];

const SIGNS: [&str; 18] =
    ["US$", "NZ$", "HK$", "A$", "C$", "S$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₪", "₴", "₦"];

/// Whether a figure begins here: a digit, a sign and digit, a currency, `~ ≈ < > ≤ ≥`, or `minus` and a digit.
#[inline]
pub(super) fn begins_figure(input: &str) -> bool {
    match input.as_bytes() {
        [b'0'..=b'9' | b'~' | b'>', ..] => true,
        [b'<', next, ..] => !next.is_ascii_alphabetic(),
        [b'-' | b'+', ..] => digit_or_currency(&input[1..]),
        [b'A'..=b'Z' | b'$' | 0x80..=0xFF, ..] => {
            input.starts_with(['≈', '≤', '≥'])
                || input.strip_prefix('−').is_some_and(digit_or_currency)
                || currency(input).is_ok_and(|(rest, _)| digit(gap(rest)))
                || money_below_zero(input)
                || minus(input)
        }
        [b'm', ..] => minus(input),
        _ => false,
    }
}

/// Whether a digit stands here, or a currency with a digit after it.
fn digit_or_currency(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit()) || currency(rest).is_ok_and(|(rest, _)| digit(gap(rest)))
}

/// `$-20`.
fn money_below_zero(rest: &str) -> bool {
    currency(rest).is_ok_and(|(rest, _)| rest.strip_prefix(['-', '−']).is_some_and(digit))
}

fn digit(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn minus(input: &str) -> bool {
    phrase(input, "minus").is_some_and(|rest| digit_or_currency(blank(rest)))
}

/// Sign, currency, numeral, scale: `−5`, `$40m`, `1.2 million`, `two dozen`.
#[inline]
pub(super) fn amount(input: &str) -> Parsed<'_, Amount<'_>> {
    if let [b'0'..=b'9', ..] = input.as_bytes() {
        return digit_amount(input, input, false, None);
    }
    let (mut rest, mut negative) = sign(input);
    let mut money = None;
    if let Ok((after, found)) = currency(rest) {
        rest = gap(after);
        money = Some(found);
        if !negative {
            (rest, negative) = sign(rest);
        }
    }
    if digit(rest) {
        return digit_amount(input, rest, negative, money);
    }
    if rest.len() == input.len() {
        return number_words(input);
    }
    Failure::want(rest, Expected::Figure)
}

fn sign(input: &str) -> (&str, bool) {
    if let Some(rest) = input.strip_prefix(['-', '−'])
        && digit_or_currency(rest)
    {
        return (rest, true);
    }
    if let Some(rest) = input.strip_prefix('+')
        && digit_or_currency(rest)
    {
        return (rest, false);
    }
    match phrase(input, "minus") {
        Some(rest) if digit_or_currency(blank(rest)) => (blank(rest), true),
        _ => (input, false),
    }
}

/// The amount whose numeral begins at `at`: its sign and currency were read before that.
fn digit_amount<'s>(
    start: &'s str,
    at: &'s str,
    negative: bool,
    currency: Option<&'s str>,
) -> Parsed<'s, Amount<'s>> {
    let (rest, numeral) = numeral(at)?;
    let (rest, scale) = match scale(rest) {
        Ok((rest, mut scale)) => {
            scale.or_unit &= currency.is_none();
            (rest, Some(scale))
        }
        Err(_) => (rest, None),
    };
    Ok((rest, Amount { text: text_until(start, rest), negative, currency, numeral, scale }))
}

/// `$`, `US$`, `USD`.
pub(super) fn currency(input: &str) -> Parsed<'_, &str> {
    let bytes = input.as_bytes();
    if let [b'A'..=b'Z', b'A'..=b'Z', b'A'..=b'Z', next, ..] = bytes
        && (next.is_ascii_digit() || input[3..].starts_with(|c: char| c.is_whitespace()))
        && CURRENCIES.binary_search(&&input[..3]).is_ok()
    {
        return Ok((&input[3..], &input[..3]));
    }
    if matches!(bytes, [b'A'..=b'Z' | b'$' | 0x80..=0xFF, ..])
        && let Some(sign) = SIGNS.iter().find(|sign| input.starts_with(**sign))
    {
        return Ok((&input[sign.len()..], &input[..sign.len()]));
    }
    if let [b'R', b's', rest @ ..] = bytes {
        let length = if rest.first() == Some(&b'.') { 3 } else { 2 };
        if !input[length..].starts_with(char::is_alphanumeric) {
            return Ok((&input[length..], &input[..length]));
        }
    }
    Failure::want(input, Expected::Figure)
}

/// Digits, with separators between them: `1,234` `1 234` `1'234` `1_234` `12.5`; or with a power of ten: `2.86e-05`.
#[inline]
pub(super) fn numeral(input: &str) -> Parsed<'_, &str> {
    let bytes = input.as_bytes();
    let mut at = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if at == 0 {
        return Failure::want(input, Expected::Figure);
    }
    let mut grouped_by_blanks = at <= 3;
    while let Some(separator) = input[at..].chars().next() {
        let next = at + separator.len_utf8();
        let digits = bytes[next..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let goes_on = match separator {
            ',' | '.' => digits > 0,
            '\'' | '’' | '_' => digits > 0,
            ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2007}' => {
                grouped_by_blanks && digits == 3 && thousands_end(&input[next + 3..])
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        grouped_by_blanks &= separator.is_whitespace();
        at = next + digits;
    }
    at += power(&input[at..]);
    Ok((&input[at..], &input[..at]))
}

/// How long the power of ten is that stands here: `e-05`, `e6`.
fn power(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['e', 'E']) else { return 0 };
    let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
    let behind = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = unsigned.len() - behind.len();
    if (1..=3).contains(&digits) { rest.len() - behind.len() } else { 0 }
}

/// Whether three digits after a blank are a group of thousands, and not the start of a date.
fn thousands_end(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        None => true,
        Some('.' | ',') => true,
        Some(c) => !c.is_ascii_digit() && !matches!(c, ':' | '/' | '_' | '\''),
    }
}

/// `million`, `bn`, `k`, `lakh`, `dozen`, `hundred thousand`.
#[inline]
pub(super) fn scale(input: &str) -> Parsed<'_, Scale<'_>> {
    let start = gap(input);
    let first = start.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    if !matches!(first, b'h' | b't' | b'k' | b'm' | b'b' | b'l' | b'c' | b'd' | b's') {
        return Failure::want(input, Expected::Figure);
    }
    let Some((first, factor, or_unit)) = scale_word(start) else {
        return Failure::want(input, Expected::Figure);
    };
    let mut rest = &start[first.len()..];
    let mut product = factor;
    let mut or_unit = or_unit;
    // `hundred thousand`, `lakh crore`: two words at most.
    if first.len() > 3
        && factor <= 1_000_000
        && let Some((more, times, false)) = scale_word(gap(rest))
        && more.len() > 3
        && (1_000..=1_000_000_000).contains(&times)
    {
        product = factor * times;
        or_unit = false;
        rest = &gap(rest)[more.len()..];
    }
    if or_unit && !super::token::name_ends(rest) {
        or_unit = false;
    }
    Ok((rest, Scale { text: text_until(start, rest), factor: product, or_unit }))
}

/// A scale's word here, its factor, and whether it can also be a unit (`m`, `t`).
fn scale_word(input: &str) -> Option<(&str, u64, bool)> {
    let letters = input.bytes().take_while(u8::is_ascii_alphabetic).count();
    let found = &input[..letters];
    if letters == 0 || !scale_ends(&input[letters..]) {
        return None;
    }
    let any = |words: &[&str]| words.iter().any(|key| is_word(found, key));
    let (factor, or_unit) = match found {
        "m" => (1_000_000, true),
        "t" => (1_000_000_000_000, true),
        "k" | "K" => (1_000, false),
        "M" => (1_000_000, false),
        "b" | "B" => (1_000_000_000, false),
        "T" => (1_000_000_000_000, false),
        _ if letters < 2 => return None,
        _ if any(&["million", "mn", "mln", "millions"]) => (1_000_000, false),
        _ if any(&["billion", "bn", "bln", "billions"]) => (1_000_000_000, false),
        _ if any(&["trillion", "tn", "trn", "trillions"]) => (1_000_000_000_000, false),
        _ if any(&["thousand"]) => (1_000, false),
        _ if any(&["hundred"]) => (100, false),
        _ if any(&["lakh", "lakhs", "lac"]) => (100_000, false),
        _ if any(&["crore", "crores"]) => (10_000_000, false),
        _ if any(&["dozen"]) => (12, false),
        _ if any(&["score"]) => (20, false),
        _ => return None,
    };
    Some((found, factor, or_unit))
}

/// A figure with `-odd` after it, which means "somewhat more": `400-odd`.
#[inline]
pub(super) fn after_odd(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix('-')?;
    let found = after.get(..3).filter(|found| is_word(found, "odd"))?;
    Some(&after[found.len()..]).filter(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a scale's word ends here: where words end, and before the marks that join two figures.
fn scale_ends(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some('+') => {
            let after = next.as_str();
            let margin = after.strip_prefix('-').or_else(|| after.strip_prefix("/-"));
            short_unit(after) || margin.is_some_and(|figure| digits_begin(gap(figure)))
        }
        Some('-' | '–' | '—') => digits_begin(next.as_str()) || after_odd(rest).is_some(),
        Some('±') => true,
        Some('.') => word_ends(next.as_str()),
        Some(')') => short_unit(next.as_str()),
        _ => word_ends(rest),
    }
}

/// Whether a word ends here, or right after a `%` or `°C` that stands here.
fn short_unit(rest: &str) -> bool {
    word_ends(rest.strip_prefix('%').or_else(|| rest.strip_prefix("°C")).unwrap_or(rest))
}

/// Whether digits stand here, with or without a sign and a currency.
fn digits_begin(rest: &str) -> bool {
    digit_or_currency(rest.strip_prefix(['-', '+', '−']).unwrap_or(rest))
        || money_below_zero(rest)
        || minus(rest)
}

/// `twelve`, `twenty-five`, `two dozen`, `a hundred`. `a` and `an` stand only before a scale.
pub(super) fn number_words(input: &str) -> Parsed<'_, Amount<'_>> {
    let (rest, numeral) = number_word(input)?;
    let article = is_word(numeral, "a") || is_word(numeral, "an");
    match scale(rest) {
        Ok((rest, scale)) if rest.len() < input.len() && !scale.or_unit && scale.text.len() > 2 => {
            if phrase(gap(rest), "and").is_some_and(|rest| number_word(gap(rest)).is_ok()) {
                let end = gap(rest);
                let long = end.find(['\n', '#']).map_or(end, |at| &end[..at]);
                let length = input.len() - end.len() + long.trim_end().len();
                return Failure::mistake(input, length, Mistake::LongNumber);
            }
            Ok((
                rest,
                Amount {
                    text: text_until(input, rest),
                    negative: false,
                    currency: None,
                    numeral,
                    scale: Some(scale),
                },
            ))
        }
        _ if article => Failure::want(input, Expected::Figure),
        _ => Ok((rest, Amount { text: numeral, negative: false, currency: None, numeral, scale: None })),
    }
}

/// A number in a word: `twelve`, `twenty-five`, and `a`.
pub(super) fn number_word(input: &str) -> Parsed<'_, &str> {
    let first = word_before_colon(input);
    if reserved(first).is_some() || first.len() > 17 {
        return Failure::want(input, Expected::Figure);
    }
    if let Some((tens, ones)) = first.split_once('-') {
        if is_word(ones, "odd") && (tens_of_word(tens).is_some() || unit_of_word(tens).is_some()) {
            return Ok((&input[tens.len()..], tens));
        }
        // `sixty-nine-odd` is `sixty-nine` and somewhat more.
        let behind = first.rfind('-').filter(|&at| at > tens.len() && after_odd(&first[at..]) == Some(""));
        let whole = &first[..behind.unwrap_or(first.len())];
        if tens_of_word(tens).is_some() && is_below_ten(&whole[tens.len() + 1..]) {
            return Ok((&input[whole.len()..], whole));
        }
        return Failure::want(input, Expected::Figure);
    }
    let rest = &input[first.len()..];
    if tens_of_word(first).is_some() {
        let next = gap(rest);
        let ones = word_before_colon(next);
        if next.len() < rest.len() && is_below_ten(ones) {
            let rest = &next[ones.len()..];
            return Ok((rest, text_until(input, rest)));
        }
        return Ok((rest, first));
    }
    if unit_of_word(first).is_some() || is_word(first, "a") || is_word(first, "an") {
        return Ok((rest, first));
    }
    Failure::want(input, Expected::Figure)
}
