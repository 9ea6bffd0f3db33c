//! Windows-1252, the text encoding of western spreadsheets.

/// The characters of the bytes 0x80 to 0x9F. Five of them stand for nothing (WHATWG's table reads those as control
/// characters).
const UPPER: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// Decodes Windows-1252. A text that its byte order mark shows to be UTF-8 is read as that.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF")
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return text.to_owned();
    }
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::windows_1252;

    #[test]
    fn western_letters_are_read() {
        assert_eq!(windows_1252(b"M\xFCnchen \x80 5 \x96 6 \x93a\x94"), "München € 5 – 6 “a”");
        assert_eq!(windows_1252("\u{FEFF}München".as_bytes()), "München");
    }
}
