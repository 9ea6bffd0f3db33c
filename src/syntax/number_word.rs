//! Number words from `zero` to `ninety-nine`: the one table of them, for figures, dates and quotations.

use super::token::is_word;

/// The words for 0 to 19; each number is the word's index.
const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// From twenty on.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number of a word from `zero` to `nineteen`.
#[must_use]
pub fn unit_of_word(word: &str) -> Option<u32> {
    position(&UNITS, word)
}

/// The number of a word such as `twenty`, up to `ninety`.
#[must_use]
pub fn tens_of_word(word: &str) -> Option<u32> {
    position(&TENS, word).map(|at| (at + 2) * 10)
}

/// Whether a word is one of `one` to `nine`, and may stand after `twenty`.
pub(super) fn is_below_ten(word: &str) -> bool {
    unit_of_word(word).is_some_and(|number| (1..10).contains(&number))
}

/// The number that some words say, from 0 to 99; `a` is 1.
pub(super) fn number_of_word(word: &str) -> Option<u32> {
    if is_word(word, "a") || is_word(word, "an") {
        return Some(1);
    }
    if let Some(number) = unit_of_word(word) {
        return Some(number);
    }
    let mut parts = word.split(|c: char| c == '-' || c.is_whitespace()).filter(|part| !part.is_empty());
    let tens = tens_of_word(parts.next()?)?;
    match parts.next() {
        None => Some(tens),
        Some(ones) => unit_of_word(ones).filter(|_| is_below_ten(ones)).map(|ones| tens + ones),
    }
}

fn position(words: &[&str], word: &str) -> Option<u32> {
    words.iter().position(|key| is_word(word, key)).map(|at| at as u32)
}
