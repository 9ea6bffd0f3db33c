//! Exact arithmetic, held against the big path.

use super::*;
use proptest::prelude::*;

fn number(text: &str) -> Number {
    match text.split_once('/') {
        Some((a, b)) => Number::parse(a).unwrap().checked_div(&Number::parse(b).unwrap()).unwrap(),
        None => Number::parse(text).unwrap(),
    }
}

#[test]
fn is_two_words_and_leaves_room_for_none() {
    assert_eq!(size_of::<Number>(), 16);
    assert_eq!(size_of::<Option<Number>>(), 16);
}

#[test]
fn shows_as_json_has_it() {
    for text in ["729", "0.05", "-0.5", "1/3", "-28752", "0", "-9223372036854775808", "9223372036854775808"] {
        assert_eq!(number(text).to_string(), text);
    }
    assert_eq!(number("12.50").to_string(), "12.5");
    assert_eq!(number("-0").to_string(), "0");
    assert_eq!(number("0.0000000000000000000001").to_string(), "0.0000000000000000000001");
    assert_eq!(Number::pow10(25).to_string(), format!("1{}", "0".repeat(25)));
    assert_eq!(Number::pow10(-20).to_string(), format!("0.{}1", "0".repeat(19)));
}

#[test]
fn knows_the_place_of_its_last_digit() {
    let tiny = format!("0.{}1", "0".repeat(29));
    let huge = format!("1{}", "0".repeat(30));
    for (text, place) in [("4200", "100"), ("0.25", "0.01"), ("-43000", "1000"), ("0", "1"), ("7", "1")] {
        assert_eq!(number(text).last_place(), number(place));
    }
    assert_eq!(number(&tiny).last_place(), number(&tiny));
    assert_eq!(number(&huge).last_place(), number(&huge));
    assert_eq!(number("1/3").last_place(), Number::ZERO);
}

#[test]
fn groups_thousands() {
    for (text, grouped) in [
        ("28752", "28,752"),
        ("-1234567.25", "-1,234,567.25"),
        ("999", "999"),
        ("-999", "-999"),
        ("1000000", "1,000,000"),
        ("1/3", "0.333333…"),
        ("-10000/3", "-3,333.333333…"),
        ("4/3", "1.333333…"),
    ] {
        assert_eq!(number(text).grouped(), grouped);
    }
}

#[test]
fn refuses_what_is_no_numeral() {
    for text in ["", "-", ".", "1.2.3", "1e5", "+5", "--5", "٣", "1 2"] {
        assert_eq!(Number::parse(text), None, "{text}");
    }
    assert_eq!(number(".5"), Number::HALF);
}

#[test]
fn reads_very_long_numerals() {
    let long = "7".repeat(10_000);
    assert_eq!(number(&long).to_string(), long);
    let deep = format!("0.{}1", "0".repeat(5_000));
    assert_eq!(number(&deep).to_string(), deep);
    assert_eq!(&number(&long) - &number(&long), Number::ZERO);
}

#[test]
fn divides_by_anything_but_zero() {
    assert_eq!(Number::ONE.checked_div(&Number::ZERO), None);
    assert_eq!(Number::ratio(1, 0), Number::ZERO);
    assert_eq!(Number::ratio(i64::MIN, -1).to_string(), "9223372036854775808");
    assert_eq!(number("1").checked_div(&number("8")), Some(number("0.125")));
    assert_eq!(&number("1/3") * &Number::from_i64(3), Number::ONE);
}

/// Numbers of every form: small, near the edges, with many places, without a finite decimal.
fn any_number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-1000i64..1000, 0u8..4).prop_map(|(m, s)| Number::decimal(i128::from(m), s)),
        (any::<i64>(), 0u8..=18).prop_map(|(m, s)| Number::decimal(i128::from(m), s)),
        (any::<i64>(), 0u8..36).prop_map(|(m, s)| Number::decimal(i128::from(m), s)),
        (any::<i64>(), 1i64..).prop_map(|(a, b)| Number::ratio(a, b)),
        (any::<i128>()).prop_map(|m| Number::decimal(m / 10, 3)),
    ]
}

proptest! {
    #[test]
    fn small_and_big_arithmetic_agree(a in any_number(), b in any_number()) {
        prop_assert_eq!((&a + &b).to_big(), a.to_big() + b.to_big());
        prop_assert_eq!((&a - &b).to_big(), a.to_big() - b.to_big());
        prop_assert_eq!((&a * &b).to_big(), a.to_big() * b.to_big());
        prop_assert_eq!((-&a).to_big(), -a.to_big());
        prop_assert_eq!(a.cmp(&b), a.to_big().cmp(&b.to_big()));
        prop_assert_eq!(a == b, a.to_big() == b.to_big());
        if !b.is_zero() {
            prop_assert_eq!(a.checked_div(&b).unwrap().to_big(), a.to_big() / b.to_big());
        }
    }

    #[test]
    fn each_value_has_one_form(a in any_number(), b in any_number()) {
        prop_assert_eq!(&Number::from_big(a.to_big()), &a);
        prop_assert_eq!(&(&(&a + &b) - &b), &a);
        if !b.is_zero() {
            prop_assert_eq!(&(&a * &b).checked_div(&b).unwrap(), &a);
        }
    }

    #[test]
    fn what_is_shown_reads_back(a in any_number()) {
        prop_assert_eq!(number(&a.to_string()), a.clone());
        prop_assert_eq!(a.is_integer(), a.to_big().is_integer());
        prop_assert_eq!(a.is_negative(), a < Number::ZERO);
    }
}
