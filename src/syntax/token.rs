//! The smallest pieces: blanks, comments, words, reserved words.

use super::failure::{Expected, Failure, Parsed};

/// A word that is a keyword wherever it stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    In,
    Among,
    For,
    On,
    As,
    At,
    From,
    To,
    Between,
    During,
    Since,
    Until,
    By,
    Via,
    About,
    Said,
    Published,
    Is,
    Includes,
    Excludes,
    Because,
    After,
    According,
    With,
}

/// Which reserved word this is. A capital may begin it; `IS` and `IN` are names.
pub(super) fn reserved(word: &str) -> Option<Key> {
    let (&first, rest) = word.as_bytes().split_first()?;
    if rest.is_empty() || rest.len() > 8 {
        return None;
    }
    Some(match (first | 0x20, rest) {
        (b'i', b"n") => Key::In,
        (b'i', b"s") | (b'a', b"re") | (b'w', b"as" | b"ere") => Key::Is,
        (b'i', b"ncludes") => Key::Includes,
        (b'o', b"n") => Key::On,
        (b'b', b"y") => Key::By,
        (b'v', b"ia") => Key::Via,
        (b'p', b"ublished") => Key::Published,
        (b'a', b"mong") => Key::Among,
        (b'a', b"s") => Key::As,
        (b'a', b"t") => Key::At,
        (b'a', b"bout") => Key::About,
        (b'a', b"fter") => Key::After,
        (b'a', b"ccording") => Key::According,
        (b'f', b"or") => Key::For,
        (b'f', b"rom") => Key::From,
        (b't', b"o") => Key::To,
        (b'b', b"etween") => Key::Between,
        (b'b', b"ecause") => Key::Because,
        (b'd', b"uring") => Key::During,
        (b's', b"ince") => Key::Since,
        (b's', b"aid") => Key::Said,
        (b'u', b"ntil") => Key::Until,
        (b'e', b"xcludes") => Key::Excludes,
        (b'w', b"ith") => Key::With,
        _ => return None,
    })
}

/// Whether a word is this lower-case word; a capital may begin it.
pub(super) fn is_word(word: &str, key: &str) -> bool {
    let (word, key) = (word.as_bytes(), key.as_bytes());
    word.len() == key.len() && !key.is_empty() && word[0] | 0x20 == key[0] | 0x20 && word[1..] == key[1..]
}

/// What stands from `start` up to `rest`, which is a tail of it.
pub(super) fn text_until<'s>(start: &'s str, rest: &'s str) -> &'s str {
    &start[..start.len() - rest.len()]
}

/// What stands in a text before a part of it.
pub(super) fn text_before<'s>(text: &'s str, part: &str) -> &'s str {
    &text[..part.as_ptr() as usize - text.as_ptr() as usize]
}

/// Skips blanks, line ends and comments.
#[inline]
pub(super) fn blank(input: &str) -> &str {
    let bytes = input.as_bytes();
    match bytes {
        [] => return input,
        [b' ', next, ..] if *next > b' ' && *next < 0x80 && *next != b'#' => return &input[1..],
        [first, ..] if *first > b' ' && *first < 0x80 => return input,
        _ => {}
    }
    let mut rest = input;
    loop {
        let next = rest.trim_start();
        if next.len() == rest.len() || !next.starts_with('#') {
            return next;
        }
        rest = comment(next);
    }
}

/// Skips a comment, up to its line's end.
fn comment(input: &str) -> &str {
    &input[memchr::memchr(b'\n', input.as_bytes()).unwrap_or(input.len())..]
}

/// Skips blanks on the same line; a comment stays.
#[inline]
pub(super) fn gap(input: &str) -> &str {
    match input.as_bytes() {
        [b' ', next, ..] if *next > b' ' && *next < 0x80 => &input[1..],
        [first, ..] if *first > b' ' && *first < 0x80 => input,
        _ => input.trim_start_matches(|c: char| c.is_whitespace() && c != '\n'),
    }
}

/// Whether a character can open or close a quoted name.
pub(super) fn quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether a character ends every word.
pub(super) fn is_delimiter(c: char) -> bool {
    matches!(c, ',' | '{' | '}' | '[' | ']' | '<' | '>' | '=' | '@' | '≤' | '≥')
        || c.is_whitespace()
        || quotation_mark(c)
}

// What a byte does to a word: it is part of it, ends it, is a colon, or belongs to a character that
// is not ASCII.
const ORDINARY: u8 = 0;
const ENDS: u8 = 1;
const COLON: u8 = 2;
const WIDE: u8 = 3;

static CLASS: [u8; 256] = {
    let mut class = [ORDINARY; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            0..=b' ' | b',' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'=' | b'@' | b'"' => ENDS,
            b':' => COLON,
            0x80.. => WIDE,
            _ => ORDINARY,
        };
        byte += 1;
    }
    class
};

/// The word at the start, possibly empty. Any colon ends it.
#[inline]
pub(super) fn word_before_colon(input: &str) -> &str {
    word(input, true)
}

/// The word at the start, possibly empty. A colon is part of it, as in `10:30`, unless a blank or the like follows.
#[inline]
pub(super) fn word_with_colon(input: &str) -> &str {
    word(input, false)
}

/// The word at the start, possibly empty. `ends_at_colon` says whether any colon ends it, and not only one before a blank.
#[inline]
pub(super) fn word(input: &str, ends_at_colon: bool) -> &str {
    let bytes = input.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match CLASS[byte as usize] {
            ORDINARY => at += 1,
            ENDS => break,
            COLON if ends_at_colon => break,
            COLON => match input[at + 1..].chars().next() {
                Some(next) if !is_delimiter(next) => at += 1,
                _ => break,
            },
            _ => match input[at..].chars().next() {
                Some(c) if !is_delimiter(c) => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    &input[..at]
}

/// Whether a word is an operator standing alone, which ends an unquoted name.
pub(super) fn free_standing(word: &str) -> bool {
    matches!(word, "+" | "-" | "*" | "/" | "−" | "–" | "—" | "±" | "+/-" | "+-")
}

/// Whether a word that was read up to here ends here.
pub(super) fn word_ends(rest: &str) -> bool {
    match rest.chars().next() {
        None => true,
        Some(':') => rest[1..].chars().next().is_none_or(is_delimiter),
        Some(c) => is_delimiter(c) || c == ')' || c == ';',
    }
}

/// Whether a name would end here: at a reserved word, a delimiter or the end.
pub(super) fn name_ends(rest: &str) -> bool {
    let next = gap(rest);
    if next.is_empty() || next.starts_with(['\n', '#']) && (next.len() < rest.len() || next.starts_with('\n'))
    {
        return true;
    }
    let word = word_with_colon(next);
    word.is_empty() && !next.starts_with(quotation_mark) || reserved(word).is_some() || free_standing(word)
}

/// Skips these words, one blank between each in `words` and any blanks in the text.
#[inline]
pub(super) fn phrase<'s>(input: &'s str, words: &str) -> Option<&'s str> {
    // Most calls end here, at the first letter.
    if input.as_bytes().first().is_none_or(|first| first | 0x20 != words.as_bytes()[0] | 0x20) {
        return None;
    }
    let mut rest = input;
    let mut words = words;
    loop {
        let end = memchr::memchr(b' ', words.as_bytes()).unwrap_or(words.len());
        let found = word_before_colon(rest);
        if !is_word(found, &words[..end]) {
            return None;
        }
        rest = &rest[found.len()..];
        if end == words.len() {
            return Some(rest);
        }
        words = &words[end + 1..];
        let next = blank(rest);
        if next.len() == rest.len() {
            return None;
        }
        rest = next;
    }
}

/// The words of a keyword that must stand here.
pub(super) fn keyword<'s>(input: &'s str, words: &str, want: Expected) -> Parsed<'s, &'s str> {
    match phrase(input, words) {
        Some(rest) => Ok((rest, text_until(input, rest))),
        None => Failure::want(input, want),
    }
}

/// A punctuation mark that must stand here.
pub(super) fn mark(input: &str, mark: char, want: Expected) -> Parsed<'_, char> {
    match input.strip_prefix(mark) {
        Some(rest) => Ok((rest, mark)),
        None => Failure::want(input, want),
    }
}

/// `@` and the letters, digits, `-`, `_` and `.` of a label; the answer is without the `@`.
pub(super) fn label(input: &str) -> Parsed<'_, &str> {
    use nom::Parser;
    use nom::bytes::complete::take_while1;
    use nom::character::complete::char;
    use nom::sequence::preceded;
    let letters = take_while1(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match preceded(char::<_, Failure<'_>>('@'), letters).parse(input) {
        Ok((rest, found)) if word_ends(rest) => Ok((rest, found)),
        Ok((rest, _)) => Failure::want(rest, Expected::Label),
        Err(_) => Failure::want(input, Expected::Label),
    }
}
