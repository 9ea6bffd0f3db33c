//! What stands before a figure and loosens it: `about`, `at least`, `c.`, `~`.

use super::amount::begins_figure;
use super::failure::{Expected, Failure, Parsed};
use super::token::{blank, gap, is_word, phrase};
use super::tree::Hedge;

const HEDGES: [(&str, Hedge); 48] = [
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("some", Hedge::About),
    ("roughly", Hedge::About),
    ("approximately", Hedge::About),
    ("circa", Hedge::About),
    ("approx", Hedge::About),
    ("approx.", Hedge::About),
    ("est.", Hedge::About),
    ("ca.", Hedge::About),
    ("ca", Hedge::About),
    ("c.", Hedge::About),
    ("nearly", Hedge::Nearly),
    ("almost", Hedge::Nearly),
    ("just under", Hedge::Nearly),
    ("just below", Hedge::Nearly),
    ("slightly under", Hedge::Nearly),
    ("slightly below", Hedge::Nearly),
    ("just over", Hedge::JustOver),
    ("just above", Hedge::JustOver),
    ("slightly over", Hedge::JustOver),
    ("slightly above", Hedge::JustOver),
    ("exactly", Hedge::Exactly),
    ("precisely", Hedge::Exactly),
    ("well over", Hedge::MoreThan),
    ("more than", Hedge::MoreThan),
    ("in excess of", Hedge::MoreThan),
    ("over", Hedge::MoreThan),
    ("above", Hedge::MoreThan),
    ("at least", Hedge::AtLeast),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("not fewer than", Hedge::AtLeast),
    ("not less than", Hedge::AtLeast),
    ("a minimum of", Hedge::AtLeast),
    ("upwards of", Hedge::AtLeast),
    ("upward of", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
    ("a maximum of", Hedge::AtMost),
    ("as many as", Hedge::AtMost),
    ("as much as", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("no more than", Hedge::AtMost),
    ("not more than", Hedge::AtMost),
    ("fewer than", Hedge::LessThan),
    ("less than", Hedge::LessThan),
    ("under", Hedge::LessThan),
    ("below", Hedge::LessThan),
];

/// What only says that a figure follows.
const PLAIN: [&str; 3] = ["a total of", "only", "just"];

/// Words cut short, which may stand right before the figure: `c.500`.
const SHORT_HEDGES: [&str; 4] = ["approx.", "est.", "ca.", "c."];

const HEDGE_SIGNS: [(&str, Hedge); 8] = [
    ("~", Hedge::About),
    ("≈", Hedge::About),
    ("≥", Hedge::AtLeast),
    (">=", Hedge::AtLeast),
    ("≤", Hedge::AtMost),
    ("<=", Hedge::AtMost),
    (">", Hedge::MoreThan),
    ("<", Hedge::LessThan),
];

/// The words or the sign that hedge a figure; the rest begins at the figure.
#[inline]
pub(super) fn hedge(input: &str) -> Parsed<'_, Hedge> {
    if matches!(input.as_bytes(), [b'~' | b'<' | b'>' | 0x80..=0xFF, ..]) {
        return match HEDGE_SIGNS.iter().find(|(sign, _)| input.starts_with(sign)) {
            Some((sign, hedge)) => Ok((gap(&input[sign.len()..]), *hedge)),
            None => Failure::want(input, Expected::Figure),
        };
    }
    if may_hedge(input) { word_hedge(input) } else { Failure::want(input, Expected::Figure) }
}

/// `about`, `at least`, `no fewer than`.
pub(super) fn word_hedge(input: &str) -> Parsed<'_, Hedge> {
    if let Some(rest) = short_hedge(input) {
        return Ok((rest, Hedge::About));
    }
    match HEDGES.iter().find_map(|(words, hedge)| Some((phrase(input, words)?, *hedge))) {
        Some((rest, hedge)) => Ok((blank(rest), hedge)),
        None => Failure::want(input, Expected::Figure),
    }
}

/// The figure after words that leave it as it is: `a total of 400`, `only 400`.
#[inline]
pub(super) fn plain_words(input: &str) -> Option<&str> {
    if !matches!(
        input.as_bytes(),
        [b'a' | b'A' | b'o' | b'O' | b'j' | b'J', b' ' | b'\t' | b'\n' | b'n' | b'u' | 0x80..=0xFF, ..]
    ) {
        return None;
    }
    let rest = PLAIN.iter().find_map(|words| phrase(input, words))?;
    Some(blank(rest))
}

/// `c.500`: no blank before the figure.
fn short_hedge(input: &str) -> Option<&str> {
    let behind = |short: &str| {
        let start = input.get(..short.len()).filter(|start| is_word(start, short))?;
        Some(&input[start.len()..]).filter(|rest| begins_figure(rest))
    };
    SHORT_HEDGES.iter().find_map(|short| behind(short))
}

/// Whether the first letters are those of a hedge phrase; a cheap guard.
fn may_hedge(input: &str) -> bool {
    match input.as_bytes() {
        [first, second, ..] => matches!(
            (first | 0x20, second),
            (b'a', b'b' | b'r' | b'p' | b'l' | b't' | b's' | b' ' | b'\t' | b'\n' | 0x80..=0xFF)
                | (b's' | b'r' | b'm' | b'n', b'o')
                | (b'c', b'i' | b'a' | b'.')
                | (b'e', b's' | b'x')
                | (b'i', b'n')
                | (b'p', b'r')
                | (b's', b'l')
                | (b'w', b'e')
                | (b'n' | b'f' | b'l' | b'b', b'e')
                | (b'j', b'u')
                | (b'o', b'v')
                | (b'u', b'p' | b'n')
        ),
        _ => false,
    }
}
