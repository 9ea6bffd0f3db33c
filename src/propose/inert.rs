//! Makes texts from a sheet harmless in a proposal: nothing in them can end a comment or act on a terminal.

use crate::source::is_hidden;

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
