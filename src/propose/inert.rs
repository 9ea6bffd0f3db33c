//! Writes texts from a sheet into a proposal: nothing in them can end a comment, a name or a text, or act on a terminal.

use crate::source::is_hidden;
use crate::syntax;

/// A text made safe for a comment: control characters and invisible characters are replaced.
pub(super) fn remark(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect()
}

/// A text as a quoted TOML string.
pub(super) fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if is_hidden(c) && c > '\u{FFFF}' => out.push_str(&format!("\\U{:08X}", c as u32)),
            c if is_hidden(c) => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A name as a definition has to write it, in quotation marks if needed.
pub(super) fn named(name: &str) -> String {
    let bare =
        matches!(syntax::name(name), Ok(found) if found.raw == name && !found.quoted && !name.contains(' '));
    if bare { name.to_owned() } else { syntax::quoted(name) }
}
