//! Makes texts from a sheet harmless in a proposal: nothing in them can end a comment or act on a terminal.

/// A text made safe for a comment: control characters and invisible characters are replaced.
pub(super) fn remark(words: &str) -> String {
    words.chars().map(|c| if acts(c) { '\u{FFFD}' } else { c }).collect()
}

/// A text as a quoted TOML string.
pub(super) fn toml_text(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if acts(c) => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character ends a line, moves the cursor, turns the direction of writing, or cannot be seen.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
