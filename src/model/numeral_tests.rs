//! Numerals as desks of several countries write them.

use super::*;
use proptest::prelude::*;

fn value(text: &str, mark: Option<DecimalMark>, likely: bool) -> Result<String, Vec<String>> {
    match read(text, mark, likely) {
        Ok(numeral) => Ok(numeral.value.to_string()),
        Err(NumeralProblem::Ambiguous(readings)) => Err(readings),
        Err(NumeralProblem::NotANumber(_)) => Err(Vec::new()),
    }
}

#[test]
fn reads_digits_and_their_separators() {
    for (text, expected) in [
        ("729", "729"),
        ("1,234", "1234"),
        ("12,345,678", "12345678"),
        ("12,34,567", "1234567"),
        ("1 234", "1234"),
        ("1\u{a0}234\u{a0}567", "1234567"),
        ("1\u{2009}234.5", "1234.5"),
        ("1\u{202f}234.567", "1234.567"),
        ("1'234", "1234"),
        ("1’234.50", "1234.5"),
        ("1_234", "1234"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("1.2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("1,234.567", "1234.567"),
        (".5", "0.5"),
        ("007", "7"),
        ("1000000000000000000000", "1000000000000000000000"),
    ] {
        assert_eq!(value(text, None, false), Ok(expected.to_owned()), "{text}");
    }
}

#[test]
fn refuses_what_reads_two_ways() {
    for (text, readings) in [
        ("1.234", &["1.234", "1,234"][..]),
        ("12.345", &["12.345", "12,345"]),
        ("1,5", &["1.5", "15"]),
        ("12,50", &["12.50", "1,250"]),
        ("0,125", &["0.125"]),
        ("1.234,5", &["1,234.5", "1.2345"]),
        ("1.234.567", &["1,234,567"]),
        ("1 234,5", &["1,234.5"]),
        ("1234,567", &["1,234.567", "1,234,567"]),
    ] {
        let expected: Vec<String> = readings.iter().map(|&one| one.to_owned()).collect();
        assert_eq!(value(text, None, false), Err(expected), "{text}");
    }
}

#[test]
fn a_point_before_a_scale_word_is_no_thousands_mark() {
    assert_eq!(value("3.141", None, true), Ok("3.141".to_owned()));
    assert_eq!(value("3,141", None, true), Ok("3141".to_owned()));
}

#[test]
fn a_declared_mark_settles_it() {
    use DecimalMark::{Comma, Point};
    for (text, mark, expected) in [
        ("1.234", Point, Some("1.234")),
        ("1,234", Point, Some("1234")),
        ("1.234", Comma, Some("1234")),
        ("1,234", Comma, Some("1.234")),
        ("1,5", Comma, Some("1.5")),
        ("1.234,5", Comma, Some("1234.5")),
        ("1 234,5", Comma, Some("1234.5")),
        ("729", Comma, Some("729")),
        ("1,5", Point, None),
        ("12.5", Comma, None),
        ("1,234.5", Comma, None),
    ] {
        assert_eq!(value(text, Some(mark), false).ok().as_deref(), expected, "{text}");
    }
}

#[test]
fn refuses_what_is_no_number() {
    let long = "9".repeat(LONGEST + 1);
    for text in ["", ",", "1,", ",5", "1..2", "1,234 567", "1,23,45", "x", "٣", "5.", &long] {
        assert_eq!(value(text, None, false), Err(Vec::new()), "{text}");
    }
}

#[test]
fn reads_number_words() {
    for (text, expected) in [
        ("one", 1),
        ("twelve", 12),
        ("Twenty-five", 25),
        ("twenty five", 25),
        ("ninety", 90),
        ("hundred", 100),
        ("two hundred", 200),
        ("a hundred and five", 105),
        ("one hundred twenty-five", 125),
        ("dozen", 12),
        ("two dozen", 24),
        ("four lakh", 400_000),
        ("two crore five lakh", 20_500_000),
        ("twelve hundred", 1200),
        ("three million two hundred thousand and one", 3_200_001),
        ("zero", 0),
    ] {
        assert_eq!(value(text, None, false), Ok(expected.to_string()), "{text}");
    }
    for text in
        ["twenty twelve", "five six", "and", "hundred hundred", "lakh crore", "five zero", "many", "ten five"]
    {
        assert_eq!(value(text, None, false), Err(Vec::new()), "{text}");
    }
}

#[test]
fn steps_are_of_the_last_written_place() {
    let step = |text| read(text, None, false).unwrap().step.to_string();
    assert_eq!(step("4,400"), "1");
    assert_eq!(step("12.50"), "0.01");
    assert_eq!(step("two thousand"), "1000");
    assert_eq!(step("two hundred"), "1");
}

proptest! {
    #[test]
    fn grouping_never_changes_a_value(number in 0i64..) {
        let grouped = Number::from_i64(number).grouped();
        prop_assert_eq!(value(&grouped, None, false), Ok(number.to_string()));
        for mark in [" ", "\u{a0}", "'", "_"] {
            prop_assert_eq!(value(&grouped.replace(',', mark), None, false), Ok(number.to_string()));
        }
        prop_assert_eq!(value(&grouped.replace(',', "."), Some(DecimalMark::Comma), false), Ok(number.to_string()));
    }

    #[test]
    fn the_readings_offered_can_be_read(text in "[0-9]{1,4}[.,][0-9]{1,4}([.,][0-9]{1,3})?") {
        if let Err(readings) = value(&text, None, false) {
            for reading in readings {
                prop_assert!(value(&reading, Some(DecimalMark::Point), false).is_ok(), "{}", reading);
            }
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), likely in any::<bool>()) {
        let _ = read(&text, None, likely);
        let _ = read(&text, Some(DecimalMark::Comma), likely);
    }
}
