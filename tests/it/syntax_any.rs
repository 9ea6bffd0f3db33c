//! Random texts, made of pieces of the language and of anything else.

use gainsay::syntax::{date, name, value};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use crate::any::text::holds;

const SAMPLE: &str = include_str!("../syntax/ok/language-examples.claims");
const VALUES: &str = include_str!("../syntax/ok/values-and-dates.claims");

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
        holds(&text);
    }

    #[test]
    fn lines_with_a_slip(text in mutated()) {
        holds(&text);
    }

    #[test]
    fn any_characters(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_cell(text in pieces()) {
        let _ = value(&text);
        let _ = date(&text);
        let _ = name(&text);
    }
}
