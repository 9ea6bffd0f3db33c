//! Syntax errors as plain data; and the characters that no statement may contain.

use crate::finding::ProblemKind;
use crate::source::NOT_UTF8;

/// An error met in reading a statement; every slice points into its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError<'s> {
    /// Its kind, and so the rule that reports it.
    pub kind: ProblemKind,
    /// The exact place.
    pub at: &'s str,
    /// The label of the underline.
    pub label: String,
    /// Other places that belong to it, each with its label.
    pub others: Vec<(&'s str, String)>,
    /// The problem in a sentence.
    pub message: String,
    /// What can be done.
    pub help: Vec<String>,
}

impl<'s> SyntaxError<'s> {
    /// A syntax error.
    pub(super) fn syntax(at: &'s str, label: impl Into<String>, message: impl Into<String>) -> Self {
        let kind = ProblemKind::Syntax;
        Self { kind, at, label: label.into(), others: Vec::new(), message: message.into(), help: Vec::new() }
    }

    /// Adds something else that can be done.
    pub(super) fn helped(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The error of a text with a character that no statement may contain: one that was not UTF-8, or a
/// control character.
#[must_use]
pub fn unreadable(text: &str) -> Option<SyntaxError<'_>> {
    // 0xEF begins the character that the room `source` puts where bytes were not UTF-8, and the
    // byte order mark.
    let forbidden =
        |byte: u8| byte == 0xEF || byte == 0x7F || byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if !text.bytes().fold(false, |found, byte| found | forbidden(byte)) {
        return None;
    }
    let (at, c) = text
        .char_indices()
        .find(|&(_, c)| matches!(c, NOT_UTF8 | '\u{FEFF}') || c.is_ascii() && forbidden(c as u8))?;
    let at = &text[at..at + c.len_utf8()];
    Some(if c == NOT_UTF8 {
        let found = SyntaxError::syntax(at, "not UTF-8", "some bytes of this statement are not UTF-8 text");
        SyntaxError { kind: ProblemKind::BadEncoding, ..found }
            .helped("save the file as UTF-8, or type the character again")
    } else {
        let code = c as u32;
        let message = format!("this statement contains an invisible character (U+{code:04X})");
        SyntaxError::syntax(at, "invisible character", message).helped("delete the character")
    })
}
