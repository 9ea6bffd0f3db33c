//! When two spellings are the same name: they share a comparison key.

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The comparison key of a name: its [`folded`] text without a leading article. It is still shown as written.
#[must_use]
pub fn key(text: &str) -> Cow<'_, str> {
    match folded(text) {
        Cow::Borrowed(folded) => Cow::Borrowed(without_article(folded)),
        Cow::Owned(folded) => match without_article(&folded) {
            short if short.len() < folded.len() => Cow::Owned(short.to_owned()),
            _ => Cow::Owned(folded),
        },
    }
}

/// A folded name without leading articles. `a` before a single letter or figure is no article: `A 1`, `A B`.
fn without_article(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, behind)) = rest.split_once(' ') {
        let next = behind.split(' ').next().unwrap_or(behind);
        let is_letter_or_figure =
            next.chars().nth(1).is_none() || next.starts_with(|char: char| char.is_numeric());
        match first {
            "the" => rest = behind,
            "a" | "an" if !is_letter_or_figure => rest = behind,
            _ => break,
        }
    }
    rest
}

/// Normalises a text: NFKC, case folded, single blanks, plain dashes, apostrophes and quotation marks, no invisible
/// formatting characters.
///
/// A text that is normalised already is returned as it is. That is most texts, and costs one look at each byte.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    match classify(text.as_bytes()) {
        TextClass::Folded => Cow::Borrowed(text),
        TextClass::Ascii => Cow::Owned(folded_ascii(text)),
        TextClass::Other => Cow::Owned(folded_until_stable(text)),
    }
}

enum TextClass {
    Folded,
    Ascii,
    Other,
}

fn classify(bytes: &[u8]) -> TextClass {
    let mut plain = bytes.last() != Some(&b' ');
    let mut after_blank = true;
    for &byte in bytes {
        if byte >= 0x80 {
            return TextClass::Other;
        }
        let is_blank = byte == b' ';
        plain &= !(byte.is_ascii_uppercase()
            || byte == b'`'
            || byte < b' '
            || byte == 0x7F
            || (is_blank && after_blank));
        after_blank = is_blank;
    }
    if plain { TextClass::Folded } else { TextClass::Ascii }
}

fn folded_ascii(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for char in text.chars() {
        push(&mut key, char.to_ascii_lowercase());
    }
    trimmed(key)
}

/// Case folding can make composing possible and the other way round, so both are repeated until nothing changes; for
/// nearly every text that is the second round.
fn folded_until_stable(text: &str) -> String {
    let mut key = folded_once(text);
    for _ in 0..4 {
        let next = folded_once(&key);
        if next == key {
            break;
        }
        key = next;
    }
    key
}

fn folded_once(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for char in text.chars().map(plain_sign).nfkc().default_case_fold().nfkc() {
        push(&mut key, char);
    }
    trimmed(key)
}

fn push(key: &mut String, char: char) {
    match plain_sign(char) {
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => {}
        '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
        char if char.is_whitespace() || char.is_control() => {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
        char => key.push(char),
    }
}

fn trimmed(mut key: String) -> String {
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

/// The plain character for a typographic one. It is applied before and after composing, since NFKC would turn a
/// free-standing accent into a blank and a combining mark.
fn plain_sign(char: char) -> char {
    match char {
        '`'
        | '\u{B4}'
        | '\u{2BB}'
        | '\u{2BC}'
        | '\u{2BD}'
        | '\u{2018}'..='\u{201B}'
        | '\u{2032}'
        | '\u{FF07}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' | '\u{2033}' | '\u{FF02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("Nagorno-Karabakh", "nagorno–karabakh"),
            ("  Ministry   of\tDefence ", "ministry of defence"),
            ("O’Brien", "o'brien"),
            ("O`Brien", "o'brien"),
            ("O´Brien", "o'brien"),
            ("“Yes”", "\"yes\""),
            ("Straße", "STRASSE"),
            ("Caf\u{e9}", "cafe\u{301}"),
            ("4,400 km²", "4,400 km2"),
            ("soft\u{ad}ware", "software"),
            ("a\u{a0}b", "a b"),
            ("ﬁre", "FIRE"),
            ("The ceasefire", "ceasefire"),
            ("an Nasiriyah", "Nasiriyah"),
            ("the  United\tNations", "united nations"),
            ("a ceasefire", "the ceasefire"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("Region 1"), key("Region 2"));
        for (a, b) in [("A 1", "1"), ("A B", "B"), ("the", ""), ("Theatre", "atre"), ("A", "the")] {
            assert_ne!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("Nagorno-Karabakh"), key("Nagorno Karabakh"));
    }

    #[test]
    fn borrows_what_is_its_own_key() {
        assert!(matches!(key("death toll"), Cow::Borrowed("death toll")));
        assert!(matches!(key("Death toll"), Cow::Owned(_)));
        assert_eq!(key(""), "");
        assert_eq!(key("   "), "");
    }

    proptest! {
        #[test]
        fn an_article_parts_no_two_names(text in "[A-Za-z]{2,8}( [a-z0-9]{1,6}){0,2}") {
            for article in ["the", "The", "a", "an", "AN"] {
                let with = format!("{article} {text}");
                prop_assert_eq!(key(&with), key(&text));
            }
        }

        #[test]
        fn a_key_is_its_own_key(text in any::<String>()) {
            let once = key(&text).into_owned();
            prop_assert_eq!(key(&once), once.as_str());
        }

        #[test]
        fn the_quick_way_agrees_with_the_full_one(text in "(the |a |An )?[ -~\\t]{0,20}") {
            prop_assert_eq!(folded(&text).into_owned(), folded_until_stable(&text));
        }

        #[test]
        fn blanks_around_never_matter(text in "\\PC{0,12}") {
            let wide = format!(" \u{a0}{text}\t");
            prop_assert_eq!(key(&wide), key(&text));
        }
    }
}
