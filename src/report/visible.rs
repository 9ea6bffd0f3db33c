//! Makes text from a corpus safe to show: control characters and invisible ones become visible signs.

use std::borrow::Cow;

use crate::source::{NOT_UTF8, is_hidden};

/// The text with signs for control, bidirectional and invisible characters: `␛` for escape, `⟨U+202E⟩` for an
/// override.
#[must_use]
pub fn with_visible_controls(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push(&mut shown, c));
    Cow::Owned(shown)
}

/// Appends a character in visible form.
pub(super) fn push(shown: &mut String, c: char) {
    match c {
        NOT_UTF8 => shown.push('\u{FFFD}'),
        '\u{7F}' => shown.push('\u{2421}'),
        '\u{0}'..='\u{1F}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
        _ if is_hidden(c) => shown.push_str(&format!("⟨U+{:04X}⟩", c as u32)),
        _ => shown.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::with_visible_controls;

    #[test]
    fn escapes_overrides_and_line_ends_are_seen() {
        assert_eq!(with_visible_controls("a\u{1b}[31mb\r\n\u{202E}c\u{7f}"), "a␛[31mb␍␊⟨U+202E⟩c␡");
        assert_eq!(with_visible_controls("729 «ok» 👩\u{200D}🚒"), "729 «ok» 👩\u{200D}🚒");
    }
}
