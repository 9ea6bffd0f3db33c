//! Arbitrary texts: nothing panics, nothing is lost, and every error lies within the text.

use gainsay::syntax::{date, format, kind_of, name, parse, split, statement, value};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{prop_assert, prop_assert_eq};

use crate::meaning::meaning;

const SAMPLE: &str = include_str!("../syntax/ok/language-examples.claims");
const VALUES: &str = include_str!("../syntax/ok/values-and-dates.claims");

fn within(part: &str, whole: &str) -> bool {
    let (part, range) = (part.as_bytes().as_ptr_range(), whole.as_bytes().as_ptr_range());
    range.start <= part.start && part.end <= range.end
}

/// What must hold of every text.
fn holds(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    let mut count = 0;
    for chunk in split(text) {
        count += 1;
        let _ = kind_of(chunk.text);
        prop_assert!(within(chunk.lead, text) && within(chunk.text, text) && !chunk.text.is_empty());
        let (found, errors) = statement(chunk);
        prop_assert!(found.is_some() || errors.len() == 1, "neither read nor told: {:?}", chunk.text);
        for error in &errors {
            prop_assert!(within(error.at, text) && !error.at.is_empty(), "{error:?}");
            prop_assert!(!error.message.is_empty() && !error.label.is_empty());
            prop_assert!(error.others.iter().all(|(part, _)| within(part, text)));
        }
        if let Some(found) = found {
            prop_assert!(within(found.text, text));
        }
    }
    let tree = parse(text);
    let once = format(text);
    let again = parse(&once);
    prop_assert_eq!(split(&once).count(), count, "a statement is lost in {:?}", &once);
    prop_assert_eq!(meaning(&tree), meaning(&again), "laid out: {:?}", &once);
    prop_assert_eq!(tree.errors.len(), again.errors.len());
    prop_assert_eq!(&format(&once), &once);
    for chunk in split(text).filter(|chunk| statement(*chunk).0.is_none()) {
        prop_assert!(once.contains(chunk.text), "touched: {:?}", chunk.text);
    }
    Ok(())
}

/// Pieces of valid and invalid syntax.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(SAMPLE.split_inclusive([' ', '\n']).collect::<Vec<_>>())
            .prop_map(str::to_owned),
        proptest::sample::select(VALUES.split_inclusive([' ', '\n']).collect::<Vec<_>>())
            .prop_map(str::to_owned),
        proptest::sample::select(vec![
            "\"",
            "“",
            "”",
            "«",
            "»",
            "\\",
            "#",
            "<",
            ">",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "=",
            "@",
            "\n",
            "\n    ",
            "\r\n",
            "\t",
            "\u{A0}",
            "\u{2009}",
            "\u{FEFF}",
            "\u{FFFD}",
            "\0",
            "−",
            "–",
            "±",
            "≥",
            "%",
            "²",
            "é",
            "İ",
            "ß",
            " 1 ",
            "12",
            "000",
            "/",
            ".",
            "~",
            "?",
            "XX",
            "T",
            "-",
            "+",
            "*",
            "(",
            ")",
            "a",
            "of ",
            "no ",
            "at ",
            "minus ",
            "and ",
            "# gainsay: allow(x",
            "x-y: ",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Lines of the language with a character inserted, removed or doubled.
fn mutated() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = SAMPLE.lines().chain(VALUES.lines()).collect();
    let line = proptest::sample::select(lines);
    let change = prop_oneof![
        Just(None),
        any::<char>().prop_map(Some),
        proptest::sample::select(vec![' ', '"', '\n', ',', '#', ':']).prop_map(Some)
    ];
    (line, any::<proptest::sample::Index>(), change, any::<bool>()).prop_map(|(line, at, change, keep)| {
        let mut chars: Vec<char> = line.chars().collect();
        if !chars.is_empty() {
            let at = at.index(chars.len());
            if !keep {
                chars.remove(at);
            }
            chars.splice(at..at, change);
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn pieces_in_any_order(text in pieces()) {
        holds(&text)?;
    }

    #[test]
    fn lines_with_a_slip(text in mutated()) {
        holds(&text)?;
    }

    #[test]
    fn any_characters(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_cell(text in pieces()) {
        let _ = value(&text);
        let _ = date(&text);
        let _ = name(&text);
    }
}
